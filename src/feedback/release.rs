//! Returning feedback: what stands in hand is frozen and released; for ten minutes it can be taken back.

use super::pieces::{self, Kind, Piece};
use super::rows::{pieces as in_hand, returns};
use crate::assignments;
use crate::clock::Moment;
use crate::db::{Tx, number_id};
use crate::drafts::{self, Draft, DraftId};
use crate::events::Event;
use crate::outbox;
use crate::papers::{self, Paper, PaperNumber, Said, State, shift, telling};
use crate::people::Person;
use crate::refusal::{Fault, Outcome, Refusal};

number_id! {
    /// The number of something returned.
    ReturnId
}

/// For so long a return can be taken back, and its mail is held.
const UNDO_MINUTES: i64 = 10;

/// What was returned on a draft: its letter, and the notes beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its number among all that was returned.
    pub id: ReturnId,
    /// On which draft.
    pub draft: DraftId,
    /// 1, and more for each correction.
    pub version: u32,
    /// Its writer's name.
    pub tutor: String,
    /// The letter itself.
    pub text: String,
    /// When it was returned.
    pub returned_at: Moment,
    /// Until when it can be taken back.
    pub undo_until: Moment,
}

/// A note as it was returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number beside the text, from 1.
    pub n: u32,
    /// The note it was made of: the same through all corrections.
    pub piece: pieces::PieceId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands; nothing: on the whole paper.
    pub place: Option<super::Place>,
    /// As typed.
    pub words: String,
}

/// What is about to be returned.
pub struct Ready {
    /// The paper.
    pub paper: Paper,
    /// Its draft.
    pub draft: Draft,
    /// The letter as it stands.
    pub letter: String,
    /// The notes as they stand, those taken away left out.
    pub notes: Vec<Piece>,
    /// The version that would be returned.
    pub version: u32,
    /// Whether it would be the same as what was returned last.
    pub same: bool,
}

/// What stands in hand, ready to be looked at once more.
///
/// # Errors
/// `NotFound` or `Conflict` where the paper is not theirs to write on.
pub fn ready(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<Ready> {
    let (paper, draft) = pieces::in_hand(tx, tutor, number)?;
    let letter = in_hand::letter(tx, draft.id)?.map_or_else(String::new, |letter| letter.words);
    let mut notes = in_hand::notes(tx, draft.id)?;
    notes.retain(|note| !note.deleted);
    let before = returns::newest(tx, draft.id)?;
    let same = match &before {
        Some(before) => {
            before.text == letter.trim() && is_same(&returns::notes(tx, before.id)?, &notes)
        }
        None => false,
    };
    Ok(Ready {
        version: before.map_or(1, |before| before.version + 1),
        paper,
        draft,
        letter,
        notes,
        same,
    })
}

fn is_same(returned: &[Note], notes: &[Piece]) -> bool {
    returned.len() == notes.len()
        && returned.iter().zip(notes).all(|(before, now)| {
            (before.piece, before.kind, &before.words) == (now.id, now.kind, &now.words)
        })
}

/// Returns what stands in hand to its student: the first time, or as a correction. Its mail is held for ten minutes.
/// Returning the very same again changes nothing.
///
/// # Errors
/// A refusal when the letter is empty or the paper is not theirs to return.
pub fn release(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let ready = ready(tx, tutor, number)?;
    let paper = &ready.paper;
    if ready.same {
        return Ok(());
    }
    if !matches!(paper.state, State::Marking | State::Returned) {
        return Err(papers::not_possible(paper));
    }
    if ready.letter.trim().is_empty() {
        let says = format!("Write a few lines to {} first", paper.student.name);
        return Err(Refusal::field("letter", says).into());
    }
    let undo_until = tx.now().plus_minutes(UNDO_MINUTES);
    let frozen = returns::insert(
        tx,
        (ready.draft.id, ready.version),
        (tutor.id, ready.letter.trim()),
        undo_until,
    )?;
    for (n, note) in (1..).zip(&ready.notes) {
        returns::insert_note(tx, frozen, (n, note))?;
    }
    let event = Event::Returned {
        draft: ready.draft.n,
        version: ready.version,
    };
    let said = Said::by(tutor, event);
    let seq = shift(tx, paper, (State::Returned, paper.tutor.as_ref()), &said)?;
    telling::returned(tx, seq, paper, undo_until)
}

/// Takes back within ten minutes what was returned; its held mail is called off, and the paper is being marked again.
///
/// # Errors
/// `Conflict` when it is too late, or something else happened meanwhile.
pub fn undo(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let paper = papers::find_for(tx, tutor, number)?.ok_or_else(Refusal::not_found)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    let newest = returns::newest(tx, draft.id)?.filter(|_| paper.is_with(tutor));
    let (Some(newest), State::Returned) = (newest, paper.state) else {
        return Err(papers::not_possible(&paper));
    };
    if newest.undo_until <= tx.now() {
        let says = format!(
            "The ten minutes are over and {} was told. You can still correct it: they will see a new version.",
            paper.student.name
        );
        return Err(Refusal::conflict(says).into());
    }
    outbox::call_back(tx, number)?;
    returns::set_undone(tx, newest.id)?;
    let state = if newest.version == 1 {
        assignments::reopen(tx, number)?;
        State::Marking
    } else {
        State::Returned
    };
    let said = Said::by(tutor, Event::ReturnUndone { draft: draft.n });
    shift(tx, &paper, (state, paper.tutor.as_ref()), &said)?;
    Ok(())
}

/// The newest letter on any of a paper's drafts, with the number of its draft.
///
/// # Errors
/// When the database fails.
pub fn newest_letter(tx: &Tx<'_>, drafts: &[Draft]) -> Outcome<Option<(u32, Letter)>> {
    for draft in drafts.iter().rev() {
        if let Some(letter) = returns::newest(tx, draft.id)? {
            return Ok(Some((draft.n, letter)));
        }
    }
    Ok(None)
}

/// Every letter on a paper's drafts, the newest draft's first, with the numbers of their drafts.
///
/// # Errors
/// When the database fails.
pub fn letters(tx: &Tx<'_>, drafts: &[Draft]) -> Outcome<Vec<(u32, Letter)>> {
    let on = |draft: &Draft| Ok(returns::newest(tx, draft.id)?.map(|letter| (draft.n, letter)));
    drafts
        .iter()
        .rev()
        .filter_map(|draft| on(draft).transpose())
        .collect()
}
