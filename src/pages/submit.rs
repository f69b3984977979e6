//! The pages on which a student sends a paper: the form, one look before it goes, and the confirmation.

use serde::Serialize;

use super::reading::{Numbered, opening};
use super::{Choice, Page, Times, words};
use crate::centre::Centre;
use crate::drafts::Manuscript;
use crate::drafts::reading::{FileKind, ReadingText};
use crate::papers::courses::Course;
use crate::papers::preparation::{self, CONCERNS, Form, Preparation};
use crate::papers::{Paper, possible};
use crate::people::Person;

/// How much of the paper the student sees before sending it, in words.
const FIRST_PAGE: usize = 300;
/// A paper sent within the last hour clears what the browser remembered of its form, in seconds.
const JUST_NOW: i64 = 3600;

/// What stands around the fields: the courses to choose from, and the largest file in bytes.
pub struct Around {
    /// All courses.
    pub courses: Vec<Course>,
    /// The largest file we take, in bytes.
    pub max_upload: u64,
}

/// The form.
#[derive(Serialize)]
pub struct SubmitPage {
    preparation: String,
    paste: bool,
    switch: String,
    first_time: bool,
    remember: String,
    file_hint: String,
    text_hint: String,
    accept: String,
    form: Form,
    concerns: Vec<Choice>,
    courses: Vec<String>,
}

impl Page for SubmitPage {
    const TEMPLATE: &'static str = "submit/form.html";

    fn title(&self) -> String {
        "Send us your paper".to_owned()
    }
}

impl SubmitPage {
    /// The empty form.
    #[must_use]
    pub fn fresh(centre: &Centre, around: &Around, paste: bool) -> Self {
        let form = Form { consent_teacher: centre.consent_default, ..Form::default() };
        Self::filled("", &form, None, (around, paste))
    }

    /// The form as it was saved.
    #[must_use]
    pub fn of(kept: &Preparation, around: &Around, paste: bool) -> Self {
        Self::filled(&kept.id, &kept.form, kept.manuscript.as_ref(), (around, paste))
    }

    /// The same form with a word on what will happen.
    #[must_use]
    pub fn explained(self, first_time: bool) -> Self {
        Self { first_time, ..self }
    }

    /// The same form opened again: the browser must not put older words over the saved ones.
    #[must_use]
    pub fn reopened(self) -> Self {
        Self { remember: format!("submit-{}", self.preparation), ..self }
    }

    fn filled(id: &str, form: &Form, kept: Option<&Manuscript>, (around, paste): (&Around, bool)) -> Self {
        let most = around.max_upload / (1024 * 1024);
        let kinds = format!("Word, PDF, OpenDocument or plain text, up to {most} MB. A rough draft is fine.");
        let has = kept.map(have);
        let due_on = preparation::parse_date(&form.due_on).ok().flatten();
        let endings: Vec<String> = FileKind::ALL.iter().map(|kind| format!(".{}", kind.extension())).collect();
        Self {
            preparation: id.to_owned(),
            paste,
            switch: switch(id, paste),
            first_time: false,
            remember: "submit".to_owned(),
            file_hint: has.as_ref().map_or_else(|| kinds.clone(), |has| {
                format!("{has} Choose another file only if it is the wrong one.")
            }),
            text_hint: has.filter(|_| form.text.is_empty()).map_or_else(String::new, |has| {
                format!("{has} Paste a text only if it should stand in its place.")
            }),
            accept: endings.join(","),
            form: Form { due_on: due_on.map_or_else(|| form.due_on.clone(), |date| date.to_string()), ..form.clone() },
            concerns: CONCERNS.iter().map(|says| Choice { value: (*says).into(), label: (*says).into() }).collect(),
            courses: around.courses.iter().map(course).collect(),
        }
    }
}

/// The same form with the other way to hand in.
fn switch(id: &str, paste: bool) -> String {
    let paste = u8::from(!paste);
    if id.is_empty() { format!("/submit?paste={paste}") } else { format!("/submit?preparation={id}&paste={paste}") }
}

fn course(course: &Course) -> String {
    if course.title.is_empty() { course.code.clone() } else { format!("{} \u{2013} {}", course.code, course.title) }
}

/// What we already have: "We have essay.docx: 1,284 words."
fn have(kept: &Manuscript) -> String {
    match &kept.unread_why {
        Some(why) => format!("We have {}. {why}.", kept.file_name),
        None => format!("We have {}: {}.", kept.file_name, words::length(kept.words)),
    }
}

/// One line of the summary, and the field that changes it.
#[derive(Serialize)]
struct Line {
    asks: &'static str,
    answers: Vec<String>,
    field: &'static str,
}

/// One look before it goes.
#[derive(Serialize)]
pub struct CheckPage {
    id: String,
    lines: Vec<Line>,
    promised: String,
    late: bool,
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
    pub fn of(kept: &Preparation, text: Option<ReadingText>, (centre, times): (&Centre, &Times)) -> Self {
        let (promised, late) = preparation::outlook(centre, &kept.form, times.now());
        let manuscript = kept.manuscript.as_ref();
        let flags = manuscript.map_or(&[][..], |manuscript| &manuscript.flags);
        let (paragraphs, goes_on) = opening(text.unwrap_or_default(), FIRST_PAGE);
        Self {
            id: kept.id.clone(),
            lines: lines(kept, times),
            promised: times.within(promised),
            late,
            too_long: manuscript.and_then(|manuscript| too_long(manuscript.words, centre.word_limit)),
            flags: flags.iter().filter_map(|flag| your_file(flag)).collect(),
            unread: manuscript.and_then(|manuscript| manuscript.unread_why.clone()),
            paragraphs,
            goes_on,
        }
    }
}

fn lines(kept: &Preparation, times: &Times) -> Vec<Line> {
    let form = &kept.form;
    let file = kept.manuscript.as_ref().map_or_else(String::new, |manuscript| {
        format!("{}, {}", manuscript.file_name, words::length(manuscript.words))
    });
    let due = if form.due_on.trim().is_empty() { "No date".to_owned() } else { times.date(&iso(&form.due_on)) };
    let course = if form.course.trim().is_empty() { "Not for a course" } else { form.course.trim() };
    let question = if form.question.trim().is_empty() { "None" } else { form.question.trim() };
    let consent = if form.consent_teacher { "Yes" } else { "No" };
    let line = |asks, field, answer: &str| Line { asks, field, answers: vec![answer.to_owned()] };
    vec![
        line("Your paper", if form.text.is_empty() { "file" } else { "text" }, &file),
        line("What is it called?", "title", &form.title),
        line("Course", "course", course),
        line("When is it due?", "due_on", &due),
        Line { asks: "What would you like help with?", field: "concerns", answers: form.concerns.clone() },
        Line {
            asks: "Your question, in your own words",
            field: "question",
            answers: question.lines().map(str::to_owned).collect(),
        },
        line("May we tell your teacher that you used the centre?", "consent_teacher", consent),
    ]
}

/// What the writer should know about their own file, by the word kept with it.
fn your_file(flag: &str) -> Option<&'static str> {
    Some(match flag {
        "macros" => "There are small programs (macros) in your file. Your tutor will not run them. You can send a copy without them.",
        "linkedcontent" | "linked_content" => "Your file fetches pictures or templates from elsewhere. Your tutor may not see them.",
        "embedded" => "There are other files inside your file. Your tutor may not open them.",
        "author" => "The author's name is written into your file.",
        _ => return None,
    })
}

fn iso(typed: &str) -> String {
    preparation::parse_date(typed).ok().flatten().map_or_else(|| typed.to_owned(), |date| date.to_string())
}

fn too_long(read: u32, limit: u32) -> Option<String> {
    let (has, most) = (words::length(read), words::counted(limit.into(), "word", "words"));
    (limit > 0 && read > limit).then(|| {
        format!("We read {has} in it, and a tutor reads up to {most} in one go. Name the part that matters most in your question.")
    })
}

/// The confirmation, which can be bookmarked.
#[derive(Serialize)]
pub struct SentPage {
    reference: String,
    paper: String,
    email: String,
    promised: String,
    can_change: bool,
    just_now: bool,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "submit/sent.html";

    fn title(&self) -> String {
        format!("We have your paper, {}", self.reference)
    }
}

impl SentPage {
    /// Of a paper that was sent, for its student.
    #[must_use]
    pub fn of(paper: &Paper, student: &Person, times: &Times) -> Self {
        Self {
            reference: paper.number.to_string(),
            paper: paper.title.clone(),
            email: student.email.clone(),
            promised: times.within(paper.promised_at),
            can_change: possible(paper, student).withdraw,
            just_now: times.now().seconds_since(paper.submitted_at) < JUST_NOW,
        }
    }
}
