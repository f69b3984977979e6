//! Remembers while a document part is read which element holds which letters, so that comments can be put around them.

use super::super::xml::Tag;
use super::line::Site;
use std::ops::Range;

/// What may stand between a paragraph and its runs; comments may begin and end inside each of these.
const TRANSPARENT: [&str; 9] = [
    "hyperlink",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "sdt",
    "sdtContent",
    "bdo",
    "dir",
];

/// An element of a paragraph with letters in it: a run, or something that cannot be cut. Places in bytes.
#[derive(Clone, Default)]
pub struct Holder {
    pub open: Range<usize>,
    /// The run's own look, which both halves of a run that is cut must have.
    pub look: Option<Range<usize>>,
    pub close: Range<usize>,
    run: bool,
}

/// A run's text. Places in bytes.
#[derive(Clone, Default)]
pub struct Words {
    pub open: Range<usize>,
    pub close: Range<usize>,
}

/// A field, such as a citation, with its result. `LibreOffice` loses comments that begin or end inside one.
#[derive(Clone, Default)]
pub struct Field {
    /// The holders in which it begins and ends.
    begin: usize,
    end: Option<usize>,
    /// Where its letters begin and end, in bytes.
    letters: Option<Range<usize>>,
}

/// The elements that are open, and the holders and texts met so far.
#[derive(Default)]
pub struct Trail {
    depth: usize,
    /// How deep the outermost paragraph is open.
    paragraph: Option<usize>,
    /// The holder that is open, and how deep.
    holder: Option<(usize, usize)>,
    look: Option<usize>,
    pub holders: Vec<Holder>,
    pub words: Vec<Words>,
    fields: Vec<Field>,
    /// How many fields are open, one in the other.
    open_fields: usize,
}

impl Trail {
    /// An element opens at a place.
    pub fn open(&mut self, tag: &Tag, place: &Range<usize>) {
        self.depth += 1;
        match (self.paragraph, self.holder) {
            (None, _) if tag.is("w", "p") => self.paragraph = Some(self.depth),
            (Some(_), None) if tag.ns == "w" && TRANSPARENT.contains(&tag.name.as_str()) => {}
            (Some(_), None) => {
                self.holder = Some((self.holders.len(), self.depth));
                self.holders.push(Holder {
                    open: place.clone(),
                    run: tag.is("w", "r"),
                    ..Holder::default()
                });
            }
            (Some(_), Some((_, outer))) if self.depth == outer + 1 => {
                if tag.is("w", "t") {
                    self.words.push(Words {
                        open: place.clone(),
                        close: place.end..place.end,
                    });
                } else if tag.is("w", "rPr") {
                    self.look = Some(place.start);
                }
            }
            (None, _) | (Some(_), Some(_)) => {}
        }
    }

    /// The element that opened last closes at a place. `text`: it was a text.
    pub fn close(&mut self, place: &Range<usize>, text: bool) {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if let Some((holder, outer)) = self.holder {
            if depth == outer {
                self.holders[holder].close = place.clone();
                self.holder = None;
            } else if depth == outer + 1 {
                if let Some(from) = self.look.take() {
                    self.holders[holder].look = Some(from..place.end);
                } else if text && let Some(words) = self.words.last_mut() {
                    words.close = place.clone();
                }
            }
        }
        if self.paragraph == Some(depth) {
            self.paragraph = None;
        }
    }

    /// A field begins or ends in the open holder.
    pub fn field(&mut self, kind: &str) {
        let here = self.holder.map_or(0, |(holder, _)| holder);
        match kind {
            "begin" => {
                self.open_fields += 1;
                if self.open_fields == 1 {
                    self.fields.push(Field {
                        begin: here,
                        ..Field::default()
                    });
                }
            }
            "end" => {
                self.open_fields = self.open_fields.saturating_sub(1);
                if let (0, Some(field)) = (self.open_fields, self.fields.last_mut()) {
                    field.end = Some(here);
                }
            }
            _ => {}
        }
    }

    /// Letters were read at a site.
    pub fn wrote(&mut self, site: &Site) {
        if let Some(field) = site.field.and_then(|n| self.fields.get_mut(n)) {
            let begin = field
                .letters
                .as_ref()
                .map_or(site.raw.start, |all| all.start);
            field.letters = Some(begin..site.raw.end);
        }
    }

    /// All of the field in which a site lies: its first and last byte, and where its letters begin and end.
    pub fn around(&self, site: &Site) -> Option<(Range<usize>, Range<usize>)> {
        let field = self.fields.get(site.field?)?;
        let (begin, end) = (&self.holders[field.begin], &self.holders[field.end?]);
        Some((begin.open.start..end.close.end, field.letters.clone()?))
    }

    /// The site of the letters at a place, which stand in an open text, or for which an element of the run stands.
    /// `plain`: they stand there byte for byte.
    pub fn site(&self, raw: Range<usize>, (in_text, plain): (bool, bool)) -> Site {
        let (holder, outer) = self.holder.unwrap_or_default();
        let direct = self.depth == outer + usize::from(in_text);
        let cut = direct && self.holders.get(holder).is_some_and(|holder| holder.run);
        Site {
            holder,
            words: (cut && in_text).then(|| self.words.len().saturating_sub(1)),
            raw,
            plain,
            cut,
            elsewhere: false,
            field: self
                .fields
                .len()
                .checked_sub(1)
                .filter(|_| self.open_fields > 0),
        }
    }
}
