//! The comment bank: what tutors say again and again.

use serde::Serialize;

use super::words::{counted, one_line};
use super::{Choice, Page};
use crate::feedback::bank::Snippet;

/// Told after a comment was added.
pub const ADDED: &str = "It is in the bank.";
/// Told after a comment was changed.
pub const SAVED: &str = "The comment is saved.";
/// Told after a comment was removed.
pub const REMOVED: &str = "The comment is gone from the bank.";

/// Told after a file was taken in.
#[must_use]
pub fn imported(many: usize) -> String {
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    format!(
        "{} read. What was there already is not there twice.",
        counted(many, "comment is", "comments are")
    )
}

/// Snippets to choose from in a form.
#[must_use]
pub fn choices(snippets: Vec<Snippet>) -> Vec<Choice> {
    let choice = |snippet: Snippet| Choice {
        value: snippet.id.0.to_string(),
        label: one_line(&snippet.words, 90),
    };
    snippets.into_iter().map(choice).collect()
}

#[derive(Serialize)]
struct Shown {
    id: i64,
    words: String,
    shared: bool,
    may_change: bool,
    used: String,
}

/// The page of the bank.
#[derive(Serialize)]
pub struct BankPage {
    snippets: Vec<Shown>,
    search: String,
    may_share: bool,
    typed: String,
}

impl Page for BankPage {
    const TEMPLATE: &'static str = "desk/bank.html";

    fn title(&self) -> String {
        "Comment bank".to_owned()
    }
}

impl BankPage {
    /// What a person has, as found by a search.
    #[must_use]
    pub fn of(snippets: Vec<Snippet>, search: &str, may_share: bool) -> Self {
        let shown = snippets.into_iter().map(|snippet| Shown {
            id: snippet.id.0,
            may_change: may_share || !snippet.shared,
            used: match snippet.used {
                0 => "Not used yet".to_owned(),
                1 => "Used once".to_owned(),
                n => format!("Used {n} times"),
            },
            shared: snippet.shared,
            words: snippet.words,
        });
        Self {
            snippets: shown.collect(),
            search: search.to_owned(),
            may_share,
            typed: String::new(),
        }
    }

    /// The same with what was typed for a new one.
    #[must_use]
    pub fn with(self, typed: String) -> Self {
        Self { typed, ..self }
    }
}
