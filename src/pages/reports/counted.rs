//! How much came: papers and students, week by week, and by day and hour.

use super::block::{Block, day, month};
use super::table::{Cell, Table};
use super::view::View;
use crate::centre::DAYS;
use crate::pages::drawing::{Column, Picture, tint};
use crate::pages::words::{counted, thousands};
use crate::reports::count::{Count, Week};
use crate::reports::turnaround::per_cent;

/// A line of the table, and what stands in it.
type Line = (&'static str, fn(&Count) -> u32);

/// Papers and students, beside those of the time before where that was asked for.
pub fn papers(view: &View<'_>) -> Block {
    let now = &view.report.figures.count;
    let before = view.report.before.as_ref().map(|before| &before.count);
    let lines: [Line; 4] = [
        ("Papers", |count| count.papers),
        ("Next drafts of papers", |count| count.next_drafts),
        ("Students", |count| count.students),
        ("Students who had come before", |count| count.returning),
    ];
    let counts = std::iter::once(now).chain(before);
    let mut rows: Vec<Vec<Cell>> = lines
        .iter()
        .map(|(name, of)| {
            let cells = counts.clone().map(|count| view.part(of(count)));
            std::iter::once(Cell::words(*name)).chain(cells).collect()
        })
        .collect();
    let fates: Vec<Vec<Cell>> = counts.map(|count| view.fates(count)).collect();
    let names = [
        "Drafts returned with feedback",
        "Drafts still open",
        "Drafts taken back by their students",
        "Drafts sent back without feedback",
    ];
    for (n, name) in names.iter().enumerate() {
        let cells = fates.iter().map(|fates| fates[n].clone());
        rows.push(std::iter::once(Cell::words(*name)).chain(cells).collect());
    }
    let head = [
        ("What", "what"),
        ("These days", "these_days"),
        ("The days before", "the_days_before"),
    ];
    Block {
        id: "papers",
        title: "Papers and students",
        finding: papers_found(view, now, before),
        note: "A draft is counted on the day on which it came in, with all that became of it until now.",
        picture: None,
        table: Table::of(&head[..2 + usize::from(before.is_some())], rows),
    }
}

fn papers_found(view: &View<'_>, now: &Count, before: Option<&Count>) -> String {
    let next = match view.part(now.next_drafts).text {
        text if text == "1" => "1 next draft".to_owned(),
        text => format!("{text} next drafts"),
    };
    let mut found = format!(
        "{} and {next} came from {}",
        counted(now.papers.into(), "paper", "papers"),
        counted(now.students.into(), "student", "students"),
    );
    if let Some(share) = per_cent(now.returning, now.students).filter(|_| now.students >= 5) {
        found = format!("{found}; {share}\u{a0}% of them had come before");
    }
    if let Some(before) = before {
        found = format!(
            "{found}. In the days before there were {} papers",
            thousands(before.papers.into())
        );
    }
    found + "."
}

/// What came in week by week.
pub fn weeks(view: &View<'_>) -> Block {
    let weeks = &view.report.weeks;
    let drafts: Vec<u32> = weeks
        .iter()
        .map(|week| week.papers + week.next_drafts)
        .collect();
    let groups: Vec<(u32, u32)> = weeks
        .iter()
        .zip(&drafts)
        .map(|(week, drafts)| (week.students, *drafts))
        .collect();
    let shown = if view.is_narrow() {
        view.groups(&groups)
    } else {
        vec![crate::reports::small::Shown::Whole; weeks.len()]
    };
    let rows = weeks.iter().zip(&shown).map(|(week, shown)| {
        vec![
            Cell {
                plain: week.monday.to_string(),
                ..Cell::words(format!("{} {}", day(week.monday), week.monday.year()))
            },
            super::view::beside(*shown, Cell::number(week.papers)),
            super::view::beside(*shown, Cell::number(week.next_drafts)),
            super::view::cell(*shown, week.students),
        ]
    });
    let columns: Vec<Column> = weeks
        .iter()
        .zip(&shown)
        .map(|(week, shown)| column(week, *shown == crate::reports::small::Shown::Whole))
        .collect();
    let block = Block {
        id: "weeks",
        title: "Papers by week",
        finding: weeks_found(view, &drafts),
        note: "Weeks begin on Monday, in the centre’s own time.",
        picture: None,
        table: Table::of(
            &[
                ("Week from", "week_from"),
                ("Papers", "papers"),
                ("Next drafts", "next_drafts"),
                ("Students", "students"),
            ],
            rows.collect(),
        ),
    };
    let picture = Picture::columns(&columns, Some(("Papers", "Next drafts")));
    block.drawn(view.report.figures.count.returned, picture)
}

fn column(week: &Week, is_shown: bool) -> Column {
    let parts = (i64::from(week.papers), i64::from(week.next_drafts));
    Column {
        label: day(week.monday),
        parts: if is_shown { parts } else { (0, 0) },
        says: if is_shown {
            thousands(parts.0 + parts.1)
        } else {
            "hidden".to_owned()
        },
    }
}

fn weeks_found(view: &View<'_>, drafts: &[u32]) -> String {
    let mut sorted = drafts.to_vec();
    sorted.sort_unstable();
    let middle = match sorted.get(sorted.len() / 2) {
        Some(middle) if *middle > 0 => format!("{middle} or fewer"),
        _ => "none".to_owned(),
    };
    let busiest = view
        .report
        .weeks
        .iter()
        .max_by_key(|week| week.papers + week.next_drafts);
    let months = view.report.months.iter().filter_map(|(first, promises)| {
        let share = promises.kept_per_cent()?;
        Some(format!("{} {share}\u{a0}%", month(*first)))
    });
    let months: Vec<String> = months.collect();
    let kept = if months.is_empty() || view.is_narrow() {
        String::new()
    } else {
        format!(" Promises kept, by month: {}.", months.join(", "))
    };
    match busiest {
        Some(week) if !view.is_narrow() && week.papers + week.next_drafts > 0 => format!(
            "The busiest week began on {}, with {}; half of the weeks had {middle}.{kept}",
            day(week.monday),
            counted((week.papers + week.next_drafts).into(), "draft", "drafts"),
        ),
        _ => "What came in each week, papers and next drafts.".to_owned(),
    }
}

/// When work arrives.
pub fn arrivals(view: &View<'_>) -> Block {
    let hours = &view.report.arrivals;
    let most = hours.iter().flatten().copied().max().unwrap_or(0);
    let all: Vec<u32> = hours.iter().flatten().copied().collect();
    let mut cells = view.numbers(&all).into_iter();
    let rows = hours.iter().zip(DAYS).map(|(hours, name)| {
        let own = hours.iter().zip(cells.by_ref()).map(|(number, cell)| Cell {
            tint: tint(*number, most),
            ..cell
        });
        std::iter::once(Cell::words(name)).chain(own).collect()
    });
    let mut table = Table::of(&HOURS, rows.collect());
    table.wide = true;
    Block {
        id: "arrivals",
        title: "When work arrives",
        finding: arrivals_found(view),
        note: "Drafts by the hour in which they came, in the centre’s own time. A darker cell is a busier hour.",
        picture: None,
        table,
    }
}

fn arrivals_found(view: &View<'_>) -> String {
    let hours = &view.report.arrivals;
    let days: Vec<u32> = hours.iter().map(|day| day.iter().sum()).collect();
    let all: u32 = days.iter().sum();
    let evening: u32 = hours.iter().map(|day| day[18..].iter().sum::<u32>()).sum();
    let busiest = (0..7).rev().max_by_key(|day| days[*day]).unwrap_or(0);
    match (per_cent(days[busiest], all), per_cent(evening, all)) {
        (Some(share), Some(evening)) if all >= 5 => format!(
            "{} is the busiest day, with {share}\u{a0}% of all; {evening}\u{a0}% come at 18:00 or later.",
            DAYS[busiest]
        ),
        _ => "By day of the week and hour.".to_owned(),
    }
}

/// The heads of a week's hours.
const HOURS: [(&str, &str); 25] = [
    ("Day", "day"),
    ("0", "h00"),
    ("1", "h01"),
    ("2", "h02"),
    ("3", "h03"),
    ("4", "h04"),
    ("5", "h05"),
    ("6", "h06"),
    ("7", "h07"),
    ("8", "h08"),
    ("9", "h09"),
    ("10", "h10"),
    ("11", "h11"),
    ("12", "h12"),
    ("13", "h13"),
    ("14", "h14"),
    ("15", "h15"),
    ("16", "h16"),
    ("17", "h17"),
    ("18", "h18"),
    ("19", "h19"),
    ("20", "h20"),
    ("21", "h21"),
    ("22", "h22"),
    ("23", "h23"),
];
