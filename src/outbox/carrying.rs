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

/// Tries one mail. All that is said of it stands in a span with its number.
pub(super) async fn carry<C: Carrier>(
    mail: Ready,
    lane: Arc<Semaphore>,
    carrier: (Arc<C>, Arc<UnderWay>),
    way: (String, Clock),
) -> Tried {
    let span = tracing::error_span!(
        "delivery",
        channel = "mail",
        delivery = mail.id.0,
        event = mail.event.map(|seq| seq.0),
        letter = mail.letter.as_str()
    );
    let trying = tried(mail, &lane, (&*carrier.0, &carrier.1), way);
    trying.instrument(span).await
}

/// One try, when its lane has a connection free; noted as under way before it begins.
async fn tried<C: Carrier>(
    mail: Ready,
    lane: &Semaphore,
    (carrier, under_way): (&C, &UnderWay),
    (from, clock): (String, Clock),
) -> Tried {
    let permit = lane.acquire().await;
    let (started_at, started) = (clock.now(), Instant::now());
    let parcel = Parcel {
        from: mail.return_path.unwrap_or(from),
        to: mail.to,
        bytes: mail.bytes.unwrap_or_default(),
    };
    let mut answer = None;
    if permit.is_ok() {
        under_way.begin(mail.id);
        answer = Some(carried_by(carrier, &parcel).await);
    }
    drop(permit);
    let took = started.elapsed();
    if let Some(answer) = &answer {
        if answer.is_sent() {
            under_way.taken(mail.id, &answer.said);
        }
        // Not what the other side said: it may name the person.
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let outcome = word(&answer.outcome);
        tracing::info!(outcome, millis, "a mail was tried");
    }
    Tried {
        id: mail.id,
        started_at,
        waited: mail.may_go_from.map(|due| waited(due, started_at)),
        took,
        answer,
    }
}
