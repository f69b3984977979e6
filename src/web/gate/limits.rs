//! How much the gate takes, and how long it waits.

use std::time::Duration;

/// hyper refuses to work with a smaller buffer, in bytes.
pub(super) const SMALLEST_BUFFER: usize = 8192;

const MIB: u64 = 1024 * 1024;

/// How much the gate takes, and how long it waits.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at one time.
    pub connections: usize,
    /// Connections at one time from one IPv4 address or one IPv6 /64.
    pub per_network: usize,
    /// Header lines of a request.
    pub headers: usize,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Bytes of a request's path and query.
    pub target_bytes: usize,
    /// For a head to arrive whole, from its first byte; also for the first byte of a new connection.
    pub head: Duration,
    /// For a kept connection to be silent between two requests.
    pub idle: Duration,
    /// Bytes of a form with files, which is read as it comes.
    pub max_files: u64,
    /// Bytes of JSON for the API, which may hold a file; held in memory as a whole.
    pub max_json: u64,
    /// Bytes of any other body; held in memory as a whole.
    pub max_form: u64,
    /// Bytes that all bodies held in memory may take together, beyond the small ones.
    pub shelf: usize,
    /// For a body to be silent.
    pub body_idle: Duration,
    /// How long a body may be slower than `body_rate`.
    pub body_grace: Duration,
    /// Bytes a second a body must keep up after that, counting only the time we waited for it.
    pub body_rate: u64,
    /// For a whole body.
    pub body_whole: Duration,
    /// For a reader to take nothing of an answer.
    pub stalled_reader: Duration,
    /// How long a connection may take its answers slower than `reader_rate`.
    pub reader_grace: Duration,
    /// Bytes a second it must take after that, counting only the time we waited for it.
    pub reader_rate: u64,
    /// For the desk to begin its answer once it has the request.
    pub answer: Duration,
    /// For the other side to hang up after we did, so that it can still read our answer.
    pub parting: Duration,
    /// For requests in flight when the gate closes.
    pub closing: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2000,
            per_network: 256,
            headers: 64,
            head_bytes: 32 * 1024,
            target_bytes: 8 * 1024,
            head: Duration::from_secs(5),
            idle: Duration::from_secs(15),
            max_files: 10 * MIB + 64 * 1024,
            max_json: 14 * MIB,
            max_form: 4 * MIB,
            shelf: 64 * 1024 * 1024,
            body_idle: Duration::from_secs(15),
            body_grace: Duration::from_secs(10),
            body_rate: 1000,
            body_whole: Duration::from_mins(10),
            stalled_reader: Duration::from_secs(30),
            reader_grace: Duration::from_mins(1),
            reader_rate: 1000,
            answer: Duration::from_secs(30),
            parting: Duration::from_secs(2),
            closing: Duration::from_secs(15),
        }
    }
}
