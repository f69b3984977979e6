//! Whom mail does not reach: addresses that are not written to, why, and the way off that list.

use super::DeliveryId;
use super::rows::reach as rows;
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::{Tx, word_enum};
use crate::people::{self, Email, Person, PersonId};
use crate::refusal::{Outcome, Refusal};

pub(super) use super::rows::reach::is_anybody_unreachable;
pub use super::rows::reach::{all as suppressions, find as suppression};

word_enum! {
    /// Why an address is not written to.
    Reason {
        /// Mail to it came back for good.
        Bounced = "bounced",
        /// Somebody at the desk said so.
        ByHand = "by_hand",
    }
}

/// An address that is not written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The address.
    pub address: String,
    /// Why.
    pub reason: Reason,
    /// The other side's words, or those of whoever put it here.
    pub said: String,
    /// Since when.
    pub at: Moment,
    /// The mail that came back.
    pub delivery: Option<DeliveryId>,
    /// Who put it here.
    pub by: Option<String>,
    /// Whose address it is.
    pub person: Option<PersonId>,
    /// What they are called.
    pub name: Option<String>,
}

/// Puts an address on the list, on somebody's word.
///
/// # Errors
/// A refusal at the field `address` or `reason`.
pub fn suppress(tx: &Tx<'_>, by: &Person, typed: &str, reason: &str) -> Outcome<()> {
    let address = Email::parse(typed)
        .ok_or_else(|| Refusal::field("address", "Enter an address like name@example.edu"))?;
    let reason: String = reason.trim().chars().take(300).collect();
    if reason.is_empty() {
        return Err(Refusal::field("reason", "Say why, for whoever looks after mail later").into());
    }
    let who = Some(by.id).filter(|id| id.0 != 0);
    noted(tx, by, Act::AddressSetAside, address.as_str())?;
    set_aside(tx, address.as_str(), (Reason::ByHand, &reason), (None, who))
}

/// Writes down in the audit what somebody did to an address: whose it is, but never the address, for the audit stays.
fn noted(tx: &Tx<'_>, by: &Person, act: Act, address: &str) -> Outcome<()> {
    let known = Email::parse(address).map(|email| people::find_by_email(tx, &email));
    let whose = known.transpose()?.flatten();
    let whose = whose.map_or(Subject::Desk, |person| Subject::Person(person.id.0));
    audit::note_plainly(tx, Some(by.id.0), act, whose)
}

/// Writes to an address no more; what waits for it is given up.
pub(super) fn set_aside(
    tx: &Tx<'_>,
    address: &str,
    why: (Reason, &str),
    from: (Option<DeliveryId>, Option<PersonId>),
) -> Outcome<()> {
    rows::upsert(tx, address, why, from)?;
    rows::fail_open(tx, address, &not_sent(why))?;
    Ok(())
}

/// Gives up a mail that was just promised to an address on the list.
pub(super) fn give_up_unreachable(tx: &Tx<'_>, id: DeliveryId, address: &str) -> Outcome<()> {
    let Some(known) = rows::find(tx, address)? else {
        return Ok(());
    };
    rows::fail_one(tx, id, &not_sent((known.reason, &known.said)))
}

fn not_sent((reason, said): (Reason, &str)) -> String {
    match reason {
        Reason::Bounced => format!("not sent: mail to this address came back before: {said}"),
        Reason::ByHand => format!("not sent: somebody said not to write to this address: {said}"),
    }
}

/// Takes an address off the list. False where it is not on it.
///
/// # Errors
/// When the database fails.
pub fn lift(tx: &Tx<'_>, by: &Person, address: &str) -> Outcome<bool> {
    let lifted = rows::delete(tx, address)?;
    if lifted {
        noted(tx, by, Act::AddressLifted, address)?;
    }
    Ok(lifted)
}

/// Something we mailed to an address was used by its reader, so mail that came back reaches it now; gives what was
/// known before. An address put there by hand stays.
///
/// # Errors
/// When the database fails.
pub fn reaches(tx: &Tx<'_>, address: &str) -> Outcome<Option<Suppression>> {
    let known = rows::find(tx, address)?.filter(|known| known.reason == Reason::Bounced);
    if known.is_some() {
        rows::delete(tx, address)?;
    }
    Ok(known)
}
