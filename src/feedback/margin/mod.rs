//! Comments that came in a Word file: notes where their words are found, and kept until somebody places them where not.

mod search;

use super::pieces::{self, Hand, Kept, Kind, MOST_NOTES, Typed, in_hand};
use super::place::Place;
use super::rows::{margin as rows, pieces as notes};
use crate::assignments;
use crate::db::{Tx, number_id};
use crate::drafts::DraftId;
use crate::papers::PaperNumber;
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

pub use super::rows::margin::loose;
pub use search::look_for;

number_id! {
    /// The number of a comment that came in a Word file.
    MarginId
}

/// A comment in somebody's Word file.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Who wrote it, as the word processor calls them.
    pub author: String,
    /// When, as the word processor wrote it down.
    pub at: String,
    /// What it says.
    pub words: String,
    /// Its kind, where it says so itself.
    pub kind: Option<Kind>,
    /// Where it stands in the reading text of its own file, where it stands anywhere.
    pub place: Option<Place>,
}

/// A comment, and where its words stand in the draft.
#[derive(Clone, Debug)]
pub struct Found {
    /// Tells it from every other comment on the draft.
    pub sign: [u8; 32],
    /// Its kind, as it says or by a guess.
    pub kind: Kind,
    /// What it says.
    pub words: String,
    /// The words it stood on in its own file.
    pub quote: String,
    /// Where it is to stand.
    pub seat: Seat,
}

/// Where a comment is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// On these words of the draft.
    At(Place),
    /// On the whole paper: it stood on more words than one note can.
    Whole,
    /// Its words were not found.
    Nowhere,
}

/// A comment that waits for its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// Its number.
    pub id: MarginId,
    /// A guess.
    pub kind: Kind,
    /// What it says.
    pub words: String,
    /// The words it stood on in its own file.
    pub quote: String,
    /// Whether its tutor left it out.
    pub left_out: bool,
}

/// What became of a file's comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// So many are notes now.
    pub placed: usize,
    /// So many wait for a place.
    pub loose: usize,
    /// So many had come before.
    pub known: usize,
}

/// Takes over the comments of a file on a draft: those with a place become notes, the others wait. What came before is
/// passed over, whatever became of it since.
///
/// # Errors
/// A refusal when the paper is not theirs to write on, or has another draft by now.
pub fn take(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (on, comments): (DraftId, &[Found]),
) -> Outcome<Taken> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    if draft.id != on {
        let says = "A new draft came in meanwhile. Look at it first.";
        return Err(Refusal::conflict(says).into());
    }
    assignments::renew(tx, tutor, number)?;
    let mut room = MOST_NOTES.saturating_sub(notes::count(tx, on)?);
    let mut taken = Taken::default();
    for found in comments {
        if rows::is_known(tx, on, &found.sign)? {
            taken.known += 1;
            continue;
        }
        let fits = room > 0 && found.words.chars().count() <= pieces::LONGEST.0;
        let place = match &found.seat {
            Seat::At(place) => Some(place),
            Seat::Whole | Seat::Nowhere => None,
        };
        let piece = if fits && found.seat != Seat::Nowhere {
            room -= 1;
            taken.placed += 1;
            let note = (found.kind, found.words.as_str(), place);
            Some(notes::insert(tx, (on, tutor.id), note, "")?)
        } else {
            taken.loose += 1;
            None
        };
        rows::insert(tx, on, found, piece)?;
    }
    Ok(taken)
}

/// Keeps what was typed in an open form, as `pieces::keep` does; where the form is about a comment that waits, that
/// comment has its place now.
///
/// # Errors
/// As `pieces::keep`; and `Conflict` where the comment is a note already.
pub fn keep(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (hand, typed, about): (&Hand, &Typed, Option<MarginId>),
) -> Outcome<Kept> {
    let kept = pieces::keep(tx, tutor, number, (hand, typed))?;
    let (Some(about), Kept::Saved(piece, _)) = (about, kept) else {
        return Ok(kept);
    };
    let (_, draft) = in_hand(tx, tutor, number)?;
    match rows::piece_of(tx, draft.id, about)? {
        Some(placed) if placed != piece => {
            Err(Refusal::conflict("This comment has its place already.").into())
        }
        Some(_) => Ok(kept),
        None => {
            rows::find(tx, draft.id, about)?.ok_or_else(Refusal::not_found)?;
            rows::set_piece(tx, about, piece)?;
            Ok(kept)
        }
    }
}

/// A comment that waits for its place.
///
/// # Errors
/// `NotFound` where it does not wait, or is on another paper.
pub fn waiting(tx: &Tx<'_>, draft: DraftId, id: MarginId) -> Outcome<Loose> {
    Ok(rows::find(tx, draft, id)?.ok_or_else(Refusal::not_found)?)
}

/// Leaves a comment out, or takes it up again.
///
/// # Errors
/// `NotFound` where it does not wait; `Conflict` where the paper is not theirs to write on.
pub fn leave(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (id, out): (MarginId, bool),
) -> Outcome<()> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    waiting(tx, draft.id, id)?;
    rows::set_left(tx, id, out)
}
