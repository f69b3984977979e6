//! Statements about what all webhooks together were told.

use super::sent::{list, read, read_attempt, select};
use crate::db::{Tx, bind, listed};
use crate::events::PaperNumber;
use crate::hooks::{Attempt, Sent};
use crate::outbox::{DeliveryId, Shelf, State};
use crate::refusal::Outcome;

/// What lies on a shelf, or all, the newest first, before a number; at most `limit`. Each state is said in the words of
/// the index that holds it.
pub fn on(
    tx: &Tx<'_>,
    shelf: Option<Shelf>,
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Vec<Sent>> {
    let before_id = before.unwrap_or(DeliveryId(i64::MAX));
    match shelf {
        Some(Shelf::Waiting) => tx.all(
            select!(
                "where d.state = 'pending' and d.attempts = 0 and d.id < ?1 order by d.id desc limit ?2"
            ),
            bind![before_id, limit],
            read,
        ),
        Some(Shelf::Delayed) => tx.all(
            select!(
                "where d.state = 'pending' and d.attempts > 0 and d.id < ?1 order by d.id desc limit ?2"
            ),
            bind![before_id, limit],
            read,
        ),
        Some(Shelf::Sending) => tx.all(
            select!("where d.state = 'sending' and d.id < ?1 order by d.id desc limit ?2"),
            bind![before_id, limit],
            read,
        ),
        Some(Shelf::Failed) => list(tx, Some(State::Failed), before, limit),
        Some(Shelf::Held) => list(tx, Some(State::Held), before, limit),
        Some(Shelf::Sent) => list(tx, Some(State::Sent), before, limit),
        _ => list(tx, None, before, limit),
    }
}

/// How many lie on a shelf, counted up to 1,001 and no further; none for one that has no end.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, shelf: Shelf) -> Outcome<Option<i64>> {
    let sql = match shelf {
        Shelf::Waiting => {
            "select count(*) as n from (select 1 from hook_deliveries where state = 'pending' and attempts = 0 limit 1001)"
        }
        Shelf::Delayed => {
            "select count(*) as n from (select 1 from hook_deliveries where state = 'pending' and attempts > 0 limit 1001)"
        }
        Shelf::Sending => {
            "select count(*) as n from (select 1 from hook_deliveries where state = 'sending' limit 1001)"
        }
        Shelf::Failed => {
            "select count(*) as n from (select 1 from hook_deliveries
             where state in ('held', 'failed') and state = 'failed' limit 1001)"
        }
        Shelf::Held => {
            "select count(*) as n from (select 1 from hook_deliveries
             where state in ('held', 'failed') and state = 'held' limit 1001)"
        }
        _ => return Ok(None),
    };
    tx.one(sql, &[], |row| row.get("n"))
}

/// All that was told of a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Sent>> {
    tx.all(
        select!("where d.hook_id in (select id from hooks) and e.paper = ?1 order by d.id"),
        bind![paper],
        read,
    )
}

/// All tries at some of them, in order.
pub fn attempts_among(tx: &Tx<'_>, ids: &[DeliveryId]) -> Outcome<Vec<(DeliveryId, Attempt)>> {
    tx.all(
        "select delivery_id, n, started_at, millis, outcome, status, said from hook_attempts
         where delivery_id in (select value from json_each(?1)) order by delivery_id, n",
        bind![listed(&ids)?],
        |row| Ok((row.get("delivery_id")?, read_attempt(row)?)),
    )
}
