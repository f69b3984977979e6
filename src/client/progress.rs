//! How far a paper has come on its way, for whoever watches.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// How far a paper has come; shared with whoever shows it.
#[derive(Debug, Default)]
pub struct Progress {
    sent: AtomicU64,
    tries: AtomicU32,
}

impl Progress {
    /// Bytes of its file that are on their way.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// How often it was begun.
    #[must_use]
    pub fn tries(&self) -> u32 {
        self.tries.load(Ordering::Relaxed)
    }

    pub(super) fn begins(&self) {
        self.sent.store(0, Ordering::Relaxed);
        self.tries.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn goes_on(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}
