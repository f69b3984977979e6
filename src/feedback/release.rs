//! Returning feedback: what stands in hand is frozen and released; for ten minutes it can be taken back.

use super::pieces::{self, Kind, Piece};
use super::rows::{pieces as in_hand, returns};
use super::second;
use crate::assignments;
use crate::clock::Moment;
use crate::db::{Tx, number_id};
use crate::drafts::{self, Draft, DraftId};
use crate::events::{Event, Seq};
use crate::outbox;
use crate::papers::{self, Paper, PaperNumber, Said, State, UNDO_MINUTES, shift, telling};
use crate::people::{Person, PersonId};
use crate::refusal::{Fault, Outcome, Refusal};

number_id! {
    /// The number of something returned.
    ReturnId
}

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
    /// Another one after every save: what was looked at is known by it.
    pub edition: String,
}

/// What stands in hand, ready to be looked at once more.
///
/// # Errors
/// `NotFound` or `Conflict` where the paper is not theirs to write on.
pub fn ready(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<Ready> {
    let (paper, draft) = pieces::held(tx, tutor, number)?;
    stands(tx, paper, draft)
}

/// What stands on a draft.
pub(super) fn stands(tx: &Tx<'_>, paper: Paper, draft: Draft) -> Outcome<Ready> {
    let letter = in_hand::letter(tx, draft.id)?;
    let mut notes = in_hand::notes(tx, draft.id)?;
    notes.retain(|note| !note.deleted);
    let saved = |piece: &Piece| format!("{}.{}", piece.id.0, piece.version);
    let edition: Vec<String> = letter.iter().chain(&notes).map(saved).collect();
    let letter = letter.map_or_else(String::new, |letter| letter.words);
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
        edition: edition.join("-"),
    })
}

/// Refuses to return something else than what was looked at; an empty edition: nobody says what that was.
///
/// # Errors
/// `Conflict` where it was saved anew since; else as `ready`.
pub fn refuse_unless_seen(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    edition: &str,
) -> Outcome<()> {
    if edition.is_empty() || ready(tx, tutor, number)?.edition == edition {
        return Ok(());
    }
    let says = "The letter or a note changed since you looked at it. This is what stands now.";
    Err(Refusal::conflict(says).into())
}

fn is_same(returned: &[Note], notes: &[Piece]) -> bool {
    returned.len() == notes.len()
        && returned.iter().zip(notes).all(|(before, now)| {
            (before.piece, before.kind, &before.words) == (now.id, now.kind, &now.words)
        })
}

/// Refuses what cannot go out: without a letter, or in a state that does not allow it.
pub(super) fn refuse_unless_fit(ready: &Ready) -> Outcome<()> {
    let paper = &ready.paper;
    if !matches!(paper.state, State::Marking | State::Returned) {
        return Err(papers::not_possible(paper));
    }
    if ready.letter.trim().is_empty() {
        let says = format!("Write a few lines to {} first", paper.student.name);
        return Err(Refusal::field("letter", says).into());
    }
    Ok(())
}

/// Returns what stands in hand to its student: the first time, or as a correction. Its mail is held for ten minutes.
/// Returning the very same again changes nothing.
///
/// # Errors
/// A refusal when the letter is empty, the paper is not theirs to return, or a second reader looks at it first.
pub fn release(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let ready = ready(tx, tutor, number)?;
    if ready.same {
        return Ok(());
    }
    refuse_unless_fit(&ready)?;
    if second::applies_to(tx, tutor)? || second::open(tx, ready.draft.id)?.is_some() {
        let says = format!("A second reader looks at {number} before it goes out.");
        return Err(Refusal::conflict(says).into());
    }
    let event = Event::Returned {
        draft: ready.draft.n,
        version: ready.version,
        tutor: None,
    };
    go_out(tx, &ready, (tutor.id, &Said::by(tutor, event))).map(drop)
}

/// Freezes what stands and tells its student; gives the event, and until when it can be undone.
pub(super) fn go_out(
    tx: &Tx<'_>,
    ready: &Ready,
    (tutor, said): (PersonId, &Said<'_>),
) -> Outcome<(Seq, Moment)> {
    let paper = &ready.paper;
    let undo_until = tx.now().plus_minutes(UNDO_MINUTES);
    let frozen = returns::insert(
        tx,
        (ready.draft.id, ready.version),
        (tutor, ready.letter.trim()),
        undo_until,
    )?;
    for (n, note) in (1..).zip(&ready.notes) {
        returns::insert_note(tx, frozen, (n, note))?;
    }
    let seq = shift(tx, paper, (State::Returned, paper.tutor.as_ref()), said)?;
    telling::returned(tx, seq, paper, undo_until)?;
    Ok((seq, undo_until))
}

/// Takes back within ten minutes what was returned, as its tutor or as the second reader who released it: its held mail
/// is called off, and the paper is again where it was before.
///
/// # Errors
/// `Conflict` when it is too late, or something else happened meanwhile.
pub fn undo(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<()> {
    let paper = papers::find(tx, number)?.ok_or_else(Refusal::not_found)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    let released = second::released(tx, draft.id)?;
    let by_reader = released
        .as_ref()
        .is_some_and(|one| one.reader == Some(person.id));
    if !by_reader && !paper.is_with(person) {
        return Err(match papers::find_for(tx, person, number)? {
            Some(paper) => papers::not_possible(&paper),
            None => Refusal::not_found().into(),
        });
    }
    let (Some(newest), State::Returned) = (returns::newest(tx, draft.id)?, paper.state) else {
        return Err(papers::not_possible(&paper));
    };
    refuse_if_told(tx, &paper, &newest)?;
    outbox::call_back(tx, number)?;
    returns::set_undone(tx, newest.id)?;
    let state = if newest.version == 1 {
        assignments::reopen(tx, number)?;
        State::Marking
    } else {
        State::Returned
    };
    let event = Event::ReturnUndone {
        draft: draft.n,
        tutor: paper
            .tutor
            .as_ref()
            .filter(|_| by_reader)
            .map(|tutor| tutor.id),
    };
    let said = Said::by(person, event);
    shift(tx, &paper, (state, paper.tutor.as_ref()), &said)?;
    // What a second reader had released lies with them again.
    released.map_or(Ok(()), |reading| second::reopen(tx, reading.id))
}

fn refuse_if_told(tx: &Tx<'_>, paper: &Paper, newest: &Letter) -> Outcome<()> {
    if newest.undo_until > tx.now() {
        return Ok(());
    }
    let says = format!(
        "The ten minutes are over and {} was told. You can still correct it: they will see a new version.",
        paper.student.name
    );
    Err(Refusal::conflict(says).into())
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
