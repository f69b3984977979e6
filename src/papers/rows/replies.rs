//! Every statement about what students answered by mail.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::papers::replies::Reply;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// Keeps an answer; false where the same mail was kept before.
pub fn insert(
    tx: &Tx<'_>,
    (number, person): (PaperNumber, PersonId),
    (words, print): (&str, &str),
) -> Outcome<bool> {
    let kept = tx.run(
        "insert or ignore into replies (paper, person_id, at, words, print) values (?1, ?2, ?3, ?4, ?5)",
        bind![number, person, tx.now(), words, print],
    )?;
    Ok(kept == 1)
}

pub fn count_since(tx: &Tx<'_>, number: PaperNumber, since: Moment) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from replies where paper = ?1 and at > ?2",
        bind![number, since],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

/// What its student answered by mail about a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Vec<Reply>> {
    tx.all(
        "select at, words from replies where paper = ?1 order by id",
        bind![number],
        |row| {
            Ok(Reply {
                at: row.get("at")?,
                words: row.get("words")?,
            })
        },
    )
}
