//! Who is told while feedback lies with a second reader: readers and its tutor, never its student.

use super::{Paper, Round, SECOND, Told, centre_of, round};
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::{self, Letter, Recipient};
use crate::people::{Person, second};
use crate::refusal::Outcome;

/// A tutor's feedback waits for a second reader: all of them are told, but not those whose own paper it is.
///
/// # Errors
/// When the database fails.
pub fn second_reader_asked(tx: &Tx<'_>, seq: Seq, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    let round = round(tx, seq, paper);
    let readers = second::readers(tx)?;
    let others = readers
        .iter()
        .filter(|one| !paper.is_with(one) && one.id != paper.student.id);
    others.into_iter().try_for_each(|one| {
        let letter = (Letter::SecondReaderAsked, facts.as_str(), SECOND);
        round.to(&Recipient::from(one), letter)
    })
}

/// A second reader gave it back: its tutor reads why.
///
/// # Errors
/// When the database fails.
pub fn gave_back(
    tx: &Tx<'_>,
    seq: Seq,
    paper: &Paper,
    (reader, words): (&Person, &str),
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &reader.name,
        said: words,
        ..Told::of(paper, &centre)
    })?;
    round(tx, seq, paper).tutor(Letter::SecondReaderGaveBack, &facts)
}

/// A second reader released it: its tutor is told, once it can no longer be undone.
///
/// # Errors
/// When the database fails.
pub fn second_reader_released(
    tx: &Tx<'_>,
    seq: Seq,
    (paper, reader): (&Paper, &Person),
    undo_until: Moment,
) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        actor: &reader.name,
        ..Told::of(paper, &centre)
    })?;
    let round = Round {
        hold_until: Some(undo_until),
        ..round(tx, seq, paper)
    };
    round.tutor(Letter::SecondReaderReleased, &facts)
}
