//! The centre's own questions on the form, and what students answered to them.

use std::collections::BTreeMap;

use super::{PaperNumber, rows};
use crate::centre::changes::{self, Change};
use crate::db::Tx;
use crate::people::{Person, clean_name};
use crate::refusal::{Complaints, Outcome, Refusal};

pub use super::rows::intake::{all, answers_of};

/// The most questions that the form has room for.
const MOST: usize = 5;
/// The most letters of an answer.
const LONGEST_ANSWER: usize = 1000;

/// One of the centre's own questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Its number.
    pub id: i64,
    /// What is asked.
    pub question: String,
}

impl Intake {
    /// The name of its field in the form.
    #[must_use]
    pub fn field(&self) -> String {
        field(self.id)
    }
}

fn field(id: i64) -> String {
    format!("answers[{id}]")
}

/// Adds a question to the form.
///
/// # Errors
/// A refusal at the field `asks` where it is empty, there already, or one too many.
pub fn add(tx: &Tx<'_>, by: &Person, question: &str) -> Outcome<()> {
    let (question, known) = (clean_name(question), all(tx)?);
    let mut complaints = Complaints::default();
    if question.is_empty() {
        complaints.add("asks", "Write what you want to ask");
    } else if known.iter().any(|one| one.question == question) {
        complaints.add("asks", "The form asks that already");
    } else if known.len() >= MOST {
        complaints.add("asks", "The form has room for five questions");
    }
    complaints.settle()?;
    rows::intake::insert(tx, &question)?;
    changes::note(
        tx,
        Some(by),
        &[Change::added("Question on the form", question)],
    )
}

/// Takes a question off the form; what was answered to it stays.
///
/// # Errors
/// `NotFound` where none has that number.
pub fn remove(tx: &Tx<'_>, by: &Person, id: i64) -> Outcome<()> {
    let all = all(tx)?;
    let known = all.iter().find(|one| one.id == id);
    let known = known.ok_or_else(Refusal::not_found)?;
    rows::intake::delete(tx, id)?;
    let gone = Change::removed("Question on the form", known.question.clone());
    changes::note(tx, Some(by), &[gone])
}

/// Adds what is wrong with the answers.
pub(super) fn complain(complaints: &mut Complaints, answers: &BTreeMap<i64, String>) {
    for (id, answer) in answers {
        if answer.chars().count() > LONGEST_ANSWER {
            complaints.add(&field(*id), "Write at most 1,000 letters");
        }
    }
}

/// Keeps what was answered with a paper, each with its question as it is now.
pub(super) fn keep(
    tx: &Tx<'_>,
    number: PaperNumber,
    answers: &BTreeMap<i64, String>,
) -> Outcome<()> {
    let mut n = 0;
    for asked in all(tx)? {
        let answer = answers.get(&asked.id).map_or("", |answer| answer.trim());
        if !answer.is_empty() {
            n += 1;
            rows::intake::insert_answer(tx, (number, n), (&asked.question, answer))?;
        }
    }
    Ok(())
}
