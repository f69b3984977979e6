//! One event that 1,000 webhooks hear of: what it adds to its deed, beside the same deed that nobody hears of.

use std::time::{Duration, Instant};

use paperdesk::app::Desk;
use paperdesk::events::Event;
use paperdesk::hooks::{self, Format, Typed};
use paperdesk::papers::{self, PaperNumber, Said};
use paperdesk::people::{self, Email};

use crate::place::{Place, fill, furnish};

const HOOKS: usize = 1_000;
const ROUNDS: usize = 51;

pub fn measure() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    fill(&desk, 1_000);
    println!("telling: one event, {ROUNDS} times");
    println!("  heard by nobody: {}", said(&mut record(&desk)));
    desk.db
        .write_now(|tx| {
            let cora = Email::parse("cora@example.edu").unwrap();
            let cora = people::find_by_email(tx, &cora)?.unwrap();
            (0..HOOKS).try_for_each(|_| hooks::create(tx, &cora, &typed()).map(drop))
        })
        .unwrap();
    println!("  heard by {HOOKS}: {}", said(&mut record(&desk)));
}

/// How long recording an event takes inside its deed, each time for another paper.
fn record(desk: &Desk) -> Vec<Duration> {
    let newest = |tx: &paperdesk::db::Tx<'_>| {
        tx.all(
            "select number from papers order by number desc limit 200",
            &[],
            |row| row.get::<PaperNumber>("number"),
        )
    };
    let papers = desk.db.read_now(newest).unwrap();
    let mut taken = Vec::new();
    for paper in papers.into_iter().take(ROUNDS) {
        let one = desk.db.write_now(move |tx| {
            let said = Said {
                actor: None,
                event: Event::PromiseAtRisk {},
                words: None,
            };
            let begun = Instant::now();
            papers::record(tx, paper, &said)?;
            Ok(begun.elapsed())
        });
        taken.push(one.unwrap());
    }
    taken
}

pub fn typed() -> Typed {
    Typed {
        name: "Course system".into(),
        format: Format::Standard,
        url: "https://hooks.example.edu/desk".into(),
        token: String::new(),
        kinds: vec!["promise_at_risk".into(), "returned".into()],
        course: None,
        tutor: None,
        paper_state: String::new(),
        form: String::new(),
    }
}

fn said(taken: &mut [Duration]) -> String {
    taken.sort_unstable();
    let last = taken[taken.len() - 1];
    format!("middle {:?}, worst {last:?}", taken[taken.len() / 2])
}
