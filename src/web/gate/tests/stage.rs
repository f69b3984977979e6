//! A gate with short patience, a tiny desk behind it, and raw sockets in front.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rocket::data::ToByteUnit;
use rocket::futures::StreamExt;
use rocket::http::{Method, Status};
use rocket::route::{Handler, Outcome, Route};
use rocket::{Config, Data, Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::web::gate::{Gate, Hosts, Inbound, Inside, Limits};

/// What the desk behind the gate has seen.
#[derive(Default)]
pub struct Seen {
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
        max_files: 2000,
        max_form: 1000,
        head: Duration::from_millis(150),
        idle: Duration::from_millis(300),
        body_idle: Duration::from_millis(150),
        stalled_reader: Duration::from_millis(150),
        reader_grace: Duration::from_millis(400),
        reader_rate: 100_000_000,
        answer: Duration::from_millis(400),
        parting: Duration::from_millis(200),
        closing: Duration::from_millis(600),
        ..Limits::default()
    }
}

pub async fn gate(limits: Limits) -> (Gate, Arc<Seen>) {
    let seen = Arc::new(Seen::default());
    let gate = Gate {
        limits,
        proxies: Vec::new(),
        inside: desk(&seen).await,
        hosts: Hosts::Any,
        walls: vec![("x-content-type-options", "nosniff")],
    };
    (gate, seen)
}

impl Stage {
    pub async fn open(limits: Limits) -> Self {
        let (gate, seen) = gate(limits).await;
        Self::before(gate, seen)
    }

    pub fn before(gate: Gate, seen: Arc<Seen>) -> Self {
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

async fn desk(seen: &Arc<Seen>) -> Inside {
    let methods = [Method::Get, Method::Post, Method::Put];
    let routes = methods.map(|method| Route::new(method, "/<_..>", Tell(Arc::clone(seen))));
    let config = Config {
        log_level: rocket::config::LogLevel::Off,
        ..Config::debug_default()
    };
    Inside::open(rocket::custom(config).mount("/", routes))
        .await
        .unwrap()
}

struct Abandoned(Arc<Seen>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abandoned.fetch_add(1, Ordering::SeqCst);
    }
}

/// Tells what arrived inside; `/slow`, `/stuck`, `/big`, `/refuse` and `/panic` do as they are called.
#[derive(Clone)]
struct Tell(Arc<Seen>);

#[rocket::async_trait]
impl Handler for Tell {
    async fn handle<'r>(&self, request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r> {
        self.0.begun.fetch_add(1, Ordering::SeqCst);
        let mut told = format!("{} {}\n", request.method(), request.uri());
        for header in request.headers().iter() {
            writeln!(told, "{}: {}", header.name(), header.value()).unwrap();
        }
        for cookie in request.cookies().iter() {
            writeln!(told, "cookie {} is {}", cookie.name(), cookie.value()).unwrap();
        }
        match request.uri().path().as_str() {
            "/slow" => sleep(Duration::from_millis(250)).await,
            "/stuck" | "/api/stuck" => {
                let _abandoned = Abandoned(Arc::clone(&self.0));
                std::future::pending::<()>().await;
            }
            "/big" => told = "x".repeat(8_000_000),
            "/refuse" => return Outcome::Error(Status::Unauthorized),
            "/panic" => panic!("as asked"),
            _ => {}
        }
        write!(told, "body: {}.", body(request, data).await).unwrap();
        let response = Response::build()
            .raw_header("server", "Rocket")
            .sized_body(told.len(), std::io::Cursor::new(told))
            .finalize();
        Outcome::Success(response)
    }
}

async fn body(request: &Request<'_>, data: Data<'_>) -> usize {
    match request.local_cache(Inbound::default).take() {
        Some(flow) => {
            let arrived = flow.filter_map(async |piece| piece.ok());
            arrived.fold(0, async |sum, piece| sum + piece.len()).await
        }
        None => data.open(1.mebibytes()).into_bytes().await.unwrap().len(),
    }
}
