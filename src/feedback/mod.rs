//! What the tutor returns: the letter and the notes on a draft, released to its student; and what the student makes of it.

pub mod again;
pub mod bank;
pub mod copy;
pub mod effort;
pub mod lite;
pub mod margin;
pub mod pieces;
pub mod place;
pub mod plan;
mod release;
pub mod remarks;
mod rows;
pub mod second;
pub mod sheet;

use crate::db::Tx;
use crate::people::Person;
use crate::refusal::Outcome;

pub use pieces::{Kind, Piece, PieceId};
pub use place::Place;
pub use release::{
    Letter, Note, Ready, ReturnId, letters, newest_letter, ready, refuse_unless_seen, release, undo,
};
pub use rows::pieces::{
    find as piece, forget_versions, letter as letter_in_hand, notes as notes_in_hand, saved_last,
    versions as versions_of,
};
pub use rows::remarks::survey as survey_of;
pub use rows::returns::{
    Lately, is_being_mended, lately, newest as letter_on, notes as returned_notes, opened,
    versions as versions_returned,
};

/// Writes down that a person opened what was returned, the first time they do.
///
/// # Errors
/// When the database fails.
pub fn note_opening(tx: &Tx<'_>, letter: ReturnId, person: &Person) -> Outcome<()> {
    rows::returns::set_opened(tx, letter, person.id)
}
