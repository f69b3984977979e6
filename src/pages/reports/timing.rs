//! How long feedback took, and what became of promises.

use super::block::Block;
use super::table::{Cell, Table, length};
use super::view::View;
use crate::pages::drawing::{Bar, Column, Look, Picture};
use crate::pages::words::{counted, thousands};
use crate::reports::small::is_small;
use crate::reports::turnaround::{Spread, Turnaround};

/// A line of the table, and what stands in it.
type Line = (&'static str, fn(&Turnaround) -> Spread);

/// The middle and the slow end of turnaround, split into waiting and marking.
pub fn turnaround(view: &View<'_>) -> Block {
    let now = &view.report.figures.turnaround;
    let before = view.report.before.as_ref().map(|before| &before.turnaround);
    let parts: [Line; 4] = [
        ("From sending in to feedback", |all| all.whole),
        ("Waiting for a tutor", |all| all.waiting),
        ("Being marked: with a tutor", |all| all.marking),
        ("The whole, in opening hours", |all| all.opening),
    ];
    let all = || std::iter::once(now).chain(before);
    let rows = parts.iter().map(|(name, of)| {
        let cells = all().flat_map(|all| {
            let spread = of(all);
            [spread.p50, spread.p90].map(|seconds| time(view, all, seconds))
        });
        std::iter::once(Cell::words(*name)).chain(cells).collect()
    });
    let head = [
        ("What", "what"),
        ("Half took at most", "p50_hours"),
        ("Nine of ten took at most", "p90_hours"),
        ("Half, the days before", "p50_hours_before"),
        ("Nine of ten, the days before", "p90_hours_before"),
    ];
    let bar = |label: &str, seconds: i64, look| Bar {
        label: label.to_owned(),
        length: seconds / 60,
        says: length(seconds),
        look,
    };
    let bars = [
        bar(
            "Waiting for a tutor: half took at most",
            now.waiting.p50,
            Look::One,
        ),
        bar(
            "Being marked: half took at most",
            now.marking.p50,
            Look::Two,
        ),
        bar(
            "Waiting for a tutor: nine of ten took at most",
            now.waiting.p90,
            Look::One,
        ),
        bar(
            "Being marked: nine of ten took at most",
            now.marking.p90,
            Look::Two,
        ),
    ];
    let block = Block {
        id: "turnaround",
        title: "Turnaround",
        finding: found(view, now),
        note: "By the clock on the wall, which is what students feel; the last line counts opening hours only, which is what \
               was promised. Time in which a student was asked something counts nowhere. Each line is ranked by itself, so \
               waiting and marking do not add up to the whole.",
        picture: None,
        table: Table::of(
            &head[..if before.is_some() { 5 } else { 3 }],
            rows.collect(),
        ),
    };
    let picture = Picture::bars(&bars, Some(("Waiting for a tutor", "Being marked")));
    block.drawn(now.returned, picture)
}

/// Of fewer than five drafts each length is somebody's own.
fn time(view: &View<'_>, of: &Turnaround, seconds: i64) -> Cell {
    match of.returned {
        0 => Cell::none(),
        few if !view.whole && is_small(few) => Cell::words("hidden"),
        _ => Cell::length(seconds),
    }
}

fn found(view: &View<'_>, now: &Turnaround) -> String {
    if now.returned == 0 {
        return "Nothing was returned yet.".to_owned();
    }
    if !view.whole && is_small(now.returned) {
        return "Fewer than five drafts were returned.".to_owned();
    }
    format!(
        "Half of the students had feedback within {}, nine of ten within {}; half of the drafts waited {} or less for a tutor and were {} or less with one.",
        length(now.whole.p50),
        length(now.whole.p90),
        length(now.waiting.p50),
        length(now.marking.p50),
    )
}

/// How many took how long.
pub fn days(view: &View<'_>) -> Block {
    const NAMES: [(&str, &str); 9] = [
        ("up to 6 h", "6 h"),
        ("6 to 12 h", "12 h"),
        ("12 to 24 h", "24 h"),
        ("1 to 2 days", "2 days"),
        ("2 to 3 days", "3 days"),
        ("3 to 4 days", "4 days"),
        ("4 to 7 days", "7 days"),
        ("7 to 14 days", "14 days"),
        ("longer", "longer"),
    ];
    let all = &view.report.figures.turnaround;
    let cells = view.numbers(&all.bands);
    let rows = NAMES.iter().zip(&cells);
    let columns: Vec<Column> = NAMES
        .iter()
        .zip(all.bands.iter().zip(&cells))
        .map(|((_, within), (number, cell))| Column {
            label: (*within).to_owned(),
            parts: match cell.plain.parse::<u32>() {
                Ok(_) => (i64::from(*number), 0),
                Err(_) => (0, 0),
            },
            says: cell.text.clone(),
        })
        .collect();
    let within: u32 = all.bands[..4].iter().sum();
    let block = Block {
        id: "days",
        title: "Days until feedback",
        finding: match all.returned {
            0 => "Nothing was returned yet.".to_owned(),
            few if is_small(few) && !view.whole => {
                "Fewer than five drafts were returned.".to_owned()
            }
            all => format!(
                "{} of {} had feedback within two days.",
                thousands(within.into()),
                counted(all.into(), "returned draft", "returned drafts"),
            ),
        },
        note: "From sending in to feedback by the clock on the wall, without time in which its student was asked something.",
        picture: None,
        table: Table::of(
            &[("Took", "took"), ("Drafts", "drafts")],
            rows.map(|((name, _), cell)| vec![Cell::words(*name), cell.clone()])
                .collect(),
        ),
    };
    block.drawn(all.returned, Picture::columns(&columns, None))
}

/// What became of promises.
pub fn promises(view: &View<'_>) -> Block {
    let all = &view.report.figures.promises;
    let names = [
        ("Kept as first told", all.kept),
        (
            "Kept after a question to the student moved it",
            all.kept_moved,
        ),
        ("Missed", all.missed),
        ("Time left, or waiting for the student", all.running),
        ("Ended without feedback", all.ended),
        ("Sent in before promises were kept on record", all.unknown),
    ];
    let cells = view.numbers(&names.map(|(_, number)| number));
    let lines = names.iter().zip(cells);
    let bars: Vec<Bar> = lines
        .clone()
        .take(4)
        .map(|((name, number), cell)| Bar {
            label: (*name).to_owned(),
            length: cell.plain.parse::<i64>().map_or(0, |_| i64::from(*number)),
            says: cell.text,
            look: if *name == "Missed" {
                Look::Two
            } else {
                Look::One
            },
        })
        .collect();
    let judged = all.judged();
    let block = Block {
        id: "promises",
        title: "Promises kept",
        finding: match all.kept_per_cent() {
            Some(share) if view.whole || !is_small(judged) => format!(
                "{share}\u{a0}% of {} whose time is up were kept.",
                counted(judged.into(), "promise", "promises")
            ),
            Some(_) => "The time of fewer than five promises is up.".to_owned(),
            None => "No promise’s time is up yet.".to_owned(),
        },
        note: "The promise counts as the student was first told it. A question to the student makes it stand still; those that \
               moved for one are told apart.",
        picture: None,
        table: Table::of(
            &[("What became of it", "what"), ("Drafts", "drafts")],
            lines
                .map(|((name, _), cell)| vec![Cell::words(*name), cell])
                .collect(),
        ),
    };
    block.drawn(
        view.report.figures.count.returned,
        Picture::bars(&bars, None),
    )
}
