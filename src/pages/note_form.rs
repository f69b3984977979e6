//! The form of one note: on a sentence, on chosen words, or on the whole paper.

use serde::Serialize;
use uuid::Uuid;

use super::in_hand::asides;
use super::marking::kinds;
use super::noted::Aside;
use super::words::one_line;
use super::{Choice, Page, Times};
use crate::centre::Ways;
use crate::drafts::reading::ReadingText;
use crate::feedback::Piece;
use crate::feedback::margin::Loose;
use crate::feedback::pieces::Before;

/// What the form holds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoteForm {
    /// Where it is sent.
    pub action: String,
    /// The note that it changes; empty: a new one.
    pub piece: String,
    /// The version it was opened at.
    pub version: u32,
    /// The form's own sign.
    pub sitting: String,
    /// The chosen kind.
    pub kind: String,
    /// What is typed.
    pub words: String,
    /// The paragraph it is about; empty: the whole paper.
    pub p: String,
    /// The chosen sentence.
    pub sentence: String,
    /// The typed words of the text.
    pub quote: String,
    /// The comment out of a Word file that it gives a place.
    pub comment: Option<i64>,
    /// The chosen comment of the bank.
    pub snippet: String,
    /// The words that it stood on in that file.
    pub stood_on: String,
    /// The kinds to choose from.
    pub kinds: Vec<Choice>,
}

impl NoteForm {
    /// A new note on a paper.
    #[must_use]
    pub fn blank(reference: &str, ways: &Ways) -> Self {
        Self {
            action: format!("/desk/{reference}/notes"),
            sitting: Uuid::now_v7().simple().to_string(),
            kinds: kinds(ways),
            ..Self::default()
        }
    }

    /// A note to be changed.
    #[must_use]
    pub fn on(reference: &str, piece: &Piece, ways: &Ways) -> Self {
        Self {
            piece: piece.id.0.to_string(),
            version: piece.version,
            kind: piece.kind.as_str().to_owned(),
            words: piece.words.clone(),
            ..Self::blank(reference, ways)
        }
    }

    /// The same form filled with a comment out of a Word file.
    #[must_use]
    pub fn about(self, comment: &Loose) -> Self {
        Self {
            kind: comment.kind.as_str().to_owned(),
            words: comment.words.clone(),
            comment: Some(comment.id.0),
            stood_on: one_line(&comment.quote, 400),
            ..self
        }
    }
}

/// The page of one note.
#[derive(Serialize)]
pub struct NotePage {
    reference: String,
    paper_title: String,
    heading: String,
    form: NoteForm,
    sentences: Vec<Choice>,
    paragraphs: Vec<Choice>,
    quote: String,
    asides: Vec<Aside>,
    before: Vec<Aside>,
    other: String,
    base: String,
    bank: Vec<Choice>,
}

impl Page for NotePage {
    const TEMPLATE: &'static str = "desk/note.html";

    fn title(&self) -> String {
        format!("{}, {}", self.heading, self.reference)
    }
}

impl NotePage {
    /// A new note on a paragraph, or on the whole paper.
    #[must_use]
    pub fn fresh(
        (reference, title): (String, String),
        form: NoteForm,
        text: Option<&ReadingText>,
        bank: Vec<Choice>,
    ) -> Self {
        let sentences = text
            .map(|text| sentences(text, &form.p))
            .unwrap_or_default();
        let placing = text.filter(|_| form.comment.is_some());
        let heading = if placing.is_some() {
            "Place a comment".to_owned()
        } else if form.p.is_empty() {
            "Note on the whole paper".to_owned()
        } else {
            format!("Note on ¶{}", form.p)
        };
        Self {
            base: format!("/desk/{reference}"),
            reference,
            paper_title: title,
            heading,
            form,
            sentences,
            quote: String::new(),
            asides: Vec::new(),
            before: Vec::new(),
            other: String::new(),
            bank,
            paragraphs: placing.map(paragraphs).unwrap_or_default(),
        }
    }

    /// The same page with another form.
    #[must_use]
    pub fn with(self, form: NoteForm) -> Self {
        Self { form, ..self }
    }

    /// A note that is there, to be changed.
    #[must_use]
    pub fn changing(self, piece: &Piece, versions: &[Before], times: &Times) -> Self {
        let own = || versions.iter().filter(|version| version.piece == piece.id);
        let quote = piece.place.as_ref().map(|place| place.exact.clone());
        Self {
            heading: "Change a note".to_owned(),
            sentences: Vec::new(),
            quote: quote.unwrap_or_default(),
            asides: asides(own().filter(|version| version.aside), times),
            before: asides(own().filter(|version| !version.aside), times),
            ..self
        }
    }

    /// The same, where another window saved meanwhile: what it saved stands above the form.
    #[must_use]
    pub fn beside(self, other: &Piece) -> Self {
        Self {
            other: other.words.clone(),
            ..self
        }
    }
}

/// How each paragraph begins.
fn paragraphs(text: &ReadingText) -> Vec<Choice> {
    let each = (1..).zip(&text.paragraphs).map(|(n, paragraph)| Choice {
        value: format!("{n}"),
        label: format!("¶{n} {}", one_line(&paragraph.text, 60)),
    });
    each.collect()
}

/// The sentences of a paragraph, and all of it.
fn sentences(text: &ReadingText, p: &str) -> Vec<Choice> {
    let n: usize = p.parse().unwrap_or(0);
    let Some(paragraph) = n.checked_sub(1).and_then(|at| text.paragraphs.get(at)) else {
        return Vec::new();
    };
    let letters: Vec<char> = paragraph.text.chars().collect();
    let each = (1..).zip(&paragraph.sentences).map(|(n, span)| {
        let place = |at: u32| (at.saturating_sub(paragraph.start) as usize).min(letters.len());
        let said: String = letters[place(span.start)..place(span.end)].iter().collect();
        Choice {
            value: format!("{n}"),
            label: one_line(&said, 160),
        }
    });
    let mut choices: Vec<Choice> = each.collect();
    if choices.len() > 1 {
        choices.push(Choice {
            value: format!("1-{}", choices.len()),
            label: "The whole paragraph".to_owned(),
        });
    }
    choices
}
