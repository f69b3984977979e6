//! What was acknowledged is there after kill -9, at any moment and under load, and nothing is there that was never sent.

mod mail;

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

/// What Ben's browser knows of its notes: what it began to save, and what the desk acknowledged.
type Notes = Mutex<(BTreeSet<String>, BTreeSet<String>)>;

#[test]
fn no_note_that_was_acknowledged_is_lost_to_kill_9() {
    let kills = std::env::var("PAPERDESK_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let place = Place::new();
    let (mut server, mut odo) = Server::first(&place, &[]);
    let mut ben = server.let_in(&place, ("ben@example.edu", "tutor"));
    let reference = newcomer(&server, &place, "ada").send_in("Rivers").unwrap();
    let database = place.0.join("desk/paperdesk.db");
    let people = odo.get("/people?q=ben").unwrap().body;
    let people = people.replace("&#x2F;", "/");
    let ids = people.split("/people/").skip(1);
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect();
    let mut ids = ids.map(digits).filter(|id: &String| !id.is_empty());
    let id = ids.next().unwrap();
    let given = [("papers", reference.as_str()), ("tutor", &id)];
    assert_eq!(odo.post("/assign", &given).unwrap().status, 303);
    let begun = ben.post(&format!("/desk/{reference}/begin"), &[]).unwrap();
    assert_eq!(begun.status, 303, "{}", begun.body);
    let notes = Notes::default();
    for round in 0..kills {
        let moment = Duration::from_millis(rand::random_range(5..200));
        thread::scope(|scope| {
            for window in 0..2 {
                let (mut ben, reference, notes) = (ben.clone(), &reference, &notes);
                scope
                    .spawn(move || mark_until_it_dies(&mut ben, reference, (round, window), notes));
            }
            thread::sleep(moment);
            server.kill();
        });
        server = Server::start(&place, &[]);
        ben.goes_to(server.address);
        let held = db::verify(&database, |tx| are_kept(tx, &notes.lock().unwrap()));
        held.unwrap_or_else(|failure| panic!("round {round}, killed after {moment:?}: {failure}"));
    }
    let acknowledged = notes.lock().unwrap().1.len();
    assert!(
        acknowledged >= kills,
        "only {acknowledged} notes: this proves nothing"
    );
}

/// Saves one note after another the way the page's script does.
fn mark_until_it_dies(
    ben: &mut Browser,
    reference: &str,
    (round, window): (usize, usize),
    notes: &Notes,
) {
    for n in 0.. {
        let words = format!("Note {round}-{window}-{n}");
        notes.lock().unwrap().0.insert(words.clone());
        let typed = [("kind", "big"), ("words", &words), ("sitting", &words)];
        match ben.post(&format!("/desk/{reference}/keep"), &typed) {
            Ok(reply) if reply.status == 200 => {
                notes.lock().unwrap().1.insert(words);
            }
            Ok(reply) => panic!("{} {}", reply.status, reply.body),
            Err(_) => return,
        }
    }
}

/// Every acknowledged note is there, once, and none that was never sent.
fn are_kept(
    tx: &Tx<'_>,
    (begun, acknowledged): &(BTreeSet<String>, BTreeSet<String>),
) -> Outcome<()> {
    invariants::hold(tx)?;
    let kept: Vec<String> = tx.all("select words from pieces order by id", &[], |row| {
        row.get("words")
    })?;
    let all: BTreeSet<String> = kept.iter().cloned().collect();
    assert_eq!(all.len(), kept.len(), "a note stands twice");
    assert!(
        all.is_superset(acknowledged),
        "lost: {:?}",
        acknowledged.difference(&all)
    );
    assert!(
        all.is_subset(begun),
        "never sent: {:?}",
        all.difference(begun)
    );
    Ok(())
}
