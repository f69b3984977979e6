//! How often anybody may try: per address, per network, and per both together, within a quarter of an hour.

use super::rows;
use crate::db::Tx;
use crate::refusal::{Outcome, Refusal};

const WINDOW_MINUTES: i64 = 15;
const CODES_PER_PAIR: i64 = 5;
/// Looser than for one network, so that a stranger elsewhere uses up nobody's codes alone.
const CODES_PER_EMAIL: i64 = 20;
/// A whole campus may sit behind one network address.
const CODES_PER_NETWORK: i64 = 300;
const FAILURES_PER_PAIR: i64 = 10;
/// Several networks that guess together are stopped here; the link in a mailed code still lets its owner in.
const FAILURES_PER_EMAIL: i64 = 50;
const FAILURES_PER_NETWORK: i64 = 200;

/// Where a try comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The network: an IPv4 /24 or an IPv6 /64.
    pub network: String,
    /// What the browser calls itself.
    pub device: String,
}

/// Counts a code asked for, and refuses when there were too many.
pub(super) fn count_code(tx: &Tx<'_>, email: &str, from: &Caller) -> Outcome<()> {
    let network = &from.network;
    count(tx, &format!("code:{email}:{network}"), CODES_PER_PAIR)?;
    count(tx, &format!("code:{email}"), CODES_PER_EMAIL)?;
    count(tx, &format!("code:network:{network}"), CODES_PER_NETWORK)
}

/// Refuses when there were too many failures; a failure itself is counted by `count_failure`.
pub(super) fn refuse_if_exhausted(tx: &Tx<'_>, email: &str, from: &Caller) -> Outcome<()> {
    let since = tx.now().plus_minutes(-WINDOW_MINUTES);
    let network = &from.network;
    let caps = [
        (format!("failed:{email}:{network}"), FAILURES_PER_PAIR),
        (format!("failed:{email}"), FAILURES_PER_EMAIL),
        (format!("failed:network:{network}"), FAILURES_PER_NETWORK),
    ];
    for (key, most) in caps {
        if rows::tries_since(tx, &key, since)? >= most {
            return Err(too_many().into());
        }
    }
    Ok(())
}

/// Counts a wrong code or password.
pub(super) fn count_failure(tx: &Tx<'_>, email: &str, from: &Caller) -> Outcome<()> {
    let network = &from.network;
    rows::insert_try(tx, &format!("failed:{email}:{network}"))?;
    rows::insert_try(tx, &format!("failed:{email}"))?;
    rows::insert_try(tx, &format!("failed:network:{network}"))
}

fn count(tx: &Tx<'_>, key: &str, most: i64) -> Outcome<()> {
    let since = tx.now().plus_minutes(-WINDOW_MINUTES);
    rows::delete_tries_before(tx, since)?;
    if rows::tries_since(tx, key, since)? >= most {
        return Err(too_many().into());
    }
    rows::insert_try(tx, key)
}

fn too_many() -> Refusal {
    Refusal::too_many(
        "That was too often in a short time. Wait a quarter of an hour and try again.",
        WINDOW_MINUTES * 60,
    )
}
