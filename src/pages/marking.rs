//! The marking page: what the student wants, the text, and what its tutor can do with it.

use serde::Serialize;

use super::desk::{Chip, chips, effort};
use super::promised::Promised;
use super::reading::{Numbered, numbered};
use super::words::{course, file_flag};
use super::{Page, Times};
use crate::drafts::Draft;
use crate::drafts::reading::ReadingText;
use crate::papers::{Paper, PaperNumber};

/// The facts behind the page, all from one moment.
pub struct Sheet {
    /// The paper.
    pub paper: Paper,
    /// Its newest draft.
    pub draft: Draft,
    /// What we could read in it.
    pub text: Option<ReadingText>,
    /// What its student was asked and has not answered.
    pub asked: Option<String>,
}

/// What a tutor typed on the page.
#[derive(Default, Serialize)]
pub struct Typed {
    /// The letter.
    pub letter: String,
    /// What to ask the student.
    pub question: String,
    /// Why it is handed back.
    pub reason: String,
}

impl Typed {
    /// All that was typed.
    #[must_use]
    pub fn into_words(self) -> String {
        [self.letter, self.question, self.reason].concat()
    }
}

/// The page.
#[derive(Serialize)]
pub struct MarkingPage {
    reference: String,
    paper_title: String,
    over: String,
    student: String,
    state: &'static str,
    question: String,
    concerns: Vec<String>,
    chips: Vec<Chip>,
    course: String,
    due: String,
    promised: Promised,
    effort: String,
    file: String,
    file_name: String,
    flags: Vec<&'static str>,
    paragraphs: Vec<Numbered>,
    unread: String,
    asked: String,
    typed: Typed,
}

impl Page for MarkingPage {
    const TEMPLATE: &'static str = "desk/marking.html";

    fn title(&self) -> String {
        format!("{} {}", self.reference, self.paper_title)
    }
}

impl MarkingPage {
    /// The page from its facts.
    #[must_use]
    pub fn of(sheet: Sheet, times: &Times) -> Self {
        let Sheet {
            paper,
            draft,
            text,
            asked,
        } = sheet;
        let reference = paper.number.to_string();
        let unread = draft.manuscript.unread_why.clone().unwrap_or_default();
        Self {
            over: format!("{reference} · draft {}", draft.n),
            state: paper.state.as_str(),
            chips: chips(&paper, times),
            course: course(&paper.course).to_owned(),
            due: paper
                .due_on
                .as_deref()
                .map(|due| times.date(due))
                .unwrap_or_default(),
            promised: Promised::of(&paper, times),
            effort: effort(draft.manuscript.words),
            file: format!("/papers/{reference}/drafts/{}/file", draft.n),
            flags: draft
                .manuscript
                .flags
                .iter()
                .filter_map(|flag| file_flag(flag))
                .collect(),
            file_name: draft.manuscript.file_name,
            paragraphs: text.map(numbered).unwrap_or_default(),
            unread,
            asked: asked.unwrap_or_default(),
            typed: Typed::default(),
            reference,
            paper_title: paper.title,
            student: paper.student.name,
            question: paper.question,
            concerns: paper.concerns,
        }
    }

    /// The same page with what was typed on it.
    #[must_use]
    pub fn with(self, typed: Typed) -> Self {
        Self { typed, ..self }
    }
}

/// What a tutor wrote, given back to them because the paper has moved on meanwhile.
#[derive(Serialize)]
pub struct KeptPage {
    /// Why it could not be taken.
    pub why: String,
    /// Every word of it.
    pub words: String,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "desk/kept.html";

    fn title(&self) -> String {
        "This was not sent".to_owned()
    }
}

/// Something a tutor does with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Begins to mark it.
    Begin,
    /// Returns it with a letter.
    Return,
    /// Hands it back to the queue.
    HandBack,
    /// Asks its student.
    Ask,
}

/// What was done, in words.
#[must_use]
pub fn done(deed: Deed, number: PaperNumber) -> String {
    match deed {
        Deed::Begin => format!("You are marking {number}. From now on its file stays as it is."),
        Deed::Return => {
            format!("{number} is returned. Its student gets a mail that the feedback is ready.")
        }
        Deed::HandBack => {
            format!("{number} is back in the queue, and the coordinators are told why.")
        }
        Deed::Ask => format!(
            "We asked the student of {number}. The promise's clock stands still until they answer."
        ),
    }
}
