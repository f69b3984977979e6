//! Every statement about how long drafts took their tutors.

use crate::db::{Tx, bind};
use crate::drafts::DraftId;
use crate::people::PersonId;
use crate::refusal::Outcome;

pub fn set(
    tx: &Tx<'_>,
    (draft, words): (DraftId, u32),
    tutor: PersonId,
    minutes: u32,
) -> Outcome<()> {
    tx.run(
        "insert or replace into efforts (draft_id, tutor_id, minutes, words, at) values (?1, ?2, ?3, ?4, ?5)",
        bind![draft, tutor, minutes, words, tx.now()],
    )?;
    Ok(())
}

/// A tutor's newest efforts as (minutes, words), at most `limit`; those on drafts that could not be read left out.
pub fn newest(tx: &Tx<'_>, tutor: PersonId, limit: u32) -> Outcome<Vec<(u32, u32)>> {
    tx.all(
        "select minutes, words from efforts indexed by efforts_by_tutor
         where tutor_id = ?1 and words > 0 order by at desc limit ?2",
        bind![tutor, limit],
        |row| Ok((row.get("minutes")?, row.get("words")?)),
    )
}
