//! Statements about letters in the centre's own words.

use crate::db::{Tx, bind};
use crate::outbox::Letter;
use crate::outbox::own::{OwnLetter, OwnWords};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// The centre's own words for a letter, if it has some.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, letter: Letter) -> Outcome<Option<OwnWords>> {
    tx.one(
        "select subject, body from own_letters where letter = ?1",
        bind![letter],
        |row| {
            Ok(OwnWords {
                subject: row.get("subject")?,
                body: row.get("body")?,
            })
        },
    )
}

/// Every letter that the centre wrote itself.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &Tx<'_>) -> Outcome<Vec<OwnLetter>> {
    tx.all(
        "select o.letter, o.changed_at, p.name from own_letters o left join people p on p.id = o.by_id order by o.letter",
        &[],
        |row| {
            Ok(OwnLetter {
                letter: row.get("letter")?,
                changed_at: row.get("changed_at")?,
                by: row.get("name")?,
            })
        },
    )
}

pub fn upsert(tx: &Tx<'_>, letter: Letter, words: &OwnWords, by: Option<PersonId>) -> Outcome<()> {
    tx.run(
        "insert into own_letters (letter, subject, body, changed_at, by_id) values (?1, ?2, ?3, ?4, ?5)
         on conflict (letter) do update set subject = ?2, body = ?3, changed_at = ?4, by_id = ?5",
        bind![letter, &words.subject, &words.body, tx.now(), by],
    )?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, letter: Letter) -> Outcome<()> {
    tx.run("delete from own_letters where letter = ?1", bind![letter])?;
    Ok(())
}
