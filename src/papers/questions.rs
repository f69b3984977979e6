//! Asking a paper's student for something, and their answer.

use super::{
    Paper, PaperNumber, Said, State, centre_of, find_for, not_possible, possible, promise, rows,
    said, shift, telling, theirs,
};
use crate::db::Tx;
use crate::events::Event;
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

pub use super::rows::questions::open as open_question;

/// Asks its student for something; the promise's clock stands still until they answer.
///
/// # Errors
/// A refusal when no question is given or its state does not allow it.
pub fn ask(tx: &Tx<'_>, person: &Person, number: PaperNumber, question: &str) -> Outcome<()> {
    let paper = find_for(tx, person, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, person).ask {
        return Err(not_possible(&paper));
    }
    let question = said(question, "question", "Write what you want to ask")?;
    let centre = centre_of(tx)?;
    let left = promise::opening_seconds_between(&centre, tx.now(), paper.promised_at);
    rows::stop_clock(tx, number, left)?;
    rows::questions::insert(tx, number, person.id, &question)?;
    let event = Said {
        words: Some(&question),
        ..Said::by(person, Event::QuestionAsked {})
    };
    let seq = shift(tx, &paper, (State::NeedsInfo, paper.tutor.as_ref()), &event)?;
    telling::asked(tx, seq, &paper, (person, &question))
}

/// Answers what was asked, as its student; the paper goes on where it was and its clock runs again.
///
/// # Errors
/// A refusal when nothing was asked or no answer is given.
pub fn answer(tx: &Tx<'_>, person: &Person, number: PaperNumber, answer: &str) -> Outcome<()> {
    let paper = theirs(tx, person, number)?;
    if !possible(&paper, person).answer {
        return Err(not_possible(&paper));
    }
    let answer = said(answer, "answer", "Write your answer")?;
    let centre = centre_of(tx)?;
    let promised = promise::after_opening_seconds(&centre, tx.now(), paper.clock_left.unwrap_or(0));
    rows::start_clock(tx, number, promised)?;
    rows::questions::answer(tx, number, &answer)?;
    let event = Said {
        words: Some(&answer),
        ..Said::by(person, Event::QuestionAnswered {})
    };
    let next = match rows::has_begun(tx, number)? {
        _ if paper.tutor.is_none() => State::Waiting,
        true => State::Marking,
        false => State::Assigned,
    };
    let seq = shift(tx, &paper, (next, paper.tutor.as_ref()), &event)?;
    telling::answered(
        tx,
        seq,
        &Paper {
            promised_at: promised,
            ..paper
        },
        &answer,
    )
}
