//! A comment as Word keeps it: who wrote it, when, and what it says.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::drafts::reading::Span;

/// A comment on a place in the text, or on the whole of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Where; none: at the beginning.
    pub span: Option<Span>,
    /// Who wrote it.
    pub author: String,
    /// When, in RFC 3339.
    pub at: String,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
}

/// The comment as an element of the part that lists comments. `declared`: what its tag must declare, where the part
/// itself does not.
pub(super) fn element(id: i64, comment: &Comment, declared: &str) -> String {
    let initials: String = comment
        .author
        .split_whitespace()
        .filter_map(|name| name.chars().next())
        .collect();
    let mut xml = format!(
        "<w:comment{declared} w:id=\"{id}\" w:author=\"{}\" w:date=\"{}\" w:initials=\"{}\">",
        escaped(&comment.author),
        escaped(&comment.at),
        escaped(&initials)
    );
    for line in &comment.lines {
        // Writing to a string cannot fail.
        let _ = write!(xml, "<w:p>{}</w:p>", run(line));
    }
    xml + "</w:comment>"
}

/// A run of plain letters; nothing for no letters.
pub(super) fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!(
        "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

/// XML's own letters in its own words; what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            other if other.is_control() => {}
            other => safe.push(other),
        }
    }
    safe
}
