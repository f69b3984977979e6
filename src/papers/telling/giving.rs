//! Who is told when a paper is given to somebody, taken, or goes back to the queue.

use super::{HAD_IT, Named, Paper, Round, State, Told, centre_of, recipient, round};
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::subscriptions::Untold;
use crate::outbox::{self, Letter};
use crate::people::{self, Person};
use crate::refusal::Outcome;

/// It was given to a tutor: both are told once it can no longer be undone.
///
/// # Errors
/// When the database fails.
pub fn assigned(
    tx: &Tx<'_>,
    seq: Seq,
    (paper, by): (&Paper, &Person),
    undo_until: Moment,
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &by.name,
        ..Told::of(paper, &centre)
    })?;
    let round = Round {
        hold_until: (undo_until > tx.now()).then_some(undo_until),
        ..round(tx, seq, paper)
    };
    round.student(Letter::AssignedStudent, &facts)?;
    round.tutor(Letter::AssignedTutor, &facts)
}

/// A tutor took it themself: its student is told once it is sure.
///
/// # Errors
/// When the database fails.
pub fn claimed(tx: &Tx<'_>, seq: Seq, paper: &Paper, hold_until: Moment) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    let round = Round {
        hold_until: Some(hold_until),
        ..round(tx, seq, paper)
    };
    round.student(Letter::AssignedStudent, &facts)
}

/// A coordinator gave it to another tutor: both tutors are told, and its student who reads it now.
///
/// # Errors
/// When the database fails.
pub fn taken_over(
    tx: &Tx<'_>,
    seq: Seq,
    (paper, from): (&Paper, &Named),
    (by, reason): (&Person, &str),
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let told = Told {
        actor: &by.name,
        ..Told::of(paper, &centre)
    };
    let facts = outbox::facts(&told)?;
    let round = round(tx, seq, paper);
    round.student(Letter::AssignedStudent, &facts)?;
    round.tutor(Letter::AssignedTutor, &facts)?;
    let with_reason = outbox::facts(&Told {
        said: reason,
        ..told
    })?;
    // Whoever may not come in any more is told nothing.
    match people::find(tx, from.id)?.filter(|person| !person.disabled) {
        Some(_) => round.to(&recipient(from), (Letter::TakenOver, &with_reason, HAD_IT)),
        None => outbox::leave_untold(tx, (seq, Letter::TakenOver), &[(from.id, Untold::Shut)]),
    }
}

/// A claim ran out: whoever wants to hear of the queue hears of it again, but not the one who had it.
///
/// # Errors
/// When the database fails.
pub fn lapsed(tx: &Tx<'_>, seq: Seq, (paper, left): (&Paper, &Named)) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    round(tx, seq, paper).queue(&facts, |one| one.id == left.id)
}

/// It was handed back: coordinators hear the reason, and the queue's subscribers hear of it if it waits.
///
/// # Errors
/// When the database fails.
pub fn handed_back(
    tx: &Tx<'_>,
    seq: Seq,
    (paper, left): (&Paper, &Named),
    (by, reason): (&Person, &str),
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &by.name,
        said: reason,
        ..Told::of(paper, &centre)
    })?;
    let round = round(tx, seq, paper);
    round.coordinators(Letter::HandedBack, &facts)?;
    if paper.state != State::Waiting {
        return Ok(());
    }
    round.queue(&facts, |one| one.id == left.id || one.coordinates)
}
