//! Statements about whom a rule concerned and who was not told of an event all the same.

use crate::db::{Tx, bind};
use crate::events::{PaperNumber, Seq};
use crate::outbox::Letter;
use crate::outbox::subscriptions::Untold;
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

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

/// Keeps who did not get a letter about an event, and why not.
pub fn insert(
    tx: &Tx<'_>,
    (event, letter): (Seq, Letter),
    people: &[(PersonId, Untold)],
) -> Outcome<()> {
    let plain = |(person, why): &(PersonId, Untold)| (person.0, why.as_str());
    let people: Vec<(i64, &str)> = people.iter().map(plain).collect();
    let people = serde_json::to_string(&people)
        .map_err(|error| Fault::from_error("naming who is not told", error))?;
    tx.run(
        "insert or ignore into untold (event_seq, person_id, letter, why)
         select ?1, value ->> 0, ?2, value ->> 1 from json_each(?3)",
        bind![event, letter, people],
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
