//! Statements that find papers already known by number or id.

use super::{read, select};
use crate::db::{Tx, bind, listed};
use crate::papers::{Paper, PaperNumber};
use crate::people::{Person, Role};
use crate::refusal::Outcome;

/// Those of some papers that are there, in no order.
///
/// # Errors
/// When the database fails.
pub fn all_of(tx: &Tx<'_>, numbers: &[PaperNumber]) -> Outcome<Vec<Paper>> {
    let listed = listed(&numbers)?;
    tx.all(
        select!("where p.number in (select value from json_each(?1))"),
        bind![listed],
        read,
    )
}

/// A paper by its own id, if this person may see it.
///
/// # Errors
/// When the database fails.
pub fn by_id(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<Option<Paper>> {
    tx.one(
        select!(
            "where p.id = ?1
               and (p.student_id = ?2 or ?3
                    or (?4 and (p.tutor_id = ?2 or p.state = 'waiting')))"
        ),
        bind![id, person.id, person.oversees(), person.is(Role::Tutor)],
        read,
    )
}
