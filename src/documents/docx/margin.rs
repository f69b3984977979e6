//! Reads the comments in the margin of a Word file, each with its place in the reading text of that file.

use super::super::parts::Parts;
use super::super::xml::{Piece, Xml};
use super::super::{MarginNote, MarkedUp, Unreadable, broken};
use super::Main;
use super::body::{Body, Place};
use super::letters::{Lettered, lettered};
use super::line::Mark;
use super::notes::Notes;
use super::styles::Styles;
use crate::drafts::reading::{ReadingText, Span};
use std::collections::HashMap;

/// More comments than anybody writes on one paper.
const MOST: usize = 1000;

/// Where the ends of one comment stand, in code points.
#[derive(Clone, Copy, Default)]
struct Ends {
    begin: Option<u32>,
    end: Option<u32>,
    sign: Option<u32>,
}

/// The reading text of a Word file, and its comments in the order in which the file lists them. Only for the child process
/// of [`super::super::Apart`]: files are hostile.
///
/// # Errors
/// Why they cannot be read.
pub fn marked_up(bytes: &[u8]) -> Result<MarkedUp, Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let main = Main::read(&mut parts)?;
    let text = ReadingText::from_blocks(main.plain_blocks());
    let places = ends(&lettered(&main.blocks, &text)?);
    let part = main.relations.target("comments").map(str::to_owned);
    let listed = match part {
        Some(part) => parts.xml(&part)?.unwrap_or_default(),
        None => String::new(),
    };
    let letters: Vec<char> = text.whole().chars().collect();
    let mut notes = Vec::new();
    for (id, note) in comments(&listed, &main.styles)? {
        let ends = places.get(&id).copied().unwrap_or_default();
        let span = ends.span(&letters).or_else(|| ends.sentence(&text));
        notes.push(MarginNote { span, ..note });
    }
    Ok(MarkedUp { text, notes })
}

/// The numbers of all comments that a part lists.
pub fn numbers(part: &str) -> Result<Vec<String>, Unreadable> {
    let mut xml = Xml::new(part);
    let mut found = Vec::new();
    while let Some(piece) = xml.next()? {
        if let Piece::Open(tag) = piece
            && tag.is("w", "comment")
        {
            found.extend(tag.get("id").map(str::to_owned));
        }
    }
    Ok(found)
}

/// Every comment with its number; those that say nothing are left out.
fn comments(part: &str, styles: &Styles) -> Result<Vec<(String, MarginNote)>, Unreadable> {
    let none = Notes::default();
    let mut xml = Xml::new(part);
    let mut found = Vec::new();
    while let Some(piece) = xml.next()? {
        let Piece::Open(tag) = piece else { continue };
        if !tag.is("w", "comment") {
            continue;
        }
        let of = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let (id, author, at) = (of("id"), of("author"), of("date"));
        let blocks = Body::new(styles, &none, Place::Comments).read_element(&mut xml)?;
        let lines = blocks
            .into_iter()
            .map(|block| (block.kind, block.line.text));
        let words = ReadingText::from_blocks(lines.collect()).whole();
        if found.len() == MOST {
            return Err(broken("there are more than a thousand comments"));
        }
        if !words.is_empty() {
            let span = None;
            let comment = MarginNote {
                author,
                at,
                words,
                span,
            };
            found.push((id, comment));
        }
    }
    Ok(found)
}

/// The ends of all comments that the text refers to.
fn ends(paragraphs: &[Lettered<'_>]) -> HashMap<String, Ends> {
    let mut all: HashMap<String, Ends> = HashMap::new();
    for paragraph in paragraphs {
        for (byte, mark) in &paragraph.line.marks {
            let (Mark::Begin(id) | Mark::End(id) | Mark::Sign(id)) = mark;
            let ends = all.entry(id.clone()).or_default();
            match mark {
                Mark::Begin(_) => ends.begin = Some(paragraph.from(*byte)),
                Mark::End(_) => ends.end = Some(paragraph.up_to(*byte)),
                Mark::Sign(_) => ends.sign = Some(paragraph.up_to(*byte)),
            }
        }
    }
    all
}

impl Ends {
    /// What the comment stands on, without the gaps around it.
    fn span(self, letters: &[char]) -> Option<Span> {
        let end = self.end.or(self.sign)? as usize;
        let (mut start, mut end) = (self.begin? as usize, end.min(letters.len()));
        while start < end && letters[start].is_whitespace() {
            start += 1;
        }
        while start < end && letters[end - 1].is_whitespace() {
            end -= 1;
        }
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (start < end).then(|| Span::from((at(start), at(end))))
    }

    /// The sentence in which its sign stands.
    fn sentence(self, text: &ReadingText) -> Option<Span> {
        let at = self.sign.or(self.begin)?;
        let sentences = text.paragraphs.iter().flat_map(|p| &p.sentences);
        sentences
            .take_while(|span| span.start <= at)
            .last()
            .copied()
    }
}
