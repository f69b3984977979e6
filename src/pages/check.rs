//! One look at a paper before it goes: what was typed, what we read, and when it comes back.

use serde::Serialize;

use super::policies::closed_until;
use super::reading::{Numbered, opening};
use super::{Page, Times, words};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::drafts::reading::ReadingText;
use crate::papers::intake::Intake;
use crate::papers::limits::Full;
use crate::papers::preparation::{self, Preparation};
use crate::papers::{due_date, promise};

/// How much of the paper the student sees before sending it, in words.
const FIRST_PAGE: usize = 300;

/// One line of the summary, and the field that changes it.
#[derive(Serialize)]
struct Line {
    asks: String,
    field: String,
    answers: Vec<String>,
}

/// One look before it goes.
#[derive(Serialize)]
pub struct CheckPage {
    id: String,
    lines: Vec<Line>,
    promised: String,
    late: bool,
    closed: Option<String>,
    full: Option<String>,
    too_long: Option<String>,
    flags: Vec<&'static str>,
    unread: Option<String>,
    paragraphs: Vec<Numbered>,
    goes_on: bool,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "submit/check.html";

    fn title(&self) -> String {
        "Is this right?".to_owned()
    }
}

impl CheckPage {
    /// What was prepared, and what we read in it.
    #[must_use]
    pub fn of(
        kept: &Preparation,
        text: Option<ReadingText>,
        (centre, times): (&Centre, &Times),
    ) -> Self {
        let (promised, late) = preparation::outlook(centre, &kept.form, times.now());
        let manuscript = kept.manuscript.as_ref();
        let flags = manuscript.map_or(&[][..], |manuscript| &manuscript.flags);
        let (paragraphs, goes_on) = opening(text.unwrap_or_default(), FIRST_PAGE);
        Self {
            id: kept.id.clone(),
            lines: lines(kept, times),
            promised: times.within(promised),
            late,
            closed: closed(centre, times),
            full: None,
            too_long: manuscript
                .and_then(|manuscript| too_long(manuscript.words, centre.word_limit)),
            flags: flags.iter().filter_map(|flag| your_file(flag)).collect(),
            unread: manuscript.and_then(|manuscript| manuscript.unread_why.clone()),
            paragraphs,
            goes_on,
        }
    }
}

impl CheckPage {
    /// The same with what was answered to the centre's own questions.
    #[must_use]
    pub fn answering(mut self, kept: &Preparation, intake: &[Intake]) -> Self {
        let consent = self.lines.pop();
        for one in intake {
            let answer = kept.form.answers.get(&one.id).map_or("", String::as_str);
            self.lines.push(Line {
                asks: one.question.clone(),
                field: one.field(),
                answers: vec![or(answer, "No answer").to_owned()],
            });
        }
        self.lines.extend(consent);
        self
    }

    /// The same where it cannot be sent yet.
    #[must_use]
    pub fn held_up(self, full: Option<(Moment, Full)>, times: &Times) -> Self {
        let full = full.map(|(next, whose)| whose.sentence(&times.within(next)));
        Self { full, ..self }
    }
}

/// When the doors open again, where they are shut.
fn closed(centre: &Centre, times: &Times) -> Option<String> {
    if promise::is_open_at(centre, times.now()) {
        return None;
    }
    let opens = promise::after_opening_seconds(centre, times.now(), 0);
    Some(closed_until(&times.within(opens)))
}

fn lines(kept: &Preparation, times: &Times) -> Vec<Line> {
    let form = &kept.form;
    let place = if kept.pasted().is_some() {
        "text"
    } else {
        "file"
    };
    let file = kept
        .manuscript
        .as_ref()
        .map_or_else(String::new, |manuscript| {
            format!(
                "{}, {}",
                manuscript.file_name,
                words::length(manuscript.words)
            )
        });
    let due = Some(iso(&form.due_on)).filter(|due| !due.trim().is_empty());
    let due = due.map_or_else(|| "No date".to_owned(), |due| times.date(&due));
    let question = or(&form.question, "None")
        .lines()
        .map(str::to_owned)
        .collect();
    let consent = if form.consent_teacher { "Yes" } else { "No" };
    let line = |asks: &str, field: &str, answers| Line {
        asks: asks.to_owned(),
        field: field.to_owned(),
        answers,
    };
    let one = |asks, field, answer: &str| line(asks, field, vec![answer.to_owned()]);
    vec![
        one("Your paper", place, &file),
        one("What is it called?", "title", &form.title),
        one("Course", "course", or(&form.course, "Not for a course")),
        one("When is it due?", "due_on", &due),
        line(
            "What would you like help with?",
            "concerns",
            form.concerns.clone(),
        ),
        line("Your question, in your own words", "question", question),
        one(
            "May we tell your teacher that you used the centre?",
            "consent_teacher",
            consent,
        ),
    ]
}

/// What was typed, or else a word in its place.
fn or<'a>(typed: &'a str, empty: &'a str) -> &'a str {
    let typed = typed.trim();
    if typed.is_empty() { empty } else { typed }
}

/// What the writer should know about their own file, by the word kept with it.
fn your_file(flag: &str) -> Option<&'static str> {
    Some(match flag {
        "macros" => {
            "There are small programs (macros) in your file. Your tutor will not run them. You can send a copy without them."
        }
        "linkedcontent" | "linked_content" => {
            "Your file fetches pictures or templates from elsewhere. Your tutor may not see them."
        }
        "embedded" => "There are other files inside your file. Your tutor may not open them.",
        "author" => "The author's name is written into your file.",
        _ => return None,
    })
}

fn iso(typed: &str) -> String {
    due_date::parse(typed)
        .ok()
        .flatten()
        .map_or_else(|| typed.to_owned(), |date| date.to_string())
}

fn too_long(read: u32, limit: u32) -> Option<String> {
    let (has, most) = (
        words::length(read),
        words::counted(limit.into(), "word", "words"),
    );
    (limit > 0 && read > limit).then(|| {
        format!("We read {has} in it, and a tutor reads up to {most} in one go. Name the part that matters most in your question.")
    })
}
