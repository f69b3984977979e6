//! The page on which a centre chooses how long it keeps what.

use serde::Serialize;

use super::{Page, words::counted};
use crate::erasing::retention::{Kind, Rule};

/// Told after it was saved.
pub const SAVED: &str = "Saved. What is older goes within the day, a little at a time.";

#[derive(Serialize)]
struct Row {
    kind: &'static str,
    label: &'static str,
    hint: &'static str,
    days: String,
    due: String,
}

/// The page.
#[derive(Serialize)]
pub struct RetentionPage {
    rows: Vec<Row>,
    is_preview: bool,
}

impl RetentionPage {
    /// The rules as they are, or as they would be.
    #[must_use]
    pub fn of(rules: &[Rule], is_preview: bool) -> Self {
        let row = |rule: &Rule| {
            let days = rule.days.map(|days| days.to_string()).unwrap_or_default();
            Row {
                due: due(rule),
                ..empty(rule.kind, days)
            }
        };
        Self {
            rows: rules.iter().map(row).collect(),
            is_preview,
        }
    }

    /// As somebody typed it, where that is not to be understood.
    #[must_use]
    pub fn typed(typed: &[(Kind, String)]) -> Self {
        Self {
            rows: typed
                .iter()
                .map(|(kind, days)| empty(*kind, days.clone()))
                .collect(),
            is_preview: false,
        }
    }
}

impl Page for RetentionPage {
    const TEMPLATE: &'static str = "settings/retention.html";

    fn title(&self) -> String {
        "How long things are kept".to_owned()
    }
}

fn empty(kind: Kind, days: String) -> Row {
    let (label, hint) = match kind {
        Kind::Texts => (
            "Paper texts and files",
            "Days after a paper’s life ended. Its title, its length and what happened to it stay.",
        ),
        Kind::Feedback => (
            "Letters, notes and plans",
            "Days after a paper’s life ended. That there was a letter stays.",
        ),
        Kind::Mails => (
            "What mails say",
            "Days after a mail was sent or given up. That it was sent, to whom and when, stays.",
        ),
        Kind::Words => (
            "Reasons, questions and answers",
            "Days after a paper’s life ended. That they were asked and given stays.",
        ),
        Kind::Looks => (
            "Who opened which paper",
            "Days after they did. The audit stays whole.",
        ),
        Kind::Signings => (
            "Ended sessions, codes and links",
            "Days after they ended. They let nobody in meanwhile.",
        ),
    };
    Row {
        kind: kind.as_str(),
        label,
        hint,
        days,
        due: String::new(),
    }
}

fn due(rule: &Rule) -> String {
    if rule.days.is_none() {
        return "Kept for good.".to_owned();
    }
    let (one, many) = match rule.kind {
        Kind::Mails => ("mail goes", "mails go"),
        Kind::Looks => ("look goes", "looks go"),
        Kind::Signings => ("of them goes", "of them go"),
        _ => ("paper is older", "papers are older"),
    };
    format!("{} now.", counted(rule.due, one, many))
}
