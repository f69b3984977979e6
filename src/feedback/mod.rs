//! What the tutor returns: the letter on a draft, released to its student.

mod rows;

use crate::db::Tx;
use crate::drafts::{self, Draft};
use crate::events::Event;
use crate::papers::{self, PaperNumber, Said, State, possible, shift, telling};
use crate::people::Person;
use crate::refusal::{Fault, Outcome, Refusal};

pub use rows::{Letter, letter_on};

/// The newest letter on any of a paper's drafts, with the number of its draft.
///
/// # Errors
/// When the database fails.
pub fn newest_letter(tx: &Tx<'_>, drafts: &[Draft]) -> Outcome<Option<(u32, Letter)>> {
    for draft in drafts.iter().rev() {
        if let Some(letter) = letter_on(tx, draft.id)? {
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
    let on = |draft: &Draft| Ok(letter_on(tx, draft.id)?.map(|letter| (draft.n, letter)));
    drafts
        .iter()
        .rev()
        .filter_map(|draft| on(draft).transpose())
        .collect()
}

/// Returns a letter on the newest draft to its student. Returning the very same letter again changes nothing.
///
/// # Errors
/// A refusal when the letter is empty or the paper is not being marked by this tutor.
pub fn release(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, letter: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, tutor, number)?.ok_or_else(Refusal::not_found)?;
    let letter = letter.trim().replace("\r\n", "\n");
    if paper.state == State::Returned && paper.is_with(tutor) && stands(tx, number, &letter)? {
        return Ok(());
    }
    if !possible(&paper, tutor).release {
        return Err(papers::not_possible(&paper));
    }
    if letter.is_empty() {
        let says = format!("Write a few lines to {} first", paper.student.name);
        return Err(Refusal::field("letter", says).into());
    }
    if letter.chars().count() > 50_000 {
        return Err(Refusal::field("letter", "Write at most 50,000 letters").into());
    }
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    rows::insert(tx, draft.id, tutor.id, &letter)?;
    let event = Event::Returned { draft: draft.n };
    let seq = shift(
        tx,
        &paper,
        (State::Returned, paper.tutor.as_ref()),
        &Said::by(tutor, event),
    )?;
    telling::returned(tx, seq, &paper)
}

/// Whether the newest draft was returned with exactly this letter.
fn stands(tx: &Tx<'_>, number: PaperNumber, letter: &str) -> Outcome<bool> {
    let draft = drafts::newest(tx, number)?;
    let returned = draft
        .map(|draft| letter_on(tx, draft.id))
        .transpose()?
        .flatten();
    Ok(returned.is_some_and(|returned| returned.text == letter))
}
