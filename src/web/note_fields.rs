//! What any form of a note sends, with script or without.

use rocket::FromForm;

use crate::feedback::margin::MarginId;
use crate::feedback::pieces::{Hand, Kind, PieceId, Typed};
use crate::feedback::place::Aim;
use crate::pages::note_form::NoteForm;
use crate::refusal::Refusal;

/// What any form of a note sends, with script or without.
#[derive(FromForm)]
pub(super) struct Fields {
    pub(super) piece: Option<String>,
    #[field(default = 0)]
    pub(super) version: u32,
    #[field(default = String::new())]
    pub(super) sitting: String,
    #[field(default = String::new())]
    pub(super) kind: String,
    #[field(default = String::new())]
    pub(super) words: String,
    #[field(default = String::new())]
    pub(super) p: String,
    #[field(default = String::new())]
    pub(super) sentence: String,
    #[field(default = String::new())]
    pub(super) quote: String,
    pub(super) near: Option<u32>,
    pub(super) snippet: Option<i64>,
    pub(super) sure: Option<i64>,
    pub(super) insert: Option<String>,
    pub(super) comment: Option<i64>,
}

impl Fields {
    /// The open form behind it.
    pub(super) fn hand(&self) -> Hand {
        let piece = self.piece.as_deref().and_then(|id| id.parse().ok());
        Hand {
            piece: piece.map(PieceId),
            version: self.version,
            sitting: self.sitting.chars().take(64).collect(),
        }
    }

    /// The comment out of a Word file that it gives a place, where it is about one.
    pub(super) fn about(&self) -> Option<MarginId> {
        self.comment.map(MarginId)
    }

    /// What was typed, and where it is to stand.
    pub(super) fn typed(&self) -> Result<Typed, Refusal> {
        let kind = Kind::parse(&self.kind);
        Ok(Typed {
            kind: kind.ok_or_else(|| Refusal::field("kind", "Choose what kind of note it is"))?,
            words: self.words.clone(),
            aim: self.aim()?,
        })
    }

    fn aim(&self) -> Result<Aim, Refusal> {
        let paragraph = self.p.parse().ok();
        if self.piece.as_deref().is_some_and(|piece| !piece.is_empty()) {
            return Ok(Aim::Whole);
        }
        if !self.quote.trim().is_empty() {
            return Ok(Aim::Words {
                paragraph,
                quote: self.quote.clone(),
                near: self.near,
            });
        }
        let Some(paragraph) = paragraph else {
            return Ok(Aim::Whole);
        };
        let (first, last) = self
            .sentence
            .split_once('-')
            .unwrap_or((&self.sentence, &self.sentence));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => Ok(Aim::Sentences {
                paragraph,
                first,
                last,
            }),
            _ => Err(Refusal::field(
                "sentence",
                "Choose a sentence, or type its words",
            )),
        }
    }

    /// The form again as it was filled in.
    pub(super) fn form(&self, blank: NoteForm) -> NoteForm {
        NoteForm {
            piece: self.piece.clone().unwrap_or_default(),
            version: self.version,
            sitting: self.sitting.clone(),
            kind: self.kind.clone(),
            words: self.words.clone(),
            p: self.p.clone(),
            sentence: self.sentence.clone(),
            quote: self.quote.clone(),
            comment: self.comment,
            snippet: self.snippet.map(|id| id.to_string()).unwrap_or_default(),
            ..blank
        }
    }
}
