//! The page about the desk's health: everything the doctor looked at, worst first, and how to mend it.

use serde::Serialize;

use super::{Page, words};
use crate::doctor::{Check, Finding};

#[derive(Serialize)]
struct Piece {
    text: String,
    code: bool,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    look: &'static str,
    word: &'static str,
    says: Vec<Piece>,
    mend: Vec<Piece>,
}

/// What the doctor found.
#[derive(Serialize)]
pub struct HealthPage {
    kind: &'static str,
    summary: String,
    checks: Vec<Row>,
}

impl HealthPage {
    /// From the checks, in any order.
    #[must_use]
    pub fn of(mut checks: Vec<Check>) -> Self {
        checks.sort_by_key(|check| std::cmp::Reverse(check.state));
        let (kind, summary) = summary(&checks);
        Self {
            kind,
            summary,
            checks: checks.iter().map(row).collect(),
        }
    }
}

impl Page for HealthPage {
    const TEMPLATE: &'static str = "health/health.html";

    fn title(&self) -> String {
        "Health".to_owned()
    }
}

fn summary(checks: &[Check]) -> (&'static str, String) {
    let count = |state| {
        let found = checks.iter().filter(|check| check.state == state).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    match (count(Finding::Fail), count(Finding::Warn)) {
        (0, 0) => ("ok", "All is well.".to_owned()),
        (0, warned) => {
            let says = words::counted(warned, "thing needs a look", "things need a look");
            ("warn", format!("The desk works; {says}."))
        }
        (failed, _) => (
            "danger",
            format!(
                "{} not work.",
                words::counted(failed, "thing does", "things do")
            ),
        ),
    }
}

fn row(check: &Check) -> Row {
    let (look, word) = match check.state {
        Finding::Ok => ("done", "Well"),
        Finding::Warn => ("wait", "Warning"),
        Finding::Fail => ("late", "Broken"),
    };
    Row {
        name: check.name,
        look,
        word,
        says: pieces(&check.says),
        mend: check.mend.as_deref().map(pieces).unwrap_or_default(),
    }
}

/// A sentence in pieces: what stands between backticks is code.
fn pieces(sentence: &str) -> Vec<Piece> {
    let pieces = sentence.split('`').enumerate();
    let pieces = pieces.map(|(at, text)| Piece {
        text: text.to_owned(),
        code: at % 2 == 1,
    });
    pieces.filter(|piece| !piece.text.is_empty()).collect()
}
