//! Reads the running text of a Word file: what a reader would see with all changes accepted.

use super::super::Unreadable;
use super::super::xml::{Piece, Tag, Xml};
use super::line::{Block, Line, Mark, Site};
use super::notes::Notes;
use super::paragraph::{Fields, Paragraph};
use super::styles::Styles;
use super::trail::Trail;
use crate::drafts::reading::ParagraphKind;
use std::ops::Range;

/// Which part of the file is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Text,
    Footnotes,
    Endnotes,
    Comments,
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
    blocks: Vec<Block>,
    trail: Trail,
    /// Where the piece that is being taken stands.
    at: Range<usize>,
    fields: Fields,
    /// What goes on in the next paragraph: the text of one whose end was deleted, and ends of comments between two.
    carried: Line,
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
            trail: Trail::default(),
            at: 0..0,
            fields: Fields::default(),
            carried: Line::default(),
            hidden: false,
            written: 0,
            chosen: Vec::new(),
        }
    }

    /// Reads a whole part; gives its paragraphs, and the elements that hold their letters.
    pub fn read(mut self, text: &str) -> Result<(Vec<Block>, Trail), Unreadable> {
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            self.take(piece, &mut xml)?;
        }
        self.finish();
        Ok((self.blocks, self.trail))
    }

    /// Reads the rest of the element that was opened last.
    pub fn read_element(mut self, xml: &mut Xml) -> Result<Vec<Block>, Unreadable> {
        while let Some(piece) = xml.next()? {
            if self.open.is_empty() && matches!(piece, Piece::Close) {
                break;
            }
            self.take(piece, xml)?;
        }
        self.finish();
        Ok(self.blocks)
    }

    fn finish(&mut self) {
        let line = std::mem::take(&mut self.carried);
        if !line.text.is_empty() || !line.marks.is_empty() {
            let kind = ParagraphKind::Body;
            self.blocks.push(Block { kind, line });
        }
    }

    fn take(&mut self, piece: Piece, xml: &mut Xml) -> Result<(), Unreadable> {
        self.at = xml.place();
        match piece {
            Piece::Open(tag) if self.leaves_out(&tag) => xml.skip()?,
            Piece::Open(tag) => {
                let closed = xml.closes_at_once();
                let open = self.enter(&tag, closed);
                self.trail.open(&tag, &self.at);
                self.open.push(open);
            }
            Piece::Text(text) if self.open.last() == Some(&Open::Text) => {
                let plain = self.at.len() == text.len();
                let site = self.trail.site(self.at.clone(), (true, plain));
                self.write(&text, site);
            }
            Piece::Text(_) => {}
            Piece::Close => {
                let closed = self.open.pop();
                self.trail.close(&self.at, closed == Some(Open::Text));
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

    fn enter(&mut self, tag: &Tag, closed: bool) -> Open {
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
                self.note_detail(tag, closed);
                Open::Other
            }
            _ => Open::Other,
        }
    }

    /// The small elements that tell how a paragraph looks or stand for a character in a run.
    fn note_detail(&mut self, tag: &Tag, closed: bool) {
        let id = || tag.get("id").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "commentRangeStart" => self.mark(Mark::Begin(id())),
            "commentRangeEnd" => self.mark(Mark::End(id())),
            "commentReference" => self.mark(Mark::Sign(id())),
            _ => {}
        }
        match self.open.last() {
            Some(Open::Run) => self.in_run(tag, closed),
            Some(Open::RunLook)
                if tag.name == "vanish" && self.open.ends_with(&[Open::Run, Open::RunLook]) =>
            {
                self.hidden = !matches!(tag.get("val"), Some("0" | "false" | "off"));
            }
            Some(Open::ParagraphLook | Open::Other) => self.with_paragraph(|p| p.learn(tag)),
            _ => {}
        }
    }

    /// `closed`: the element ends where it begins, so that the run can be cut behind it.
    fn in_run(&mut self, tag: &Tag, closed: bool) {
        let mut site = self.trail.site(self.at.clone(), (false, false));
        site.cut &= closed;
        match tag.name.as_str() {
            "tab" | "ptab" | "br" | "cr" => self.write(" ", site),
            "noBreakHyphen" => self.write("-", site),
            "sym" => {
                let code = tag
                    .get("char")
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok());
                let sign = code.and_then(char::from_u32).map(String::from);
                self.write(&sign.unwrap_or_default(), site);
            }
            "fldChar" => {
                let kind = tag.get("fldCharType").unwrap_or_default();
                self.fields.mark(kind);
                self.trail.field(kind);
            }
            "footnoteReference" => self.refer(Place::Footnotes, tag, &site),
            "endnoteReference" => self.refer(Place::Endnotes, tag, &site),
            _ => {}
        }
    }

    fn refer(&mut self, place: Place, tag: &Tag, site: &Site) {
        let note = self.notes.get(place, tag.get("id").unwrap_or_default());
        let here = note.into_iter().map(|block| Block {
            line: block.line.moved_to(site),
            ..block
        });
        self.with_paragraph(|p| p.after.extend(here));
    }

    /// One end of a comment; between two paragraphs it belongs to the beginning of the next one.
    fn mark(&mut self, mark: Mark) {
        let line = match self.paragraphs.last_mut() {
            Some(paragraph) => &mut paragraph.line,
            None => &mut self.carried,
        };
        line.mark(mark);
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
        let kind = self.kind(&paragraph);
        let mut line = std::mem::take(&mut self.carried);
        line.append(paragraph.line);
        let blocks = match self.paragraphs.last_mut() {
            Some(outer) => &mut outer.after,
            None => &mut self.blocks,
        };
        if paragraph.end_deleted {
            self.carried = line;
        } else {
            blocks.push(Block { kind, line });
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

    fn write(&mut self, text: &str, site: Site) {
        if self.hidden || self.fields.in_instruction() {
            return;
        }
        self.written += text.len();
        self.trail.wrote(&site);
        self.with_paragraph(|p| p.line.push(text, site));
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }
}
