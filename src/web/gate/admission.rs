//! Counts who is here, so that no crowd can take every place.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::Limits;

/// The connections open now, in all and by network.
#[derive(Default)]
pub struct Admission(Mutex<Count>);

#[derive(Default)]
struct Count {
    all: usize,
    crowds: HashMap<IpAddr, usize>,
}

impl Admission {
    /// A place for one connection, or none when the desk or its network is full; `None` stands outside the cap per network.
    pub fn seat(self: &Arc<Self>, crowd: Option<IpAddr>, limits: &Limits) -> Option<Seat> {
        let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if count.all >= limits.connections {
            return None;
        }
        if let Some(network) = crowd {
            let here = count.crowds.entry(network).or_default();
            if *here >= limits.per_network {
                return None;
            }
            *here += 1;
        }
        count.all += 1;
        Some(Seat {
            admission: Arc::clone(self),
            crowd,
        })
    }
}

/// One place; it is free again when this is dropped.
pub struct Seat {
    admission: Arc<Admission>,
    crowd: Option<IpAddr>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut count = self
            .admission
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        count.all -= 1;
        let Some(network) = self.crowd else { return };
        if let Some(here) = count.crowds.get_mut(&network) {
            *here -= 1;
            if *here == 0 {
                count.crowds.remove(&network);
            }
        }
    }
}
