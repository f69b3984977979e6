//! The letters of a paragraph, each with the place in its part where it was read, and the ends of comments among them.

use crate::drafts::reading::ParagraphKind;
use std::ops::Range;

/// A paragraph as it was read, not yet tidied.
#[derive(Clone)]
pub struct Block {
    pub kind: ParagraphKind,
    pub line: Line,
}

/// Letters, and where they come from.
#[derive(Clone, Default)]
pub struct Line {
    pub text: String,
    pub stretches: Vec<Stretch>,
    /// Ends of comments, each before so many bytes of the text.
    pub marks: Vec<(usize, Mark)>,
}

/// Some letters that were read at one place.
#[derive(Clone)]
pub struct Stretch {
    /// How many bytes of the line they take.
    pub bytes: usize,
    pub site: Site,
}

/// A place in the document part.
#[derive(Clone)]
pub struct Site {
    /// Which of the trail's holders they stand in.
    pub holder: usize,
    /// Which of the trail's texts they stand in, where their holder can be cut inside it.
    pub words: Option<usize>,
    /// Where exactly, in bytes.
    pub raw: Range<usize>,
    /// Whether the letters stand there byte for byte.
    pub plain: bool,
    /// Whether the holder can be cut here; otherwise a comment can only stand around all of it.
    pub cut: bool,
    /// Whether the letters themselves stand in another part, and this place only refers to them.
    pub elsewhere: bool,
    /// Which of the trail's fields they are the result of.
    pub field: Option<usize>,
}

/// One end of a comment, with the comment's own number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Begin(String),
    End(String),
    /// Where Word shows its sign.
    Sign(String),
}

impl Line {
    /// Adds letters that were read at a site.
    pub fn push(&mut self, text: &str, site: Site) {
        self.text.push_str(text);
        let bytes = text.len();
        self.stretches.push(Stretch { bytes, site });
    }

    /// Adds an end of a comment.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push((self.text.len(), mark));
    }

    /// Adds a whole line behind this one.
    pub fn append(&mut self, mut other: Self) {
        let before = self.text.len();
        let moved = other
            .marks
            .into_iter()
            .map(|(at, mark)| (before + at, mark));
        self.marks.extend(moved);
        self.text.push_str(&other.text);
        self.stretches.append(&mut other.stretches);
    }

    /// The same letters as all read at one other site, without the ends of comments: what a note says, where it is referred to.
    pub fn moved_to(mut self, site: &Site) -> Self {
        self.marks.clear();
        self.stretches = vec![Stretch {
            bytes: self.text.len(),
            site: Site {
                elsewhere: true,
                ..site.clone()
            },
        }];
        self
    }
}
