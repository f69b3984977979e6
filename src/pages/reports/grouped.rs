//! The same by course, and by tutor.

use super::block::Block;
use super::table::{Cell, Table, length};
use super::view::{View, beside, cell};
use crate::pages::drawing::{Bar, Look, Picture};
use crate::pages::words::counted;
use crate::reports::groups::{Course, Tutor};
use crate::reports::small::{Shown, is_small};

/// So many courses have a line of their own.
const MOST_COURSES: usize = 60;
/// So many have a bar.
const MOST_BARS: usize = 10;

const NO_COURSE: &str = "Not for a course";

/// By course: small ones in one line, under no name, so that none can be told from the rest.
pub fn courses(view: &View<'_>) -> Block {
    let all = &view.report.courses;
    let groups: Vec<(u32, u32)> = all.iter().map(|one| (one.students, one.drafts)).collect();
    let shown = view.groups(&groups);
    let each = all.iter().zip(&shown).enumerate();
    let (whole, pooled): (Vec<_>, Vec<_>) =
        each.partition(|(n, (_, shown))| **shown == Shown::Whole && *n < MOST_COURSES);
    let mut rows: Vec<Vec<Cell>> = whole
        .iter()
        .map(|(_, (course, _))| row(view, course))
        .collect();
    if !pooled.is_empty() {
        let drafts = pooled.iter().map(|(_, (course, _))| course.drafts).sum();
        let number = i64::try_from(pooled.len()).unwrap_or(0);
        let name = counted(number, "smaller course", "smaller courses");
        let hidden = std::iter::repeat_with(|| Cell::words("hidden")).take(4);
        rows.push(
            [Cell::words(name), Cell::number(drafts)]
                .into_iter()
                .chain(hidden)
                .collect(),
        );
    }
    let bars: Vec<Bar> = whole
        .iter()
        .take(MOST_BARS)
        .map(|(_, (course, _))| Bar {
            label: name(&course.course).to_owned(),
            length: course.drafts.into(),
            says: counted(course.drafts.into(), "draft", "drafts"),
            look: Look::One,
        })
        .collect();
    let block = Block {
        id: "courses",
        title: "By course",
        finding: match whole.first() {
            Some((_, (most, _))) => format!(
                "{} of all drafts came for {}, the most of {}.",
                share(most.drafts, view.report.figures.count.drafts()),
                if most.course.is_empty() {
                    "no course"
                } else {
                    most.course.as_str()
                },
                counted(i64::try_from(all.len()).unwrap_or(0), "course", "courses"),
            ),
            None => "No course has five students or more.".to_owned(),
        },
        note: "Courses of fewer than five students stand together in one line.",
        picture: None,
        table: Table::of(
            &[
                ("Course", "course"),
                ("Drafts", "drafts"),
                ("Students", "students"),
                ("Returned", "returned"),
                ("Promises kept", "promises_kept_per_cent"),
                ("Half took at most", "p50_hours"),
            ],
            rows,
        ),
    };
    block.drawn(
        view.report.figures.count.returned,
        Picture::bars(&bars, None),
    )
}

fn share(part: u32, of: u32) -> String {
    let share = crate::reports::turnaround::per_cent(part, of).unwrap_or(0);
    format!("{share}\u{a0}%")
}

fn name(course: &str) -> &str {
    if course.is_empty() { NO_COURSE } else { course }
}

/// Of fewer than five drafts a length, or a share, is somebody's own.
fn own(view: &View<'_>, of: u32, cell: Cell) -> Cell {
    match of {
        0 => Cell::none(),
        few if !view.whole && is_small(few) => Cell::words("hidden"),
        _ => cell,
    }
}

fn row(view: &View<'_>, course: &Course) -> Vec<Cell> {
    let (kept, judged) = (course.promises.kept_per_cent(), course.promises.judged());
    vec![
        Cell::words(name(&course.course)),
        Cell::number(course.drafts),
        Cell::number(course.students),
        Cell::number(course.returned),
        own(view, judged, Cell::per_cent(kept)),
        own(view, course.returned, Cell::length(course.whole.p50)),
    ]
}

/// By tutor; without names, they are numbered by how much they returned.
pub fn tutors(view: &View<'_>) -> Block {
    let mut all: Vec<&Tutor> = view.report.tutors.iter().collect();
    if !view.named {
        all.sort_by_key(|tutor| (std::cmp::Reverse(tutor.returned), tutor.id));
    }
    let groups: Vec<(u32, u32)> = all.iter().map(|one| (one.students, one.returned)).collect();
    let shown = view.groups(&groups);
    let rows = all.iter().zip(shown).zip(1..).map(|((tutor, shown), n)| {
        let name = if view.named {
            tutor.name.clone()
        } else {
            format!("Tutor {n}")
        };
        tutor_row(tutor, (name, shown))
    });
    let full = all
        .iter()
        .filter(|one| one.at_once.is_some_and(|most| one.open > most))
        .count();
    let mut returned: Vec<u32> = all.iter().map(|one| one.returned).collect();
    returned.sort_unstable();
    let middle = returned.get(returned.len() / 2).copied().unwrap_or(0);
    Block {
        id: "tutors",
        title: "Load of tutors",
        finding: if all.is_empty() {
            "No tutor returned or has anything.".to_owned()
        } else {
            format!(
                "{} returned feedback or have papers now; half of them returned {middle} or fewer. {} now.",
                counted(i64::try_from(all.len()).unwrap_or(0), "tutor", "tutors"),
                match full {
                    0 => "Nobody has more than they take".to_owned(),
                    n => format!("{n} have more than they take"),
                }
            )
        },
        note: "What they have open is counted now, whenever it came in; all else is about these days.",
        picture: None,
        table: Table::of(
            &[
                ("Tutor", "tutor"),
                ("Open now", "open_now"),
                ("Takes at once", "takes_at_once"),
                ("Returned", "returned"),
                ("Words", "words"),
                ("Half were with them at most", "p50_hours"),
                ("Nine of ten", "p90_hours"),
                ("Promises kept", "promises_kept_per_cent"),
            ],
            rows.collect(),
        ),
    }
}

fn tutor_row(tutor: &Tutor, (name, shown): (String, Shown)) -> Vec<Cell> {
    let time = |seconds: i64| match tutor.returned {
        0 => Cell::none(),
        _ => beside(
            shown,
            Cell {
                text: length(seconds),
                ..Cell::length(seconds)
            },
        ),
    };
    vec![
        Cell::words(name),
        Cell::number(tutor.open),
        tutor.at_once.map_or_else(Cell::none, Cell::number),
        cell(shown, tutor.returned),
        beside(shown, Cell::number(tutor.words)),
        time(tutor.marking.p50),
        time(tutor.marking.p90),
        beside(shown, Cell::per_cent(tutor.promises.kept_per_cent())),
    ]
}
