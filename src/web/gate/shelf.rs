//! Bodies that are held in memory as a whole, and the bound on what all of them may take together.

use std::collections::HashMap;
use std::future::poll_fn;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::replies::Reply;
use super::uploads::Flow;

/// So much of a body always finds room, in bytes: an ordinary form is never refused because others send long ones.
const SMALL: usize = 64 * 1024;

/// The room for bodies longer than the small ones. One network finds at most half of it, so that a crowd of slow senders
/// leaves the other half to everybody else.
pub struct Shelf {
    taken: Mutex<Taken>,
    room: usize,
}

/// How many bytes are taken: in all, and by network. Who cannot be told apart is counted together.
#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<Option<IpAddr>, usize>,
}

impl Shelf {
    pub fn new(room: usize) -> Arc<Self> {
        Arc::new(Self {
            taken: Mutex::default(),
            room,
        })
    }

    /// Takes some more room, if there is any.
    fn take(&self, crowd: Option<IpAddr>, more: usize) -> Result<(), Reply> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = taken.by.get(&crowd).copied().unwrap_or_default() + more;
        if taken.all + more > self.room || theirs > self.room / 2 {
            return Err(Reply::Crowded);
        }
        taken.all += more;
        taken.by.insert(crowd, theirs);
        Ok(())
    }

    fn give_back(&self, crowd: Option<IpAddr>, room: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= room;
        let left = taken.by.get(&crowd).map_or(0, |theirs| theirs - room);
        if left == 0 {
            taken.by.remove(&crowd);
        } else {
            taken.by.insert(crowd, left);
        }
    }

    /// Reads a body from a network to its end.
    ///
    /// # Errors
    /// When it was cut, or finds no room.
    pub async fn gather(
        self: &Arc<Self>,
        mut flow: Flow,
        crowd: Option<IpAddr>,
    ) -> Result<Held, Reply> {
        let mut held = self.nothing();
        held.crowd = crowd;
        held.bytes.reserve(flow.announced().min(SMALL));
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
            crowd: None,
            taken: 0,
            shelf: Arc::clone(self),
        }
    }
}

/// A body that is held; its room is free again when this is dropped.
pub struct Held {
    bytes: Vec<u8>,
    crowd: Option<IpAddr>,
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
        if more > 0 {
            self.shelf.take(self.crowd, more)?;
            self.taken += more;
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.taken > 0 {
            self.shelf.give_back(self.crowd, self.taken);
        }
    }
}
