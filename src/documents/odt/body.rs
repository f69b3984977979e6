//! Reads the running text of an ODT file: what a reader would see with all changes accepted.

use super::super::xml::{Piece, Tag, Xml};
use super::super::{Blocks, Flag, Unreadable};
use super::styles::Styles;
use crate::drafts::reading::ParagraphKind;

/// What an open element is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Text,
    Paragraph,
    List,
    Cell,
    Note,
    Frame,
    Other,
}

struct Paragraph {
    kind: ParagraphKind,
    text: String,
    /// Its notes and text frames, which follow it.
    after: Blocks,
}

/// The reader of the content part.
pub struct Body<'a> {
    styles: &'a Styles,
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    blocks: Blocks,
    linked: bool,
}

impl<'a> Body<'a> {
    pub fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            open: Vec::new(),
            paragraphs: Vec::new(),
            blocks: Vec::new(),
            linked: false,
        }
    }

    /// Reads the whole part; the flag tells of pictures that lie elsewhere.
    pub fn read(mut self, text: &str) -> Result<(Blocks, Vec<Flag>), Unreadable> {
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Open(tag) if leaves_out(&tag) => xml.skip()?,
                Piece::Open(tag) => {
                    let open = self.enter(&tag);
                    self.open.push(open);
                }
                Piece::Text(text) => self.write(&text),
                Piece::Close if self.open.pop() == Some(Open::Paragraph) => self.end_paragraph(),
                Piece::Close => {}
            }
        }
        let flags = if self.linked {
            vec![Flag::LinkedContent]
        } else {
            Vec::new()
        };
        Ok((self.blocks, flags))
    }

    fn enter(&mut self, tag: &Tag) -> Open {
        match (tag.ns, tag.name.as_str()) {
            ("office", "text") => Open::Text,
            ("text", "h" | "p") if self.open.contains(&Open::Text) => {
                let kind = self.kind(tag);
                self.paragraphs.push(Paragraph {
                    kind,
                    text: String::new(),
                    after: Vec::new(),
                });
                Open::Paragraph
            }
            ("text", "s" | "tab" | "line-break") => {
                self.write(" ");
                Open::Other
            }
            ("text", "list") => Open::List,
            ("text", "note-body") => Open::Note,
            ("table", "table-cell") => Open::Cell,
            ("draw", "text-box") => Open::Frame,
            ("draw", _) => {
                let elsewhere = |link: &str| {
                    link.starts_with("http:")
                        || link.starts_with("https:")
                        || link.starts_with("file:")
                };
                self.linked |=
                    tag.name != "a" && tag.get_in("xlink", "href").is_some_and(elsewhere);
                Open::Other
            }
            _ => Open::Other,
        }
    }

    fn kind(&self, tag: &Tag) -> ParagraphKind {
        if self.open.contains(&Open::Note) {
            return ParagraphKind::Footnote;
        }
        if self.open.contains(&Open::Cell) {
            return ParagraphKind::TableCell;
        }
        if tag.name == "h" {
            let level = tag
                .get("outline-level")
                .and_then(|level| level.parse().ok());
            return ParagraphKind::Heading(level.unwrap_or(1).clamp(1, 9));
        }
        let inner = self
            .open
            .iter()
            .rev()
            .take_while(|&&open| open != Open::Frame);
        let level = inner.filter(|&&open| open == Open::List).count();
        match self
            .styles
            .kind(tag.get_in("text", "style-name").unwrap_or_default())
        {
            heading @ ParagraphKind::Heading(_) => heading,
            _ if level > 0 => ParagraphKind::ListItem(u8::try_from(level).unwrap_or(9).min(9)),
            kind => kind,
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        let blocks = match self.paragraphs.last_mut() {
            Some(outer) => &mut outer.after,
            None => &mut self.blocks,
        };
        blocks.push((paragraph.kind, paragraph.text));
        blocks.extend(paragraph.after);
    }
}

/// Comments, deleted text, marks of notes, and the patterns that lists of contents are made from.
fn leaves_out(tag: &Tag) -> bool {
    let unseen = match tag.ns {
        "office" => "annotation annotation-end forms binary-data event-listeners scripts",
        "text" => "tracked-changes note-citation ruby-text script hidden-text hidden-paragraph",
        "table" => "covered-table-cell",
        "svg" => "title desc",
        "draw" => "object",
        _ => "",
    };
    let pattern =
        tag.ns == "text" && (tag.name.ends_with("-decls") || tag.name.ends_with("-source"));
    let hidden = tag.is("text", "section") && tag.get("display") == Some("none");
    pattern || hidden || unseen.split(' ').any(|name| name == tag.name)
}
