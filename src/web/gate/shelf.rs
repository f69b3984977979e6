//! Bodies that are held in memory as a whole, and the bound on what all of them may take together.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::replies::Reply;
use super::uploads::Flow;

/// So much of a body always finds room, in bytes: an ordinary form is never refused because others send long ones.
const SMALL: usize = 64 * 1024;

/// The room for bodies longer than the small ones.
pub struct Shelf {
    taken: AtomicUsize,
    room: usize,
}

impl Shelf {
    pub fn new(room: usize) -> Arc<Self> {
        Arc::new(Self {
            taken: AtomicUsize::new(0),
            room,
        })
    }

    /// Reads a body to its end.
    ///
    /// # Errors
    /// When it was cut, or finds no room.
    pub async fn gather(self: &Arc<Self>, mut flow: Flow) -> Result<Held, Reply> {
        let mut held = Held {
            bytes: Vec::with_capacity(flow.announced()),
            taken: 0,
            shelf: Arc::clone(self),
        };
        while let Some(piece) = poll_fn(|cx| flow.poll_piece(cx)).await {
            let piece = piece.map_err(|cut| cut.0.reply().unwrap_or(Reply::Unreadable))?;
            held.take(&piece)?;
        }
        Ok(held)
    }

    /// The body of a request that has none.
    pub fn nothing(self: &Arc<Self>) -> Held {
        Held {
            bytes: Vec::new(),
            taken: 0,
            shelf: Arc::clone(self),
        }
    }
}

/// A body that is held; its room is free again when this is dropped.
pub struct Held {
    bytes: Vec<u8>,
    taken: usize,
    shelf: Arc<Shelf>,
}

impl Held {
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Only the room, once somebody else has the bytes.
    pub fn emptied(mut self) -> Self {
        self.bytes = Vec::new();
        self
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), Reply> {
        let wanted = (self.bytes.len() + piece.len()).saturating_sub(SMALL);
        let more = wanted.saturating_sub(self.taken);
        let before = self.shelf.taken.fetch_add(more, Ordering::Relaxed);
        self.taken += more;
        if more > 0 && before + more > self.shelf.room {
            return Err(Reply::Crowded);
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.shelf.taken.fetch_sub(self.taken, Ordering::Relaxed);
    }
}
