//! Papers sent in over HTTP against the same rows written by raw rusqlite, in groups of 32 and one by one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paperdesk::outbox::subscriptions::{self, Channel, Habits, Topic};
use paperdesk::people::{self, Email};
use rusqlite::{Connection, params};

use crate::load::Line;
use crate::place::{Place, furnish, serve, sessions_of_students};

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
    let raw = |group| raw_per_second(&Place::new(), group);
    let (one, grouped) = (raw(1), raw(32));
    let ours = over_http();
    println!(
        "  raw rusqlite in groups of 32: {grouped:.0}/s; one commit a paper: {one:.0}/s; ours over HTTP: {ours:.0}/s: \
         {:.0} % of the groups, {:.1} times one by one",
        100.0 * ours / grouped,
        ours / one
    );
}

fn over_http() -> f64 {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, STUDENTS));
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
    let sessions = sessions_of_students(&desk, STUDENTS);
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
    f64::from(u32::try_from(sent).unwrap()) / took.as_secs_f64()
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
    let sentence = "Community gardens are often described as a cure for everything from loneliness to rising food prices. ";
    let mut text = format!("Paper {n} of student {client}.\n\n");
    while text.len() < 3000 {
        text.push_str(sentence);
        if text.len() % 700 < sentence.len() {
            text.push_str("\n\n");
        }
    }
    text
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

fn raw_per_second(place: &Place, group: i64) -> f64 {
    let desk = place.desk();
    furnish(&desk, (70, CLIENTS));
    let path = desk.db.path().to_owned();
    drop(desk);
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on")
        .unwrap();
    connection.set_prepared_statement_cache_capacity(64);
    let papers = if group == 1 {
        RAW_PAPERS / 8
    } else {
        RAW_PAPERS
    };
    let started = Instant::now();
    for first in (0..papers).step_by(usize::try_from(group).unwrap()) {
        connection.execute_batch("begin immediate").unwrap();
        for n in first..first + group {
            insert_raw(&connection, n);
        }
        connection.execute_batch("commit").unwrap();
    }
    f64::from(u32::try_from(papers).unwrap()) / started.elapsed().as_secs_f64()
}

/// The rows of one paper, as the desk writes them from the form to the sent page.
fn insert_raw(connection: &Connection, n: i64) {
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute(values)
            .unwrap();
        connection.last_insert_rowid()
    };
    let (text, id) = (text(0, n), uuid::Uuid::now_v7().to_string());
    let hash: Vec<u8> = n.to_le_bytes().repeat(4);
    let reading = serde_json::to_string(&paperdesk::documents::pasted("One paragraph.")).unwrap();
    let reading = format!(
        "{}{}",
        &reading[..reading.len() - 1],
        format_args!(",\"rest\":{}}}", serde_json::json!(text))
    );
    let form = serde_json::json!({ "title": "Community gardens", "text": text }).to_string();
    let file = run(
        "insert into files (sha256, size) values (?1, ?2)",
        params![hash, 3000],
    );
    run(
        "insert into file_pieces (file_id, n, bytes) values (?1, 0, ?2)",
        params![file, text.as_bytes()],
    );
    let manuscript = run(
        "insert into manuscripts (file_id, file_name, kind, words) values (?1, 'Pasted text', 'txt', 500)",
        params![file],
    );
    run(
        "insert into reading_texts (manuscript_id, text) values (?1, ?2)",
        params![manuscript, reading],
    );
    run(
        "insert into preparations (id, person_id, form, manuscript_id, updated_at) values (?1, 2, ?2, ?3, 1)",
        params![id, form, manuscript],
    );
    let paper = run(
        "insert into papers (id, student_id, title, course, due_on, state, draft, words, concerns, question,
                             consent_teacher, submitted_at, promised_at, updated_at)
         values (?1, 2, 'Community gardens and the city', 'SOC 201', '2030-12-04', 'waiting', 1, 500,
                 '[\"Is my main point clear?\"]', 'Does my introduction say anything?', 0, 1, 2, 1)",
        params![id],
    );
    run(
        "insert into drafts (paper, n, manuscript_id, sent_at) values (?1, 1, ?2, 1)",
        params![paper, manuscript],
    );
    let event = run(
        "insert into events (at, kind, paper, actor_id, data) values (1, 'submitted', ?1, 2, '{\"words\":500}')",
        params![paper],
    );
    for person in 1..4 {
        run(
            "insert into deliveries (message_id, event_seq, paper, person_id, recipient, name, letter, facts, why, lane,
                                     state, hold, created_at, due_at, expires_at)
             values (?1, ?2, ?3, ?4, 'student@example.edu', 'Student', 'received', ?5, 'Its student is always told', 3,
                     'held', 'no_relay', 1, 1, 2)",
            params![id, event, paper, person, format!("{{\"reference\":\"P-{paper}\",\"title\":\"Community gardens and the city\",\"question\":\"Does my introduction say anything?\"}}")],
        );
    }
    let untold: Vec<i64> = (4..73).collect();
    run(
        "insert into untold (event_seq, letter, why, people) values (?1, 'queue_alert', 'chose', ?2)",
        params![event, serde_json::to_string(&untold).unwrap()],
    );
    run(
        "update preparations set sent_as = ?2, updated_at = 2 where id = ?1",
        params![id, paper],
    );
}
