//! Sending the next draft of a paper that came back.

use serde::Serialize;

use super::Page;
use crate::feedback::lite;
use crate::feedback::plan::Item;
use crate::papers::Paper;

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
            paper: paper.title,
            reference,
        }
    }

    /// The same with what was pasted.
    #[must_use]
    pub fn with(self, text: String) -> Self {
        Self { text, ..self }
    }
}
