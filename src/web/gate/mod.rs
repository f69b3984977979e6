//! The front door: every request from outside comes through here before Rocket sees it.
//!
//! Rocket has no time limits of its own and believes what strangers say about themselves. The gate gives every
//! connection a deadline, checks and cleans each request, and hands it on.

mod admission;
mod answers;
mod doorway;
mod hatch;
mod head;
mod hosts;
mod inside;
mod kinds;
mod limits;
mod network;
mod pace;
mod replies;
mod scrub;
mod shelf;
mod uploads;
mod visit;
mod wire;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use admission::{Admission, Seat};
use doorway::{Doorway, Visitor};

pub use hosts::Hosts;
pub use inside::Inside;
pub use limits::Limits;
pub use network::{Network, NotANetwork};
pub use scrub::{CLIENT, FORWARDED, REQUEST};
pub use uploads::{Cut, Flow, Inbound};

/// What the kernel may hold for a reader who is slow, in bytes; it bounds the memory of a stalled download.
const SEND_BUFFER: usize = 256 * 1024;

/// The front door, before it is opened.
pub struct Gate {
    /// How much and how long.
    pub limits: Limits,
    /// The proxies whose word on the client's address we take.
    pub proxies: Vec<Network>,
    /// What answers behind it.
    pub inside: Inside,
    /// The names this desk answers to.
    pub hosts: Hosts,
    /// Put on every answer that does not carry them itself; names in lower case.
    pub walls: Vec<(&'static str, &'static str)>,
}

/// Where the gate stands in its life.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    Closing,
    Cut,
}

impl Gate {
    /// Serves `listener` until `closing` resolves, then lets what is in flight finish for `limits.closing`.
    /// Returns how many requests were cut at the end.
    ///
    /// # Errors
    /// When the listener cannot be used, or a wall cannot stand in a header.
    pub async fn open(
        self,
        listener: std::net::TcpListener,
        closing: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<usize> {
        rustix::net::sockopt::set_socket_send_buffer_size(&listener, SEND_BUFFER)?;
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let doorway = Arc::new(Doorway::new(self)?);
        let (phase, watching) = watch::channel(Phase::Open);
        receive(&listener, &doorway, &watching, closing).await;
        drop((listener, watching));
        Ok(close(&doorway, &phase).await)
    }
}

/// Takes in connections until it is time to close.
async fn receive(
    listener: &TcpListener,
    doorway: &Arc<Doorway>,
    watching: &watch::Receiver<Phase>,
    closing: impl Future<Output = ()>,
) {
    let admission = Arc::new(Admission::default());
    let mut closing = pin!(closing);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut closing => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let visitor = Visitor::new(doorway, peer.ip());
                let crowd = (!visitor.exempt()).then(|| visitor.crowd());
                match admission.seat(crowd, &doorway.limits) {
                    Some(seat) => {
                        tokio::spawn(attend(stream, visitor, watching.clone(), seat));
                    }
                    None => replies::turn_away(stream, &doorway.full),
                }
            }
            Err(error) if is_their_doing(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no further connections can be taken just now");
                sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Whether the visitor left before we looked, which needs no pause and no word in the log.
fn is_their_doing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// Serves one connection to its end.
async fn attend(
    stream: TcpStream,
    visitor: Arc<Visitor>,
    mut watching: watch::Receiver<Phase>,
    _seat: Seat,
) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let limits = &visitor.doorway.limits;
    let wire = TokioIo::new(wire::Wire::new(stream, Arc::clone(&visitor)));
    let visits = service_fn(|request| visit::answer(Arc::clone(&visitor), request));
    let mut serving = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.idle)
            .max_headers(limits.headers)
            .max_header_size(limits.head_bytes)
            .max_buf_size(limits.head_bytes.max(limits::SMALLEST_BUFFER))
            .serve_connection(wire, visits)
    );
    loop {
        tokio::select! {
            biased;
            result = serving.as_mut() => {
                if let Err(error) = result {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            changed = watching.changed() => {
                if changed.is_err() || *watching.borrow_and_update() == Phase::Cut {
                    return;
                }
                serving.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Lets what is in flight finish, then cuts the rest and says how many requests that were.
async fn close(doorway: &Doorway, phase: &watch::Sender<Phase>) -> usize {
    phase.send_replace(Phase::Closing);
    if timeout(doorway.limits.closing, phase.closed())
        .await
        .is_ok()
    {
        return 0;
    }
    let cut = doorway.in_flight();
    phase.send_replace(Phase::Cut);
    if timeout(Duration::from_secs(1), phase.closed())
        .await
        .is_err()
    {
        tracing::warn!("some connections did not end when they were cut");
    }
    cut
}

/// Raises the number of files and sockets this process may hold to all that the system grants it.
///
/// # Errors
/// When the system refuses.
pub fn raise_descriptor_limit() -> io::Result<()> {
    let granted = getrlimit(Resource::Nofile);
    let wanted = Rlimit {
        current: granted.maximum,
        maximum: granted.maximum,
    };
    Ok(setrlimit(Resource::Nofile, wanted)?)
}
