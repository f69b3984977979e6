//! What a student answers by mail: kept with the paper, for its reader. It changes no state, and thanks is not work.

use super::rows::replies as rows;
use super::{PaperNumber, find_for, telling};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::Person;
use crate::refusal::Outcome;

pub use super::rows::replies::of_paper;

/// So many answers to one paper are kept of a day: more is a machine, or a quarrel.
const A_DAY: i64 = 20;

/// One answer by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// When it came.
    pub at: Moment,
    /// What its student wrote.
    pub words: String,
}

/// Keeps an answer and tells the paper's reader, or coordinators where it has none. False: it is known, is one of too
/// many, or the paper is not theirs.
///
/// # Errors
/// When the database fails.
pub fn keep(
    tx: &Tx<'_>,
    student: &Person,
    number: PaperNumber,
    (words, print): (&str, &str),
) -> Outcome<bool> {
    let paper = find_for(tx, student, number)?.filter(|paper| paper.student.id == student.id);
    let Some(paper) = paper else {
        return Ok(false);
    };
    if rows::count_since(tx, number, tx.now().plus_days(-1))? >= A_DAY
        || !rows::insert(tx, (number, student.id), (words, print))?
    {
        return Ok(false);
    }
    telling::answered_by_mail(tx, &paper)?;
    Ok(true)
}
