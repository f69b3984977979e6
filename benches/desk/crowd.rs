//! A whole centre at the same papers at once, by HTTP: coordinators give and take over by the API, tutors claim and hand
//! back by their pages. Afterwards the events are lived through again by themselves: one tutor to a paper, nobody above
//! what they take, no paper lost, and as many deeds told as were done.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paperdesk::app::{self, Desk};
use paperdesk::db::Tx;
use paperdesk::people::{self, Email, Role};
use paperdesk::refusal::Outcome;
use paperdesk::tutors;
use serde_json::json;

use crate::api::tokens;
use crate::load::{Answer, Line};
use crate::place::{Place, furnish, serve, session};

const COORDINATORS: usize = 16;
const TUTORS: u32 = 70;
const PAPERS: usize = 200;
/// Open papers that each tutor takes at the same time: 210 places for 200 papers.
const AT_ONCE: usize = 3;
const TIME: Duration = Duration::from_secs(20);

/// How often the desk told each of these.
#[derive(Default)]
struct Told {
    claimed: AtomicUsize,
    given: AtomicUsize,
    handed_back: AtomicUsize,
    /// By a coordinator; also where nobody had it, and nothing happened.
    taken_back: AtomicUsize,
    /// Somebody else was first, or the tutor is full.
    no: AtomicUsize,
}

fn one_more(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

pub fn measure() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (TUTORS, 200));
    hire(&desk);
    let programs = tokens(&desk, COORDINATORS);
    let sessions: Vec<String> = (0..TUTORS)
        .map(|n| session(&desk, &format!("tutor{n}@example.edu")))
        .collect();
    let db = desk.db.clone();
    let runtime = app::runtime().unwrap();
    let (address, close, serving) = serve(desk, &runtime);
    let told = Arc::new(Told::default());
    runtime.block_on(async {
        for n in 0..PAPERS {
            send_in(address, &programs[n % COORDINATORS], n).await;
        }
        let mut crowd = Vec::new();
        for (n, token) in programs.into_iter().enumerate() {
            crowd.push(tokio::spawn(coordinate(
                address,
                (token, n),
                Arc::clone(&told),
            )));
        }
        for (n, session) in sessions.into_iter().enumerate() {
            crowd.push(tokio::spawn(tutor(
                address,
                (session, n),
                Arc::clone(&told),
            )));
        }
        for one in crowd {
            one.await.unwrap();
        }
    });
    drop(close);
    runtime.block_on(serving).unwrap();
    db.read_now(|tx| check(tx, &told)).unwrap();
}

/// Writes down how much each tutor takes.
fn hire(desk: &Desk) {
    let typed = tutors::Typed {
        at_once: AT_ONCE.to_string(),
        ..tutors::Typed::default()
    };
    desk.db
        .write_now(move |tx| {
            let cora = Email::parse("cora@example.edu").unwrap();
            let cora = people::find_by_email(tx, &cora)?.unwrap();
            people::with_role(tx, Role::Tutor)?
                .iter()
                .try_for_each(|tutor| tutors::settle(tx, &cora, tutor.id, &typed))
        })
        .unwrap();
}

async fn send_in(address: SocketAddr, token: &str, n: usize) {
    let paper = json!({
        "student_email": format!("student{n}@example.edu"), "title": "Rivers", "subject": "SOC 201",
        "due_on": "2030-12-04", "description": "Does it flow?", "text": "Rivers are long. Lakes are not.",
    });
    let request = call("POST", "/api/papers", token, &paper.to_string());
    assert_eq!(Line::to(address).await.ask(&request).await.status, 201);
}

fn call(method: &str, path: &str, token: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Steps through all papers, each in an order of their own, so that many meet at the same paper.
fn some_paper(who: usize, turn: usize) -> usize {
    1001 + (who * 37 + turn * 83) % PAPERS
}

/// Gives papers to tutors, and now and then takes one back to the queue.
async fn coordinate(address: SocketAddr, (token, who): (String, usize), told: Arc<Told>) {
    let (mut line, begun) = (Line::to(address).await, Instant::now());
    for turn in 0.. {
        if begun.elapsed() > TIME {
            break;
        }
        let place = format!("/api/papers/P-{}", some_paper(who, turn));
        let tutor = (who * 11 + turn * 29) % usize::try_from(TUTORS).unwrap();
        let gives = turn % 3 != 2;
        let change = if gives {
            json!({ "assignee_email": format!("tutor{tutor}@example.edu") })
        } else {
            json!({ "assignee_email": null, "reason": "It went to the wrong tutor." })
        };
        let answer = line
            .ask(&call("PATCH", &place, &token, &change.to_string()))
            .await;
        match answer.status {
            200 if gives => one_more(&told.given),
            200 => one_more(&told.taken_back),
            409 | 422 => one_more(&told.no),
            status => panic!("{status}: {}", said(&answer)),
        }
    }
}

/// Claims papers, and hands each back a little later.
async fn tutor(address: SocketAddr, (session, who): (String, usize), told: Arc<Told>) {
    let (mut line, begun) = (Line::to(address).await, Instant::now());
    for turn in 0.. {
        if begun.elapsed() > TIME {
            break;
        }
        let number = some_paper(who + COORDINATORS, turn);
        let answer = line
            .ask(&form(&format!("/desk/P-{number}/claim"), &session, ""))
            .await;
        match (answer.status, answer.location.as_str()) {
            (303, at) if at != "/desk" => {
                one_more(&told.claimed);
                let back = form(
                    &format!("/papers/P-{number}/hand-back"),
                    &session,
                    "reason=I+am+ill.",
                );
                let answer = line.ask(&back).await;
                match answer.status {
                    303 => one_more(&told.handed_back),
                    404 | 409 => one_more(&told.no),
                    status => panic!("{status}: {}", said(&answer)),
                }
            }
            (200 | 303 | 404, _) => one_more(&told.no),
            (status, _) => panic!("{status}: {}", said(&answer)),
        }
    }
}

fn form(path: &str, session: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nCookie: session={session}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn said(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body)
        .chars()
        .take(400)
        .collect()
}

/// Lives through all events again, and compares what was done with what was told.
fn check(tx: &Tx<'_>, told: &Told) -> Outcome<()> {
    let events: Vec<(i64, String, Option<i64>)> = tx.all(
        "select paper, kind, data ->> 'tutor' as tutor from events order by seq",
        &[],
        |row| Ok((row.get("paper")?, row.get("kind")?, row.get("tutor")?)),
    )?;
    let (mut holders, mut done) = (BTreeMap::new(), BTreeMap::new());
    for (paper, kind, tutor) in &events {
        *done.entry(kind.as_str()).or_insert(0) += 1;
        match kind.as_str() {
            "assigned" | "claimed" => {
                let before = holders.insert(*paper, *tutor);
                assert_eq!(before, None, "P-{paper} was with somebody already");
            }
            "taken_over" => {
                assert!(holders.insert(*paper, *tutor).is_some());
            }
            "handed_back" => assert_eq!(holders.remove(paper), Some(*tutor)),
            "submitted" => {}
            other => panic!("nobody did this: {other}"),
        }
        let has = holders.values().filter(|holder| *holder == tutor);
        assert!(
            tutor.is_none() || has.count() <= AT_ONCE,
            "{tutor:?} has too many"
        );
    }
    let now: Vec<(i64, String, Option<i64>)> = tx.all(
        "select number, state, tutor_id from papers order by number",
        &[],
        |row| Ok((row.get("number")?, row.get("state")?, row.get("tutor_id")?)),
    )?;
    assert_eq!(now.len(), PAPERS, "a paper was lost");
    for (paper, state, tutor) in now {
        let holder = holders.get(&paper).copied().flatten();
        assert_eq!(
            (state == "assigned", tutor),
            (holder.is_some(), holder),
            "P-{paper}"
        );
    }
    let done = |kind: &str| done.get(kind).copied().unwrap_or(0);
    let count = |told: &AtomicUsize| told.load(Ordering::Relaxed);
    // Whoever claims what a coordinator has just given them is told that it is theirs, and nothing happens.
    assert!(count(&told.claimed) >= done("claimed"), "claimed");
    let given = done("assigned") + done("taken_over");
    assert!(count(&told.given) >= given, "given");
    let back = count(&told.handed_back)..=count(&told.handed_back) + count(&told.taken_back);
    assert!(back.contains(&done("handed_back")), "handed back");
    println!(
        "crowd: {COORDINATORS} coordinators and {TUTORS} tutors at {PAPERS} papers for {} s: {} given, {} claimed, \
         {} handed back, {} told why not; one tutor to a paper, nobody above {AT_ONCE}, none lost",
        TIME.as_secs(),
        given,
        done("claimed"),
        done("handed_back"),
        count(&told.no),
    );
    Ok(())
}
