//! What stands above the text on the marking page: what the student wants, and how far the work on it is.

use serde::Serialize;

use super::Times;
use super::chips::{Chip, chips};
use super::desk::{effort, named_course};
use super::marking::Sheet;
use super::promised::Promised;
use super::words::file_flag;
use crate::clock::Moment;
use crate::drafts::Draft;
use crate::feedback::effort::Pace;
use crate::feedback::second::Reading;
use crate::papers::{Paper, State};

/// What the student wants, and the file they sent.
#[derive(Serialize)]
pub(super) struct Intake {
    over: String,
    student: String,
    question: String,
    concerns: Vec<String>,
    asked: String,
    answers: Vec<(String, String)>,
    chips: Vec<Chip>,
    course: String,
    due: String,
    promised: Promised,
    file: String,
    file_name: String,
    flags: Vec<&'static str>,
    unread: String,
}

impl Intake {
    /// Of a paper and its draft; `asked` is what its student was asked and has not answered, `answers` what they
    /// answered to the centre's own questions.
    pub(super) fn of(
        (paper, draft): (&Paper, &Draft),
        (asked, answers): (Option<&String>, &[(String, String)]),
        (pace, times): (Pace, &Times),
    ) -> Self {
        let manuscript = &draft.manuscript;
        let flags = manuscript.flags.iter();
        let due = paper.due_on.as_deref().map(|due| times.date(due));
        Self {
            over: format!(
                "{} · draft {} · {}",
                paper.number,
                draft.n,
                effort(manuscript.words, pace)
            ),
            student: paper.student.name.clone(),
            question: paper.question.clone(),
            concerns: paper.concerns.clone(),
            asked: asked.cloned().unwrap_or_default(),
            answers: answers.to_vec(),
            chips: chips(paper, times),
            course: named_course(&paper.course).to_owned(),
            due: due.unwrap_or_default(),
            promised: Promised::of(paper, times),
            file: format!("/papers/{}/drafts/{}/file", paper.number, draft.n),
            file_name: manuscript.file_name.clone(),
            flags: flags.filter_map(|flag| file_flag(flag)).collect(),
            unread: manuscript.unread_why.clone().unwrap_or_default(),
        }
    }
}

/// How far the work on a draft is.
#[derive(Serialize)]
pub(super) struct Progress {
    state: &'static str,
    /// Whether its tutor may write on it just now.
    pub(super) writes: bool,
    saved: String,
    lease: String,
    returned: String,
    undo: String,
    lies_since: String,
    back: Option<Back>,
}

/// What a second reader gave it back with.
#[derive(Serialize)]
struct Back {
    by: String,
    when: String,
    words: String,
}

impl Progress {
    /// From the facts of the page.
    pub(super) fn of(sheet: &Sheet, times: &Times) -> Self {
        let state = sheet.paper.state;
        let clock = |moment: Option<Moment>| moment.map(|at| times.within(at)).unwrap_or_default();
        let undoable = sheet
            .returned
            .as_ref()
            .filter(|letter| state == State::Returned && !times.is_past(letter.undo_until));
        let lies_since = clock(lies_since(sheet.second.as_ref()));
        Self {
            state: state.as_str(),
            writes: state != State::Assigned && lies_since.is_empty(),
            saved: sheet.saved_at.map(|at| times.time(at)).unwrap_or_default(),
            lease: clock(sheet.lease),
            returned: clock(sheet.returned.as_ref().map(|letter| letter.returned_at)),
            undo: undoable
                .map(|letter| times.time(letter.undo_until))
                .unwrap_or_default(),
            lies_since,
            back: sheet
                .second
                .as_ref()
                .and_then(|reading| back(reading, times)),
        }
    }
}

/// Since when it lies with a second reader.
fn lies_since(reading: Option<&Reading>) -> Option<Moment> {
    reading
        .filter(|reading| reading.ended_at.is_none())
        .map(|reading| reading.asked_at)
}

/// What it came back with, as long as it was not sent there again.
fn back(reading: &Reading, times: &Times) -> Option<Back> {
    Some(Back {
        by: reading.reader_name.clone()?,
        when: times.within(reading.ended_at?),
        words: reading.words.clone()?,
    })
}
