//! What of a report leaves the desk as a file. Small numbers are always hidden in it, whatever the page shows.

use std::collections::{HashMap, HashSet};

use super::table::hours;
use super::{Look, blocks, said, view};
use crate::centre::Ways;
use crate::pages::Times;
use crate::reports::case::{Case, Fate, Verdict};
use crate::reports::count::{number, students};
use crate::reports::exports::{ForTeacher, Research};
use crate::reports::small::is_small;
use crate::reports::{Report, monday_of};
use crate::sheets;

const HIDDEN: &str = "Fewer than five students are behind these figures, so they are not shared.";

/// The table of one block as a CSV file; nothing where there is no such block.
#[must_use]
pub fn table(report: &Report, ways: &Ways, (id, look): (&str, Look)) -> Option<String> {
    let view = view(
        report,
        ways,
        Look {
            whole: false,
            ..look
        },
    );
    let block = blocks(&view).into_iter().find(|block| block.id == id)?;
    if view.is_too_small() {
        return Some(sheets::write(&["note"], [[HIDDEN]]));
    }
    Some(block.table.csv())
}

/// The whole report in Markdown, to be put into a report of one's own.
#[must_use]
pub fn annual(report: &Report, ways: &Ways, (centre, look): (&str, Look)) -> String {
    let view = view(
        report,
        ways,
        Look {
            whole: false,
            ..look
        },
    );
    let mut text = format!("# {centre}: {}\n", said(&report.asked));
    if view.is_too_small() {
        return format!("{text}\n{HIDDEN}\n");
    }
    for block in blocks(&view) {
        text = format!(
            "{text}\n## {}\n\n{}\n\n{}",
            block.title,
            block.finding,
            block.table.markdown()
        );
        if !block.note.is_empty() {
            text = format!("{text}\n{}\n", block.note);
        }
    }
    text
}

/// The columns of the file for research, and what each means: its first line and its dictionary are made of the same.
const RESEARCH: [(&str, &str); 15] = [
    (
        "student",
        "Pseudonym of the student: the same in every export of this centre",
    ),
    (
        "paper",
        "Pseudonym of the paper: the same for all its drafts",
    ),
    ("draft", "1 for the first draft of a paper, 2 for the next"),
    (
        "tutor",
        "Pseudonym of who returned it or has it; empty: nobody",
    ),
    (
        "course",
        "Course; empty: none, or one of fewer than five students in this file",
    ),
    ("week", "Monday of the week in which it came in, YYYY-MM-DD"),
    (
        "words",
        "Words in it, to the nearest hundred; 0: they could not be counted",
    ),
    (
        "fate",
        "returned, open, withdrawn or sent_back, as of the export",
    ),
    (
        "promise",
        "kept, kept_moved, missed, running, ended or unknown; a question to the student moves a promise",
    ),
    (
        "hours",
        "From sending in to feedback by the clock on the wall, in hours, without time in which the student was asked something; empty: not returned",
    ),
    ("hours_waiting", "Of these, while nobody had it"),
    ("hours_marking", "Of these, while a tutor had it"),
    ("hours_open", "The whole in the centre’s opening hours"),
    ("questions", "How often the student was asked something"),
    (
        "concerns",
        "What the student chose to be helped with, parted by |",
    ),
];

/// A line per draft for research, without a name, an address, a title or a word of any text.
#[must_use]
pub fn research(all: &Research) -> String {
    let mut csv = sheets::line(RESEARCH.iter().map(|(name, _)| *name));
    if is_small(number(students(&all.cases).len())) {
        return csv;
    }
    let large = large_courses(&all.cases);
    let zone = all.centre.zone();
    for case in &all.cases {
        let took = case.took();
        let time = |seconds: Option<i64>| seconds.map(hours).unwrap_or_default();
        let day = jiff::Zoned::new(case.sent_at.timestamp(), zone.clone()).date();
        let course = case.course.to_lowercase();
        let cells = [
            all.person(case.student),
            all.paper(case.paper),
            case.n.to_string(),
            case.tutor
                .map(|tutor| all.person(tutor))
                .unwrap_or_default(),
            if large.contains(&course) {
                case.course.clone()
            } else {
                String::new()
            },
            monday_of(day).to_string(),
            ((case.words + 50) / 100 * 100).to_string(),
            fate(case.fate).to_owned(),
            verdict(case.verdict(all.now)).to_owned(),
            time(took.map(|took| took.whole)),
            time(took.map(|took| took.waiting)),
            time(took.map(|took| took.marking)),
            time(case.took_of_opening(&all.centre)),
            case.asked.len().to_string(),
            case.concerns.join("|"),
        ];
        csv += &sheets::line(cells.iter().map(String::as_str));
    }
    csv
}

fn large_courses(cases: &[Case]) -> HashSet<String> {
    let mut by_course: HashMap<String, Vec<&Case>> = HashMap::new();
    for case in cases {
        let key = case.course.to_lowercase();
        by_course.entry(key).or_default().push(case);
    }
    by_course.retain(|_, cases| !is_small(number(students(cases.iter().copied()).len())));
    by_course.into_keys().collect()
}

const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Returned(_) => "returned",
        Fate::Open => "open",
        Fate::Withdrawn => "withdrawn",
        Fate::SentBack => "sent_back",
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "kept",
        Verdict::KeptMoved => "kept_moved",
        Verdict::Missed => "missed",
        Verdict::Running => "running",
        Verdict::Ended => "ended",
        Verdict::Unknown => "unknown",
    }
}

/// What each column of the file for research means.
#[must_use]
pub fn dictionary() -> String {
    let mut csv = sheets::line(["column", "meaning"]);
    for (name, meaning) in RESEARCH {
        csv += &sheets::line([name, meaning]);
    }
    csv
}

/// A line per paper whose student agreed that its teacher is told, by teacher.
#[must_use]
pub fn teachers(all: &[ForTeacher], times: &Times) -> String {
    let mut csv = sheets::line([
        "teacher",
        "teacher_email",
        "course",
        "student",
        "student_email",
        "paper",
        "sent_on",
        "returned_on",
    ]);
    for one in all {
        let returned = one.returned_at.map(|at| times.day(at)).unwrap_or_default();
        let (paper, sent) = (one.paper.to_string(), times.day(one.sent_at));
        csv += &sheets::line([
            one.teacher.as_str(),
            &one.teacher_email,
            &one.course,
            &one.student,
            &one.student_email,
            &paper,
            &sent,
            &returned,
        ]);
    }
    csv
}
