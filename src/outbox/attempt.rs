//! One attempt of a carrier at a parcel, which always ends with an answer.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Instant;

use tokio::sync::Semaphore;

use super::DeliveryId;
use super::carrier::{Answer, Carrier, Outcome, Parcel, Phase};
use super::outcomes::Tried;
use super::under_way::UnderWay;
use crate::clock::Clock;

/// One attempt, once its lane is free; noted as under way before it begins. A closed lane begins nothing.
pub(super) async fn attempt<C: Carrier>(
    lane: &Semaphore,
    (carrier, under_way): (&C, &UnderWay),
    (id, parcel): (DeliveryId, &Parcel),
    clock: &Clock,
) -> Tried {
    let permit = lane.acquire().await;
    let (started_at, started) = (clock.now(), Instant::now());
    let mut answer = None;
    if permit.is_ok() {
        under_way.begin(id);
        answer = Some(carried_by(carrier, parcel).await);
    }
    drop(permit);
    if let Some(taken) = answer.as_ref().filter(|answer| answer.is_sent()) {
        under_way.taken(id, &taken.said);
    }
    Tried {
        id,
        started_at,
        took: started.elapsed(),
        answer,
    }
}

/// A carrier that breaks off half-way may have handed the mail over or not.
async fn carried_by<C: Carrier>(carrier: &C, parcel: &Parcel) -> Answer {
    let mut carrying = pin!(carrier.carry(parcel));
    poll_fn(|cx| {
        let moved = catch_unwind(AssertUnwindSafe(|| carrying.as_mut().poll(cx)));
        moved.unwrap_or_else(|_| Poll::Ready(broken_off()))
    })
    .await
}

fn broken_off() -> Answer {
    tracing::error!("carrying a mail broke off");
    Answer {
        outcome: Outcome::Unknown,
        said: "handing over this mail broke off half-way".to_owned(),
        phase: Phase::Dot,
    }
}
