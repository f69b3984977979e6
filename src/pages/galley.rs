//! The text with its notes: each paragraph cut where notes begin and end, and its notes right behind it.

use std::fmt::Write;

use serde::Serialize;

use super::html::Html;
use super::lettering::{letters, segments};
use super::noted::Noted;
use super::notes::{self, Mode};
use crate::drafts::reading::{Paragraph, ParagraphKind, ReadingText, Span};

/// The whole of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Galley {
    /// Notes on the whole paper.
    whole: Option<Html>,
    /// The paragraphs, with their notes.
    paragraphs: Vec<Para>,
    /// Whether each paragraph offers to be commented on.
    marks: bool,
}

/// One paragraph and the notes that begin in it.
#[derive(Clone, Debug, Serialize)]
struct Para {
    n: usize,
    /// What it is, and its level, for its style.
    look: String,
    tag: &'static str,
    /// What it is, where that is only heard.
    aloud: &'static str,
    /// Its first code point in the whole text.
    start: u32,
    /// Where its sentences begin and end, counted from its own first code point: "0 45 46 80".
    sentences: String,
    letters: Html,
    notes: Option<Html>,
}

impl Galley {
    /// The text with its notes; notes come in the order of their numbers. `base`: where their forms go.
    #[must_use]
    pub fn of(text: &ReadingText, notes: Vec<Noted>, (mode, base): (Mode, &str)) -> Self {
        let (placed, whole): (Vec<_>, Vec<_>) =
            notes.into_iter().partition(|note| note.span.is_some());
        let spans: Vec<(u32, Span, &'static str)> = placed
            .iter()
            .filter_map(|note| Some((note.n, note.span?, note.look)))
            .collect();
        let mut placed = placed.as_slice();
        let mut paragraphs = Vec::with_capacity(text.paragraphs.len());
        for (n, paragraph) in (1..).zip(&text.paragraphs) {
            let end = paragraph.start + length(&paragraph.text);
            let begins = |note: &&Noted| note.span.is_some_and(|span| span.start <= end);
            let (here, later) = placed.split_at(placed.iter().take_while(begins).count());
            placed = later;
            let span = Span {
                end,
                start: paragraph.start,
            };
            let notes = notes::set(here, mode, base);
            paragraphs.push(Para::of(n, (span, paragraph), &spans, notes));
        }
        Self {
            whole: notes::set(&whole, mode, base),
            paragraphs,
            marks: mode == Mode::Mark,
        }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

impl Para {
    fn of(
        n: usize,
        (span, paragraph): (Span, &Paragraph),
        spans: &[(u32, Span, &'static str)],
        notes: Option<Html>,
    ) -> Self {
        let touching: Vec<_> = spans
            .iter()
            .filter(|(_, over, _)| over.start < span.end && over.end > span.start)
            .copied()
            .collect();
        Self {
            n,
            look: look(paragraph.kind),
            tag: tag(paragraph.kind),
            aloud: aloud(paragraph.kind),
            start: span.start,
            sentences: ends(paragraph),
            letters: letters(&segments((span, &paragraph.text), &touching)),
            notes,
        }
    }
}

fn look(kind: ParagraphKind) -> String {
    let (name, level) = match kind {
        ParagraphKind::Body => ("body", 0),
        ParagraphKind::Heading(level) => ("heading", level),
        ParagraphKind::ListItem(level) => ("list_item", level),
        ParagraphKind::Quote => ("quote", 0),
        ParagraphKind::Footnote => ("footnote", 0),
        ParagraphKind::TableCell => ("table_cell", 0),
    };
    if level == 0 {
        name.to_owned()
    } else {
        format!("{name} l{level}")
    }
}

/// Its element; a paper's own headings stand beneath the heading of the page's part.
const fn tag(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Heading(0 | 1) => "h3",
        ParagraphKind::Heading(2) => "h4",
        ParagraphKind::Heading(3) => "h5",
        ParagraphKind::Heading(_) => "h6",
        ParagraphKind::Quote => "blockquote",
        _ => "p",
    }
}

const fn aloud(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Footnote => "Footnote",
        ParagraphKind::TableCell => "Table cell",
        _ => "",
    }
}

fn ends(paragraph: &Paragraph) -> String {
    let mut said = String::new();
    for at in paragraph
        .sentences
        .iter()
        .flat_map(|span| [span.start, span.end])
    {
        let space = if said.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(said, "{space}{}", at.saturating_sub(paragraph.start));
    }
    said
}
