//! Whose returns a second reader looks at first, and which tutors may be one.

use super::rows::second as rows;
use super::{Person, PersonId, Role, find_to_change};
use crate::db::Tx;
use crate::refusal::{Outcome, Refusal};

/// What a coordinator says of a tutor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecondReading {
    /// A second reader looks at what they return, where the centre asks that of some.
    pub is_read_twice: bool,
    /// They may look at what other tutors return.
    pub reads_second: bool,
}

/// What was said of a person.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &Tx<'_>, id: PersonId) -> Outcome<SecondReading> {
    rows::of(tx, id)
}

/// Says it of a tutor, on somebody's word.
///
/// # Errors
/// `NotFound`; a refusal where they are no tutor, or an admin and `by` is not.
pub fn settle(tx: &Tx<'_>, by: &Person, id: PersonId, facts: SecondReading) -> Outcome<()> {
    let person = find_to_change(tx, by, id)?;
    if !person.is(Role::Tutor) {
        return Err(Refusal::conflict("Only a tutor's feedback is read a second time.").into());
    }
    rows::set(tx, id, facts)
}

/// Whether this person may look at what others are about to return: who oversees, and tutors of whom it was said.
///
/// # Errors
/// When the database fails.
pub fn may_read(tx: &Tx<'_>, person: &Person) -> Outcome<bool> {
    Ok(person.oversees() || (person.is(Role::Tutor) && rows::of(tx, person.id)?.reads_second))
}

/// Everybody who is told when something waits for a second reader.
///
/// # Errors
/// When the database fails.
pub fn readers(tx: &Tx<'_>) -> Outcome<Vec<Person>> {
    rows::readers(tx)
}
