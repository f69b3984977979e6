//! Reads the running text of a Word file: what a reader would see with all changes accepted.

use super::super::xml::{Piece, Tag, Xml};
use super::super::{Blocks, Unreadable};
use super::notes::Notes;
use super::paragraph::{Fields, Paragraph};
use super::styles::Styles;
use crate::drafts::reading::ParagraphKind;

/// Which part of the file is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Text,
    Footnotes,
    Endnotes,
}

/// What an open element is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    ParagraphLook,
    Run,
    RunLook,
    Text,
    Cell,
    Alternatives,
    /// One of several ways to show the same; holds how much was written before it.
    Choice(usize),
    Other,
}

/// The reader of one part.
pub struct Body<'a> {
    styles: &'a Styles,
    notes: &'a Notes,
    place: Place,
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    blocks: Blocks,
    fields: Fields,
    /// Text of a paragraph whose end was deleted: it goes on in the next one.
    carried: String,
    hidden: bool,
    written: usize,
    chosen: Vec<bool>,
}

impl<'a> Body<'a> {
    pub fn new(styles: &'a Styles, notes: &'a Notes, place: Place) -> Self {
        Self {
            styles,
            notes,
            place,
            open: Vec::new(),
            paragraphs: Vec::new(),
            blocks: Vec::new(),
            fields: Fields::default(),
            carried: String::new(),
            hidden: false,
            written: 0,
            chosen: Vec::new(),
        }
    }

    /// Reads a whole part.
    pub fn read(mut self, text: &str) -> Result<Blocks, Unreadable> {
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            self.take(piece, &mut xml)?;
        }
        Ok(self.finish())
    }

    /// Reads the rest of the element that was opened last.
    pub fn read_element(mut self, xml: &mut Xml) -> Result<Blocks, Unreadable> {
        while let Some(piece) = xml.next()? {
            if self.open.is_empty() && matches!(piece, Piece::Close) {
                break;
            }
            self.take(piece, xml)?;
        }
        Ok(self.finish())
    }

    fn finish(mut self) -> Blocks {
        if !self.carried.is_empty() {
            self.blocks.push((ParagraphKind::Body, self.carried));
        }
        self.blocks
    }

    fn take(&mut self, piece: Piece, xml: &mut Xml) -> Result<(), Unreadable> {
        match piece {
            Piece::Open(tag) if self.leaves_out(&tag) => xml.skip()?,
            Piece::Open(tag) => {
                let open = self.enter(&tag);
                self.open.push(open);
            }
            Piece::Text(text) if self.open.last() == Some(&Open::Text) => self.write(&text),
            Piece::Text(_) => {}
            Piece::Close => {
                let closed = self.open.pop();
                self.leave(closed);
            }
        }
        Ok(())
    }

    /// Deleted text, former looks, second versions of the same thing.
    fn leaves_out(&mut self, tag: &Tag) -> bool {
        match (tag.ns, tag.name.as_str()) {
            ("w", "del" | "moveFrom") => {
                if self.open.ends_with(&[Open::ParagraphLook, Open::RunLook]) {
                    self.with_paragraph(|p| p.end_deleted = true);
                }
                true
            }
            ("w", "sectPr" | "rt" | "numberingChange" | "instrText" | "delText") => true,
            ("w", name) => name.ends_with("PrChange"),
            ("mc", "Choice" | "Fallback") => self.chosen.last() == Some(&true),
            _ => false,
        }
    }

    fn enter(&mut self, tag: &Tag) -> Open {
        match (tag.ns, tag.name.as_str()) {
            ("w", "p") => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            ("w", "pPr") => Open::ParagraphLook,
            ("w", "rPr") => Open::RunLook,
            ("w" | "m", "r") => {
                self.hidden = false;
                Open::Run
            }
            ("w" | "m", "t") => Open::Text,
            ("w", "tc") => Open::Cell,
            ("mc", "AlternateContent") => {
                self.chosen.push(false);
                Open::Alternatives
            }
            ("mc", "Choice" | "Fallback") => Open::Choice(self.written),
            ("w", _) => {
                self.note_detail(tag);
                Open::Other
            }
            _ => Open::Other,
        }
    }

    /// The small elements that tell how a paragraph looks or stand for a character in a run.
    fn note_detail(&mut self, tag: &Tag) {
        match self.open.last() {
            Some(Open::Run) => self.in_run(tag),
            Some(Open::RunLook)
                if tag.name == "vanish" && self.open.ends_with(&[Open::Run, Open::RunLook]) =>
            {
                self.hidden = !matches!(tag.get("val"), Some("0" | "false" | "off"));
            }
            Some(Open::ParagraphLook | Open::Other) => self.with_paragraph(|p| p.learn(tag)),
            _ => {}
        }
    }

    fn in_run(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "tab" | "ptab" | "br" | "cr" => self.write(" "),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let code = tag
                    .get("char")
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok());
                let sign = code.and_then(char::from_u32).map(String::from);
                self.write(&sign.unwrap_or_default());
            }
            "fldChar" => self.fields.mark(tag.get("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.refer(Place::Footnotes, tag),
            "endnoteReference" => self.refer(Place::Endnotes, tag),
            _ => {}
        }
    }

    fn refer(&mut self, place: Place, tag: &Tag) {
        let note = self.notes.get(place, tag.get("id").unwrap_or_default());
        self.with_paragraph(|p| p.after.extend(note));
    }

    fn leave(&mut self, closed: Option<Open>) {
        match closed {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Run) => self.hidden = false,
            Some(Open::Alternatives) => drop(self.chosen.pop()),
            Some(Open::Choice(before)) => {
                if let Some(chosen) = self.chosen.last_mut() {
                    *chosen = self.written > before;
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if self.paragraphs.is_empty() {
            self.fields.end_paragraph();
        }
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        let kind = self.kind(&paragraph);
        let blocks = match self.paragraphs.last_mut() {
            Some(outer) => &mut outer.after,
            None => &mut self.blocks,
        };
        if paragraph.end_deleted {
            self.carried = text;
        } else {
            blocks.push((kind, text));
        }
        blocks.extend(paragraph.after);
    }

    fn kind(&self, paragraph: &Paragraph) -> ParagraphKind {
        if self.place != Place::Text {
            return ParagraphKind::Footnote;
        }
        if self.open.contains(&Open::Cell) {
            return ParagraphKind::TableCell;
        }
        paragraph.kind(self.styles)
    }

    fn write(&mut self, text: &str) {
        if self.hidden || self.fields.in_instruction() {
            return;
        }
        self.written += text.len();
        self.with_paragraph(|p| p.text.push_str(text));
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }
}
