//! Traces for a collector: what the log tells of one request or one delivery, from its beginning to its end, as `OpenTelemetry`
//! takes it by HTTP in JSON. Whatever cannot be sent in time is dropped and counted: nobody ever waits for a collector.

mod fields;
mod layer;
mod post;
mod span;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use layer::Spans;
pub use post::{Exporter, begin};

/// How many spans a collector took, and how many were dropped: cheap to clone, shared by who sends and who asks.
#[derive(Clone, Debug, Default)]
pub struct Counts(Arc<(AtomicU64, AtomicU64)>);

impl Counts {
    /// How many a collector took since the start.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.0.0.load(Ordering::Relaxed)
    }

    /// How many were dropped since the start: too many at once, or a collector that did not take them.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.0.1.load(Ordering::Relaxed)
    }

    fn add_taken(&self, spans: usize) {
        self.0.0.fetch_add(spans as u64, Ordering::Relaxed);
    }

    fn add_dropped(&self, spans: usize) {
        self.0.1.fetch_add(spans as u64, Ordering::Relaxed);
    }
}
