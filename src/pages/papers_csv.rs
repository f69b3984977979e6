//! A list of papers as a table for spreadsheets.

use super::Times;
use super::words::staff_state;
use crate::papers::Paper;
use crate::sheets::{self, MARK};

const COLUMNS: [&str; 15] = [
    "reference",
    "title",
    "student",
    "student_email",
    "course",
    "state",
    "late",
    "tutor",
    "tutor_email",
    "draft",
    "words",
    "due_on",
    "submitted_at",
    "promised_at",
    "updated_at",
];

/// The first line of the file, with the mark before it.
#[must_use]
pub fn head() -> String {
    format!("{MARK}{}", sheets::line(COLUMNS))
}

/// Papers, a line each; moments in the reader's own time.
#[must_use]
pub fn lines(papers: &[Paper], times: &Times) -> String {
    papers
        .iter()
        .map(|paper| sheets::line(cells(paper, times).iter().map(String::as_str)))
        .collect()
}

/// The last line of a file that could not be written to its end.
#[must_use]
pub fn broken_off() -> String {
    "This file broke off here: ask for it again.\r\n".to_owned()
}

fn cells(paper: &Paper, times: &Times) -> [String; 15] {
    let late = paper.is_late(times.now());
    let tutor = paper.tutor.as_ref();
    [
        paper.number.to_string(),
        paper.title.clone(),
        paper.student.name.clone(),
        paper.student.email.clone(),
        paper.course.clone(),
        staff_state(paper.state).to_owned(),
        if late { "yes" } else { "no" }.to_owned(),
        tutor.map_or_else(String::new, |tutor| tutor.name.clone()),
        tutor.map_or_else(String::new, |tutor| tutor.email.clone()),
        paper.draft.to_string(),
        paper.words.to_string(),
        paper.due_on.clone().unwrap_or_default(),
        times.sortable(paper.submitted_at),
        times.sortable(paper.promised_at),
        times.sortable(paper.updated_at),
    ]
}
