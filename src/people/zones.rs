//! The time zone a person lives in, where it is not the centre's: their dates are told in it.

use super::{PersonId, rows};
use crate::db::Tx;
use crate::refusal::{Outcome, Refusal};

pub use super::rows::{zone_of, zones};

/// Tells a person's dates in this zone from now on; empty: in the centre's.
///
/// # Errors
/// A refusal at the field `own_zone` when there is no such zone.
pub fn set_zone(tx: &Tx<'_>, id: PersonId, typed: &str) -> Outcome<()> {
    let typed = typed.trim();
    if typed.is_empty() {
        return rows::set_zone(tx, id, None);
    }
    let zone = jiff::tz::TimeZone::get(typed).ok();
    let Some(name) = zone.as_ref().and_then(|zone| zone.iana_name()) else {
        let says = "Enter a time zone like Asia/Kathmandu, or leave it empty";
        return Err(Refusal::field("own_zone", says).into());
    };
    rows::set_zone(tx, id, Some(name))
}
