//! What of a report leaves the desk as a file. Small numbers are always hidden in it, whatever the page shows.

use super::table::{Csv, hours};
use super::{Look, blocks, said, view};
use crate::centre::Ways;
use crate::pages::Times;
use crate::reports::Report;
use crate::reports::case::{Case, Fate, Verdict};
use crate::reports::count::students;
use crate::reports::exports::{ForTeacher, Research};
use crate::reports::small::is_small;

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
        let mut csv = Csv::default();
        csv.line(["note"]);
        csv.line([HIDDEN]);
        return Some(csv.0);
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
    let mut csv = Csv::default();
    csv.line(RESEARCH.iter().map(|(name, _)| *name));
    if is_small(crate::reports::count::number(students(&all.cases).len())) {
        return csv.0;
    }
    let large = large_courses(&all.cases);
    let zone = all.centre.zone();
    for case in &all.cases {
        let took = case.took(&all.centre);
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
            crate::reports::monday_of(day).to_string(),
            ((case.words + 50) / 100 * 100).to_string(),
            fate(case.fate).to_owned(),
            verdict(case.verdict(all.now)).to_owned(),
            time(took.map(|took| took.whole)),
            time(took.map(|took| took.waiting)),
            time(took.map(|took| took.marking)),
            time(took.map(|took| took.opening)),
            case.asked.len().to_string(),
            case.concerns.join("|"),
        ];
        csv.line(cells.iter().map(String::as_str));
    }
    csv.0
}

fn large_courses(cases: &[Case]) -> std::collections::HashSet<String> {
    let mut by_course: std::collections::HashMap<String, Vec<Case>> =
        std::collections::HashMap::new();
    for case in cases {
        by_course
            .entry(case.course.to_lowercase())
            .or_default()
            .push(case.clone());
    }
    let is_large =
        |cases: &Vec<Case>| !is_small(crate::reports::count::number(students(cases).len()));
    let large = by_course.into_iter().filter(|(_, cases)| is_large(cases));
    large.map(|(course, _)| course).collect()
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
    let mut csv = Csv::default();
    csv.line(["column", "meaning"]);
    for (name, meaning) in RESEARCH {
        csv.line([name, meaning]);
    }
    csv.0
}

/// A line per paper whose student agreed that its teacher is told, by teacher.
#[must_use]
pub fn teachers(all: &[ForTeacher], times: &Times) -> String {
    let mut csv = Csv::default();
    csv.line([
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
        csv.line([
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
    csv.0
}
