//! Statements about the shelves of the Mail page.

use super::shown::{Delivery, count_by_state, list, read, select};
use crate::clock::Moment;
use crate::db::{Tx, Value, bind};
use crate::outbox::{DeliveryId, Shelf, State};
use crate::refusal::Outcome;

/// What lies on a shelf, newest first, before a number; at most `limit`. `today` is the moment it began.
///
/// # Errors
/// When the database fails.
pub fn on(
    tx: &Tx<'_>,
    (shelf, today): (Shelf, Moment),
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Vec<Delivery>> {
    let before_id = before.unwrap_or(DeliveryId(i64::MAX));
    match shelf {
        Shelf::Waiting => tx.all(
            select!("where state = 'pending' and attempts = 0 and id < ?1 order by id desc limit ?2"),
            bind![before_id, limit],
            read,
        ),
        Shelf::Delayed => tx.all(
            select!("where state = 'pending' and attempts > 0 and id < ?1 order by id desc limit ?2"),
            bind![before_id, limit],
            read,
        ),
        Shelf::SentToday => tx.all(
            select!("where state = 'sent' and finished_at >= ?3 and id < ?1 order by id desc limit ?2"),
            bind![before_id, limit, today],
            read,
        ),
        Shelf::Bounced => tx.all(
            select!(
                "where state = 'failed' and id < ?1
                 and exists (select 1 from bounces b where b.delivery_id = d.id and b.action = 'failed')
                 order by id desc limit ?2"
            ),
            bind![before_id, limit],
            read,
        ),
        Shelf::Sending => list(tx, Some(State::Sending), before, limit),
        Shelf::Failed => list(tx, Some(State::Failed), before, limit),
        Shelf::Held => list(tx, Some(State::Held), before, limit),
        Shelf::Sent => list(tx, Some(State::Sent), before, limit),
        Shelf::Cancelled => list(tx, Some(State::Cancelled), before, limit),
    }
}

/// How many lie on a shelf, counted up to 1,001 and no further.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, shelf: Shelf, today: Moment) -> Outcome<i64> {
    match shelf {
        Shelf::Waiting => counted(
            tx,
            "select count(*) as n from (select 1 from deliveries where state = 'pending' and attempts = 0 limit 1001)",
            &[],
        ),
        Shelf::Delayed => counted(
            tx,
            "select count(*) as n from (select 1 from deliveries where state = 'pending' and attempts > 0 limit 1001)",
            &[],
        ),
        Shelf::SentToday => counted(
            tx,
            "select count(*) as n from (select 1 from deliveries where state = 'sent' and finished_at >= ?1 limit 1001)",
            bind![today],
        ),
        Shelf::Bounced => counted(
            tx,
            "select count(*) as n from (select 1 from deliveries d where state = 'failed'
                 and exists (select 1 from bounces b where b.delivery_id = d.id and b.action = 'failed') limit 1001)",
            &[],
        ),
        Shelf::Sending => count_by_state(tx, State::Sending),
        Shelf::Failed => count_by_state(tx, State::Failed),
        Shelf::Held => count_by_state(tx, State::Held),
        Shelf::Sent => count_by_state(tx, State::Sent),
        Shelf::Cancelled => count_by_state(tx, State::Cancelled),
    }
}

fn counted(tx: &Tx<'_>, sql: &str, values: &[Value<'_>]) -> Outcome<i64> {
    let counted = tx.one(sql, values, |row| row.get("n"))?;
    Ok(counted.unwrap_or(0))
}
