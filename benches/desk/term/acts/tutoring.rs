//! What tutors do with a paper once they have it, and its student with what comes back.

use jiff::Zoned;
use paperdesk::assignments;
use paperdesk::db::Tx;
use paperdesk::drafts;
use paperdesk::feedback::pieces::{self, Hand, Typed};
use paperdesk::feedback::place::Aim;
use paperdesk::feedback::plan::{self, Choice};
use paperdesk::feedback::remarks::{self, Survey};
use paperdesk::feedback::{self, Kind, second};
use paperdesk::papers::{self, PaperNumber, State};
use paperdesk::people::Person;
use paperdesk::refusal::{Outcome, Refusal};

use super::sending::essay;
use super::{Act, Stage};
use crate::term::Agenda;

impl Stage {
    /// Begins to mark it, or asks its student something first, or hands it back because they are away by now.
    pub(super) fn begin(&mut self, number: PaperNumber, agenda: &mut Agenda) -> Option<()> {
        let paper = self.paper(number);
        let (place, tutor) = self.tutor(&paper)?;
        if paper.state != State::Assigned {
            return None;
        }
        let today = Zoned::new(self.now().timestamp(), self.centre.rules.zone()).date();
        if self.centre.is_away(place, today) {
            let reason = "I am away this week.";
            return self.deed(move |tx| assignments::hand_back(tx, &tutor, number, reason));
        }
        self.deed({
            let tutor = tutor.clone();
            move |tx| assignments::begin(tx, &tutor, number)
        })?;
        if self.dice.happens(5) {
            let question = "Is there a page missing?";
            self.deed(move |tx| papers::ask(tx, &tutor, number, question))?;
            if self.dice.happens(90) {
                let answered = self.now().plus_minutes(self.dice.between(30, 3 * 1440));
                agenda.put(answered, Act::Answer(number));
            } else {
                agenda.put(self.now().plus_days(6), Act::SendBack(number));
            }
            return Some(());
        }
        agenda.put(self.open_within(30, 150), Act::Return(number));
        Some(())
    }

    /// Writes what is still to be written, and returns it or sends it to a second reader.
    pub(super) fn give_back(&mut self, number: PaperNumber, agenda: &mut Agenda) -> Option<()> {
        let paper = self.paper(number);
        let (_, tutor) = self.tutor(&paper)?;
        if paper.state != State::Marking {
            return None;
        }
        let kinds: Vec<Kind> = (0..self.dice.between(1, 5))
            .map(|_| Kind::NOTES[self.dice.below(4) as usize])
            .collect();
        let is_read_twice = self.deed(move |tx| {
            write(
                tx,
                &tutor,
                number,
                (Kind::Letter, "Dear writer, thank you."),
            )?;
            for kind in kinds {
                write(tx, &tutor, number, (kind, "Say why, and say it first."))?;
            }
            if second::applies_to(tx, &tutor)? {
                second::ask(tx, &tutor, number)?;
                return Ok(true);
            }
            feedback::release(tx, &tutor, number)?;
            Ok(false)
        })?;
        if is_read_twice {
            agenda.put(self.open_within(20, 300), Act::Release(number));
            return Some(());
        }
        self.is_returned(number, agenda);
        Some(())
    }

    pub(super) fn is_returned(&mut self, number: PaperNumber, agenda: &mut Agenda) {
        if self.dice.happens(2) {
            agenda.put(self.now().plus_minutes(4), Act::Undo(number));
            return;
        }
        if self.dice.happens(85) {
            let reads = self.now().plus_minutes(self.dice.between(15, 5 * 1440));
            agenda.put(reads, Act::Read(number));
        }
        if self.dice.happens(12) {
            let again = self.now().plus_minutes(self.dice.between(1440, 6 * 1440));
            agenda.put(again, Act::Again(number));
        }
    }

    /// Takes back what was returned a moment ago, and returns it later.
    pub(super) fn undo(&mut self, number: PaperNumber, agenda: &mut Agenda) -> Option<()> {
        let paper = self.paper(number);
        let (_, tutor) = self.tutor(&paper)?;
        self.deed(move |tx| feedback::undo(tx, &tutor, number))?;
        self.lived.undone += 1;
        agenda.put(self.open_within(5, 60), Act::Return(number));
        Some(())
    }

    pub(super) fn answer(&mut self, number: PaperNumber, agenda: &mut Agenda) -> Option<()> {
        self.with_student(number, move |tx, student| {
            papers::answer(tx, student, number, "No, it is all there.")
        })?;
        agenda.put(self.open_within(30, 240), Act::Return(number));
        Some(())
    }

    /// The student opens it, plans with it, and perhaps says whether it helped.
    pub(super) fn read(&mut self, number: PaperNumber) -> Option<()> {
        let helped = self.dice.happens(20).then(|| 1 + self.dice.below(5));
        let chosen: Vec<u32> = (0..6).map(|_| self.dice.below(4)).collect();
        self.with_student(number, move |tx, student| {
            let all = drafts::of_paper(tx, number)?;
            let newest = feedback::newest_letter(tx, &all)?;
            let (_, letter) = newest.ok_or_else(Refusal::not_found)?;
            feedback::note_opening(tx, letter.id, student)?;
            let notes = feedback::returned_notes(tx, letter.id)?;
            for (note, chosen) in notes.iter().zip(chosen) {
                let choice = match chosen {
                    0 | 1 => Choice::Plan,
                    2 => Choice::NotNow,
                    _ => Choice::Open,
                };
                plan::choose(tx, student, number, (note.piece, choice))?;
            }
            if let Some(helped) = helped {
                let words = String::new();
                remarks::survey(tx, student, number, &Survey { helped, words })?;
            }
            Ok(())
        })
    }

    pub(super) fn again(&mut self, number: PaperNumber) -> Option<()> {
        let next = essay(self.dice.between(300, 2500));
        self.with_student(number, move |tx, student| {
            papers::add_draft(tx, student, number, (&next, None)).map(drop)
        })
    }
}

fn write(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (kind, words): (Kind, &str),
) -> Outcome<()> {
    let typed = Typed {
        kind,
        words: words.to_owned(),
        aim: Aim::Whole,
    };
    pieces::keep(tx, tutor, number, (&Hand::default(), &typed)).map(drop)
}
