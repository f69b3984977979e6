//! The API against a bare Rocket handler that writes the same JSON from memory; and papers sent in by programs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paperdesk::app::{self, Desk};
use paperdesk::people::{self, Role};
use paperdesk::sign_in::{self, Lifetime, NewToken, Scope};
use rocket::fairing::AdHoc;
use rocket::response::content::RawJson;
use rocket::{Config, State, get, routes};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::load::{Line, Run, hammer_each};
use crate::place::{Place, fill, furnish, serve, without_alerts};

const CLIENTS: usize = 32;
const TIME: Duration = Duration::from_secs(5);
const WARM_UP: Duration = Duration::from_secs(1);
/// A person's tokens may ask 30,000 times a minute: enough people that none is at its end within a run of reading.
const READERS: usize = 256;
/// The same of sending in; whoever watches over papers also hears of each.
const SENDERS: usize = 4;

pub fn measure() {
    reading();
    writing();
}

fn reading() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    fill(&desk, 10_000);
    let tokens = tokens(&desk, READERS);
    let runtime = app::runtime().unwrap();
    let (address, close, serving) = serve(desk, &runtime);
    println!(
        "api: 10,000 papers, {CLIENTS} connections, {} s each",
        TIME.as_secs()
    );
    for (what, path) in [
        ("one paper", "/api/papers/P-5000"),
        ("a page of 50", "/api/papers"),
    ] {
        let json = runtime.block_on(ask(address, path, &tokens[0]));
        let bare = serve_bare(json, &runtime);
        let plain = vec![b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_vec()];
        let ours: Vec<Vec<u8>> = tokens.iter().map(|token| get_with(path, token)).collect();
        runtime.block_on(async {
            hammer_each(bare, plain.clone(), CLIENTS, WARM_UP).await;
            hammer_each(address, ours.clone(), CLIENTS, WARM_UP).await;
            let bare = hammer_each(bare, plain, CLIENTS, TIME).await;
            let ours = hammer_each(address, ours, CLIENTS, TIME).await;
            tell(what, bare, ours);
        });
    }
    drop(close);
    runtime.block_on(serving).unwrap();
}

fn tell(what: &str, mut bare: Run, mut ours: Run) {
    let (p50, p99) = (ours.quantile(50), ours.quantile(99));
    println!(
        "  {what}: bare {:>6.0}/s (p50 {:?}), ours {:>6.0}/s (p50 {p50:?}, p99 {p99:?}: {:.1} times): {:.0} %",
        bare.per_second(),
        bare.quantile(50),
        ours.per_second(),
        p99.as_secs_f64() / p50.as_secs_f64(),
        100.0 * ours.per_second() / bare.per_second(),
    );
}

fn writing() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    let tokens = tokens(&desk, SENDERS);
    let runtime = app::runtime().unwrap();
    let (address, close, serving) = serve(desk, &runtime);
    let (sent, took, mut waits) = runtime.block_on(send_for_a_while(address, tokens));
    waits.sort_unstable();
    let quantile = |per_cent: usize| waits[(waits.len() - 1) * per_cent / 100];
    println!(
        "  POST of a 3 KB text paper, {CLIENTS} clients: {:.0}/s (p50 {:?}, p99 {:?})",
        f64::from(u32::try_from(sent).unwrap()) / took.as_secs_f64(),
        quantile(50),
        quantile(99),
    );
    drop(close);
    runtime.block_on(serving).unwrap();
}

async fn send_for_a_while(
    address: SocketAddr,
    tokens: Vec<String>,
) -> (usize, Duration, Vec<Duration>) {
    let (sent, started) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let (sent, token) = (Arc::clone(&sent), tokens[client % tokens.len()].clone());
        clients.push(tokio::spawn(async move {
            let (mut line, mut waits) = (Line::to(address).await, Vec::new());
            for n in 0.. {
                if started.elapsed() > TIME {
                    break;
                }
                let request = post(&token, (client, n));
                let asked = Instant::now();
                assert_eq!(line.ask(&request).await.status, 201);
                waits.push(asked.elapsed());
                sent.fetch_add(1, Ordering::Relaxed);
            }
            waits
        }));
    }
    let mut waits = Vec::new();
    for client in clients {
        waits.extend(client.await.unwrap());
    }
    (sent.load(Ordering::Relaxed), started.elapsed(), waits)
}

fn post(token: &str, (client, n): (usize, usize)) -> Vec<u8> {
    let text = crate::writing::text(client, i64::try_from(n).unwrap());
    let body = json!({
        "student_email": format!("student{}@example.edu", (client * 31 + n) % 1000),
        "title": "Community gardens and the city", "subject": "SOC 201", "due_on": "2030-12-04",
        "description": "Does my introduction say anything?", "text": text,
    })
    .to_string();
    let length = body.len();
    format!(
        "POST /api/papers HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

fn get_with(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n")
        .into_bytes()
}

/// Tokens of this many programs, each of a coordinator of its own.
pub fn tokens(desk: &Desk, programs: usize) -> Vec<String> {
    let made = desk.db.write_now(move |tx| {
        let new = NewToken {
            name: "measure",
            scopes: Scope::ALL,
            lasts: Lifetime::parse("1d"),
            form: None,
        };
        let token = |n| {
            let email = format!("program{n}@example.edu");
            let program = people::add(tx, &email, "A program", &[Role::Coordinator])?;
            without_alerts(tx, &program)?;
            let made = sign_in::create_token(tx, None, &program, &new)?;
            Ok(made.1.reveal().to_owned())
        };
        (0..programs).map(token).collect()
    });
    made.unwrap()
}

async fn ask(address: SocketAddr, path: &str, token: &str) -> Value {
    let answer = Line::to(address).await.ask(&get_with(path, token)).await;
    assert_eq!(answer.status, 200);
    serde_json::from_slice(&answer.body).unwrap()
}

#[get("/")]
fn bare_json(json: &State<Value>) -> RawJson<String> {
    RawJson(serde_json::to_string(json.inner()).unwrap())
}

fn serve_bare(json: Value, runtime: &Runtime) -> SocketAddr {
    let (tell, port) = oneshot::channel();
    let tell = std::sync::Mutex::new(Some(tell));
    let liftoff = AdHoc::on_liftoff("port", move |rocket| {
        let tell = tell.lock().unwrap().take().unwrap();
        tell.send(rocket.config().port).unwrap();
        Box::pin(async {})
    });
    let config = Config {
        port: 0,
        log_level: rocket::config::LogLevel::Off,
        ..Config::release_default()
    };
    let rocket = rocket::custom(config)
        .mount("/", routes![bare_json])
        .manage(json)
        .attach(liftoff);
    runtime.spawn(async move { rocket.launch().await.unwrap() });
    SocketAddr::from(([127, 0, 0, 1], runtime.block_on(port).unwrap()))
}
