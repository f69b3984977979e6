//! Papers sent in over HTTP against the same rows written by rusqlite alone, in groups of 32 and one by one.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use paperdesk::app::Desk;
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Topic};
use paperdesk::people::{self, Email};

use crate::load::Line;
use crate::place::{Place, furnish, serve, sessions_of_students};
use crate::same_rows::{self, Paper};

const CLIENTS: u32 = 32;
/// One student may send so many papers in a day; each client sends for many students, one after another.
const PAPERS_EACH: usize = 20;
const STUDENTS: u32 = 4_000;
const TIME: Duration = Duration::from_secs(8);
const RAW_PAPERS: i64 = 6_400;
const BOUNDARY: &str = "the-boundary-of-a-measurement";

pub fn measure() {
    println!(
        "writing: {CLIENTS} clients send in papers of 3 KB by the form (form, check, send), {} s",
        TIME.as_secs()
    );
    let (ours, papers) = over_http();
    let grouped = raw_per_second(&papers, 32);
    let one = raw_per_second(&papers[..papers.len() / 8], 1);
    println!(
        "  the same rows by rusqlite in groups of 32: {grouped:.0}/s; one commit a paper: {one:.0}/s; ours over HTTP: \
         {ours:.0}/s: {:.0} % of the groups, {:.1} times one by one",
        100.0 * ours / grouped,
        ours / one
    );
}

/// How many are taken in a second, and the rows of the first of them.
fn over_http() -> (f64, Vec<Paper>) {
    let place = Place::new();
    let desk = place.desk();
    let sessions = populate(&desk);
    let db = desk.db.clone();
    let runtime = paperdesk::app::runtime().unwrap();
    let (address, close, serving) = serve(desk, &runtime);
    let (sent, took) = runtime.block_on(send_for_a_while(address, sessions));
    let kept: Option<i64> = db
        .read_now(|tx| tx.one("select count(*) as n from papers", &[], |row| row.get("n")))
        .unwrap();
    assert_eq!(
        kept,
        Some(i64::try_from(sent).unwrap()),
        "every paper that was answered is kept, and no other"
    );
    drop(close);
    runtime.block_on(serving).unwrap();
    (
        per_second(sent, took),
        same_rows::taken_from(db.path(), RAW_PAPERS),
    )
}

/// A centre of whose staff two are told of each paper, and its students with a session each.
fn populate(desk: &Desk) -> Vec<String> {
    furnish(desk, (70, STUDENTS));
    desk.db
        .write_now(|tx| {
            for email in ["cora@example.edu", "tutor0@example.edu"] {
                let email = Email::parse(email).unwrap();
                let person = people::find_by_email(tx, &email)?.unwrap();
                let chosen = [(Topic::Queue, Some(Channel::AtOnce))];
                subscriptions::choose(tx, person.id, &chosen, Habits::default())?;
            }
            Ok(())
        })
        .unwrap();
    sessions_of_students(desk, STUDENTS)
}

async fn send_for_a_while(address: SocketAddr, sessions: Vec<String>) -> (usize, Duration) {
    let sent = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut clients = Vec::new();
    let slice = sessions.len() / usize::try_from(CLIENTS).unwrap();
    for (client, sessions) in sessions.chunks(slice).map(<[String]>::to_vec).enumerate() {
        let sent = Arc::clone(&sent);
        clients.push(tokio::spawn(async move {
            let mut line = Line::to(address).await;
            let turns = sessions
                .iter()
                .flat_map(|session| std::iter::repeat_n(session, PAPERS_EACH));
            for (n, session) in (0..).zip(turns) {
                if started.elapsed() > TIME {
                    break;
                }
                let checked = line.ask(&form(session, client, n)).await;
                assert_eq!(checked.status, 303);
                let done = line
                    .ask(&post(session, &format!("{}/send", checked.location)))
                    .await;
                assert_eq!(done.status, 303);
                sent.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
    (sent.load(Ordering::Relaxed), started.elapsed())
}

/// Three kilobytes of plain prose, another one each time.
pub fn text(client: usize, n: i64) -> String {
    static PROSE: LazyLock<String> = LazyLock::new(|| {
        let sentence = "Community gardens are often described as a cure for everything from loneliness to rising food prices. ";
        let mut prose = String::new();
        while prose.len() < 3000 {
            prose.push_str(sentence);
            if prose.len() % 700 < sentence.len() {
                prose.push_str("\n\n");
            }
        }
        prose
    });
    format!("Paper {n} of student {client}.\n\n{}", *PROSE)
}

fn form(session: &str, client: usize, n: i64) -> Vec<u8> {
    let fields = [
        ("title", "Community gardens and the city"),
        ("course", "SOC 201"),
        ("due_on", "2030-12-04"),
        ("concerns", "Is my main point clear?"),
        ("question", "Does my introduction say anything?"),
        ("text", &text(client, n)),
    ];
    let parts = fields.map(|(name, value)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    });
    let body = format!("{}--{BOUNDARY}--\r\n", parts.concat());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request(session, "/submit", &kind, &body)
}

fn post(session: &str, path: &str) -> Vec<u8> {
    request(session, path, "application/x-www-form-urlencoded", "")
}

fn request(session: &str, path: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\nSec-Fetch-Site: same-origin\r\n\
         User-Agent: measure\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The same rows by rusqlite alone, into the database of another desk with the same people.
fn raw_per_second(papers: &[Paper], group: usize) -> f64 {
    let place = Place::new();
    let desk = place.desk();
    populate(&desk);
    let connection = same_rows::open(desk.db.path());
    drop(desk);
    let started = Instant::now();
    same_rows::write(&connection, papers, group);
    per_second(papers.len(), started.elapsed())
}

fn per_second(papers: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(papers).unwrap()) / took.as_secs_f64()
}
