//! An event that a thousand people or programs are told of: what it costs the deed that causes it, until it is on disk.

use std::time::{Duration, Instant};

use paperdesk::app::Desk;
use paperdesk::db::Tx;
use paperdesk::events::Event;
use paperdesk::hooks;
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Narrow, Topic};
use paperdesk::papers::{self, PaperNumber, Said, State, telling};
use paperdesk::people::{self, Email, Role};
use paperdesk::refusal::Outcome;

use crate::place::{Place, fill, furnish};
use crate::telling::typed;

const SUBSCRIBERS: u32 = 1_000;
const ROUNDS: usize = 51;

pub fn measure() {
    println!(
        "fanning: one event, {SUBSCRIBERS} who hear of it, {ROUNDS} times, the deed until it is on disk"
    );
    show("nobody", &desk_with(&[]), happens);
    show("webhooks", &desk_with(&[add_hooks]), happens);
    let followed = desk_with(&[add_followers]);
    show("followers by mail", &followed, happens);
    show("queue alerts", &followed, lapses);
    show(
        "followers and webhooks, as many of each",
        &desk_with(&[add_followers, add_hooks]),
        happens,
    );
}

type Deed = fn(&Tx<'_>) -> Outcome<()>;

fn desk_with(deeds: &[Deed]) -> (Place, Desk) {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    fill(&desk, 200);
    for deed in deeds {
        desk.db.write_now(*deed).unwrap();
    }
    (place, desk)
}

fn add_hooks(tx: &Tx<'_>) -> Outcome<()> {
    let cora = Email::parse("cora@example.edu").unwrap();
    let cora = people::find_by_email(tx, &cora)?.unwrap();
    (0..SUBSCRIBERS).try_for_each(|_| hooks::create(tx, &cora, &typed()).map(drop))
}

fn add_followers(tx: &Tx<'_>) -> Outcome<()> {
    for n in 0..SUBSCRIBERS {
        let (email, name) = (format!("many{n}@example.edu"), format!("Many Number {n}"));
        let person = people::add(tx, &email, &name, &[Role::Tutor, Role::Coordinator])?;
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
}

/// Something happens to a paper, as the watch does it.
fn happens(tx: &Tx<'_>) -> Outcome<()> {
    let paper = papers::find(
        tx,
        PaperNumber(newest(tx, "select max(number) as n from papers")?),
    )?
    .unwrap();
    let said = Said {
        actor: None,
        event: Event::PromiseAtRisk {},
        words: None,
    };
    papers::shift(tx, &paper, (State::Waiting, None), &said).map(drop)
}

/// A claim lapses, and whoever watches the queue is alerted.
fn lapses(tx: &Tx<'_>) -> Outcome<()> {
    let paper = papers::find(
        tx,
        PaperNumber(newest(tx, "select max(number) as n from papers")?),
    )?
    .unwrap();
    let seq = newest(tx, "select max(seq) as n from events")?;
    let named = paper.student.clone();
    telling::lapsed(tx, paperdesk::events::Seq(seq), (&paper, &named))
}

fn newest(tx: &Tx<'_>, sql: &str) -> Outcome<i64> {
    Ok(tx.one(sql, &[], |row| row.get("n"))?.unwrap_or(0))
}

fn show(who: &str, (_place, desk): &(Place, Desk), deed: Deed) {
    let mut taken: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            desk.db.write_now(deed).unwrap();
            begun.elapsed()
        })
        .collect();
    taken.sort_unstable();
    let at = |per_cent: usize| taken[(taken.len() - 1) * per_cent / 100];
    println!(
        "  {who:>40}: p50 {:?}, p90 {:?}, worst {:?}",
        at(50),
        at(90),
        at(100)
    );
}
