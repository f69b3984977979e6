//! Statements about whom a rule concerned and who was not told of an event all the same.

use crate::db::{Tx, bind, listed};
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

/// Keeps who did not get a letter about an event, and why not; those who are kept already for the same reason stay.
pub fn insert(
    tx: &Tx<'_>,
    (event, letter): (Seq, Letter),
    people: &[(PersonId, Untold)],
) -> Outcome<()> {
    let mut people: Vec<(&str, PersonId)> = people
        .iter()
        .map(|(person, why)| (why.as_str(), *person))
        .collect();
    people.sort_unstable();
    people.dedup();
    for alike in people.chunk_by(|(why, _), (other, _)| why == other) {
        let why = alike[0].0;
        let people: Vec<PersonId> = alike.iter().map(|(_, person)| *person).collect();
        tx.run(
            "insert into untold (event_seq, letter, why, people) values (?1, ?2, ?3, ?4)
             on conflict do update set people = (
                 select json_group_array(value) from (
                     select value from json_each(untold.people) union select value from json_each(excluded.people)))",
            bind![event, letter, why, listed(&people)?],
        )?;
    }
    Ok(())
}

/// Everybody who was not told of an event of a paper, by event and name.
///
/// # Errors
/// When the database fails.
pub fn missed_of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Missed>> {
    tx.all(
        "select u.event_seq, p.name, p.email, u.letter, u.why
         from events e join untold u on u.event_seq = e.seq join json_each(u.people) missed join people p on p.id = missed.value
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
