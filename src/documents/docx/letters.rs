//! Which letters of a Word file became which letters of its reading text; the two must agree, or nothing is said.

use super::line::{Block, Line};
use crate::documents::{Unreadable, broken};
use crate::drafts::reading::{ParagraphKind, ReadingText, traced};

/// A paragraph of the file beside its letters in the reading text.
pub struct Lettered<'a> {
    pub in_table: bool,
    pub line: &'a Line,
    /// The first code point of its letters; where it has none, of those that follow.
    pub start: u32,
    /// For each letter of the reading text the bytes of the line it was made of.
    pub letters: Vec<(usize, usize)>,
}

/// The paragraphs of a file beside its reading text.
pub fn lettered<'a>(
    blocks: &'a [Block],
    text: &ReadingText,
) -> Result<Vec<Lettered<'a>>, Unreadable> {
    let mut paragraphs = text.paragraphs.iter().peekable();
    let mut after = 0;
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        let line = &block.line;
        let in_table = block.kind == ParagraphKind::TableCell;
        let traced = traced(&line.text);
        let paragraph = paragraphs.next_if(|_| !traced.is_empty());
        let Some(paragraph) = paragraph else {
            all.push(Lettered {
                in_table,
                line,
                start: after,
                letters: Vec::new(),
            });
            continue;
        };
        let many = paragraph.text.chars().count();
        let same = traced.iter().map(|(c, _)| *c).take(many);
        if !paragraph.text.chars().eq(same) {
            return Err(broken("the file and its reading text differ"));
        }
        after = paragraph.start + u32::try_from(many + 1).unwrap_or(u32::MAX);
        let bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
        let byte = |n: usize| bytes.get(n).copied().unwrap_or(line.text.len());
        let letters = traced.iter().take(many);
        all.push(Lettered {
            in_table,
            line,
            start: paragraph.start,
            letters: letters.map(|(_, (a, b))| (byte(*a), byte(*b))).collect(),
        });
    }
    if paragraphs.next().is_some() {
        return Err(broken("the reading text is longer than the file"));
    }
    Ok(all)
}

impl Lettered<'_> {
    /// The first code point that does not end before a byte of the line.
    pub fn from(&self, byte: usize) -> u32 {
        self.nth(self.letters.partition_point(|(_, end)| *end <= byte))
    }

    /// The code point behind the last one that begins before a byte of the line.
    pub fn up_to(&self, byte: usize) -> u32 {
        self.nth(self.letters.partition_point(|(begin, _)| *begin < byte))
    }

    fn nth(&self, n: usize) -> u32 {
        self.start + u32::try_from(n).unwrap_or(u32::MAX)
    }
}
