//! What letters about a paper may say.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::centre::Centre;
use crate::clock::Moment;
use crate::papers::Paper;

/// What every letter about a paper may say; frozen with the event, in the centre's own time.
#[derive(Clone, Debug, Serialize)]
pub struct Told<'a> {
    /// P-1042.
    pub reference: String,
    /// What it is called.
    pub title: &'a str,
    /// Its student's name.
    pub student: &'a str,
    /// What it is for; empty: not for a course.
    pub course: &'a str,
    /// Which draft.
    pub draft: u32,
    /// Words in it; 0 where we could not read it.
    pub words: u32,
    /// By when feedback is promised.
    pub promised: String,
    /// When a missed promise is expected to be kept after all; empty where none was missed.
    pub expected: String,
    /// Who has it.
    pub tutor: &'a str,
    /// What the student chose.
    pub concerns: &'a [String],
    /// What the student asked.
    pub question: &'a str,
    /// Who did it.
    pub actor: &'a str,
    /// A reason, a question or an answer that goes with it.
    pub said: &'a str,
    /// The centre's name.
    pub centre: &'a str,
}

impl<'a> Told<'a> {
    pub(super) fn of(paper: &'a Paper, centre: &'a Centre) -> Self {
        Self {
            reference: paper.number.to_string(),
            title: &paper.title,
            student: &paper.student.name,
            course: &paper.course,
            draft: paper.draft,
            words: paper.words,
            promised: in_words(centre, paper.promised_at),
            expected: paper
                .expected_at
                .map_or_else(String::new, |moment| in_words(centre, moment)),
            tutor: paper.tutor.as_ref().map_or("", |tutor| tutor.name.as_str()),
            concerns: &paper.concerns,
            question: &paper.question,
            actor: "",
            said: "",
            centre: &centre.name,
        }
    }
}

/// A moment in the centre's own time, as letters and pages write it: "Thu 12 Nov 2026, 17:00".
#[must_use]
pub fn in_words(centre: &Centre, moment: Moment) -> String {
    in_words_of(&centre.zone(), moment)
}

pub(super) fn in_words_of(zone: &TimeZone, moment: Moment) -> String {
    moment
        .timestamp()
        .to_zoned(zone.clone())
        .strftime("%a %-d %b %Y, %H:%M")
        .to_string()
}
