//! A backlog of mail drains over a healthy mail server while people read pages and ask for sign-in codes.
//!
//! The readers ask at a fixed pace that leaves the machine room, as people do: what is compared is how long each waits.
//! Readers who ask as fast as they are answered would fill both cores, and any work beside them would halve them. What
//! the same mails cost the readers when lettre alone sends them is measured too.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use paperdesk::app::{self, Desk};
use paperdesk::clock::Clock;
use paperdesk::config::Settings;
use paperdesk::db::Db;
use paperdesk::mail::RelayUrl;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::lettre_alone::lettre_alone;
use crate::load::{Line, Run, get, paced};
use crate::outbox::{Sink, promise, sample};
use crate::place::{Place, fill, furnish, serve, session};

const MAILS: usize = 100_000;
/// As many as the desk itself opens.
const CONNECTIONS: usize = 4;
const READERS: usize = 4;
const EVERY: Duration = Duration::from_millis(50);
const QUIET: Duration = Duration::from_secs(10);
const CODE_EVERY: Duration = Duration::from_millis(250);

pub fn measure() {
    let Some(sink) = Sink::open() else {
        println!("backlog: smtp-sink of Debian's postfix is missing, nothing measured");
        return;
    };
    println!(
        "backlog: {MAILS} mails over {CONNECTIONS} connections; {READERS} readers of /assign, each every {EVERY:?}"
    );
    let place = Place::new();
    let desk = open(&place, sink.1);
    furnish(&desk, (70, 1_000));
    fill(&desk, 10_000);
    promise(&desk, 1_000);
    let (mail, page, runtime) = (
        Arc::new(sample(&desk)),
        get("/assign", &session(&desk, "cora@example.edu")),
        app::runtime().unwrap(),
    );
    drain(desk, &runtime, None);
    let quietly = |beside: bool| {
        let (address, close, serving) = serve(open(&place, sink.1), &runtime);
        let (run, rate) = runtime.block_on(async {
            let (stop, stopped) = watch::channel(false);
            let reading = tokio::spawn(paced(address, page.clone(), (READERS, EVERY), stopped));
            let rate = if beside {
                per_second(lettre_alone(sink.1, Arc::clone(&mail), (MAILS, CONNECTIONS)).await)
            } else {
                tokio::time::sleep(QUIET).await;
                0.0
            };
            stop.send_replace(true);
            (reading.await.unwrap(), rate)
        });
        drop(close);
        runtime.block_on(serving).unwrap();
        (run, rate)
    };
    let mut quiet = quietly(false).0;
    let bare = per_second(runtime.block_on(lettre_alone(
        sink.1,
        Arc::clone(&mail),
        (MAILS, CONNECTIONS),
    )));
    let (mut beside_lettre, bare_read) = quietly(true);
    let alone = drain_anew(&place, (&runtime, sink.1), None).0;
    let (ours_read, rest) = drain_anew(&place, (&runtime, sink.1), Some(&page));
    let (mut beside_ours, codes) = rest.unwrap();
    println!(
        "  nobody reads: lettre alone {bare:.0}/s, the desk {alone:.0}/s: {:.0} %",
        100.0 * alone / bare
    );
    println!(
        "  with readers: lettre alone {bare_read:.0}/s, the desk {ours_read:.0}/s: {:.0} %",
        100.0 * ours_read / bare_read
    );
    for (what, run) in [
        ("no mail", &mut quiet),
        ("lettre alone", &mut beside_lettre),
        ("the desk's mail", &mut beside_ours),
    ] {
        println!(
            "  a page beside {what}: {:?} on average, p50 {:?}, p95 {:?}, p99 {:?} ({:.0}/s)",
            run.mean(),
            run.quantile(50),
            run.quantile(95),
            run.quantile(99),
            run.per_second()
        );
    }
    println!(
        "  {} sign-in codes meanwhile: {}",
        codes.len(),
        said(&codes)
    );
}

fn open(place: &Place, sink: SocketAddr) -> Desk {
    let settings = Settings {
        smtp: RelayUrl::parse(&format!("smtp://{sink}")).ok(),
        ..Settings::with_defaults(place.0.clone())
    };
    Desk::open(settings, Clock::Machine).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Another student each time: one may ask for a few only.
fn code(student: usize) -> Vec<u8> {
    let body = format!("email=student{student}%40example.edu");
    let head = "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nUser-Agent: measure\r\n";
    let form = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    format!("{head}{form}").into_bytes()
}

fn per_second(took: Duration) -> f64 {
    f64::from(u32::try_from(MAILS).unwrap()) / took.as_secs_f64()
}

type Beside = (Run, Vec<i64>);

fn drain_anew(
    place: &Place,
    (runtime, sink): (&Runtime, SocketAddr),
    page: Option<&Vec<u8>>,
) -> (f64, Option<Beside>) {
    let desk = open(place, sink);
    promise(&desk, MAILS);
    let (took, beside) = drain(desk, runtime, page);
    (per_second(took), beside)
}

/// Serves until nothing is left to send; how long that took, and what whoever came meanwhile met.
fn drain(desk: Desk, runtime: &Runtime, page: Option<&Vec<u8>>) -> (Duration, Option<Beside>) {
    let (db, started) = (desk.db.clone(), Instant::now());
    let (address, close, serving) = serve(desk, runtime);
    let done = runtime.block_on(async {
        let (stop, stopped) = watch::channel(false);
        let reading = page.map(|page| {
            tokio::spawn(paced(
                address,
                page.clone(),
                (READERS, EVERY),
                stopped.clone(),
            ))
        });
        let signing = page.map(|_| tokio::spawn(sign_in(address, stopped)));
        until_empty(&db).await;
        let took = started.elapsed();
        stop.send_replace(true);
        let Some((reading, signing)) = reading.zip(signing) else {
            return (took, None);
        };
        signing.await.unwrap();
        (took, Some((reading.await.unwrap(), codes(&db))))
    });
    drop(close);
    runtime.block_on(serving).unwrap();
    done
}

async fn sign_in(address: SocketAddr, stopped: watch::Receiver<bool>) {
    let mut line = Line::to(address).await;
    for student in (0..).take_while(|_| !*stopped.borrow()) {
        line.ask(&code(student)).await;
        tokio::time::sleep(CODE_EVERY).await;
    }
}

async fn until_empty(db: &Db) {
    let left = "select count(*) as n from (select 1 from deliveries where state in ('pending', 'sending') limit 1)";
    while db
        .read_now(|tx| tx.one(left, &[], |row| row.get::<i64>("n")))
        .unwrap()
        != Some(0)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How many milliseconds each code took from its deed to the mail server's answer.
fn codes(db: &Db) -> Vec<i64> {
    let sql = "select a.started_at + a.millis - d.created_at as ms from deliveries d
               join attempts a on a.delivery_id = d.id and a.outcome = 'sent' where d.letter = 'sign_in_code' order by ms";
    db.read_now(|tx| tx.all(sql, &[], |row| row.get("ms")))
        .unwrap()
}

fn said(codes: &[i64]) -> String {
    match (codes.get(codes.len() / 2), codes.last()) {
        (Some(middle), Some(worst)) => {
            format!("taken after {middle} ms in the middle, {worst} ms at worst")
        }
        _ => "none was asked for".to_owned(),
    }
}
