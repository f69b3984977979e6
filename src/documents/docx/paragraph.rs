//! One paragraph of a Word file while it is being read, and the fields that run through paragraphs.

use super::super::xml::Tag;
use super::line::{Block, Line};
use super::styles::Styles;
use crate::drafts::reading::ParagraphKind;

/// A paragraph with its own marks; what they leave open, its style decides.
#[derive(Default)]
pub struct Paragraph {
    pub line: Line,
    /// Its notes and text boxes, which follow it.
    pub after: Vec<Block>,
    pub end_deleted: bool,
    style: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
    list_level: Option<u8>,
}

impl Paragraph {
    /// Learns from one element of the paragraph's properties.
    pub fn learn(&mut self, tag: &Tag) {
        let value = tag.get("val").unwrap_or_default();
        match tag.name.as_str() {
            "pStyle" => self.style = Some(value.to_owned()),
            "outlineLvl" => self.outline = value.parse().ok(),
            "numId" => self.numbered = Some(value != "0"),
            "ilvl" => self.list_level = value.parse().ok(),
            _ => {}
        }
    }

    /// What the paragraph is, by its own marks and its style.
    pub fn kind(&self, styles: &Styles) -> ParagraphKind {
        let style = self
            .style
            .as_deref()
            .map(|id| styles.meaning(id))
            .unwrap_or_default();
        if let Some(level) = self.outline.or(style.outline).filter(|&level| level < 9) {
            return ParagraphKind::Heading(level + 1);
        }
        if self.numbered.or(style.numbered).unwrap_or(false) {
            let level = self.list_level.or(style.list_level).unwrap_or(0);
            return ParagraphKind::ListItem(level.min(8) + 1);
        }
        if style.quote {
            ParagraphKind::Quote
        } else {
            ParagraphKind::Body
        }
    }
}

/// The fields open at the moment: each is first an instruction, then its result.
#[derive(Default)]
pub struct Fields(Vec<bool>);

impl Fields {
    /// A field begins, turns to its result, or ends.
    pub fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.0.push(true),
            "separate" => {
                if let Some(instruction) = self.0.last_mut() {
                    *instruction = false;
                }
            }
            "end" => drop(self.0.pop()),
            _ => {}
        }
    }

    pub fn in_instruction(&self) -> bool {
        self.0.contains(&true)
    }

    /// An instruction that does not end with its paragraph is damaged, and must not swallow the text after it.
    pub fn end_paragraph(&mut self) {
        self.0.retain(|instruction| !instruction);
    }
}
