//! Nobody leaves with papers still on their desk.

use super::refuse_if_holding;
use crate::db::Tx;
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::Outcome;

/// Shuts the door to a person who has no papers any more.
///
/// # Errors
/// `Conflict` with how many they have; as `people::disable`.
pub fn disable(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<()> {
    refuse_if_holding(tx, id)?;
    people::disable(tx, by, id)
}

/// Gives a person these roles and no others: whoever is no tutor any more could not open the papers they still have.
///
/// # Errors
/// `Conflict` with how many they have; as `people::set_roles`.
pub fn set_roles(tx: &Tx<'_>, by: &Person, id: PersonId, roles: &[Role]) -> Outcome<()> {
    people::set_roles(tx, by, id, roles)?;
    if roles.contains(&Role::Tutor) {
        Ok(())
    } else {
        refuse_if_holding(tx, id)
    }
}
