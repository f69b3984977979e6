//! Taking a paper back: by its student, or for them on their word, until work begins.

use super::{
    Paper, PaperNumber, Said, State, find_for, possible, said_or_nothing, shift, telling, theirs,
    too_late,
};
use crate::db::Tx;
use crate::events::Event;
use crate::people::Person;
use crate::refusal::{Kind, Outcome, Refusal};

/// Takes a paper back, as its student, until work begins.
///
/// # Errors
/// `NotFound` if it is not theirs; `Conflict` once marking began.
pub fn withdraw(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<()> {
    let paper = theirs(tx, person, number)?;
    if !possible(&paper, person).withdraw {
        return Err(too_late(&paper, "It can no longer be withdrawn."));
    }
    end_withdrawn(tx, person, (&paper, ""))
}

/// Takes a paper back for its student, on their word, until work begins.
///
/// # Errors
/// `NotFound` or `NotAllowed` for whoever does not watch over all papers; `Conflict` once marking began.
pub fn withdraw_for(tx: &Tx<'_>, by: &Person, number: PaperNumber, reason: &str) -> Outcome<()> {
    let paper = find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    if !by.oversees() {
        let says = "Only its student withdraws a paper, or a coordinator for them.";
        return Err(Refusal::new(Kind::NotAllowed, says).into());
    }
    if !possible(&paper, by).withdraw_for {
        return Err(too_late(&paper, "It can no longer be withdrawn."));
    }
    let reason = said_or_nothing(reason, "reason")?;
    end_withdrawn(tx, by, (&paper, &reason))
}

fn end_withdrawn(tx: &Tx<'_>, by: &Person, (paper, reason): (&Paper, &str)) -> Outcome<()> {
    let said = Said {
        words: Some(reason),
        ..Said::by(by, Event::Withdrawn {})
    };
    let seq = shift(tx, paper, (State::Withdrawn, paper.tutor.as_ref()), &said)?;
    telling::withdrawn(tx, seq, paper, (by, reason))
}
