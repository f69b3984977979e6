//! One note as pages show it: its number, its kind in the centre's word, what it says, and what was decided about it.

use serde::Serialize;

use crate::drafts::reading::Span;
use crate::feedback::{Kind, Note, Piece, Place};

/// Letters of a quote that stand with a note.
const QUOTED: usize = 90;

/// One note as pages show it.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// Its number beside the text.
    pub n: u32,
    /// The number of the piece behind it.
    pub id: i64,
    /// Its look, and the centre's word for its kind.
    pub look: &'static str,
    /// The kind as forms send it.
    pub kind: &'static str,
    /// The centre's word for it.
    pub label: String,
    /// The beginning of the words it stands on; empty: the whole paper.
    pub quote: String,
    /// What it says, as typed.
    pub typed: String,
    /// The version that form begins with.
    pub version: u32,
    /// What another window typed at the same time.
    pub asides: Vec<Aside>,
    /// What its student decided: `plan`, `not_now` or nothing.
    pub choice: &'static str,
    /// The number of the note that is shown after it; 0: none.
    pub next: u32,
    pub(super) span: Option<Span>,
}

/// What another window typed at the same time.
#[derive(Clone, Debug, Serialize)]
pub struct Aside {
    /// Its number.
    pub id: i64,
    /// What it says.
    pub words: String,
    /// When it was typed.
    pub when: String,
}

/// The style of a kind: a line and a colour.
#[must_use]
pub const fn look(kind: Kind) -> &'static str {
    match kind {
        Kind::Letter => "",
        Kind::Big => "k-big",
        Kind::Well => "k-str",
        Kind::Question => "k-qn",
        Kind::Sentence => "k-sent",
    }
}

/// The centre's word for a kind.
#[must_use]
pub fn label(kind: Kind, kinds: &[String; 4]) -> String {
    let place = Kind::NOTES.iter().position(|known| *known == kind);
    place.map_or_else(String::new, |place| kinds[place].clone())
}

impl Noted {
    /// A note in hand.
    #[must_use]
    pub fn in_hand(n: u32, piece: &Piece, kinds: &[String; 4]) -> Self {
        Self {
            version: piece.version,
            ..Self::new(
                (n, piece.id.0),
                (piece.kind, kinds),
                (piece.place.as_ref(), &piece.words),
            )
        }
    }

    /// A note that was returned.
    #[must_use]
    pub fn returned(note: &Note, kinds: &[String; 4]) -> Self {
        Self::new(
            (note.n, note.piece.0),
            (note.kind, kinds),
            (note.place.as_ref(), &note.words),
        )
    }

    fn new(
        (n, id): (u32, i64),
        (kind, kinds): (Kind, &[String; 4]),
        (place, words): (Option<&Place>, &str),
    ) -> Self {
        Self {
            n,
            id,
            look: look(kind),
            kind: kind.as_str(),
            label: label(kind, kinds),
            quote: place.map_or_else(String::new, |place| shortened(&place.exact)),
            typed: words.to_owned(),
            span: place.map(|place| place.span),
            ..Self::default()
        }
    }
}

fn shortened(quote: &str) -> String {
    if quote.chars().count() <= QUOTED {
        return quote.replace('\n', " ");
    }
    let cut: String = quote.chars().take(QUOTED).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole.replace('\n', " "))
}
