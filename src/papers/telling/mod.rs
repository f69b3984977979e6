//! Who is told what, and by which rule: the table of the product, one function a row.

mod blind;
mod giving;
mod news;
mod reader;
mod replying;
mod returning;
mod second;
mod told;
mod watching;

use std::borrow::Cow;

use super::{Named, Paper, State, centre_of, rows};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::subscriptions::Untold;
use crate::outbox::{self, Letter, Recipient, Telling};
use crate::people::{self, Person, Role, Serving};
use crate::refusal::Outcome;
use crate::tutors;

pub use reader::Reader;
pub use told::{Told, in_words};

pub use news::happened;

pub use giving::{assigned, claimed, handed_back, lapsed, taken_over};
pub use replying::answered_by_mail;
pub use returning::{answered_back, asked_back, feedback_copy, returned};
pub use second::{gave_back, second_reader_asked, second_reader_released};
pub use watching::{awaited, extended, missed};

const WRITER: &str = "Its student is always told";
/// Why the tutor who has a paper is told.
pub const HOLDER: &str = "The tutor who has it is told";
const HAD_IT: &str = "The tutor who had it is told";
/// Why coordinators are told.
pub const OVERSEER: &str = "Coordinators are told";
const READ_THE_LAST: &str = "They read its last draft";
const ASKED_FOR_IT: &str = "They asked for it";
const SECOND: &str = "They read a second time before feedback goes out";
const QUEUE: &str = "They serve the queue";
const TEACHER: &str = "They teach the course, and the student agreed";

/// One event's letters on their way out.
struct Round<'a> {
    tx: &'a Tx<'a>,
    about: (Seq, &'a Paper),
    hold_until: Option<Moment>,
}

impl Round<'_> {
    fn to(&self, recipient: &Recipient, (letter, facts, why): (Letter, &str, &str)) -> Outcome<()> {
        let (_, paper) = self.about;
        let facts = blind::seen_by(self.tx, paper, (letter, facts), recipient)?;
        let facts = reader::in_their_time(self.tx, paper, facts, recipient)?;
        let telling = self.telling((letter, &facts, why));
        outbox::tell(self.tx, &telling, recipient).map(drop)
    }

    fn telling<'t>(&self, (letter, facts, why): (Letter, &'t str, &'t str)) -> Telling<'t> {
        let (seq, paper) = self.about;
        Telling {
            about: Some((seq, paper.number)),
            letter,
            facts,
            why,
            hold_until: self.hold_until,
            expires: None,
        }
    }

    fn student(&self, letter: Letter, facts: &str) -> Outcome<()> {
        self.to(&recipient(&self.about.1.student), (letter, facts, WRITER))
    }

    fn tutor(&self, letter: Letter, facts: &str) -> Outcome<()> {
        let tutor = self.about.1.tutor.as_ref();
        tutor.map_or(Ok(()), |tutor| {
            self.to(&recipient(tutor), (letter, facts, HOLDER))
        })
    }

    /// A tutor whose own letter is still held has never heard of the paper: both letters are left unsaid.
    fn tutor_unless_unaware(&self, letter: Letter, facts: &str) -> Outcome<()> {
        let called_back = outbox::call_back(self.tx, self.about.1.number)?;
        if called_back > 0 {
            Ok(())
        } else {
            self.tutor(letter, facts)
        }
    }

    fn coordinators(&self, letter: Letter, facts: &str) -> Outcome<()> {
        let all = people::with_role(self.tx, Role::Coordinator)?;
        all.iter()
            .try_for_each(|one| self.to(&Recipient::from(one), (letter, facts, OVERSEER)))
    }

    /// Whoever wants to hear of the queue and has not just heard of this paper otherwise, but never its own student,
    /// nor a tutor who is kept apart from them.
    fn queue(&self, facts: &str, has_heard: impl Fn(&Serving) -> bool) -> Outcome<()> {
        let (_, paper) = self.about;
        let apart = tutors::apart_from(self.tx, paper.student.id)?;
        let hidden = blind::for_tutors(self.tx, paper, facts)?;
        let serving = people::serving_the_queue(self.tx)?;
        let concerned = serving.iter().filter(|one| one.id != paper.student.id);
        let all = concerned.map(|one| {
            let kept_from = if !one.oversees && apart.contains(&one.id) {
                Some(Untold::Apart)
            } else if has_heard(one) {
                Some(Untold::Heard)
            } else {
                None
            };
            (one, kept_from)
        });
        let seen_by = |one: &Serving| {
            let hidden = hidden.as_deref().filter(|_| !one.oversees);
            let seen = hidden.unwrap_or(facts);
            if !one.has_own_zone {
                return Ok(Cow::Borrowed(seen));
            }
            let to = Recipient::from(one);
            reader::in_their_time(self.tx, paper, seen.to_owned(), &to).map(Cow::Owned)
        };
        let telling = self.telling((Letter::QueueAlert, facts, QUEUE));
        outbox::tell_each(self.tx, &telling, all, seen_by)
    }

    fn teacher(&self, letter: Letter, facts: &str) -> Outcome<()> {
        let (seq, paper) = self.about;
        let course = rows::courses::of(self.tx, paper.number)?;
        let Some(teacher) = course.and_then(|course| course.teacher) else {
            return Ok(());
        };
        if !paper.consent_teacher {
            let untold = [(teacher.id, Untold::NoConsent)];
            return outbox::leave_untold(self.tx, (seq, letter), &untold);
        }
        self.to(&recipient(&teacher), (letter, facts, TEACHER))
    }
}

fn recipient(named: &Named) -> Recipient {
    Recipient {
        person: Some(named.id),
        email: named.email.clone(),
        name: named.name.clone(),
    }
}

fn round<'a>(tx: &'a Tx<'a>, seq: Seq, paper: &'a Paper) -> Round<'a> {
    Round {
        tx,
        about: (seq, paper),
        hold_until: None,
    }
}

/// A paper came in: receipt to its student, alerts to the queue's subscribers, its teacher if the student agreed.
pub(super) fn submitted(tx: &Tx<'_>, seq: Seq, paper: &Paper, centre: &Centre) -> Outcome<()> {
    let facts = outbox::facts(&Told::of(paper, centre))?;
    let round = round(tx, seq, paper);
    round.student(Letter::Received, &facts)?;
    round.queue(&facts, |_| false)?;
    round.teacher(Letter::TeacherSubmitted, &facts)
}

/// A next draft came in: receipt to its student; whoever read the last draft hears of it first, then the queue.
pub(super) fn draft_added(
    tx: &Tx<'_>,
    seq: Seq,
    paper: &Paper,
    last: Option<&Named>,
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        tutor: last.map_or("", |tutor| tutor.name.as_str()),
        ..Told::of(paper, &centre)
    })?;
    let round = round(tx, seq, paper);
    round.student(Letter::Received, &facts)?;
    let last = last
        .map(|tutor| people::find(tx, tutor.id))
        .transpose()?
        .flatten();
    let last = match last.filter(|person| !person.disabled && person.is(Role::Tutor)) {
        Some(tutor) if tutors::are_apart(tx, tutor.id, paper.student.id)? => None,
        other => other,
    };
    if let Some(tutor) = &last {
        round.to(
            &Recipient::from(tutor),
            (Letter::DraftAdded, &facts, READ_THE_LAST),
        )?;
    }
    round.queue(&facts, |one| {
        last.as_ref().is_some_and(|tutor| tutor.id == one.id)
    })
}

pub(super) fn asked(tx: &Tx<'_>, seq: Seq, paper: &Paper, said: (&Person, &str)) -> Outcome<()> {
    said_to_student(tx, seq, paper, (Letter::QuestionAsked, said))
}

/// What somebody here said, to the paper's student.
fn said_to_student(
    tx: &Tx<'_>,
    seq: Seq,
    paper: &Paper,
    (letter, (by, words)): (Letter, (&Person, &str)),
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &by.name,
        said: words,
        ..Told::of(paper, &centre)
    })?;
    round(tx, seq, paper).student(letter, &facts)
}

pub(super) fn answered(tx: &Tx<'_>, seq: Seq, paper: &Paper, answer: &str) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &paper.student.name,
        said: answer,
        ..Told::of(paper, &centre)
    })?;
    let round = round(tx, seq, paper);
    if paper.tutor.is_some() {
        return round.tutor(Letter::QuestionAnswered, &facts);
    }
    round.coordinators(Letter::QuestionAnswered, &facts)
}

pub(super) fn withdrawn(
    tx: &Tx<'_>,
    seq: Seq,
    paper: &Paper,
    (by, reason): (&Person, &str),
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &by.name,
        said: reason,
        ..Told::of(paper, &centre)
    })?;
    let round = round(tx, seq, paper);
    round.student(Letter::Withdrawn, &facts)?;
    round.tutor_unless_unaware(Letter::Withdrawn, &facts)
}

pub(super) fn sent_back(tx: &Tx<'_>, seq: Seq, paper: &Paper, reason: &str) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        said: reason,
        ..Told::of(paper, &centre)
    })?;
    let round = round(tx, seq, paper);
    round.student(Letter::SentBack, &facts)?;
    round.tutor_unless_unaware(Letter::SentBack, &facts)
}
