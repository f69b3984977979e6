//! One exchange of the runner with the database: the answers of some tries in, the claims of some tellings out.

use super::outcomes::{self, Tried};
use super::rows::carried;
use super::{Hook, Sent, bodies};
use crate::db::{Db, Tx};
use crate::refusal::Outcome;

/// Longer than the longest try, so that a lease never ends under a living one.
const LEASE_SECONDS: i64 = 60;
/// How many go to one address at once.
const A_FEW: u32 = 4;

/// What is due, with its address and its body.
pub(super) struct Ready {
    pub sent: Sent,
    pub hook: Hook,
    pub bytes: Vec<u8>,
}

/// What is due now, at most so many.
pub(super) async fn due(db: &Db, public_url: &str, most: u32) -> Outcome<Vec<Ready>> {
    let found = db.read(|tx| carried::due(tx, A_FEW, most)).await?;
    let ready = |(sent, hook): (Sent, Hook)| {
        let write = || bodies::body(hook.format, &sent.message, public_url);
        Ready {
            bytes: sent.bytes.clone().unwrap_or_else(write),
            sent,
            hook,
        }
    };
    Ok(found.into_iter().map(ready).collect())
}

/// One deed of the runner: results in, claims out.
pub(super) fn exchange(
    tx: &Tx<'_>,
    boot: &str,
    (tried, ready): (&[Tried], Vec<Ready>),
) -> Outcome<Vec<Ready>> {
    tried
        .iter()
        .try_for_each(|one| outcomes::settle(tx, boot, one))?;
    let until = tx.now().plus_seconds(LEASE_SECONDS);
    let mut claimed = Vec::new();
    for one in ready {
        if carried::claim(tx, one.sent.id, boot, until)? {
            carried::freeze(tx, one.sent.id, one.hook.format, &one.bytes)?;
            claimed.push(one);
        }
    }
    Ok(claimed)
}
