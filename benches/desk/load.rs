//! A load of plain HTTP/1.1 requests over kept connections, counted and timed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// What a run gave.
pub struct Run {
    pub requests: usize,
    pub took: Duration,
    pub waits: Vec<Duration>,
}

impl Run {
    /// What all of these gave together.
    async fn of(workers: Vec<JoinHandle<Vec<Duration>>>, started: Instant) -> Self {
        let mut waits = Vec::new();
        for worker in workers {
            waits.extend(worker.await.unwrap());
        }
        Self {
            requests: waits.len(),
            took: started.elapsed(),
            waits,
        }
    }

    pub fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.requests).unwrap()) / self.took.as_secs_f64()
    }

    /// What one took on average.
    pub fn mean(&self) -> Duration {
        let all = u32::try_from(self.waits.len()).unwrap();
        self.waits.iter().sum::<Duration>() / all.max(1)
    }

    /// The wait that this share of requests stayed under.
    pub fn quantile(&mut self, per_cent: usize) -> Duration {
        self.waits.sort_unstable();
        self.waits[(self.waits.len() - 1) * per_cent / 100]
    }
}

/// One connection that is kept.
pub struct Line {
    stream: TcpStream,
    rest: Vec<u8>,
}

/// An answer as far as measuring needs it.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub body: Vec<u8>,
}

impl Line {
    pub async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            rest: Vec::with_capacity(64 * 1024),
        }
    }

    pub async fn ask(&mut self, request: &[u8]) -> Answer {
        self.stream.write_all(request).await.unwrap();
        let end = loop {
            if let Some(end) = self.rest.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            assert!(
                self.stream.read_buf(&mut self.rest).await.unwrap() > 0,
                "the server hung up"
            );
        };
        let head = String::from_utf8_lossy(&self.rest[..end]).into_owned();
        let header = |name: &str| {
            head.lines().find_map(|line| {
                line.split_once(": ")
                    .filter(|(given, _)| given.eq_ignore_ascii_case(name))
            })
        };
        let length: usize = header("content-length").map_or(0, |(_, value)| value.parse().unwrap());
        while self.rest.len() < end + length {
            assert!(
                self.stream.read_buf(&mut self.rest).await.unwrap() > 0,
                "the server hung up"
            );
        }
        let location = header("location").map_or_else(String::new, |(_, value)| value.to_owned());
        let body = self.rest[end..end + length].to_vec();
        self.rest.drain(..end + length);
        Answer {
            body,
            status: head[9..12].parse().unwrap(),
            location,
        }
    }
}

/// Asks the same thing over and over, from this many connections, for this long.
pub async fn hammer(
    address: SocketAddr,
    request: Vec<u8>,
    connections: usize,
    time: Duration,
) -> Run {
    hammer_each(address, vec![request], connections, time).await
}

/// The same with several requests in turn.
pub async fn hammer_each(
    address: SocketAddr,
    requests: Vec<Vec<u8>>,
    connections: usize,
    time: Duration,
) -> Run {
    let (requests, stop) = (Arc::new(requests), Arc::new(AtomicBool::new(false)));
    let started = Instant::now();
    let mut workers = Vec::new();
    for first in 0..connections {
        let (requests, stop) = (Arc::clone(&requests), Arc::clone(&stop));
        workers.push(tokio::spawn(async move {
            let mut line = Line::to(address).await;
            let mut waits = Vec::new();
            let mut turns = requests.iter().cycle().skip(first);
            while !stop.load(Ordering::Relaxed) {
                let asked = Instant::now();
                let request = turns.next().unwrap();
                assert_eq!(line.ask(request).await.status, 200);
                waits.push(asked.elapsed());
            }
            waits
        }));
    }
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    Run::of(workers, started).await
}

/// A GET with a session.
pub fn get(path: &str, session: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\nUser-Agent: measure\r\n\r\n").into_bytes()
}

/// Asks the same thing at a fixed pace from so many connections, until told to stop: a wait counts from the moment at
/// which it was to be asked, so that one slow answer is not hidden by the questions that it kept from being asked.
pub async fn paced(
    address: SocketAddr,
    request: Vec<u8>,
    (connections, every): (usize, Duration),
    stopped: tokio::sync::watch::Receiver<bool>,
) -> Run {
    let (request, started) = (Arc::new(request), Instant::now());
    let mut workers = Vec::new();
    for nth in 0..u32::try_from(connections).unwrap() {
        let (request, stopped) = (Arc::clone(&request), stopped.clone());
        let first = started + every * nth / u32::try_from(connections).unwrap();
        workers.push(tokio::spawn(async move {
            let (mut line, mut waits, mut turn) = (Line::to(address).await, Vec::new(), first);
            while !*stopped.borrow() {
                tokio::time::sleep_until(turn.into()).await;
                assert_eq!(line.ask(&request).await.status, 200);
                waits.push(turn.elapsed());
                turn += every;
            }
            waits
        }));
    }
    Run::of(workers, started).await
}
