//! A gate with short patience, a tiny desk behind it, and raw sockets in front.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::web::gate::{Gate, Hosts, Limits};

/// What the desk behind the gate has seen.
#[derive(Default)]
pub struct Seen {
    pub lines: AtomicUsize,
    pub begun: AtomicUsize,
    pub abandoned: AtomicUsize,
}

pub struct Stage {
    pub door: SocketAddr,
    pub seen: Arc<Seen>,
    closing: oneshot::Sender<()>,
    gate: JoinHandle<std::io::Result<usize>>,
}

pub fn limits() -> Limits {
    Limits {
        max_body: 1000,
        head: Duration::from_millis(150),
        idle: Duration::from_millis(300),
        body_idle: Duration::from_millis(150),
        stalled_reader: Duration::from_millis(150),
        answer: Duration::from_millis(400),
        parting: Duration::from_millis(200),
        closing: Duration::from_millis(600),
        ..Limits::default()
    }
}

pub fn gate(limits: Limits) -> Gate {
    Gate {
        limits,
        proxies: Vec::new(),
        inside: ([127, 0, 0, 1], 1).into(),
        secret: "open sesame".into(),
        hosts: Hosts::Any,
        security_headers: &[("x-content-type-options", "nosniff")],
    }
}

impl Stage {
    pub async fn open(limits: Limits) -> Self {
        Self::open_with(gate(limits)).await
    }

    pub async fn open_with(mut gate: Gate) -> Self {
        let seen = Arc::new(Seen::default());
        gate.inside = desk(Arc::clone(&seen)).await;
        Self::before(gate, seen)
    }

    pub fn with_nobody_inside() -> Self {
        Self::before(gate(limits()), Arc::default())
    }

    fn before(gate: Gate, seen: Arc<Seen>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let door = listener.local_addr().unwrap();
        let (closing, closed) = oneshot::channel::<()>();
        let gate = tokio::spawn(gate.open(listener, async {
            let _ = closed.await;
        }));
        Self {
            door,
            seen,
            closing,
            gate,
        }
    }

    pub async fn visit(&self) -> TcpStream {
        TcpStream::connect(self.door).await.unwrap()
    }

    /// Sends all of it, and reads until the gate hangs up.
    pub async fn say(&self, text: &str) -> String {
        let mut socket = self.visit().await;
        let _ = socket.write_all(text.as_bytes()).await;
        rest(&mut socket).await
    }

    /// Closes the gate and tells how many requests were cut.
    pub async fn close(self) -> usize {
        self.closing.send(()).unwrap();
        self.gate.await.unwrap().unwrap()
    }
}

/// What comes until the other side hangs up, within two seconds.
pub async fn rest(socket: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let reading = socket.read_to_end(&mut heard);
    let ended = timeout(Duration::from_secs(2), reading).await;
    let _ = ended.expect("the gate should hang up");
    String::from_utf8_lossy(&heard).into_owned()
}

/// Reads until `end` has come.
pub async fn until(socket: &mut TcpStream, end: &str) -> String {
    let mut heard = Vec::new();
    while !heard.ends_with(end.as_bytes()) {
        let byte = timeout(Duration::from_secs(2), socket.read_u8()).await;
        heard.push(byte.expect("an answer should come").unwrap());
    }
    String::from_utf8_lossy(&heard).into_owned()
}

async fn desk(seen: Arc<Seen>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            seen.lines.fetch_add(1, Ordering::SeqCst);
            let seen = Arc::clone(&seen);
            let visits = service_fn(move |request| tell(Arc::clone(&seen), request));
            let serving = http1::Builder::new().serve_connection(TokioIo::new(stream), visits);
            tokio::spawn(serving);
        }
    });
    address
}

struct Abandoned(Arc<Seen>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abandoned.fetch_add(1, Ordering::SeqCst);
    }
}

/// Tells what arrived inside; `/slow`, `/stuck` and `/big` do as they are called.
async fn tell(seen: Arc<Seen>, request: Request<Incoming>) -> Result<Response<String>, Infallible> {
    seen.begun.fetch_add(1, Ordering::SeqCst);
    let mut told = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        writeln!(told, "{name}: {}", value.to_str().unwrap()).unwrap();
    }
    match request.uri().path() {
        "/slow" => sleep(Duration::from_millis(250)).await,
        "/stuck" => {
            let _abandoned = Abandoned(seen);
            std::future::pending::<()>().await;
        }
        "/big" => told = "x".repeat(8_000_000),
        _ => {}
    }
    let mut body = request.into_body();
    let mut bytes = 0;
    while let Some(frame) =
        std::future::poll_fn(|cx| std::pin::Pin::new(&mut body).poll_frame(cx)).await
    {
        let Ok(frame) = frame else { break };
        bytes += frame.data_ref().map_or(0, hyper::body::Bytes::len);
    }
    write!(told, "body: {bytes}.").unwrap();
    let mut response = Response::new(told);
    let server = hyper::header::HeaderValue::from_static("Rocket");
    response.headers_mut().insert("server", server);
    Ok(response)
}
