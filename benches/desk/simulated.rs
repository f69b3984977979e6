//! A term of seventy tutors and eight thousand papers, with two peaks, and what the reports say of it.

use std::time::{Duration, Instant};

use paperdesk::app::Desk;
use paperdesk::centre;
use paperdesk::clock::{Clock, Moment};
use paperdesk::config::Settings;
use paperdesk::pages::reports::{Look, ReportsPage};
use paperdesk::pages::{Pages, Shell};
use paperdesk::reports::{self, Report, Typed};

use crate::place::Place;
use crate::term::{Lived, Plan, live, recount};

/// Monday 7 September 2026, midnight in Berlin.
const BEGINS: Moment = Moment(1_788_732_000_000);
const TERM: Plan = Plan {
    weeks: 12,
    tutors: 70,
    students: 3_000,
    papers: 8_000,
    peaks: [4, 10],
    seed: 7,
};
const ROUNDS: usize = 5;

pub fn measure() {
    let place = Place::new();
    let settings = Settings::with_defaults(place.0.clone());
    let desk =
        Desk::open(settings, Clock::held_at(BEGINS)).unwrap_or_else(|error| panic!("{error:?}"));
    let begun = Instant::now();
    let lived = live(&desk.db, TERM);
    println!(
        "term: {} weeks, {} tutors, {} students; lived in {:.0} s",
        TERM.weeks,
        TERM.tutors,
        TERM.students,
        begun.elapsed().as_secs_f64()
    );
    tell(&lived);
    let report = report(&desk, "2026-09-07", "2026-11-29");
    let centre = desk.db.read_now(centre::find).unwrap().unwrap();
    desk.db
        .read_now(|tx| recount::agrees(tx, &centre, &report))
        .unwrap();
    println!("  the reports' figures and an independent count of the events agree");
    assert_eq!(report.figures.count.papers, lived.sent, "a paper was lost");
    figures(&report);
    cost(&desk, "12 weeks", ("2026-09-07", "2026-11-29"));
}

fn tell(lived: &Lived) {
    println!(
        "  {} papers sent, {} turned away, {} deeds done, {} overtaken, {} returns undone, {} papers told of at the end",
        lived.sent, lived.turned_away, lived.done, lived.overtaken, lived.undone, lived.attention
    );
    for monday in &lived.mondays {
        assert!(monday.papers_above <= 1, "uneven");
        println!(
            "  Monday {}: {} waited, {} given; fullest tutor {:.0} % before, {:.0} % after, {:.0} % at best: {} papers above it",
            monday.at.timestamp().strftime("%-d %b"),
            monday.waited,
            monday.given,
            monday.before,
            monday.after,
            monday.best,
            monday.papers_above
        );
    }
    println!(
        "  watch: {} rounds, {}",
        lived.rounds.len(),
        said(&lived.rounds)
    );
    println!(
        "  suggestion: {} times, {}",
        lived.suggestions.len(),
        said(&lived.suggestions)
    );
}

fn figures(report: &Report) {
    let all = &report.figures;
    for week in &report.weeks {
        println!(
            "  week from {}: {} papers, {} next drafts",
            week.monday, week.papers, week.next_drafts
        );
    }
    println!("  {:?}", all.count);
    let hours = |seconds: i64| f64::from(i32::try_from(seconds).unwrap()) / 3600.0;
    for (name, spread) in [
        ("whole", all.turnaround.whole),
        ("waiting", all.turnaround.waiting),
        ("marking", all.turnaround.marking),
        ("opening hours", all.turnaround.opening),
    ] {
        println!(
            "  {name:>14}: p50 {:.1} h, p90 {:.1} h",
            hours(spread.p50),
            hours(spread.p90)
        );
    }
    println!(
        "  {:?}: {:?} % kept",
        all.promises,
        all.promises.kept_per_cent()
    );
}

fn report(desk: &Desk, from: &str, to: &str) -> Report {
    let typed = Typed {
        from: from.into(),
        to: to.into(),
        ..Typed::default()
    };
    let asked = typed.read("2026-11-30").unwrap();
    desk.db.read_now(|tx| reports::report(tx, &asked)).unwrap()
}

fn cost(desk: &Desk, what: &str, (from, to): (&str, &str)) {
    let pages = Pages::open().unwrap();
    let ways = desk.db.read_now(centre::ways).unwrap();
    let shell = Shell::new(("", ""), None, "/reports");
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let report = report(desk, from, to);
        taken[0].push(begun.elapsed());
        let begun = Instant::now();
        let page = ReportsPage::of(&report, &ways, Look::default(), String::new());
        let html = pages.render(&shell, &page, &[]).unwrap();
        taken[1].push(begun.elapsed());
        assert!(html.len() < 500_000, "{} bytes", html.len());
    }
    println!(
        "  report of {what}: figures {}; page {}",
        said(&taken[0]),
        said(&taken[1])
    );
}

fn said(taken: &[Duration]) -> String {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let at = |per_cent: usize| taken[(taken.len() - 1) * per_cent / 100];
    format!("middle {:?}, slowest {:?}", at(50), at(100))
}
