//! Every statement about who reads a second time, and whose returns are.

use super::{read, select};
use crate::db::{Tx, bind};
use crate::people::second::SecondReading;
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

pub fn of(tx: &Tx<'_>, id: PersonId) -> Outcome<SecondReading> {
    let found = tx.one(
        "select is_read_twice, reads_second from people where id = ?1",
        bind![id],
        |row| {
            Ok(SecondReading {
                is_read_twice: row.get("is_read_twice")?,
                reads_second: row.get("reads_second")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

pub fn set(tx: &Tx<'_>, id: PersonId, facts: SecondReading) -> Outcome<()> {
    tx.run(
        "update people set is_read_twice = ?2, reads_second = ?3 where id = ?1",
        bind![id, facts.is_read_twice, facts.reads_second],
    )?;
    Ok(())
}

/// Coordinators, and the tutors who may read second.
pub fn readers(tx: &Tx<'_>) -> Outcome<Vec<Person>> {
    tx.all(
        select!(
            "where p.disabled_at is null
             and exists (select 1 from person_roles has where has.person_id = p.id
                         and (has.role = 'coordinator' or (p.reads_second = 1 and has.role = 'tutor')))
             order by p.id"
        ),
        &[],
        read,
    )
}
