//! What a person may see of a paper: where the centre marks blind, its tutor does not see who wrote it.

use super::{Named, Paper};
use crate::centre;
use crate::db::Tx;
use crate::people::Person;
use crate::refusal::Outcome;

/// What stands in place of a student's name where the centre hides it from tutors.
pub const HIDDEN: &str = "The student";

/// The paper as this person may see it: where the centre marks blind, a tutor does not see who wrote it.
///
/// # Errors
/// When the database fails.
pub fn as_seen_by(tx: &Tx<'_>, person: &Person, paper: Paper) -> Outcome<Paper> {
    Ok(seen(person, are_writers_hidden(tx, person)?, paper))
}

/// The same where it is known whether writers are hidden from them.
pub(super) fn seen(person: &Person, hidden: bool, paper: Paper) -> Paper {
    if paper.student.id == person.id || !hidden {
        return paper;
    }
    let student = Named {
        name: HIDDEN.to_owned(),
        email: String::new(),
        ..paper.student
    };
    Paper { student, ..paper }
}

/// Whether this person does not see who wrote the papers of others: tutors, where the centre marks blind.
///
/// # Errors
/// When the database fails.
pub fn are_writers_hidden(tx: &Tx<'_>, person: &Person) -> Outcome<bool> {
    Ok(!person.oversees() && centre::ways(tx)?.blind)
}
