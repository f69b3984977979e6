//! The only place that asks the time, so that a test can hold it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// This moment moved by a number of seconds (negative: earlier).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// This moment moved by a number of minutes (negative: earlier).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// This moment moved by a number of days of 24 hours (negative: earlier).
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_minutes(days.saturating_mul(24 * 60))
    }

    /// Whole seconds from an earlier moment to this one; negative if it is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 1000
    }

    /// The moment as jiff knows it; moments beyond its range become 1970.
    #[must_use]
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

/// Where the time comes from: the machine, or a test that holds it.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's own clock.
    #[default]
    Machine,
    /// Stands still until it is moved.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this moment until `advance` is called.
    #[must_use]
    pub fn held_at(moment: Moment) -> Self {
        Self::Held(Arc::new(AtomicI64::new(moment.0)))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Self::Machine => Moment(jiff::Timestamp::now().as_millisecond()),
            Self::Held(at) => Moment(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a held clock; the machine's clock cannot be moved.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Self::Held(at) = self {
            at.fetch_add(seconds * 1000, Ordering::SeqCst);
        }
    }
}
