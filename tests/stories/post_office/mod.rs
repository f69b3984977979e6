//! A mail server for tests that keeps what it accepts and misbehaves as it is told.

mod counter;

use counter::serve;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A mail it accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub from: String,
    pub to: Vec<String>,
    pub bytes: Vec<u8>,
}

/// The moment at which it misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    Banner,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    /// The recipient with this address.
    RcptFor(String),
    Data,
    Dot,
}

/// What it does then, instead of saying yes.
#[derive(Debug, Clone)]
pub enum Act {
    Say(&'static str),
    /// Says this and hangs up.
    Last(&'static str),
    Silence,
    /// One byte of an endless reply each 10 ms.
    Drip,
    /// A line without an end, as fast as the reader takes it.
    Babble,
    /// Ten thousand lines of one reply.
    ManyLines,
    HangUp,
    /// Keeps the mail, then hangs up without a word.
    KeepAndHangUp,
    /// Keeps the mail, then never says a word.
    KeepInSilence,
    /// Keeps the mail, and one time in three says so only up to a fifth of a second later.
    KeepUnhurried,
}

#[derive(Default)]
struct Office {
    script: Mutex<Vec<(At, Act, usize)>>,
    offers: Mutex<Vec<&'static str>>,
    accepted: Mutex<Vec<Accepted>>,
    commands: Mutex<Vec<String>>,
    callers: Mutex<usize>,
}

/// A running mail server on this machine; it closes when dropped.
pub struct PostOffice {
    pub address: SocketAddr,
    office: Arc<Office>,
    doorman: JoinHandle<()>,
}

impl PostOffice {
    /// Opens on a free port and is well-behaved until told otherwise.
    pub async fn open() -> Self {
        Self::open_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// The same at an address of your own.
    pub async fn open_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let office = Arc::new(Office::default());
        *office.offers.lock().unwrap() = vec!["PIPELINING", "8BITMIME", "AUTH PLAIN LOGIN"];
        let inside = Arc::clone(&office);
        let doorman = tokio::spawn(async move {
            let mut counter = tokio::task::JoinSet::new();
            while let Ok((caller, _)) = listener.accept().await {
                *inside.callers.lock().unwrap() += 1;
                counter.spawn(serve(Arc::clone(&inside), caller));
            }
        });
        Self {
            address,
            office,
            doorman,
        }
    }

    /// What it offers in its answer to EHLO.
    pub fn offers(self, words: &[&'static str]) -> Self {
        *self.office.offers.lock().unwrap() = words.to_vec();
        self
    }

    /// Misbehaves each time.
    pub fn at(self, at: At, act: Act) -> Self {
        self.times(usize::MAX, at, act)
    }

    /// Misbehaves so many times, then no more.
    pub fn times(self, times: usize, at: At, act: Act) -> Self {
        self.office.script.lock().unwrap().push((at, act, times));
        self
    }

    /// From now on misbehaves so, and no more as it did before.
    pub fn misbehaves_so(&self, misbehaving: &[(At, Act)]) {
        let rules = misbehaving.iter().cloned();
        *self.office.script.lock().unwrap() =
            rules.map(|(at, act)| (at, act, usize::MAX)).collect();
    }

    /// Every mail it kept, oldest first.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.office.accepted.lock().unwrap().clone()
    }

    /// Every command it heard, in order, without message bodies.
    pub fn commands(&self) -> Vec<String> {
        self.office.commands.lock().unwrap().clone()
    }

    /// How many connections it has had.
    pub fn callers(&self) -> usize {
        *self.office.callers.lock().unwrap()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.doorman.abort();
    }
}

impl Office {
    fn act(&self, moments: &[At]) -> Option<Act> {
        let mut script = self.script.lock().unwrap();
        let rule = script
            .iter_mut()
            .find(|(at, _, left)| *left > 0 && moments.contains(at))?;
        rule.2 -= 1;
        Some(rule.1.clone())
    }
}
