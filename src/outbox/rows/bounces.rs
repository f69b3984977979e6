//! Statements about what came back.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::outbox::{Bounce, DeliveryId};
use crate::refusal::Outcome;

/// Keeps what came back: (how, what), the other side's words, and a report's own print. False where it is known.
pub fn insert(
    tx: &Tx<'_>,
    id: DeliveryId,
    (via, action): (&str, &str),
    (said, print): (&str, Option<&str>),
) -> Outcome<bool> {
    let kept = tx.run(
        "insert or ignore into bounces (delivery_id, at, via, action, said, print) values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![id, tx.now(), via, action, said, print],
    )?;
    Ok(kept == 1)
}

/// What came back of a mail, in order.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Vec<Bounce>> {
    tx.all(
        "select at, via, action, said from bounces where delivery_id = ?1 order by id",
        bind![id],
        |row| {
            let (via, action): (String, String) = (row.get("via")?, row.get("action")?);
            Ok(Bounce {
                at: row.get("at")?,
                by_report: via == "report",
                failed: action == "failed",
                said: row.get("said")?,
            })
        },
    )
}

/// A mail that was taken, or waits, did not arrive after all. False where it had come to another end.
pub fn set_failed(tx: &Tx<'_>, id: DeliveryId, (at, said): (Moment, &str)) -> Outcome<bool> {
    let changed = tx.run(
        "update deliveries set state = 'failed', hold = null, finished_at = ?2, last_answer = ?3
         where id = ?1 and state in ('sent', 'pending', 'held')",
        bind![id, at, said],
    )?;
    Ok(changed == 1)
}
