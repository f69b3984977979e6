//! What holds inside one group of a rich text file and ends with it.

use super::super::meaning::Meaning;
use crate::drafts::reading::ParagraphKind;

/// Where the characters of a group go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Text,
    Nowhere,
    Fonts,
    Styles,
    Author,
}

/// Whether a group belongs to the running text or to a note.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Body,
    Note,
}

/// The state of one group; a group inside it begins with the same.
#[derive(Clone)]
pub struct Group {
    pub goal: Goal,
    pub place: Place,
    pub look: Look,
    pub font: i32,
    /// How many characters stand in for one that is given by number.
    pub stand_ins: usize,
    /// `\*` stood at the beginning: unknown words may be left out with all they hold.
    pub optional: bool,
    pub hidden: bool,
    /// A note or box begins with this very group.
    pub inner: bool,
}

/// What the paragraph is, by its own marks; what they leave open, its style decides.
#[derive(Clone, Default)]
pub struct Look {
    pub style: i32,
    pub outline: Option<u8>,
    pub list: Option<bool>,
    pub level: u8,
    pub cell: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            goal: Goal::Text,
            place: Place::Body,
            look: Look::default(),
            font: -1,
            stand_ins: 1,
            optional: false,
            hidden: false,
            inner: false,
        }
    }
}

impl Look {
    /// Learns from a control word about paragraphs.
    pub fn learn(&mut self, word: &str, number: Option<i32>) {
        let level = number.and_then(|n| u8::try_from(n).ok());
        match word {
            "pard" => *self = Self::default(),
            "s" => self.style = number.unwrap_or(0),
            "outlinelevel" => self.outline = level,
            "ls" => self.list = Some(level.is_some_and(|n| n > 0)),
            "ilvl" => self.level = level.unwrap_or(0),
            "intbl" => self.cell = true,
            _ => {}
        }
    }
}

impl Group {
    /// What a paragraph that ends here is.
    pub fn kind(&self, style: Option<&Meaning>) -> ParagraphKind {
        let look = &self.look;
        let outline = look.outline.or(style.and_then(|s| s.outline));
        let list = look
            .list
            .or(style.and_then(|s| s.numbered))
            .unwrap_or(false);
        match outline.filter(|&level| level < 9) {
            _ if self.place == Place::Note => ParagraphKind::Footnote,
            _ if look.cell => ParagraphKind::TableCell,
            Some(level) => ParagraphKind::Heading(level + 1),
            None if list => ParagraphKind::ListItem(look.level.min(8) + 1),
            None if style.is_some_and(|s| s.quote) => ParagraphKind::Quote,
            None => ParagraphKind::Body,
        }
    }
}
