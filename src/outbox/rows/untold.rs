//! Statements about whom a rule concerned and who was not told of an event all the same.

use crate::db::{Tx, bind};
use crate::events::{PaperNumber, Seq};
use crate::outbox::Letter;
use crate::outbox::subscriptions::Untold;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// Somebody who was not told of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Of which event.
    pub event: Seq,
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Which letter they did not get.
    pub letter: Letter,
    /// Why not.
    pub why: Untold,
}

pub fn insert(
    tx: &Tx<'_>,
    event: Seq,
    person: PersonId,
    (letter, why): (Letter, Untold),
) -> Outcome<()> {
    tx.run(
        "insert or ignore into untold (event_seq, person_id, letter, why) values (?1, ?2, ?3, ?4)",
        bind![event, person, letter, why],
    )?;
    Ok(())
}

/// Everybody who was not told of an event of a paper, by event and name.
///
/// # Errors
/// When the database fails.
pub fn missed_of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Missed>> {
    tx.all(
        "select u.event_seq, p.name, p.email, u.letter, u.why
         from events e join untold u on u.event_seq = e.seq join people p on p.id = u.person_id
         where e.paper = ?1 order by e.seq, p.name, p.id",
        bind![paper],
        |row| {
            Ok(Missed {
                event: row.get("event_seq")?,
                name: row.get("name")?,
                email: row.get("email")?,
                letter: row.get("letter")?,
                why: row.get("why")?,
            })
        },
    )
}
