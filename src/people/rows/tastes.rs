//! Every statement about how people like to read.

use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::people::tastes::Tastes;
use crate::refusal::Outcome;

pub fn find(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<Tastes>> {
    let key = id.0.to_ne_bytes();
    // That somebody set none is remembered as well.
    let known = tx.remembered(&key, || look_up(tx, id).map(Some))?;
    Ok(known.and_then(|known| *known))
}

fn look_up(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<Tastes>> {
    tx.one(
        "select face, size, spacing, theme, keys from tastes where person_id = ?1",
        bind![id],
        |row| {
            Ok(Tastes {
                face: row.get("face")?,
                size: row.get("size")?,
                spacing: row.get("spacing")?,
                theme: row.get("theme")?,
                keys: row.get("keys")?,
            })
        },
    )
}

pub fn upsert(tx: &Tx<'_>, id: PersonId, tastes: Tastes) -> Outcome<()> {
    tx.run(
        "insert or replace into tastes (person_id, face, size, spacing, theme, keys) values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![
            id,
            tastes.face,
            tastes.size,
            tastes.spacing,
            tastes.theme,
            tastes.keys
        ],
    )?;
    Ok(())
}
