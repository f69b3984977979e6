//! Every statement about what was asked of a paper's student.

use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

pub fn insert(tx: &Tx<'_>, number: PaperNumber, by: PersonId, question: &str) -> Outcome<()> {
    tx.run(
        "insert into questions (paper, asked_by, question, asked_at) values (?1, ?2, ?3, ?4)",
        bind![number, by, question, tx.now()],
    )?;
    Ok(())
}

pub fn answer(tx: &Tx<'_>, number: PaperNumber, answer: &str) -> Outcome<()> {
    tx.run(
        "update questions set answer = ?2, answered_at = ?3 where paper = ?1 and answered_at is null",
        bind![number, answer, tx.now()],
    )?;
    Ok(())
}

/// What was asked and not answered yet: (who asked, what).
///
/// # Errors
/// When the database fails.
pub fn open(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Option<(String, String)>> {
    tx.one(
        "select a.name, q.question from questions q join people a on a.id = q.asked_by
         where q.paper = ?1 and q.answered_at is null",
        bind![number],
        |row| Ok((row.get("name")?, row.get("question")?)),
    )
}
