//! What came of tries since this desk was started: how many ended how, and how long each first try waited and took. It is
//! counted as the answers are written down, and gone with the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::db::word_enum;

word_enum! {
    /// How a try ended.
    Ending {
        /// The other side took it.
        Accepted = "accepted",
        /// Not now.
        Later = "later",
        /// Refused for good.
        Refused = "refused",
        /// Nobody knows whether it arrived.
        Unknown = "unknown",
    }
}

/// The upper bounds of the buckets in which times are counted, in milliseconds; whatever is longer is in the last one.
pub const BOUNDS: [u64; 11] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000,
];

/// Times by length.
#[derive(Debug, Default)]
struct Lengths {
    buckets: [AtomicU64; BOUNDS.len() + 1],
    millis: AtomicU64,
}

impl Lengths {
    fn add(&self, long: Duration) {
        let millis = u64::try_from(long.as_millis()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.partition_point(|bound| *bound < millis);
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.millis.fetch_add(millis, Ordering::Relaxed);
    }

    fn read(&self) -> Histogram {
        let mut below = 0;
        let counts = self.buckets.each_ref().map(|bucket| {
            below += bucket.load(Ordering::Relaxed);
            below
        });
        Histogram {
            below: counts,
            millis: self.millis.load(Ordering::Relaxed),
        }
    }
}

/// Times by length, as they stand at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// How many were as long as each of `BOUNDS` or shorter; the last: how many there were.
    pub below: [u64; BOUNDS.len() + 1],
    /// All of them together, in milliseconds.
    pub millis: u64,
}

#[derive(Debug, Default)]
struct Counts {
    endings: [AtomicU64; Ending::ALL.len()],
    first_byte: Lengths,
    answer: Lengths,
}

/// What came of tries by one channel: cheap to clone, shared by who tries and who asks.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Counts>);

impl Tally {
    /// Counts a try. `waited`: for a first try, from when it might go until it began.
    pub fn count(&self, ending: Ending, waited: Option<Duration>, took: Duration) {
        self.0.endings[ending as usize].fetch_add(1, Ordering::Relaxed);
        if let Some(waited) = waited {
            self.0.first_byte.add(waited);
            self.0.answer.add(waited + took);
        }
    }

    /// How many tries ended so.
    #[must_use]
    pub fn ended(&self, ending: Ending) -> u64 {
        self.0.endings[ending as usize].load(Ordering::Relaxed)
    }

    /// How long first tries waited until they began, once they might go.
    #[must_use]
    pub fn first_byte(&self) -> Histogram {
        self.0.first_byte.read()
    }

    /// How long it was from when a first try might go until its answer.
    #[must_use]
    pub fn answer(&self) -> Histogram {
        self.0.answer.read()
    }
}

/// One for each channel.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    /// Of mail.
    pub mail: Tally,
    /// Of webhooks.
    pub webhooks: Tally,
}

/// How long something waited that might go from one moment on and began at another.
#[must_use]
pub fn waited(due: crate::clock::Moment, began: crate::clock::Moment) -> Duration {
    Duration::from_millis(u64::try_from(began.0 - due.0).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_counted_in_every_bucket_that_holds_it() {
        let tally = Tally::default();
        let wait = |millis| Some(Duration::from_millis(millis));
        tally.count(Ending::Accepted, wait(100), Duration::from_millis(1));
        tally.count(Ending::Later, None, Duration::from_secs(9));
        tally.count(Ending::Accepted, wait(9_000_000), Duration::ZERO);
        assert_eq!(
            tally.first_byte().below,
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]
        );
        assert_eq!(tally.answer().below[0..2], [0, 1]);
        assert_eq!(tally.first_byte().millis, 9_000_100);
        assert_eq!(
            (tally.ended(Ending::Accepted), tally.ended(Ending::Refused)),
            (2, 0)
        );
    }
}
