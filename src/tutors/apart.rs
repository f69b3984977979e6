//! Students and tutors who are kept apart: the one never gets the other's papers, nor sees them in the queue.

use super::{rows, tutor_for};
use crate::db::Tx;
use crate::people::{self, Email, Person, PersonId};
use crate::refusal::{Outcome, Refusal};

/// Keeps a tutor and the student with this address apart, as a coordinator; gives the student. Papers that the tutor
/// has already stay with them until somebody moves them.
///
/// # Errors
/// `NotFound` for somebody who is no tutor; a refusal at the field `student`.
pub fn keep_apart(tx: &Tx<'_>, by: &Person, tutor: PersonId, student: &str) -> Outcome<Person> {
    let tutor = tutor_for(tx, by, tutor)?;
    let found = Email::parse(student)
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    let found = found.ok_or_else(|| Refusal::field("student", "Nobody here has this address"))?;
    if found.id == tutor.id {
        return Err(Refusal::field("student", "This is the tutor's own address").into());
    }
    rows::insert_apart(tx, tutor.id, (found.id, by.id))?;
    Ok(found)
}

/// Lets a tutor have a student's papers again, as a coordinator.
///
/// # Errors
/// `NotFound` where they are not kept apart.
pub fn let_together(tx: &Tx<'_>, by: &Person, tutor: PersonId, student: PersonId) -> Outcome<()> {
    let tutor = tutor_for(tx, by, tutor)?;
    if rows::delete_apart(tx, tutor.id, student)? == 0 {
        return Err(Refusal::not_found().into());
    }
    Ok(())
}
