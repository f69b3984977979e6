//! Every statement about the secret addresses of feeds.

use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::refusal::Outcome;

pub fn replace(tx: &Tx<'_>, person: PersonId, hash: Option<&[u8]>) -> Outcome<()> {
    tx.run("delete from feeds where person_id = ?1", bind![person])?;
    if let Some(hash) = hash {
        tx.run(
            "insert into feeds (person_id, token_hash, made_at) values (?1, ?2, ?3)",
            bind![person, hash, tx.now()],
        )?;
    }
    Ok(())
}

pub fn are_open(tx: &Tx<'_>, person: PersonId) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from feeds where person_id = ?1",
        bind![person],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

pub fn find(tx: &Tx<'_>, hash: &[u8]) -> Outcome<Option<PersonId>> {
    tx.one(
        "select person_id from feeds where token_hash = ?1",
        bind![hash],
        |row| row.get("person_id"),
    )
}
