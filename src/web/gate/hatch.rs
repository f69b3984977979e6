//! A hatch with room for one thing, between work and the one who polls it.
//!
//! Both stand in the same task, and the taker polls the work whenever the hatch is empty, so nobody needs to be woken.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

/// Room for one thing.
pub struct Hatch<T>(Arc<Mutex<Option<T>>>);

impl<T> Default for Hatch<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Hatch<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Hatch<T> {
    /// What stands in it.
    pub fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Puts a thing in, and waits until it has been taken: whoever has more to put has time until it is wanted.
    pub async fn put(&self, thing: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(thing);
        poll_fn(|_| {
            let place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if place.is_some() {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }
}
