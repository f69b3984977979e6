//! Promising what a webhook is told: with the event, as a test, or once more.

use uuid::Uuid;

use super::settling::found;
use super::{HookId, Switch, rows};
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::{DeliveryId, State};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

/// So many go again at one press, so that nobody else's deed waits long.
const AT_ONCE: u32 = 1000;

/// Promises an event to every webhook that hears of it. Part of the deed: it is on disk with the event, or neither is.
/// The paper must stand as the event left it.
///
/// # Errors
/// When the database fails.
pub fn promise(tx: &Tx<'_>, seq: Seq) -> Outcome<()> {
    if !rows::sent::is_heard(tx, seq)? {
        return Ok(());
    }
    let message = rows::sent::insert_message(tx, &message_id(), seq)?;
    for promised in rows::sent::insert_all(tx, message, seq)? {
        tx.mark("delivery", promised);
    }
    Ok(())
}

/// Promises a test to one webhook, also to one that is off: one try, which says nothing about its health.
///
/// # Errors
/// `NotFound` where it is not there for them.
pub fn test(tx: &Tx<'_>, by: &Person, id: HookId) -> Outcome<DeliveryId> {
    found(tx, by, id)?;
    let message = rows::sent::insert_test(tx, &message_id())?;
    let promised = rows::sent::insert_one(tx, message, id)?;
    tx.mark("delivery", promised.0);
    Ok(promised)
}

/// Sends one again at once, with a new budget of tries and the same webhook-id.
///
/// # Errors
/// `NotFound` where it is not there for them; a refusal where it is on its way or the webhook is off.
pub fn send_again(tx: &Tx<'_>, by: &Person, id: DeliveryId) -> Outcome<()> {
    let sent = rows::sent::find(tx, id)?.ok_or_else(Refusal::not_found)?;
    let hook = found(tx, by, sent.hook)?;
    if sent.state == State::Sending {
        return Err(Refusal::conflict("This is on its way just now.").into());
    }
    if hook.state != Switch::On && sent.message.paper.is_some() {
        return Err(off().into());
    }
    rows::sent::set_pending(tx, id)
}

/// Sends again what a webhook was promised from one moment to another and has not taken, and what it took too where asked; at most
/// 1,000 at once. Gives how many.
///
/// # Errors
/// `NotFound` where it is not there for them; a refusal where the webhook is off.
pub fn replay(
    tx: &Tx<'_>,
    by: &Person,
    id: HookId,
    (from, to, also_taken): (Moment, Moment, bool),
) -> Outcome<usize> {
    if found(tx, by, id)?.state != Switch::On {
        return Err(off().into());
    }
    rows::sent::set_pending_between(tx, id, (from, to, also_taken), AT_ONCE)
}

fn off() -> Refusal {
    Refusal::conflict("This webhook is off. Switch it on first.")
}

fn message_id() -> String {
    format!("msg_{}", Uuid::now_v7().simple())
}
