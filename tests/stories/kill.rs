//! What was acknowledged is there after kill -9, at any moment and under load, and nothing is there that was never sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use paperdesk::db::{self, Tx};
use paperdesk::drafts;
use paperdesk::refusal::Outcome;

use crate::invariants;
use crate::place::Place;
use crate::server::Server;
use crate::wire::Browser;

const STUDENTS: usize = 8;
/// A student may send twenty papers in a day: whoever has sent this many makes room for another.
const ENOUGH: usize = 8;
/// How often the server is killed; `PAPERDESK_KILLS=1000` for the long form.
const KILLS: usize = 6;

/// What the clients know: what they began to send, and what the desk acknowledged, by reference.
#[derive(Default)]
struct Ledger {
    begun: BTreeSet<String>,
    acknowledged: BTreeMap<String, String>,
}

#[test]
fn nothing_that_was_acknowledged_is_lost_to_kill_9() {
    let kills = std::env::var("PAPERDESK_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let place = Place::new();
    let (mut server, _) = Server::first(&place, &[]);
    let mut students: Vec<(Browser, usize)> = (0..STUDENTS)
        .map(|n| (newcomer(&server, &place, &format!("first-{n}")), 0))
        .collect();
    let ledger = Mutex::new(Ledger::default());
    for round in 0..kills {
        let moment = Duration::from_millis(rand::random_range(5..400));
        thread::scope(|scope| {
            for (n, (student, sent)) in students.iter_mut().enumerate() {
                let ledger = &ledger;
                scope.spawn(move || {
                    *sent += send_until_it_dies(student, &format!("{round}-{n}"), ledger);
                });
            }
            thread::sleep(moment);
            server.kill();
        });
        server = Server::start(&place, &[]);
        for (n, (student, sent)) in students.iter_mut().enumerate() {
            student.goes_to(server.address);
            if *sent >= ENOUGH {
                (*student, *sent) = (newcomer(&server, &place, &format!("{round}-{n}")), 0);
            }
        }
        let database = place.0.join("desk/paperdesk.db");
        let held = db::verify(&database, |tx| agrees(tx, &ledger.lock().unwrap()));
        held.unwrap_or_else(|failure| panic!("round {round}, killed after {moment:?}: {failure}"));
    }
    let acknowledged = ledger.lock().unwrap().acknowledged.len();
    assert!(
        acknowledged >= kills,
        "only {acknowledged} papers in {kills} rounds: this proves nothing"
    );
}

fn newcomer(server: &Server, place: &Place, name: &str) -> Browser {
    server.let_in(place, (&format!("student-{name}@example.edu"), "student"))
}

/// Gives how many papers were acknowledged.
fn send_until_it_dies(student: &mut Browser, name: &str, ledger: &Mutex<Ledger>) -> usize {
    for n in 0.. {
        let title = format!("Rivers {name}-{n}");
        ledger.lock().unwrap().begun.insert(title.clone());
        match student.send_in(&title) {
            Ok(reference) => {
                let before = ledger.lock().unwrap().acknowledged.insert(reference, title);
                assert_eq!(before, None, "one reference for two papers");
            }
            Err(_) => return n,
        }
    }
    0
}

/// Every acknowledged paper is there, whole, with its event and its receipt; none is there that was never sent.
fn agrees(tx: &Tx<'_>, ledger: &Ledger) -> Outcome<()> {
    invariants::hold(tx)?;
    drafts::check_files(tx)?;
    let kept: BTreeMap<String, String> = tx
        .all(
            "select 'P-' || number as reference, title from papers",
            &[],
            |row| Ok((row.get("reference")?, row.get("title")?)),
        )?
        .into_iter()
        .collect();
    for (reference, title) in &ledger.acknowledged {
        assert_eq!(
            kept.get(reference),
            Some(title),
            "{reference} was acknowledged"
        );
    }
    for (reference, title) in &kept {
        assert!(
            ledger.begun.contains(title),
            "{reference} {title} was never sent"
        );
    }
    Ok(())
}
