//! What a reading text looks like from outside.

use serde::Serialize;
use utoipa::ToSchema;

use crate::drafts::reading::{Paragraph as Read, ParagraphKind, ReadingText};

/// The reading text of a draft. Positions count Unicode code points of the paragraphs joined by one line break each.
#[derive(Serialize, ToSchema)]
pub struct Text {
    /// Words in all of it.
    pub words: usize,
    /// Its paragraphs in order; none is empty.
    pub paragraphs: Vec<Paragraph>,
}

/// One paragraph of a reading text.
#[derive(Serialize, ToSchema)]
pub struct Paragraph {
    /// `body`, `heading`, `list_item`, `quote`, `footnote` or `table_cell`.
    #[schema(example = "body")]
    pub kind: &'static str,
    /// For headings and list items: how deep, from 1.
    pub level: Option<u8>,
    /// Its first code point in the whole text.
    pub start: u32,
    /// The words on it, on one line.
    pub text: String,
    /// Where its sentences begin and end, `[start, end)` in the whole text.
    pub sentences: Vec<[u32; 2]>,
}

impl From<ReadingText> for Text {
    fn from(text: ReadingText) -> Self {
        Self {
            words: text.words(),
            paragraphs: text.paragraphs.into_iter().map(Paragraph::from).collect(),
        }
    }
}

impl From<Read> for Paragraph {
    fn from(read: Read) -> Self {
        let (kind, level) = match read.kind {
            ParagraphKind::Body => ("body", None),
            ParagraphKind::Heading(level) => ("heading", Some(level)),
            ParagraphKind::ListItem(level) => ("list_item", Some(level)),
            ParagraphKind::Quote => ("quote", None),
            ParagraphKind::Footnote => ("footnote", None),
            ParagraphKind::TableCell => ("table_cell", None),
        };
        Self {
            kind,
            level,
            start: read.start,
            text: read.text,
            sentences: read
                .sentences
                .iter()
                .map(|span| [span.start, span.end])
                .collect(),
        }
    }
}
