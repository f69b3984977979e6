//! Statements about tries since a moment.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::flow::{MOST, Spell, Thing};
use crate::refusal::Outcome;

/// Tries at mails since a moment, the newest first: what came of each, and how long it took.
pub fn of_mail(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<(String, Spell)>> {
    tx.all(
        "select outcome, millis, delivery_id from attempts indexed by attempts_by_start
         where started_at >= ?1 order by started_at desc limit ?2",
        bind![since, MOST],
        |row| {
            let thing = Some(Thing::Mail(row.get("delivery_id")?));
            Ok((
                row.get("outcome")?,
                Spell {
                    millis: Some(row.get("millis")?),
                    thing,
                },
            ))
        },
    )
}

/// The same of what webhooks are told.
pub fn of_webhooks(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<(String, Spell)>> {
    tx.all(
        "select a.outcome, a.millis, a.delivery_id, d.hook_id
         from hook_attempts a indexed by hook_attempts_by_start join hook_deliveries d on d.id = a.delivery_id
         where a.started_at >= ?1 order by a.started_at desc limit ?2",
        bind![since, MOST],
        |row| {
            let thing = Some(Thing::Told(row.get("hook_id")?, row.get("delivery_id")?));
            Ok((row.get("outcome")?, Spell { millis: Some(row.get("millis")?), thing }))
        },
    )
}
