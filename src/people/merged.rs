//! Two accounts that are one person's become one: what of that is about the accounts themselves.

use super::rows::merged as rows;
use super::{Person, PersonId, Role, rows as people};
use crate::clock::Moment;
use crate::db::Tx;
use crate::refusal::{Outcome, Refusal};

/// An account that was merged into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// What its owner was called there.
    pub name: String,
    /// Its address, which leads to the other account now.
    pub email: String,
    /// When that was.
    pub at: Moment,
    /// Who did it.
    pub by: String,
}

/// The account into which another was merged; nothing where it stands by itself.
///
/// # Errors
/// When the database fails.
pub fn leads_to(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<PersonId>> {
    rows::leads_to(tx, id)
}

/// The accounts that were merged into one, the first first.
///
/// # Errors
/// When the database fails.
pub fn former(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<Former>> {
    rows::former(tx, id)
}

/// An account and those that were merged into it.
///
/// # Errors
/// When the database fails.
pub fn accounts(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<PersonId>> {
    rows::accounts(tx, id)
}

/// Shuts an account for good and lets its address lead to another one, which gets its roles beside its own, and its
/// address in place of its own where that is wanted. Sessions of both end, and passwords of the account that goes. The
/// roles of a disabled account are no rights of anybody's; what it sent in needs a student all the same. Whoever asks has
/// looked first whether the two may be one.
///
/// # Errors
/// When the database fails.
pub fn absorb(
    tx: &Tx<'_>,
    by: &Person,
    (kept, gone): (&Person, &Person),
    swap_addresses: bool,
) -> Outcome<()> {
    let brings = |role: &Role| !gone.disabled || *role == Role::Student;
    let mut roles = kept.roles.clone();
    roles.extend(gone.roles.iter().copied().filter(brings));
    roles.sort_unstable();
    roles.dedup();
    people::replace_roles(tx, gone.id, &[])?;
    people::replace_roles(tx, kept.id, &roles)?;
    rows::set_merged(tx, gone.id, (kept.id, by.id))?;
    rows::take_over_choices(tx, gone.id, kept.id)?;
    if swap_addresses {
        rows::swap_addresses(tx, (kept.id, &kept.email), (gone.id, &gone.email))?;
    }
    people::raise_epoch(tx, kept.id)?;
    people::raise_epoch(tx, gone.id)
}

/// An account that leads to another is changed no more.
pub(super) fn refuse(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    if rows::leads_to(tx, id)?.is_none() {
        return Ok(());
    }
    Err(Refusal::conflict("This account was merged into another one; change that one.").into())
}
