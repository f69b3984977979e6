//! Sending a paper back kindly: it ends without feedback, with a reason.

use super::{PaperNumber, Said, State, find_for, not_possible, possible, said, shift, telling};
use crate::db::Tx;
use crate::events::Event;
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

/// Ends a paper without feedback, as staff, with a reason that its student reads.
///
/// # Errors
/// A refusal when no reason is given or its state does not allow it.
pub fn send_back(tx: &Tx<'_>, person: &Person, number: PaperNumber, reason: &str) -> Outcome<()> {
    let paper = find_for(tx, person, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, person).send_back {
        return Err(not_possible(&paper));
    }
    let reason = said(
        reason,
        "reason",
        "Say why in a sentence; the student will read it",
    )?;
    let event = Said {
        words: Some(&reason),
        ..Said::by(person, Event::SentBack {})
    };
    let seq = shift(tx, &paper, (State::SentBack, paper.tutor.as_ref()), &event)?;
    telling::sent_back(tx, seq, &paper, &reason)
}
