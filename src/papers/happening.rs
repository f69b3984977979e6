//! The one way in which something happens to a paper: its new state, exactly one event, and what programs are told of it.

use super::{Named, Paper, PaperNumber, State, rows, telling};
use crate::db::Tx;
use crate::events::{self, Event, Seq};
use crate::hooks;
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

/// How long what somebody was given, and what was returned, can be taken back, with its mail held.
pub const UNDO_MINUTES: i64 = 10;

/// An event about to be recorded: who did it, what it was, and the free words said with it.
pub struct Said<'a> {
    /// Who did it; none: the desk itself.
    pub actor: Option<PersonId>,
    /// What happened.
    pub event: Event,
    /// A reason, a question, an answer.
    pub words: Option<&'a str>,
}

impl Said<'_> {
    /// An event by a person, without words; what is done at the command line is nobody's deed, but the desk's.
    #[must_use]
    pub const fn by(person: &Person, event: Event) -> Self {
        Self {
            actor: person.account(),
            event,
            words: None,
        }
    }
}

/// The only way to change a paper's state: the new state and exactly one event, in the deed's transaction.
///
/// # Errors
/// When the database fails.
pub fn shift(
    tx: &Tx<'_>,
    paper: &Paper,
    (state, tutor): (State, Option<&Named>),
    said: &Said<'_>,
) -> Outcome<Seq> {
    rows::set_state(tx, paper.number, state, tutor.map(|tutor| tutor.id))?;
    record(tx, paper.number, said)
}

/// Records that something happened to a paper, which stands by now as that left it; whoever
/// follows it, person or program, is told.
///
/// # Errors
/// When the database fails.
pub fn record(tx: &Tx<'_>, number: PaperNumber, said: &Said<'_>) -> Outcome<Seq> {
    let seq = events::record(tx, number, said.actor, (&said.event, said.words))?;
    hooks::promise(tx, seq)?;
    telling::happened(tx, seq, number, said)?;
    Ok(seq)
}
