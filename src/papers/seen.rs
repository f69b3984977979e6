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
    if person.oversees() || paper.student.id == person.id || !centre::ways(tx)?.blind {
        return Ok(paper);
    }
    let student = Named {
        name: HIDDEN.to_owned(),
        email: String::new(),
        ..paper.student
    };
    Ok(Paper { student, ..paper })
}
