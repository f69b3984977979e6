//! Two weeks of a small centre, and the same figures counted by another road.

use paperdesk::centre;
use paperdesk::reports::{self, Typed};

use crate::desk::Desk;
use crate::term::{Plan, live, recount};

const TWO_WEEKS: Plan = Plan {
    weeks: 2,
    tutors: 6,
    students: 40,
    papers: 60,
    peaks: [1, 1],
    seed: 8,
};

#[test]
fn a_term_that_is_lived_and_counted_twice_gives_the_same_figures_and_loses_no_paper() {
    let desk = Desk::bare();
    let lived = live(desk.db(), TWO_WEEKS);
    let asked = Typed::default().read("2026-11-16").unwrap();
    let report = desk.look(|tx| reports::report(tx, &asked));
    let centre = desk.look(centre::find).unwrap();
    desk.look(|tx| recount::agrees(tx, &centre, &report));
    let count = &report.figures.count;
    assert_eq!(
        (lived.sent, count.papers),
        (60 - lived.turned_away, lived.sent)
    );
    // It was a term like any: some were kept waiting, and some did not end well.
    assert!(
        count.returned > 10 && count.withdrawn + count.sent_back > 0,
        "{count:?}, {:?}",
        report.figures.promises
    );
    assert!(report.figures.promises.kept > 10 && lived.done > lived.overtaken);
    for monday in &lived.mondays {
        assert!(monday.given <= monday.waited && monday.papers_above <= 1);
        assert!(
            monday.before <= monday.best && monday.best <= monday.after,
            "{:?}",
            monday.at
        );
    }
    assert!(lived.undone < 10 && lived.attention < 30);
    assert!(lived.rounds.len() > 300 && lived.suggestions.len() > 10);
}
