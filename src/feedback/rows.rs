//! Every statement about letters.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::drafts::DraftId;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// What a tutor wrote on one draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its writer's name.
    pub tutor: String,
    /// The letter itself.
    pub text: String,
    /// When it was returned.
    pub returned_at: Moment,
}

/// The letter on a draft, once it is returned.
///
/// # Errors
/// When the database fails.
pub fn letter_on(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Letter>> {
    tx.one(
        "select t.name, l.letter, l.returned_at from letters l join people t on t.id = l.tutor_id where l.draft_id = ?1",
        bind![draft],
        |row| Ok(Letter { tutor: row.get("name")?, text: row.get("letter")?, returned_at: row.get("returned_at")? }),
    )
}

pub(super) fn insert(tx: &Tx<'_>, draft: DraftId, tutor: PersonId, letter: &str) -> Outcome<()> {
    tx.run(
        "insert into letters (draft_id, tutor_id, letter, returned_at) values (?1, ?2, ?3, ?4)",
        bind![draft, tutor, letter, tx.now()],
    )?;
    Ok(())
}
