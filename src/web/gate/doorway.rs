//! What all connections share, and what the gate knows of one connection.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use hyper::HeaderMap;
use hyper::header::{HeaderName, HeaderValue};

use super::inside::Inside;
use super::shelf::Shelf;
use super::{Gate, Hosts, Limits, Network, network, replies, scrub};

/// What all connections share.
pub struct Doorway {
    pub limits: Limits,
    pub hosts: Hosts,
    pub inside: Inside,
    pub shelf: Arc<Shelf>,
    /// The ready answer for a visitor when every place is taken.
    pub full: Vec<u8>,
    walls: Vec<(HeaderName, HeaderValue)>,
    proxies: Vec<Network>,
    requests: AtomicU64,
    in_flight: AtomicUsize,
}

impl Doorway {
    /// Fails when a wall cannot stand in a header.
    pub fn new(gate: Gate) -> io::Result<Self> {
        let mut walls = Vec::new();
        for (name, value) in &gate.walls {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(io::Error::other)?;
            walls.push((name, HeaderValue::from_static(value)));
        }
        Ok(Self {
            shelf: Shelf::new(gate.limits.shelf),
            limits: gate.limits,
            hosts: gate.hosts,
            inside: gate.inside,
            full: replies::full(&gate.walls),
            walls,
            proxies: gate.proxies,
            requests: AtomicU64::new(RandomState::new().hash_one(0)),
            in_flight: AtomicUsize::new(0),
        })
    }

    /// A name for one request: 16 hex digits, never the same twice in one run.
    pub fn request_name(&self) -> String {
        let count = self
            .requests
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mixed = (count ^ (count >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        format!("{:016x}", mixed ^ (mixed >> 31))
    }

    /// Puts the walls around an answer, where it does not bring its own.
    pub fn wall_in(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.walls {
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
    }

    /// Requests being answered just now.
    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|proxy| proxy.contains(address))
    }
}

/// What the gate knows of one connection.
pub struct Visitor {
    pub doorway: Arc<Doorway>,
    peer: IpAddr,
    /// The peer's address as a header, so that it is written out once and not for each request.
    peer_text: HeaderValue,
    is_proxy: bool,
    visits: AtomicU32,
    answering: AtomicBool,
    muddled: AtomicBool,
}

impl Visitor {
    pub fn new(doorway: &Arc<Doorway>, peer: IpAddr) -> Arc<Self> {
        let peer = peer.to_canonical();
        Arc::new(Self {
            peer,
            peer_text: address_text(peer),
            is_proxy: doorway.trusts(peer),
            doorway: Arc::clone(doorway),
            visits: AtomicU32::new(0),
            answering: AtomicBool::new(false),
            muddled: AtomicBool::new(false),
        })
    }

    /// Whether the cap per network leaves this connection out: the machine itself, and listed proxies.
    pub fn exempt(&self) -> bool {
        self.is_proxy || self.peer.is_loopback()
    }

    /// The network this connection is counted with.
    pub fn crowd(&self) -> IpAddr {
        network::crowd(self.peer)
    }

    /// The client's address: the peer's, or what a listed proxy says; and whether it is the peer's although the peer
    /// speaks for somebody else.
    pub fn client(&self, headers: &HeaderMap) -> (HeaderValue, bool) {
        let named = if self.is_proxy {
            network::forwarded_for(headers, |hop| self.doorway.trusts(hop))
        } else {
            None
        };
        match named {
            Some(client) => (address_text(client), false),
            None => (self.peer_text.clone(), scrub::speaks_for_another(headers)),
        }
    }

    /// How many requests this connection has brought, and whether one is being answered.
    pub fn standing(&self) -> (u32, bool) {
        (
            self.visits.load(Ordering::Relaxed),
            self.answering.load(Ordering::Relaxed),
        )
    }

    /// Notes that the head just read can be understood in two ways.
    pub fn note_muddled(&self) {
        self.muddled.store(true, Ordering::Relaxed);
    }

    /// Whether the head just read can be understood in two ways; asking clears it.
    pub fn was_muddled(&self) -> bool {
        self.muddled.swap(false, Ordering::Relaxed)
    }
}

fn address_text(address: IpAddr) -> HeaderValue {
    HeaderValue::from_str(&address.to_string())
        .unwrap_or_else(|_| HeaderValue::from_static("0.0.0.0"))
}

/// One request being answered; it ends when this is dropped.
pub struct Presence(Arc<Visitor>);

impl Presence {
    pub fn enter(visitor: &Arc<Visitor>) -> Self {
        visitor.visits.fetch_add(1, Ordering::Relaxed);
        visitor.answering.store(true, Ordering::Relaxed);
        visitor.doorway.in_flight.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(visitor))
    }

    pub fn doorway(&self) -> &Doorway {
        &self.0.doorway
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.0.answering.store(false, Ordering::Relaxed);
        self.0.doorway.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}
