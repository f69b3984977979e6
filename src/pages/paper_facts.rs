//! What is known of a paper at a glance, beside its text.

use super::{Times, words};
use crate::papers::Paper;

/// Each fact under its name; whoever wrote the paper need not read who did.
pub(super) fn facts(paper: &Paper, writes: bool, times: &Times) -> Vec<(&'static str, String)> {
    let due = paper
        .due_on
        .as_deref()
        .map_or_else(|| "No date".to_owned(), |due| times.date(due));
    let consent = if paper.consent_teacher {
        "May be told"
    } else {
        "Is not told"
    };
    let mut facts = Vec::new();
    if !writes {
        facts.push((
            "Student",
            format!("{} ({})", paper.student.name, paper.student.email),
        ));
    }
    if let Some(tutor) = &paper.tutor {
        facts.push(("Tutor", tutor.name.clone()));
    }
    facts.push(("Course", words::course(&paper.course).to_owned()));
    facts.push(("Due", due));
    facts.push(("Received", times.clock(paper.submitted_at)));
    if paper.state.is_open() {
        facts.push(("Promised by", promised(paper, times)));
    }
    facts.push(("Length", words::length(paper.words)));
    facts.push(("Teacher", consent.to_owned()));
    facts
}

/// The promise by the clock and how far away it is.
fn promised(paper: &Paper, times: &Times) -> String {
    if paper.clock_left.is_some() {
        return "The clock stands still until the question is answered".to_owned();
    }
    let at = paper.promised_at;
    let (clock, span) = (times.clock(at), times.span(at));
    if times.is_past(at) {
        format!("{clock}, {span} late")
    } else {
        format!("{clock}, in {span}")
    }
}
