//! A second reader before feedback goes out: asked by its tutor, who cannot return alone then; released or given back by
//! somebody else. The paper's state does not change by it, and its student never hears of it.

use super::pieces;
use super::release::{Ready, go_out, ready, refuse_unless_fit, stands};
use super::rows::second as rows;
use crate::assignments;
use crate::centre::{self, SecondReader};
use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::drafts::{self, Draft, DraftId};
use crate::events::Event;
use crate::papers::{self, Paper, PaperNumber, Said, shift, telling};
use crate::people::{self, Person, PersonId};
use crate::refusal::{Fault, Outcome, Refusal};

pub use rows::{newest, of_tutor, open};

number_id! {
    /// The number of one reading by a second reader.
    ReadingId
}

word_enum! {
    /// How a reading comes to its end.
    Ending {
        /// It went out.
        Released = "released",
        /// Its tutor has it again, with words.
        GivenBack = "given_back",
        /// Its tutor took it back.
        CalledOff = "called_off",
        /// The paper went to somebody else, or on in its life.
        MovedOn = "moved_on",
    }
}

/// Feedback that lies, or lay, with a second reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its number.
    pub id: ReadingId,
    /// The feedback on which draft.
    pub draft: DraftId,
    /// Whose feedback it is.
    pub tutor: PersonId,
    /// Since when it lies there.
    pub asked_at: Moment,
    /// Who released it or gave it back.
    pub reader: Option<PersonId>,
    /// What they are called.
    pub reader_name: Option<String>,
    /// What they gave it back with.
    pub words: Option<String>,
    /// When it was over.
    pub ended_at: Option<Moment>,
    /// And how.
    pub ended_how: Option<Ending>,
}

/// Something that waits for a second reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Which paper.
    pub paper: PaperNumber,
    /// What it is called.
    pub title: String,
    /// Words in it.
    pub words: u32,
    /// By when feedback is promised.
    pub promised_at: Moment,
    /// Its student's name.
    pub student: String,
    /// Whose feedback it is.
    pub tutor: String,
    /// Since when it waits.
    pub asked_at: Moment,
}

/// Something that a second reader released a moment ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Just {
    /// Which paper.
    pub paper: PaperNumber,
    /// What it is called.
    pub title: String,
    /// Until when it can be taken back.
    pub undo_until: Moment,
}

/// What lies before a second reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pile {
    /// What waits, the oldest first.
    pub waiting: Vec<Waits>,
    /// What they released and can take back.
    pub released: Vec<Just>,
}

/// Whether a second reader looks at what this tutor returns: as the centre has it, but never where they oversee.
///
/// # Errors
/// When the database fails.
pub fn applies_to(tx: &Tx<'_>, tutor: &Person) -> Outcome<bool> {
    if tutor.oversees() {
        return Ok(false);
    }
    match centre::ways(tx)?.second_reader {
        SecondReader::Nobody => Ok(false),
        SecondReader::Some => Ok(people::second::of(tx, tutor.id)?.is_read_twice),
        SecondReader::All => Ok(true),
    }
}

/// What waits for this person as a second reader; nothing for those who are none.
///
/// # Errors
/// When the database fails.
pub fn pile(tx: &Tx<'_>, person: &Person) -> Outcome<Pile> {
    if !people::second::may_read(tx, person)? {
        return Ok(Pile::default());
    }
    Ok(Pile {
        waiting: rows::waiting(tx, person)?,
        released: rows::just_released(tx, person.id, tx.now().plus_minutes(-60))?,
    })
}

/// Sends what stands in hand to a second reader, as its tutor. From here on it stays as it is.
///
/// # Errors
/// A refusal when the letter is empty, it lies there already, nothing has changed since it was returned, or no second
/// reader is asked for.
pub fn ask(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let ready = ready(tx, tutor, number)?;
    refuse_unless_fit(&ready)?;
    if rows::open(tx, ready.draft.id)?.is_some() {
        return Ok(());
    }
    if ready.same {
        let says = "This is what was returned already. Change the letter or a note first.";
        return Err(Refusal::conflict(says).into());
    }
    if !applies_to(tx, tutor)? {
        let says = format!("No second reader is needed for {number}: you can return it yourself.");
        return Err(Refusal::conflict(says).into());
    }
    assignments::renew(tx, tutor, number)?;
    rows::insert(tx, ready.draft.id, tutor.id)?;
    let event = Event::SecondReaderAsked {
        draft: ready.draft.n,
    };
    let paper = &ready.paper;
    let said = Said::by(tutor, event);
    let seq = shift(tx, paper, (paper.state, paper.tutor.as_ref()), &said)?;
    telling::second_reader_asked(tx, seq, paper)
}

/// Takes it back before anybody has decided, as its tutor.
///
/// # Errors
/// `Conflict` when it does not lie there any more.
pub fn call_off(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let (paper, draft) = pieces::held(tx, tutor, number)?;
    let reading = rows::open(tx, draft.id)?.ok_or_else(|| no_longer(number))?;
    rows::end(tx, reading.id, Ending::CalledOff, (None, None))?;
    assignments::renew(tx, tutor, number)?;
    let said = Said::by(tutor, Event::SecondReaderCalledOff { draft: draft.n });
    shift(tx, &paper, (paper.state, paper.tutor.as_ref()), &said).map(drop)
}

/// What lies with a second reader, as its student would see it; for those who may read second, but not for its tutor.
///
/// # Errors
/// `NotFound` for everybody else; `Conflict` when it does not lie there any more.
pub fn look(tx: &Tx<'_>, reader: &Person, number: PaperNumber) -> Outcome<(Ready, Reading)> {
    let (paper, draft) = theirs(tx, reader, number)?;
    let reading = rows::open(tx, draft.id)?.ok_or_else(|| no_longer(number))?;
    Ok((stands(tx, paper, draft)?, reading))
}

/// Releases it to its student as it stands, in its tutor's name; it can be undone for ten minutes.
///
/// # Errors
/// As `look`.
pub fn release(tx: &Tx<'_>, reader: &Person, number: PaperNumber) -> Outcome<()> {
    let (ready, reading) = look(tx, reader, number)?;
    refuse_unless_fit(&ready)?;
    rows::end(tx, reading.id, Ending::Released, (Some(reader.id), None))?;
    let event = Event::Returned {
        draft: ready.draft.n,
        version: ready.version,
        tutor: Some(reading.tutor),
    };
    let said = Said::by(reader, event);
    let (seq, undo_until) = go_out(tx, &ready, (reading.tutor, &said))?;
    telling::second_reader_released(tx, seq, (&ready.paper, reader), undo_until)
}

/// Gives it back to its tutor with words that only tutors and coordinators read.
///
/// # Errors
/// A refusal at the field `words` when nothing is written; else as `look`.
pub fn give_back(tx: &Tx<'_>, reader: &Person, number: PaperNumber, words: &str) -> Outcome<()> {
    let (ready, reading) = look(tx, reader, number)?;
    let missing = "Say in a sentence what should change; the tutor will read it";
    let words = papers::said(words, "words", missing)?;
    rows::end(
        tx,
        reading.id,
        Ending::GivenBack,
        (Some(reader.id), Some(&words)),
    )?;
    let event = Event::SecondReaderGaveBack {
        draft: ready.draft.n,
        tutor: reading.tutor,
    };
    let said = Said {
        words: Some(&words),
        ..Said::by(reader, event)
    };
    let paper = &ready.paper;
    let seq = shift(tx, paper, (paper.state, paper.tutor.as_ref()), &said)?;
    telling::gave_back(tx, seq, paper, (reader, &words))
}

/// The reading by which the feedback that stands on a draft was released.
pub(super) fn released(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Reading>> {
    let newest = rows::newest(tx, draft)?;
    Ok(newest.filter(|reading| reading.ended_how == Some(Ending::Released)))
}

/// What was released lies with a second reader again.
pub(super) fn reopen(tx: &Tx<'_>, id: ReadingId) -> Outcome<()> {
    rows::reopen(tx, id)
}

fn theirs(tx: &Tx<'_>, reader: &Person, number: PaperNumber) -> Outcome<(Paper, Draft)> {
    let paper = papers::find(tx, number)?.ok_or_else(Refusal::not_found)?;
    let is_outside = !paper.is_with(reader) && paper.student.id != reader.id;
    if !is_outside || !people::second::may_read(tx, reader)? {
        return Err(Refusal::not_found().into());
    }
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    Ok((paper, draft))
}

fn no_longer(number: PaperNumber) -> Refusal {
    Refusal::conflict(format!("{number} is not with a second reader any more."))
}
