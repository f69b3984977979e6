//! Every statement about the centre's own questions on the form and their answers.

use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::papers::intake::Intake;
use crate::refusal::Outcome;

/// The centre's own questions, in the order of the form.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &Tx<'_>) -> Outcome<Vec<Intake>> {
    tx.all(
        "select id, question from intake_questions order by id limit 20",
        &[],
        |row| {
            Ok(Intake {
                id: row.get("id")?,
                question: row.get("question")?,
            })
        },
    )
}

pub fn insert(tx: &Tx<'_>, question: &str) -> Outcome<()> {
    tx.run(
        "insert into intake_questions (question) values (?1)",
        bind![question],
    )?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: i64) -> Outcome<()> {
    tx.run("delete from intake_questions where id = ?1", bind![id])?;
    Ok(())
}

pub fn insert_answer(
    tx: &Tx<'_>,
    (number, n): (PaperNumber, u32),
    (question, answer): (&str, &str),
) -> Outcome<()> {
    tx.run(
        "insert into intake_answers (paper, n, question, answer) values (?1, ?2, ?3, ?4)",
        bind![number, n, question, answer],
    )?;
    Ok(())
}

/// What was answered with a paper: each question as it was then, and its answer.
///
/// # Errors
/// When the database fails.
pub fn answers_of(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Vec<(String, String)>> {
    tx.all(
        "select question, answer from intake_answers where paper = ?1 order by n",
        bind![number],
        |row| Ok((row.get("question")?, row.get("answer")?)),
    )
}
