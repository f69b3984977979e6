//! One exchange of the courier with the database: the answers of some tries in, the claims of some mails out.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::courier::Scribe;
use super::outcomes::{self, Tried};
use super::rows::{carried, relay};
use super::seal;
use super::{Delivery, DeliveryId, Letter};
use crate::clock::Moment;
use crate::db::{Db, Tx};
use crate::events::Seq;
use crate::refusal::{Fault, Outcome};

/// Longer than the carrier's longest dialogue, so that a lease never ends under a living try.
const LEASE_SECONDS: i64 = 12 * 60;
/// The lane of sign-in codes.
pub(super) const URGENT_LANE: u32 = 0;

/// A delivery that is due, with its mail; no bytes: it could not be written, for this reason.
pub(super) struct Ready {
    pub id: DeliveryId,
    pub to: String,
    /// Where it comes back to, if that is not its sender.
    pub return_path: Option<String>,
    pub urgent: bool,
    pub letter: Letter,
    pub event: Option<Seq>,
    /// Before its first try: from when on it might go.
    pub may_go_from: Option<Moment>,
    crashes: u32,
    pub bytes: Option<Vec<u8>>,
    unwritable: Option<String>,
}

/// What is due up to a lane, at most so many, each with its mail; `beside` are left out.
pub(super) async fn write_due(
    db: &Db,
    scribe: &Scribe,
    (last_lane, most): (u32, usize),
    beside: HashSet<DeliveryId>,
) -> Outcome<Vec<Ready>> {
    let scribe = Arc::clone(scribe);
    let limit = u32::try_from(most + beside.len()).unwrap_or(u32::MAX);
    db.read_apart(move |tx| {
        let due = carried::due(tx, (last_lane, limit), &beside)?;
        let server = relay::find(tx)?;
        Ok(due
            .into_iter()
            .map(|(delivery, frozen)| {
                let return_path = seal::return_path(&server, delivery.id, tx.now());
                ready(&scribe, (delivery, return_path), frozen)
            })
            .collect())
    })
    .await
}

/// Writes a due delivery's mail, or takes the bytes that an earlier try froze.
fn ready(
    scribe: &Scribe,
    (delivery, return_path): (Delivery, Option<String>),
    frozen: Option<Vec<u8>>,
) -> Ready {
    let urgent = delivery.letter.lane() == URGENT_LANE;
    // A template that breaks off must not take the whole round with it.
    let write = || {
        catch_unwind(AssertUnwindSafe(|| scribe(&delivery)))
            .unwrap_or_else(|_| Err(Fault::new("writing this mail broke off half-way")))
    };
    let (bytes, unwritable) = match frozen.map_or_else(write, Ok) {
        Ok(bytes) => (Some(bytes), None),
        Err(fault) => (None, Some(fault.to_string())),
    };
    Ready {
        id: delivery.id,
        to: delivery.recipient,
        return_path,
        urgent,
        letter: delivery.letter,
        event: delivery.event,
        may_go_from: (delivery.attempts == 0).then_some(delivery.due_at),
        crashes: delivery.crashes,
        bytes,
        unwritable,
    }
}

/// One deed of the courier: results in, claims out.
pub(super) fn exchange(
    tx: &Tx<'_>,
    boot: &str,
    (tried, ready): (&[Tried], Vec<Ready>),
    configured: bool,
) -> Outcome<Vec<Ready>> {
    tried
        .iter()
        .try_for_each(|one| outcomes::settle(tx, boot, one))?;
    outcomes::judge_relay(tx, tried)?;
    carried::release_undone(tx, configured)?;
    outcomes::expire(tx)?;
    let until = tx.now().plus_seconds(LEASE_SECONDS);
    let mut claimed = Vec::new();
    for mail in ready {
        if !carried::claim(tx, mail.id, boot, until)? {
            continue;
        }
        match (&mail.bytes, &mail.unwritable) {
            (Some(bytes), _) => {
                carried::freeze(tx, mail.id, bytes)?;
                claimed.push(mail);
            }
            (None, why) => {
                tracing::error!(delivery = mail.id.0, why, "a mail could not be written");
                outcomes::crashed(tx, mail.id, (boot, mail.crashes))?;
            }
        }
    }
    Ok(claimed)
}
