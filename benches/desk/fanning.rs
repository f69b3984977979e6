//! An event that a thousand people are told of: what it costs the deed that causes it, until it is on disk.

use std::time::{Duration, Instant};

use paperdesk::events::Event;
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Narrow, Topic};
use paperdesk::papers::{self, PaperNumber, Said, State, telling};
use paperdesk::people::{self, Role};

use crate::place::{Place, fill, furnish};

const SUBSCRIBERS: u32 = 1_000;
const ROUNDS: usize = 15;

pub fn measure() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (0, 10));
    fill(&desk, 200);
    desk.db
        .write_now(|tx| {
            for n in 0..SUBSCRIBERS {
                let (email, name) = (format!("many{n}@example.edu"), format!("Many Number {n}"));
                let roles = [Role::Tutor, Role::Coordinator];
                let person = people::add(tx, &email, &name, &roles)?;
                let all = Narrow {
                    topic: Topic::Happened,
                    event: None,
                    course: None,
                    tutor: None,
                    paper: None,
                    state: None,
                    channel: Channel::AtOnce,
                };
                subscriptions::narrow(tx, person.id, &all)?;
                subscriptions::choose(tx, person.id, &[], Habits::default())?;
            }
            Ok(())
        })
        .unwrap();
    println!(
        "fanning: one event, {SUBSCRIBERS} subscribers, {ROUNDS} times, the deed until it is on disk"
    );
    let mut rows = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (alerts, taken) in rows.iter_mut().enumerate() {
            let begun = Instant::now();
            desk.db
                .write_now(move |tx| {
                    let number = PaperNumber(newest(tx)?);
                    let paper = papers::find(tx, number)?.unwrap();
                    if alerts == 0 {
                        let said = Said {
                            actor: None,
                            event: Event::PromiseAtRisk {},
                            words: None,
                        };
                        return papers::shift(tx, &paper, (State::Waiting, None), &said).map(drop);
                    }
                    let seq =
                        tx.one("select max(seq) as n from events", &[], |row| row.get("n"))?;
                    let named = paper.student.clone();
                    telling::lapsed(tx, seq.unwrap(), (&paper, &named))
                })
                .unwrap();
            taken.push(begun.elapsed());
        }
    }
    for (what, taken) in ["followers", "queue alerts"].iter().zip(&mut rows) {
        println!("  {what:>14}: {}", said(taken));
    }
}

fn newest(tx: &paperdesk::db::Tx<'_>) -> paperdesk::refusal::Outcome<i64> {
    let found = tx.one("select max(number) as n from papers", &[], |row| {
        row.get("n")
    })?;
    Ok(found.unwrap_or(0))
}

fn said(taken: &mut [Duration]) -> String {
    taken.sort_unstable();
    format!("best {:?}, middle {:?}", taken[0], taken[taken.len() / 2])
}
