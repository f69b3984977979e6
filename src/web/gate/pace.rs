//! How long the other side may let us wait: a while for each piece, and in all no more than what it moved has earned.

use std::time::Duration;

/// The waiting on one body, or for one reader. Only time we spent waiting counts: a slow desk is nobody else's fault.
pub struct Pace {
    idle: Duration,
    grace: Duration,
    rate: u64,
    moved: u64,
    waited: Duration,
}

impl Pace {
    /// `idle` for a single piece; `grace` before the slowness counts; `rate` in bytes a second.
    pub const fn new(idle: Duration, grace: Duration, rate: u64) -> Self {
        Self {
            idle,
            grace,
            rate: if rate == 0 { 1 } else { rate },
            moved: 0,
            waited: Duration::ZERO,
        }
    }

    /// Notes bytes that were moved.
    pub fn note(&mut self, bytes: usize) {
        self.moved = self.moved.saturating_add(bytes as u64);
    }

    /// Notes that we waited so long.
    pub fn spend(&mut self, waited: Duration) {
        self.waited = self.waited.saturating_add(waited);
    }

    /// How many bytes were moved.
    pub const fn moved(&self) -> u64 {
        self.moved
    }

    /// How much longer we wait for the next piece.
    pub fn patience(&self) -> Duration {
        let earned = Duration::from_millis(self.moved.saturating_mul(1000) / self.rate);
        let left = self.grace.max(earned).saturating_sub(self.waited);
        self.idle.min(left)
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Pace};

    #[test]
    fn what_was_moved_earns_time_and_waiting_spends_it() {
        let second = Duration::from_secs(1);
        let mut pace = Pace::new(5 * second, 10 * second, 1000);
        assert_eq!(pace.patience(), 5 * second);
        pace.spend(8 * second);
        assert_eq!(pace.patience(), 2 * second);
        pace.note(20_000);
        assert_eq!(pace.patience(), 5 * second);
    }
}
