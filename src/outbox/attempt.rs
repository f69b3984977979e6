//! One attempt of a carrier at a parcel, which always ends with an answer.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use super::carrier::{Answer, Carrier, Outcome, Parcel, Phase};

/// One attempt: a carrier that breaks off half-way may have handed the mail over or not.
pub(super) async fn carried_by<C: Carrier>(carrier: &C, parcel: &Parcel) -> Answer {
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
