//! Looking after single mails: trying one again, some, or all that failed; sending one to another address; calling it back.

use super::rows::{promised, relay};
use super::{Delivery, DeliveryId, Hold, LIFE_DAYS, Letter, State, find, reach};
use crate::audit::{self, Act, Subject};
use crate::db::Tx;
use crate::people::{Email, Person};
use crate::refusal::{Failure, Kind, Outcome, Refusal};

/// So many mails are looked after in one deed, so that nobody else's waits long.
const MOST: usize = 200;

/// Tries a delivery again at once, with a new budget of days and the same Message-ID.
///
/// Whoever does that by hand knows more than the list of addresses that mail does not reach: this one is taken off it.
///
/// # Errors
/// A refusal where it is on its way, sent, called back, or still in its undo window.
pub fn send_again(tx: &Tx<'_>, by: &Person, id: DeliveryId) -> Outcome<()> {
    let delivery = find(tx, id)?.ok_or_else(Refusal::not_found)?;
    match (delivery.state, delivery.hold) {
        (State::Sending, _) => Err(Refusal::conflict("This mail is on its way just now.").into()),
        (State::Sent, _) => {
            Err(Refusal::conflict("The mail server took this mail already.").into())
        }
        (State::Held, Some(Hold::Undo)) => Err(Refusal::conflict(
            "This mail waits until what caused it can no longer be undone.",
        )
        .into()),
        _ if delivery.letter == Letter::SignInCode && delivery.expires_at <= tx.now() => {
            Err(Refusal::conflict(
                "The code in this mail is no longer good. The person can ask for a new one.",
            )
            .into())
        }
        (State::Failed, _) if !delivery.is_kept() => Err(Refusal::conflict(
            "This mail let its reader sign in, so it is no longer kept. A new one can be sent instead.",
        )
        .into()),
        (State::Cancelled, _) => Err(Refusal::conflict(
            "This mail was called back: what it says is no longer so.",
        )
        .into()),
        _ if !relay::find(tx)?.configured => Err(no_relay().into()),
        _ => {
            reach::lift(tx, by, &delivery.recipient)?;
            promised::set_pending(tx, id, tx.now().plus_days(LIFE_DAYS))?;
            tx.ring();
            Ok(())
        }
    }
}

/// Tries every failed or kept delivery again, but for those to addresses that mail does not reach; gives how many.
///
/// # Errors
/// A refusal where no mail server is set, or for a state in which nothing waits for that.
pub fn send_all_again(tx: &Tx<'_>, state: State) -> Outcome<usize> {
    if !matches!(state, State::Failed | State::Held) {
        return Err(Refusal::not_found().into());
    }
    if !relay::find(tx)?.configured {
        return Err(no_relay().into());
    }
    let moved = promised::set_all_pending(tx, state, tx.now().plus_days(LIFE_DAYS))?;
    tx.ring();
    Ok(moved)
}

/// Tries these again, each where that is possible; gives how many went.
///
/// # Errors
/// A refusal where none of them could, with the reason of the first; or where they are more than 200.
pub fn send_some_again(tx: &Tx<'_>, by: &Person, ids: &[DeliveryId]) -> Outcome<usize> {
    each(ids, |id| send_again(tx, by, id))
}

/// Calls these back, each where that is possible; gives how many.
///
/// # Errors
/// As `send_some_again`.
pub fn cancel_some(tx: &Tx<'_>, by: &Person, ids: &[DeliveryId]) -> Outcome<usize> {
    each(ids, |id| cancel(tx, by, id))
}

/// A deed on each of some mails; one that is refused does not keep it from the others.
fn each(ids: &[DeliveryId], deed: impl Fn(DeliveryId) -> Outcome<()>) -> Outcome<usize> {
    if ids.len() > MOST {
        return Err(Refusal::conflict(format!("At most {MOST} mails at once.")).into());
    }
    let (mut done, mut refused) = (0, None);
    for id in ids {
        match deed(*id) {
            Ok(()) => done += 1,
            Err(Failure::Refused(refusal)) => refused = refused.or(Some(refusal)),
            Err(fault) => return Err(fault),
        }
    }
    match refused {
        Some(refusal) if done == 0 => Err(refusal.into()),
        _ => Ok(done),
    }
}

/// Calls a mail back that waits or is held: it is not sent.
///
/// # Errors
/// A refusal where it is on its way or at its end.
pub fn cancel(tx: &Tx<'_>, by: &Person, id: DeliveryId) -> Outcome<()> {
    let delivery = find(tx, id)?.ok_or_else(Refusal::not_found)?;
    if !matches!(delivery.state, State::Pending | State::Held) {
        let says = "Only a mail that waits can be called back.";
        return Err(Refusal::conflict(says).into());
    }
    promised::cancel(tx, id)?;
    if delivery.letter.opens_the_door() {
        super::rows::carried::forget_secret(tx, id)?;
    }
    noted(tx, by, Act::MailCancelled, &delivery)
}

/// Writes down in the audit what somebody did with a mail; never to whom.
fn noted(tx: &Tx<'_>, by: &Person, act: Act, delivery: &Delivery) -> Outcome<()> {
    let about = delivery
        .paper
        .map_or(Subject::Desk, |paper| Subject::Paper(paper.0));
    let details = serde_json::json!({ "delivery": delivery.id.0 });
    audit::note(tx, Some(by.id.0), (act, about), &details).map(drop)
}

/// Sends a mail that was not taken, or is kept, to another address; who did it and where it was to go stays with it.
///
/// # Errors
/// A refusal at the field `address`; or where the letter would let its reader sign in as somebody.
pub fn readdress(tx: &Tx<'_>, by: &Person, id: DeliveryId, typed: &str) -> Outcome<()> {
    let delivery = find(tx, id)?.ok_or_else(Refusal::not_found)?;
    if delivery.letter.opens_the_door() {
        let says =
            "This letter lets its reader sign in, so it goes to that person's own address only.";
        return Err(Refusal::conflict(says).into());
    }
    let address = Email::parse(typed)
        .ok_or_else(|| Refusal::field("address", "Enter an address like name@example.edu"))?;
    if reach::suppression(tx, address.as_str())?.is_some() {
        let says = "Mail does not reach this address either. Take it off the list of those first";
        return Err(Refusal::field("address", says).into());
    }
    if matches!(
        delivery.state,
        State::Sending | State::Sent | State::Cancelled
    ) || delivery.hold == Some(Hold::Undo)
    {
        let says = "This mail is on its way, sent or called back, so its address stays.";
        return Err(Refusal::conflict(says).into());
    }
    let why = format!(
        "{}. {} changed the address; it was {}",
        delivery.why.trim_end_matches('.'),
        by.name,
        delivery.recipient
    );
    promised::set_address(tx, id, address.as_str(), &why)?;
    noted(tx, by, Act::MailReaddressed, &delivery)?;
    if relay::find(tx)?.configured {
        send_again(tx, by, id)?;
    }
    Ok(())
}

fn no_relay() -> Refusal {
    Refusal::new(
        Kind::Conflict,
        "No mail server is set, so nothing can be sent. Set `smtp` and start the desk again.",
    )
}
