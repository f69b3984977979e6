//! What a student is told because it takes longer: an honest new time, or once more what they were asked.

use super::{Paper, Told, centre_of, round, rows, said_to_student};
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::{self, Letter};
use crate::people::Person;
use crate::refusal::Outcome;

/// The promise was missed: its student hears when feedback is expected after all.
///
/// # Errors
/// When the database fails.
pub fn missed(tx: &Tx<'_>, seq: Seq, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    round(tx, seq, paper).student(Letter::PromiseMissed, &facts)
}

/// A coordinator promised it for later: its student hears the new time, and why.
///
/// # Errors
/// When the database fails.
pub fn extended(tx: &Tx<'_>, seq: Seq, paper: &Paper, said: (&Person, &str)) -> Outcome<()> {
    said_to_student(tx, seq, paper, (Letter::PromiseExtended, said))
}

/// Its student has not answered for some days: they are asked once more.
///
/// # Errors
/// When the database fails.
pub fn awaited(tx: &Tx<'_>, seq: Seq, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let (by, question) = rows::questions::open(tx, paper.number)?.unwrap_or_default();
    let facts = outbox::facts(&Told {
        actor: &by,
        said: &question,
        ..Told::of(paper, &centre)
    })?;
    round(tx, seq, paper).student(Letter::AnswerAwaited, &facts)
}
