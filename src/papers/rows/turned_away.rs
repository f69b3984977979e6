//! The statement about who was turned away.

use crate::db::{Tx, bind};
use crate::papers::limits::Measure;
use crate::people::PersonId;
use crate::refusal::Outcome;

pub fn insert(
    tx: &Tx<'_>,
    (person, day): (PersonId, &str),
    (course, whose): (&str, Measure),
) -> Outcome<()> {
    tx.run(
        "insert into turned_away (person_id, day, at, course, whose) values (?1, ?2, ?3, ?4, ?5)
         on conflict do nothing",
        bind![person, day, tx.now(), course, whose],
    )?;
    Ok(())
}
