//! Notes in hand: numbered for the page, with what other windows typed, and those that were taken away.

use serde::Serialize;

use super::Times;
use super::noted::{Aside, Noted, label};
use super::words::one_line;
use crate::centre::Ways;
use crate::feedback::pieces::Before;
use crate::feedback::{Piece, lite};

/// A note that was taken away.
#[derive(Clone, Debug, Serialize)]
pub struct Gone {
    /// Its number.
    pub id: i64,
    /// The centre's word for its kind.
    pub label: String,
    /// How it begins.
    pub says: String,
}

/// The notes that stand, numbered in the order of the text, and those that were taken away.
#[must_use]
pub fn noted(
    pieces: &[Piece],
    versions: &[Before],
    ways: &Ways,
    times: &Times,
) -> (Vec<Noted>, Vec<Gone>) {
    let (standing, gone): (Vec<&Piece>, Vec<&Piece>) =
        pieces.iter().partition(|piece| !piece.deleted);
    let notes = (1..).zip(standing).map(|(n, piece)| {
        let own = || versions.iter().filter(|version| version.piece == piece.id);
        Noted {
            asides: asides(own().filter(|version| version.aside), times),
            ..Noted::in_hand(n, piece, &ways.kinds)
        }
    });
    let gone = gone.iter().map(|piece| Gone {
        id: piece.id.0,
        label: label(piece.kind, &ways.kinds),
        says: one_line(&lite::plain(&piece.words), 80),
    });
    (notes.collect(), gone.collect())
}

/// What other windows typed at the same time.
#[must_use]
pub fn asides<'a>(versions: impl Iterator<Item = &'a Before>, times: &Times) -> Vec<Aside> {
    let shown = versions.map(|version| Aside {
        id: version.id.0,
        words: version.words.clone(),
        when: times.within(version.at),
    });
    shown.collect()
}
