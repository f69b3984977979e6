//! Work that a handler hands to another thread, so that it holds up nobody else: whatever it writes to the log still names
//! the request that it belongs to.

use std::future::Future;

use tokio::task::JoinHandle;
use tracing::{Instrument, Span};

/// Work that blocks, on a thread of its own.
pub(crate) fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
}

/// Work that goes on to its end though its caller goes away.
pub(crate) fn going_on<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<T> {
    tokio::spawn(work.instrument(Span::current()))
}
