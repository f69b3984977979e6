//! The demo's own mail server: takes nearly every mail, puts a few off, and refuses one address for good.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::cast::MISTYPED_ADDRESS;
use crate::outbox::carrier::{Answer, Carrier, Outcome, Parcel, Phase};

/// Of so many tries one is put off.
const ONE_IN: usize = 43;

/// A mail server that exists only here.
#[derive(Default)]
pub struct Post {
    tries: AtomicUsize,
    put_off: AtomicBool,
}

impl Post {
    /// Whether it put a mail off since this was asked last.
    pub fn has_put_off(&self) -> bool {
        self.put_off.swap(false, Ordering::SeqCst)
    }
}

impl Carrier for Post {
    async fn carry(&self, parcel: &Parcel) -> Answer {
        let tries = self.tries.fetch_add(1, Ordering::SeqCst);
        if parcel.to == MISTYPED_ADDRESS {
            return answer(
                Outcome::Refused,
                "550 5.1.1 no such user".to_owned(),
                Phase::Recipient,
            );
        }
        if tries % ONE_IN == ONE_IN - 1 {
            self.put_off.store(true, Ordering::SeqCst);
            let later = Outcome::Later { not_before: None };
            return answer(
                later,
                "450 4.2.1 mailbox busy, try again later".to_owned(),
                Phase::Recipient,
            );
        }
        let queued = (tries + 1).wrapping_mul(0x9E_3779) & 0xFF_FFFF;
        answer(
            Outcome::Sent,
            format!("250 2.0.0 queued as {queued:06X}"),
            Phase::Dot,
        )
    }
}

fn answer(outcome: Outcome, said: String, phase: Phase) -> Answer {
    Answer {
        outcome,
        said,
        phase,
    }
}
