//! Changing an account: its roles, its name, and whether its person may come in. Each change stands in the audit.

use super::{
    Person, PersonId, Role, clean_name, find, find_to_change, only_admins, roles_in_words, rows,
};
use crate::audit::{self, Act, Subject};
use crate::db::Tx;
use crate::refusal::{Outcome, Refusal};

/// Gives a person these roles and no others. Their sessions end, so that no page outlives a right.
///
/// # Errors
/// When an admin is made or changed by somebody who is not one, or nobody would be admin any more.
pub fn set_roles(tx: &Tx<'_>, by: &Person, id: PersonId, roles: &[Role]) -> Outcome<()> {
    let person = find_to_change(tx, by, id)?;
    if roles.is_empty() {
        return Err(Refusal::field("role", "Choose at least one role").into());
    }
    if roles.contains(&Role::Admin) {
        only_admins(by)?;
    }
    if person.is(Role::Admin) && !roles.contains(&Role::Admin) {
        keep_one_admin(tx, id)?;
    }
    let mut wanted = roles.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted == person.roles {
        return Ok(());
    }
    rows::replace_roles(tx, id, &wanted)?;
    let what = (Act::RolesSet, Subject::Person(id.0));
    audit::note(tx, Some(by.id.0), what, &roles_in_words(&wanted))?;
    rows::raise_epoch(tx, id)
}

/// Calls a person something else, on somebody's word.
///
/// # Errors
/// A refusal when the name is empty, or when they are an admin and `by` is not.
pub fn rename(tx: &Tx<'_>, by: &Person, id: PersonId, name: &str) -> Outcome<()> {
    find_to_change(tx, by, id)?;
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refusal::field("name", "Enter their name").into());
    }
    rows::set_name(tx, id, &name)?;
    noted(tx, by, Act::Renamed, id)
}

/// Writes down in the audit what somebody did to an account.
fn noted(tx: &Tx<'_>, by: &Person, act: Act, id: PersonId) -> Outcome<()> {
    audit::note_plainly(tx, Some(by.id.0), act, Subject::Person(id.0))
}

/// Makes a person an admin and a coordinator beside what they are, and lets them in again: with a setup link only.
///
/// # Errors
/// When the database fails.
pub fn make_admin(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    let person = find(tx, id)?.ok_or_else(Refusal::not_found)?;
    let mut roles = person.roles;
    roles.extend([Role::Coordinator, Role::Admin]);
    rows::set_disabled(tx, id, None)?;
    rows::replace_roles(tx, id, &roles)?;
    let what = (Act::RolesSet, Subject::Person(id.0));
    audit::note(tx, None, what, &roles_in_words(&roles))?;
    rows::raise_epoch(tx, id)
}

/// Shuts the door to a person. Their sessions end, and their feeds for good: who is let in again makes new addresses. Their
/// history stays.
///
/// # Errors
/// When they are the last admin, or an admin and `by` is not.
pub fn disable(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<()> {
    let person = find_to_change(tx, by, id)?;
    if person.is(Role::Admin) {
        keep_one_admin(tx, id)?;
    }
    rows::set_disabled(tx, id, Some(tx.now()))?;
    rows::close_feeds(tx, id)?;
    noted(tx, by, Act::Disabled, id)?;
    rows::raise_epoch(tx, id)
}

/// Opens the door again to a disabled person.
///
/// # Errors
/// When they are an admin and `by` is not.
pub fn enable(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<()> {
    find_to_change(tx, by, id)?;
    rows::set_disabled(tx, id, None)?;
    noted(tx, by, Act::Enabled, id)
}

fn keep_one_admin(tx: &Tx<'_>, leaving: PersonId) -> Outcome<()> {
    if rows::with_role(tx, Role::Admin)?
        .iter()
        .any(|admin| admin.id != leaving)
    {
        return Ok(());
    }
    Err(Refusal::conflict("They are the only admin. Make somebody else an admin first.").into())
}
