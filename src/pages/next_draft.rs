//! Sending the next draft of a paper that came back.

use serde::Serialize;

use super::words::one_line;
use super::{Choice, Page};
use crate::feedback::lite;
use crate::feedback::plan::Item;
use crate::papers::preparation::CONCERNS;
use crate::papers::{Paper, Wish};

/// Letters of the last question that are shown again.
const ASKED_LETTERS: usize = 200;

/// The page.
#[derive(Serialize)]
pub struct NextDraftPage {
    reference: String,
    base: String,
    paper: String,
    draft: u32,
    tutor: String,
    todo: Vec<String>,
    paste: bool,
    text: String,
    concerns: Vec<Choice>,
    wish: Vec<String>,
    question: String,
    asked: String,
}

impl Page for NextDraftPage {
    const TEMPLATE: &'static str = "papers/next.html";

    fn title(&self) -> String {
        format!("Next draft of {}", self.paper)
    }
}

impl NextDraftPage {
    /// The form, and what its student planned.
    #[must_use]
    pub fn of(paper: Paper, plan: &[Item], paste: bool) -> Self {
        let reference = paper.number.to_string();
        let open = plan
            .iter()
            .filter(|item| !item.set_aside && item.done_at.is_none());
        Self {
            base: format!("/papers/{reference}"),
            draft: paper.draft + 1,
            tutor: paper.tutor.map(|tutor| tutor.name).unwrap_or_default(),
            todo: open.map(|item| lite::plain(&item.words)).collect(),
            paste,
            text: String::new(),
            concerns: Choice::all(&CONCERNS.map(|says| (says, says))),
            wish: paper.concerns,
            question: String::new(),
            asked: one_line(&paper.question, ASKED_LETTERS),
            paper: paper.title,
            reference,
        }
    }

    /// The same with what was pasted, chosen and asked.
    #[must_use]
    pub fn with(self, text: String, wish: Wish) -> Self {
        Self {
            text,
            wish: wish.concerns,
            question: wish.question,
            ..self
        }
    }
}
