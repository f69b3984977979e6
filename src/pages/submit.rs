//! The pages on which a student sends a paper: the form, and the confirmation after it.

use serde::Serialize;

use super::{Choice, Page, Times, words};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::drafts::Manuscript;
use crate::drafts::reading::FileKind;
use crate::papers::courses::Course;
use crate::papers::intake::Intake;
use crate::papers::limits::Full;
use crate::papers::preparation::{CONCERNS, Form, Preparation};
use crate::papers::{Paper, due_date, possible};
use crate::people::Person;

/// A paper sent within the last hour clears what the browser remembered of its form, in seconds.
const JUST_NOW: i64 = 3600;

/// What stands around the fields: the courses to choose from, and the largest file in bytes.
pub struct Around {
    /// All courses.
    pub courses: Vec<Course>,
    /// The largest file we take, in bytes.
    pub max_upload: u64,
    /// The centre's own questions.
    pub intake: Vec<Intake>,
}

/// One of the centre's own questions as a field.
#[derive(Serialize)]
struct Asked {
    name: String,
    label: String,
    value: String,
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
    intake: Vec<Asked>,
    full: Option<String>,
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
        let form = Form {
            consent_teacher: centre.consent_default,
            ..Form::default()
        };
        Self::filled("", &form, None, (around, paste))
    }

    /// The form as it was saved.
    #[must_use]
    pub fn of(kept: &Preparation, around: &Around, paste: bool) -> Self {
        Self::filled(
            &kept.id,
            &kept.form,
            kept.manuscript.as_ref(),
            (around, paste),
        )
    }

    /// The same form, where the student's week is full.
    #[must_use]
    pub fn held_up(self, full: Option<(Moment, Full)>, times: &Times) -> Self {
        let full = full.map(|(next, whose)| whose.sentence(&times.within(next)));
        Self { full, ..self }
    }

    /// The same form with a word on what will happen.
    #[must_use]
    pub fn explained(self, first_time: bool) -> Self {
        Self { first_time, ..self }
    }

    /// The same form opened again: the browser must not put older words over the saved ones.
    #[must_use]
    pub fn reopened(self) -> Self {
        Self {
            remember: format!("submit-{}", self.preparation),
            ..self
        }
    }

    fn filled(
        id: &str,
        form: &Form,
        kept: Option<&Manuscript>,
        (around, paste): (&Around, bool),
    ) -> Self {
        let (file_hint, text_hint) = hints(kept, form, around.max_upload);
        let endings = FileKind::ALL.map(|kind| format!(".{}", kind.extension()));
        let due_on = due_date::parse(&form.due_on).ok().flatten();
        let due_on = due_on.map_or_else(|| form.due_on.clone(), |date| date.to_string());
        Self {
            preparation: id.to_owned(),
            paste,
            switch: switch(id, paste),
            first_time: false,
            remember: "submit".to_owned(),
            file_hint,
            text_hint,
            accept: endings.join(","),
            form: Form {
                due_on,
                ..form.clone()
            },
            concerns: Choice::all(&CONCERNS.map(|says| (says, says))),
            courses: around.courses.iter().map(course).collect(),
            intake: around.intake.iter().map(|one| asked(one, form)).collect(),
            full: None,
        }
    }
}

fn asked(one: &Intake, form: &Form) -> Asked {
    Asked {
        name: one.field(),
        label: one.question.clone(),
        value: form.answers.get(&one.id).cloned().unwrap_or_default(),
    }
}

/// What stands over the file field and over the text field: what we take, or what we already have.
fn hints(kept: Option<&Manuscript>, form: &Form, max_upload: u64) -> (String, String) {
    let most = max_upload / (1024 * 1024);
    let Some(has) = kept.map(have) else {
        let takes = format!(
            "Word, PDF, OpenDocument or plain text, up to {most} MB. A rough draft is fine."
        );
        return (takes, String::new());
    };
    let file = format!("{has} Choose another file only if it is the wrong one.");
    let text = if form.text.is_empty() {
        format!("{has} Paste a text only if it should stand in its place.")
    } else {
        String::new()
    };
    (file, text)
}

/// The same form with the other way to hand in.
fn switch(id: &str, paste: bool) -> String {
    let paste = u8::from(!paste);
    if id.is_empty() {
        format!("/submit?paste={paste}")
    } else {
        format!("/submit?preparation={id}&paste={paste}")
    }
}

fn course(course: &Course) -> String {
    if course.title.is_empty() {
        course.code.clone()
    } else {
        format!("{} \u{2013} {}", course.code, course.title)
    }
}

/// What we already have: "We have essay.docx: 1,284 words."
fn have(kept: &Manuscript) -> String {
    match &kept.unread_why {
        Some(why) => format!("We have {}. {why}.", kept.file_name),
        None => format!("We have {}: {}.", kept.file_name, words::length(kept.words)),
    }
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
