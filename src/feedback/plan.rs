//! What a student makes of the notes: a plan in their own order, with items of their own.

use super::pieces::PieceId;
use super::rows::plan as rows;
use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::papers::{self, Paper, PaperNumber};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

number_id! {
    /// A plan item's number.
    ItemId
}

word_enum! {
    /// What a student decides about a note.
    Choice {
        /// It goes into the plan.
        Plan = "plan",
        /// Not this time.
        NotNow = "not_now",
        /// Undecided again.
        Open = "open",
    }
}

word_enum! {
    /// What a student does with an item of their plan.
    Move {
        /// One place earlier.
        Up = "up",
        /// One place later.
        Down = "down",
        /// It is done.
        Done = "done",
        /// It is not done after all.
        Undone = "undone",
        /// It goes out of the plan.
        Remove = "remove",
    }
}

/// One thing a student plans to do, or has put off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// The note it comes from; none: the student's own.
    pub piece: Option<PieceId>,
    /// The student's own words, or the note's.
    pub words: String,
    /// "Not this time".
    pub set_aside: bool,
    /// When it was done.
    pub done_at: Option<Moment>,
}

/// So many items stand on one plan.
const MOST_ITEMS: usize = 300;

fn theirs(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Paper> {
    let paper = papers::find_for(tx, person, number)?;
    let paper = paper.filter(|paper| paper.student.id == person.id);
    paper.ok_or_else(|| Refusal::not_found().into())
}

/// Decides about a note, as the paper's student.
///
/// # Errors
/// `NotFound` where it is no note that was returned to them.
pub fn choose(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    (piece, choice): (PieceId, Choice),
) -> Outcome<()> {
    theirs(tx, person, number)?;
    if !rows::was_returned(tx, number, piece)? {
        return Err(Refusal::not_found().into());
    }
    match choice {
        Choice::Open => rows::forget(tx, number, piece),
        Choice::Plan => rows::choose(tx, number, piece, false),
        Choice::NotNow => rows::choose(tx, number, piece, true),
    }
}

/// Adds an item of the student's own.
///
/// # Errors
/// A refusal at the field `words` when nothing is written.
pub fn add(tx: &Tx<'_>, person: &Person, number: PaperNumber, words: &str) -> Outcome<()> {
    theirs(tx, person, number)?;
    let words = papers::said(words, "words", "Write what you want to do")?;
    if rows::items(tx, number)?.len() >= MOST_ITEMS {
        return Err(Refusal::field("words", "There are 300 items in this plan already").into());
    }
    rows::insert_own(tx, number, &words)
}

/// Moves, ticks or removes an item.
///
/// # Errors
/// `NotFound` where it is not in this plan.
pub fn change(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    (id, change): (ItemId, Move),
) -> Outcome<()> {
    theirs(tx, person, number)?;
    let items = rows::items(tx, number)?;
    let shown: Vec<&Item> = items.iter().filter(|item| !item.set_aside).collect();
    let at = shown.iter().position(|item| item.id == id);
    let at = at.ok_or_else(Refusal::not_found)?;
    let other = match change {
        Move::Up => at.checked_sub(1),
        Move::Down => Some(at + 1).filter(|next| *next < shown.len()),
        Move::Done => return rows::set_done(tx, id, true),
        Move::Undone => return rows::set_done(tx, id, false),
        Move::Remove => return rows::remove(tx, id),
    };
    match other {
        Some(other) => rows::swap(tx, id, shown[other].id),
        None => Ok(()),
    }
}

/// All that a student decided about a paper, in their order.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Vec<Item>> {
    rows::items(tx, number)
}
