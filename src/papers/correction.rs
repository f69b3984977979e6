//! What goes with a paper can be put right: what it is called, and when it is due.

use super::{PaperNumber, find_for, not_possible, possible, rows, submission};
use crate::db::Tx;
use crate::people::{Person, clean_name};
use crate::refusal::{Outcome, Refusal};

/// What is to be put right; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// What it is called.
    pub title: Option<String>,
    /// The course's own due date, as typed; empty: none.
    pub due_on: Option<String>,
}

/// Puts right what goes with an open paper, as its student or for them. No event: nothing happened to the paper.
///
/// # Errors
/// `NotFound` if it is not theirs; `Conflict` once its life has ended; a refusal at a field that cannot be taken.
pub fn correct(
    tx: &Tx<'_>,
    by: &Person,
    number: PaperNumber,
    correction: &Correction,
) -> Outcome<()> {
    let paper = find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, by).correct {
        return Err(not_possible(&paper));
    }
    let title = correction.title.as_deref().unwrap_or(&paper.title);
    let known = paper.due_on.as_deref().unwrap_or_default();
    let due_on = correction.due_on.as_deref().unwrap_or(known);
    submission::check(title, due_on, "")?;
    let title = clean_name(title);
    let due_on = submission::date_of(due_on);
    if (&title, &due_on) == (&paper.title, &paper.due_on) {
        return Ok(());
    }
    rows::set_facts(tx, number, &title, due_on.as_deref())
}
