//! What a tutor writes on a draft: its letter and its notes. Nothing they wrote is ever lost.

use super::place::{Aim, Place, locate};
use super::rows::pieces as rows;
use super::rows::second;
use crate::assignments;
use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::drafts::{self, Draft};
use crate::papers::{self, Paper, PaperNumber, possible};
use crate::people::{Person, PersonId};
use crate::refusal::{Fault, Kind as No, Outcome, Refusal};

number_id! {
    /// The number of a letter or note in hand.
    PieceId
}

number_id! {
    /// The number of something a piece said before, or that another window typed.
    VersionId
}

word_enum! {
    /// What a piece is. The centre has its own words for the kinds of note.
    Kind {
        /// The letter.
        Letter = "letter",
        /// Big picture.
        Big = "big",
        /// Working well.
        Well = "well",
        /// A question.
        Question = "question",
        /// Sentence level.
        Sentence = "sentence",
    }
}

impl Kind {
    /// The four kinds of note, in the centre's order.
    pub const NOTES: [Self; 4] = [Self::Big, Self::Well, Self::Question, Self::Sentence];
}

/// The longest note and the longest letter, in code points.
pub(super) const LONGEST: (usize, usize) = (10_000, 50_000);
/// So many notes stand on one draft.
pub(super) const MOST_NOTES: u32 = 1000;

/// A letter or a note in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number.
    pub id: PieceId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands; nothing for the letter and for a note on the whole paper.
    pub place: Option<Place>,
    /// As typed.
    pub words: String,
    /// Who wrote it last.
    pub author: String,
    /// Raised by every save.
    pub version: u32,
    /// The open form that saved it last.
    pub sitting: String,
    /// When it was saved last.
    pub updated_at: Moment,
    /// Whether it was taken away.
    pub deleted: bool,
}

/// What a piece said before, or what another window typed at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its number.
    pub id: VersionId,
    /// Which piece.
    pub piece: PieceId,
    /// What it was.
    pub kind: Kind,
    /// As typed.
    pub words: String,
    /// When it was written.
    pub at: Moment,
    /// Whether it was typed while another window had saved, and nobody settled it yet.
    pub aside: bool,
}

/// An open form: which piece it holds, the version it knows, and its own sign.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// The piece; none: a new one.
    pub piece: Option<PieceId>,
    /// The version it was opened at.
    pub version: u32,
    /// Made up when the form was opened, so that a save repeated is a save done once.
    pub sitting: String,
}

/// What is typed in it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What it is.
    pub kind: Kind,
    /// The words.
    pub words: String,
    /// Where a new note is to stand.
    pub aim: Aim,
}

/// What became of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is what was typed.
    Saved(PieceId, u32),
    /// Another window saved meanwhile: that one stands, and what was typed is kept beside it.
    Beside(PieceId, u32),
}

/// The paper that this tutor may write on, and its draft; not while it lies with a second reader, who must let go of
/// what they see.
pub(super) fn in_hand(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<(Paper, Draft)> {
    let (paper, draft) = held(tx, tutor, number)?;
    if second::open(tx, draft.id)?.is_some() {
        let says = format!("{number} is with a second reader. Take it back to change it.");
        return Err(Refusal::conflict(says).into());
    }
    Ok((paper, draft))
}

/// The paper that this tutor has begun to mark, and its draft.
pub(super) fn held(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<(Paper, Draft)> {
    let paper = papers::find_for(tx, tutor, number)?.ok_or_else(Refusal::not_found)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    if !possible(&paper, tutor).write || draft.begun_at.is_none() {
        return Err(papers::not_possible(&paper));
    }
    Ok((paper, draft))
}

/// Keeps what was typed in an open form, new or changed; never over what another window saved meanwhile.
///
/// # Errors
/// A refusal when nothing is typed, the words are not found, or the paper is not theirs to write on.
pub fn keep(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (hand, typed): (&Hand, &Typed),
) -> Outcome<Kept> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    let words = checked(typed)?;
    assignments::renew(tx, tutor, number)?;
    let known = match hand.piece {
        Some(id) => Some(rows::find(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?),
        None if typed.kind == Kind::Letter => rows::letter(tx, draft.id)?,
        None => rows::of_sitting(tx, draft.id, &hand.sitting)?,
    };
    let Some(known) = known else {
        let place = find_place(tx, &draft, typed)?;
        let id = rows::insert(
            tx,
            (draft.id, tutor.id),
            (typed.kind, &words, place.as_ref()),
            &hand.sitting,
        )?;
        return Ok(Kept::Saved(id, 1));
    };
    if known.words == words && known.kind == typed.kind && !known.deleted {
        return Ok(Kept::Saved(known.id, known.version));
    }
    if known.version != hand.version && known.sitting != hand.sitting {
        rows::set_aside(tx, known.id, (typed.kind, &words), &hand.sitting)?;
        return Ok(Kept::Beside(known.id, known.version));
    }
    change(tx, (tutor.id, &known), (typed.kind, &words), &hand.sitting)
}

/// Writes over a piece; what it said stays as a version unless the same open form said it.
fn change(
    tx: &Tx<'_>,
    (tutor, known): (PersonId, &Piece),
    (kind, words): (Kind, &str),
    sitting: &str,
) -> Outcome<Kept> {
    if known.sitting != sitting && !known.words.is_empty() {
        rows::remember(tx, known)?;
    }
    rows::settle_asides_of(tx, known.id, sitting)?;
    rows::update(tx, (known.id, tutor), (kind, words), sitting)?;
    Ok(Kept::Saved(known.id, known.version + 1))
}

fn checked(typed: &Typed) -> Outcome<String> {
    let words = typed.words.replace("\r\n", "\n").trim_end().to_owned();
    let letter = typed.kind == Kind::Letter;
    let most = if letter { LONGEST.1 } else { LONGEST.0 };
    if words.chars().count() > most {
        let says = format!("Write at most {most} letters");
        return Err(Refusal::field("words", says).into());
    }
    if words.trim().is_empty() && !letter {
        return Err(Refusal::field("words", "Write the comment before saving it").into());
    }
    Ok(words)
}

fn find_place(tx: &Tx<'_>, draft: &Draft, typed: &Typed) -> Outcome<Option<Place>> {
    if typed.kind == Kind::Letter {
        return Ok(None);
    }
    if rows::count(tx, draft.id)? >= MOST_NOTES {
        let says = "There are a thousand notes on this draft already. Say the rest in the letter.";
        return Err(Refusal::new(No::Conflict, says).into());
    }
    if typed.aim == Aim::Whole {
        return Ok(None);
    }
    let text = drafts::reading_text(tx, draft.manuscript.id)?.unwrap_or_default();
    Ok(locate(&text, &typed.aim)?)
}

/// Takes a note away; it can be put back.
///
/// # Errors
/// `NotFound` where there is no such note; `Conflict` where the paper is not theirs to write on.
pub fn take_away(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, id: PieceId) -> Outcome<()> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    rows::find(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?;
    assignments::renew(tx, tutor, number)?;
    rows::set_deleted(tx, id, true)
}

/// Puts a note back that was taken away.
///
/// # Errors
/// As `take_away`.
pub fn put_back(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, id: PieceId) -> Outcome<()> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    rows::find(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?;
    rows::set_deleted(tx, id, false)
}

/// Makes a piece say again what it said before, or what another window typed; what it says now stays as a version.
///
/// # Errors
/// As `take_away`.
pub fn use_version(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, id: VersionId) -> Outcome<()> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    let before = rows::version(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?;
    let known = rows::find(tx, draft.id, before.piece)?.ok_or_else(Refusal::not_found)?;
    assignments::renew(tx, tutor, number)?;
    rows::settle(tx, id)?;
    rows::remember(tx, &known)?;
    let kind = if known.kind == Kind::Letter {
        Kind::Letter
    } else {
        before.kind
    };
    rows::update(tx, (known.id, tutor.id), (kind, &before.words), "")
}

/// Leaves what another window typed as an earlier version.
///
/// # Errors
/// As `take_away`.
pub fn leave_version(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    id: VersionId,
) -> Outcome<()> {
    let (_, draft) = in_hand(tx, tutor, number)?;
    rows::version(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?;
    rows::settle(tx, id)
}
