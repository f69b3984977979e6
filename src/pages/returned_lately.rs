//! What a tutor returned lately: whether it was read, what was said back, and how long it can be taken back.

use serde::Serialize;

use super::Times;
use super::words::one_line;
use crate::feedback::Lately;
use crate::papers::HIDDEN;

/// One returned paper on its tutor's desk.
#[derive(Clone, Debug, Serialize)]
pub struct LatelyRow {
    reference: String,
    title: String,
    meta: String,
    read: String,
    thanks: Option<String>,
    asks: String,
    undo: String,
}

impl LatelyRow {
    /// A row from its facts.
    #[must_use]
    pub fn of(lately: Lately, blind: bool, times: &Times) -> Self {
        let student = if blind { HIDDEN } else { &lately.student };
        let read = match lately.read_at {
            Some(at) => format!("Read {}", times.within(at)),
            None => "Not read yet".to_owned(),
        };
        let undoable = !times.is_past(lately.undo_until);
        Self {
            reference: lately.paper.to_string(),
            meta: format!(
                "{} · {student} · returned {}",
                lately.paper,
                times.within(lately.returned_at)
            ),
            title: lately.title,
            read,
            thanks: lately.thanks.map(|words| one_line(&words, 140)),
            asks: lately
                .asks
                .map(|words| one_line(&words, 200))
                .unwrap_or_default(),
            undo: if undoable {
                times.time(lately.undo_until)
            } else {
                String::new()
            },
        }
    }
}
