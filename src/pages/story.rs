//! What happened to a paper, oldest first: all of it for staff, what concerns them for the student.

use serde::Serialize;

use super::deliveries::{self, Carried};
use super::{Times, call, topics};
use crate::events::{Event, Happened, Matter, Seq, returned_by};
use crate::hooks::{Calls, Sent};
use crate::outbox::gathering::Gathered;
use crate::outbox::subscriptions::{Missed, Untold};
use crate::outbox::{Attempt, Delivery};

/// One event as the part `parts/timeline.html` wants it.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    says: String,
    when: String,
    iso: String,
    quote: Option<String>,
    bad: bool,
    deliveries: Vec<Carried>,
    untold: Vec<String>,
}

/// What stands behind the events: letters and their tries, what is told together, and who was not told.
#[derive(Default)]
pub struct Behind {
    /// Letters.
    pub deliveries: Vec<Delivery>,
    /// Their tries.
    pub attempts: Vec<Attempt>,
    /// What is told together with other things.
    pub gathered: Vec<Gathered>,
    /// Who was not told.
    pub missed: Vec<Missed>,
    /// What webhooks were told.
    pub calls: Calls,
}

impl Behind {
    /// Whoever was told of an event or will be.
    fn told_of(&self, seq: Seq, times: &Times, may_retry: bool) -> Vec<Carried> {
        let own = self.deliveries.iter().filter(|one| one.event == Some(seq));
        let own = own.map(|one| Carried::of(one, &self.attempts, times, may_retry));
        let together = self.gathered.iter().filter(|one| one.event == Some(seq));
        // A mail that stands here already is not told of twice.
        let together = together.filter(|one| {
            let stands = |it: &&Delivery| Some(it.id) == one.delivery && it.event == Some(seq);
            !self.deliveries.iter().any(|it| stands(&it))
        });
        let told = |sent: &Sent| sent.message.paper.as_ref().map(|told| told.seq);
        let calls = self
            .calls
            .each()
            .filter(|(sent, ..)| told(sent) == Some(seq));
        own.chain(together.map(|one| Carried::together(one, times)))
            .chain(calls.map(|one| call::carried(one, times, may_retry)))
            .collect()
    }

    /// Whoever was not, and why. Who is kept apart from whom is for those who decide it.
    fn not_told_of(&self, seq: Seq, oversees: bool) -> Vec<String> {
        let of_event = self.missed.iter().filter(|one| one.event == seq);
        let shown = of_event.filter(|one| oversees || one.why != Untold::Apart);
        let says = |one: &Missed| {
            format!(
                "{} to {} ({}): not sent. {}",
                deliveries::letter(one.letter),
                one.name,
                one.email,
                topics::untold(one.why)
            )
        };
        shown.map(says).collect()
    }
}

/// Every event with everybody who was told of it, and who was not; `oversees` shows the way to send a letter again.
#[must_use]
pub fn for_staff(events: &[Happened], behind: &Behind, times: &Times, oversees: bool) -> Vec<Told> {
    let told = events.iter().map(|happened| {
        let carried = behind.told_of(happened.seq, times, oversees);
        let bad = carried.iter().any(Carried::has_failed);
        Told {
            bad,
            deliveries: carried,
            untold: behind.not_told_of(happened.seq, oversees),
            ..told(happened, happened.sentence(), times)
        }
    });
    told.collect()
}

/// What its student may know: not why a tutor handed it back, and nothing that was undone before it was told.
#[must_use]
pub fn for_student(events: &[Happened], times: &Times) -> Vec<Told> {
    let mut kept: Vec<&Happened> = Vec::new();
    for happened in events.iter().filter(|one| concerns_student(one)) {
        if matches!(happened.event, Event::HandedBack { undone: true, .. }) {
            let given = kept
                .iter()
                .rposition(|before| matches!(before.event, Event::Assigned { .. }));
            given.map(|at| kept.remove(at));
        } else if !happened.event.stays_behind() {
            kept.push(happened);
        }
    }
    let tell = |happened: &&Happened| {
        let told = told(happened, to_student(happened), times);
        let is_for_staff = matches!(
            happened.event,
            Event::HandedBack { .. } | Event::TakenOver { .. }
        );
        if is_for_staff {
            Told {
                quote: None,
                ..told
            }
        } else {
            told
        }
    };
    kept.iter().map(tell).collect()
}

/// What the desk told tutors and coordinators stays there.
const fn concerns_student(happened: &Happened) -> bool {
    match happened.event {
        Event::PromiseAtRisk {} => false,
        Event::Noticed { matter, again } => matches!(matter, Matter::Unanswered) && !again,
        _ => true,
    }
}

fn told(happened: &Happened, says: String, times: &Times) -> Told {
    Told {
        says,
        when: times.clock(happened.at),
        iso: times.iso(happened.at),
        quote: happened.words.clone(),
        bad: false,
        deliveries: Vec::new(),
        untold: Vec::new(),
    }
}

fn to_student(happened: &Happened) -> String {
    let who = happened.actor.as_deref().unwrap_or("We");
    let tutor = happened.tutor.as_deref().unwrap_or("a tutor");
    match &happened.event {
        Event::Submitted { .. } => "You sent it in".to_owned(),
        Event::Assigned { .. } | Event::Claimed { .. } | Event::TakenOver { .. } => {
            format!("It went to {tutor}")
        }
        Event::HandedBack { .. } => {
            "It went back to the queue; somebody else will read it".to_owned()
        }
        Event::QuestionAsked {} => format!("{who} asked you"),
        Event::QuestionAnswered {} => "You answered".to_owned(),
        Event::DraftAdded { draft, .. } => format!("You sent in draft {draft}"),
        Event::FileSwapped { .. } => "You sent another file in its place".to_owned(),
        Event::Withdrawn {} => "You withdrew it".to_owned(),
        Event::Returned {
            tutor: Some(_),
            draft,
            version,
        } => returned_by(tutor, (*draft, *version)),
        Event::ReturnUndone { tutor: Some(_), .. } => {
            format!("{tutor} took it back to mend something")
        }
        Event::ReturnUndone { .. } => format!("{who} took it back to mend something"),
        Event::Thanked { asks: false } => "You said thanks".to_owned(),
        Event::Thanked { asks: true } => "You asked about the feedback".to_owned(),
        Event::PromiseMissed { .. } => {
            "We missed our promise, and told you when to expect it".to_owned()
        }
        Event::PromiseExtended { .. } => "We promised it for later, and told you why".to_owned(),
        Event::Noticed { .. } => "We asked you once more".to_owned(),
        Event::MarkingBegan { .. }
        | Event::Returned { .. }
        | Event::SentBack {}
        | Event::PromiseAtRisk {}
        | Event::SecondReaderAsked { .. }
        | Event::SecondReaderCalledOff { .. }
        | Event::SecondReaderGaveBack { .. } => happened.sentence(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Behind, for_staff, for_student};
    use crate::events::{Event, Happened, Seq};
    use crate::pages::standing::tests::{moment, times};
    use crate::people::PersonId;

    fn happened(seq: i64, actor: &str, event: Event, words: Option<&str>) -> Happened {
        Happened {
            seq: Seq(seq),
            at: moment("2026-11-10T09:00:00Z"),
            event,
            actor: Some(actor.into()),
            tutor: Some("Ben".into()),
            words: words.map(Into::into),
        }
    }

    fn story() -> Vec<Happened> {
        let ben = PersonId(2);
        vec![
            happened(1, "Ada", Event::Submitted { words: 1284 }, None),
            happened(2, "Cora", Event::Assigned { tutor: ben }, None),
            happened(
                3,
                "Cora",
                Event::HandedBack {
                    tutor: ben,
                    undone: true,
                },
                None,
            ),
            happened(4, "Cora", Event::Assigned { tutor: ben }, None),
            happened(
                5,
                "Ben",
                Event::HandedBack {
                    tutor: ben,
                    undone: false,
                },
                Some("I know Ada well."),
            ),
            happened(
                6,
                "Cora",
                Event::QuestionAsked {},
                Some("Which assignment?"),
            ),
        ]
    }

    #[test]
    fn a_student_never_reads_why_it_was_handed_back_nor_what_was_undone() {
        let told = for_student(&story(), &times());
        let says: Vec<&str> = told.iter().map(|one| one.says.as_str()).collect();
        let back = "It went back to the queue; somebody else will read it";
        assert_eq!(
            says,
            ["You sent it in", "It went to Ben", back, "Cora asked you"]
        );
        assert_eq!(told[2].quote, None);
        assert_eq!(told[3].quote.as_deref(), Some("Which assignment?"));
    }

    #[test]
    fn staff_read_all_of_it() {
        let told = for_staff(&story(), &Behind::default(), &times(), false);
        assert_eq!(told.len(), 6);
        assert_eq!(told[4].quote.as_deref(), Some("I know Ada well."));
    }
}
