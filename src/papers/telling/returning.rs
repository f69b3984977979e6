//! Who is told when feedback is returned, and of what is said about it afterwards.

use super::{ASKED_FOR_IT, Paper, Round, Told, WRITER, centre_of, recipient, round};
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Seq;
use crate::outbox::{self, Letter, Telling};
use crate::refusal::Outcome;

/// Feedback was released: its student, and its teacher if the student agreed, once it can no longer be undone.
///
/// # Errors
/// When the database fails.
pub fn returned(tx: &Tx<'_>, seq: Seq, paper: &Paper, undo_until: Moment) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    let round = Round {
        hold_until: Some(undo_until),
        ..round(tx, seq, paper)
    };
    round.student(Letter::Returned, &facts)?;
    round.teacher(Letter::TeacherReturned, &facts)
}

/// Its student asked one question about the feedback: the tutor who wrote it is told.
///
/// # Errors
/// When the database fails.
pub fn asked_back(tx: &Tx<'_>, seq: Seq, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    round(tx, seq, paper).tutor(Letter::AskedBack, &facts)
}

/// The tutor answered that question: its student is told.
///
/// # Errors
/// When the database fails.
pub fn answered_back(tx: &Tx<'_>, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    let telling = Telling {
        about: None,
        letter: Letter::AnsweredBack,
        facts: &facts,
        why: WRITER,
        hold_until: None,
        expires: None,
    };
    outbox::tell(tx, &telling, &recipient(&paper.student)).map(drop)
}

/// Its student asked for the feedback by mail: all of it in plain words, or nothing where it stays at the desk.
///
/// # Errors
/// When the database fails.
pub fn feedback_copy(tx: &Tx<'_>, seq: Seq, paper: &Paper, text: &str) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told {
        said: text,
        ..Told::of(paper, &centre)
    })?;
    let letter = (Letter::FeedbackCopy, facts.as_str(), ASKED_FOR_IT);
    round(tx, seq, paper).to(&recipient(&paper.student), letter)
}
