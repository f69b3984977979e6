//! What a student says back: thanks, or one question; and two questions that we ask them. It changes no state.

use super::release::Letter;
use super::rows::{remarks as rows, returns};
use crate::clock::Moment;
use crate::db::{Tx, word_enum};
use crate::drafts::{self, Draft, DraftId};
use crate::events::{self, Event};
use crate::papers::{self, Paper, PaperNumber, Said, telling};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

word_enum! {
    /// What a student says about the feedback on a draft.
    RemarkKind {
        /// Thanks.
        Thanks = "thanks",
        /// One question.
        Question = "question",
    }
}

/// One remark on the feedback on a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// The student's words; empty: thanks without words.
    pub words: String,
    /// When.
    pub at: Moment,
    /// The tutor's answer to a question.
    pub answer: Option<String>,
}

/// What a student said in the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// From 1 to 5: did it help to decide what to do next?
    pub helped: u32,
    /// Anything else.
    pub words: String,
}

/// The draft on which this student got feedback last.
fn returned(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<(Paper, Draft, Letter)> {
    let paper = papers::find_for(tx, person, number)?;
    let paper = paper
        .filter(|paper| paper.student.id == person.id)
        .ok_or_else(Refusal::not_found)?;
    let mut drafts = drafts::of_paper(tx, number)?;
    while let Some(draft) = drafts.pop() {
        if let Some(letter) = returns::newest(tx, draft.id)? {
            return Ok((paper, draft, letter));
        }
    }
    Err(papers::not_possible(&paper))
}

/// Says thanks, or asks one question, once per draft: kept with the paper, told to nobody's queue.
///
/// # Errors
/// A refusal when a question is empty or was asked already.
pub fn say(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    (kind, words): (RemarkKind, &str),
) -> Outcome<()> {
    let (paper, draft, _) = returned(tx, person, number)?;
    let asks = kind == RemarkKind::Question;
    let words = if asks {
        papers::said(words, "question", "Write your question")?
    } else if words.trim().is_empty() {
        String::new()
    } else {
        papers::said(words, "thanks", "Write a line")?
    };
    if of_draft(tx, draft.id)?.iter().any(|said| said.kind == kind) {
        if asks {
            let says = "You have asked one question about this draft. Send the next draft, or write to the centre.";
            return Err(Refusal::conflict(says).into());
        }
        return Ok(());
    }
    rows::insert(tx, draft.id, (kind, &words))?;
    let said = Said {
        words: Some(words.as_str()).filter(|words| !words.is_empty()),
        ..Said::by(person, Event::Thanked { asks })
    };
    let seq = events::record(tx, number, said.actor, (&said.event, said.words))?;
    telling::happened(tx, seq, number, &said)?;
    if asks {
        telling::asked_back(tx, seq, &paper)?;
    }
    Ok(())
}

/// Answers a student's question about the feedback, as the tutor who wrote it.
///
/// # Errors
/// A refusal when nothing was asked or no answer is given.
pub fn answer(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, answer: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, tutor, number)?.filter(|paper| paper.is_with(tutor));
    let paper = paper.ok_or_else(Refusal::not_found)?;
    let answer = papers::said(answer, "answer", "Write your answer")?;
    let drafts = drafts::of_paper(tx, number)?;
    for draft in drafts.iter().rev() {
        if rows::answer(tx, draft.id, &answer)? {
            return telling::answered_back(tx, &paper);
        }
    }
    Err(Refusal::conflict("There is no question to answer.").into())
}

/// Answers our two questions, once or again.
///
/// # Errors
/// A refusal when none of the five answers is chosen.
pub fn survey(tx: &Tx<'_>, person: &Person, number: PaperNumber, said: &Survey) -> Outcome<()> {
    let (_, draft, _) = returned(tx, person, number)?;
    if !(1..=5).contains(&said.helped) {
        return Err(Refusal::field("helped", "Choose one of the five answers").into());
    }
    let words: String = said.words.trim().chars().take(4000).collect();
    rows::set_survey(tx, draft.id, (said.helped, &words))
}

/// What was said about the feedback on a draft.
///
/// # Errors
/// When the database fails.
pub fn of_draft(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Remark>> {
    rows::of_draft(tx, draft)
}
