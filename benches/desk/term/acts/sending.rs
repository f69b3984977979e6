//! What students send in: a short essay, for a course that the centre knows or for something of their own.

use jiff::Zoned;
use paperdesk::papers::limits::turned_away;
use paperdesk::papers::preparation::{self, CONCERNS, Form};

use paperdesk::{documents, drafts};

use super::{Act, Stage};
use crate::term::Agenda;
use crate::term::people::COURSES;

impl Stage {
    pub(super) fn send(&mut self, agenda: &mut Agenda) -> Option<()> {
        let many = u32::try_from(self.centre.students.len()).unwrap();
        let student = self.centre.students[self.dice.below(many) as usize].clone();
        let (form, handed_in) = (self.form(), essay(self.dice.between(300, 2500)));
        let sent = self.deed(move |tx| {
            let typed = (form, Some(&handed_in));
            let kept = preparation::save(tx, &student, None, typed)?;
            turned_away::send(tx, &student, &kept.id)
        })?;
        let Ok(number) = sent else {
            self.lived.turned_away += 1;
            return Some(());
        };
        self.lived.sent += 1;
        if self.dice.happens(3) {
            let soon = self.now().plus_minutes(self.dice.between(10, 900));
            agenda.put(soon, Act::Withdraw(number));
        }
        Some(())
    }

    fn form(&mut self) -> Form {
        let course = self.dice.below(20);
        let due = self.now().plus_days(self.dice.between(1, 14));
        let zone = self.centre.rules.zone();
        let mut concerns = vec![CONCERNS[self.dice.below(6) as usize].to_owned()];
        if self.dice.happens(50) {
            concerns.push(CONCERNS[self.dice.below(6) as usize].to_owned());
        }
        concerns.dedup();
        Form {
            title: "Community gardens and the city".to_owned(),
            course: match course {
                0..16 => COURSES[(course / 2) as usize].0.to_owned(),
                16 => format!("Evening class {}", self.dice.below(40)),
                _ => String::new(),
            },
            due_on: if self.dice.happens(50) {
                Zoned::new(due.timestamp(), zone).date().to_string()
            } else {
                String::new()
            },
            concerns,
            ..Form::default()
        }
    }
}

/// Some words that were pasted.
pub(super) fn essay(words: i64) -> drafts::HandedIn {
    let text = "The garden on the corner of our street began as a place where nobody parked. ";
    let sentences = usize::try_from(words / 15).unwrap().max(1);
    let text = text.repeat(sentences);
    let read = documents::pasted(&text);
    let file = drafts::Bytes::held(text.into_bytes());
    let named = ("Pasted text", drafts::reading::FileKind::Txt);
    drafts::HandedIn::new(named, file, Ok(read), &[])
}
