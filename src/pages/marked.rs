//! What a tutor did with a paper, told on the next page; and why they cannot do it.

use super::marking::REASONS;
use crate::papers::PaperNumber;

/// Something a tutor does with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes it from the queue.
    Claim,
    /// Begins to mark it.
    Begin,
    /// Returns it with a letter.
    Return,
    /// Takes the return back.
    UndoReturn,
    /// Hands it back to the queue.
    HandBack,
    /// Asks its student.
    Ask,
    /// Answers the student's question about the feedback.
    Answer,
    /// Saves the letter.
    Letter,
    /// Puts a note back that was deleted.
    PutBack,
    /// Puts an earlier version in place.
    UseVersion,
    /// Leaves what another window typed.
    LeaveVersion,
    /// Puts a note into the comment bank.
    Bank,
}

/// What was done, in words.
#[must_use]
pub fn done(deed: Deed, number: PaperNumber) -> String {
    match deed {
        Deed::Claim => format!("{number} is yours. Begin when you are ready."),
        Deed::Begin => format!("You are marking {number}. From now on its file stays as it is."),
        Deed::Return => format!(
            "{number} is returned. Its student gets a mail in ten minutes; until then you can take it back."
        ),
        Deed::UndoReturn => format!("{number} is on your desk again, and nobody was told."),
        Deed::HandBack => {
            format!("{number} is back in the queue, and the coordinators are told why.")
        }
        Deed::Ask => format!(
            "We asked the student of {number}. The promise's clock stands still until they answer."
        ),
        Deed::Answer => "Your answer is on its way.".to_owned(),
        Deed::Letter => "The letter is saved.".to_owned(),
        Deed::PutBack => "The note is back.".to_owned(),
        Deed::UseVersion => "That version stands now. The other one is kept.".to_owned(),
        Deed::LeaveVersion => "It is kept among the earlier versions.".to_owned(),
        Deed::Bank => "The note is in your comment bank.".to_owned(),
    }
}

/// The reason as coordinators read it: what was chosen, and what was added. "Something else" alone is none.
#[must_use]
pub fn why_not(because: &str, more: &str) -> String {
    let known = REASONS[..REASONS.len() - 1]
        .iter()
        .find(|reason| **reason == because);
    match (known, more.trim()) {
        (None, more) => more.to_owned(),
        (Some(reason), "") => format!("{reason}."),
        (Some(reason), more) => format!("{reason}. {more}"),
    }
}
