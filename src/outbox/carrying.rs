//! One claimed mail on its way: it waits for a connection, is handed over once, and says how that went.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Semaphore;
use tracing::Instrument;

use super::attempt::carried_by;
use super::carrier::{Carrier, Parcel};
use super::exchange::Ready;
use super::outcomes::{Tried, word};
use super::tally::waited;
use super::under_way::UnderWay;
use crate::clock::Clock;

/// Tries one mail, when its lane has a connection free; noted as under way before it begins. All that is said of it stands in a span with its number.
pub(super) async fn carry<C: Carrier>(
    mail: Ready,
    lane: Arc<Semaphore>,
    (carrier, under_way): (Arc<C>, Arc<UnderWay>),
    (from, clock): (String, Clock),
) -> Tried {
    let span = tracing::error_span!(
        "delivery",
        channel = "mail",
        delivery = mail.id.0,
        event = mail.event.map(|seq| seq.0),
        letter = mail.letter.as_str()
    );
    let trying = async move {
        let permit = lane.acquire().await;
        let (started_at, started) = (clock.now(), Instant::now());
        let wait = mail.may_go_from.map(|due| waited(due, started_at));
        let parcel = Parcel {
            from: mail.return_path.unwrap_or(from),
            to: mail.to,
            bytes: mail.bytes.unwrap_or_default(),
        };
        let mut answer = None;
        if permit.is_ok() {
            under_way.begin(mail.id);
            answer = Some(carried_by(&*carrier, &parcel).await);
        }
        drop(permit);
        if let Some(taken) = answer.as_ref().filter(|answer| answer.is_sent()) {
            under_way.taken(mail.id, &taken.said);
        }
        let took = started.elapsed();
        if let Some(answer) = &answer {
            // Not what the other side said: it may name the person.
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            let outcome = word(&answer.outcome);
            tracing::info!(outcome, millis, "a mail was tried");
        }
        Tried {
            id: mail.id,
            started_at,
            waited: wait,
            took,
            answer,
        }
    };
    trying.instrument(span).await
}
