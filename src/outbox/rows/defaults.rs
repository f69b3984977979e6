//! Statements about what a centre set for those who chose nothing.

use crate::db::{Row, Tx, bind};
use crate::events::{PaperNumber, Seq};
use crate::outbox::Letter;
use crate::outbox::subscriptions::{Channel, Topic};
use crate::people::{PersonId, Role};
use crate::refusal::{Fault, Outcome};

fn read(row: &Row<'_>) -> Outcome<(Role, Topic, Channel)> {
    Ok((row.get("role")?, row.get("topic")?, row.get("channel")?))
}

/// All of it.
pub fn all(tx: &Tx<'_>) -> Outcome<Vec<(Role, Topic, Channel)>> {
    tx.all(
        "select role, topic, channel from channel_defaults order by role, topic",
        &[],
        read,
    )
}

/// What is set of one topic.
pub fn of_topic(tx: &Tx<'_>, topic: Topic) -> Outcome<Vec<(Role, Topic, Channel)>> {
    tx.all(
        "select role, topic, channel from channel_defaults where topic = ?1",
        bind![topic],
        read,
    )
}

/// Everybody with a role for which something of a topic is set, with all of their roles.
pub fn who_has(tx: &Tx<'_>, topic: Topic) -> Outcome<Vec<(PersonId, Role)>> {
    tx.all(
        "select r.person_id, r.role from person_roles r
         where r.person_id in (select s.person_id from channel_defaults d join person_roles s on s.role = d.role
                               where d.topic = ?1)",
        bind![topic],
        |row| Ok((row.get("person_id")?, row.get("role")?)),
    )
}

pub fn clear(tx: &Tx<'_>, role: Role, topic: Topic) -> Outcome<()> {
    tx.run(
        "delete from channel_defaults where role = ?1 and topic = ?2",
        bind![role, topic],
    )?;
    Ok(())
}

pub fn insert(tx: &Tx<'_>, (role, topic, channel): (Role, Topic, Channel)) -> Outcome<()> {
    tx.run(
        "insert into channel_defaults (role, topic, channel) values (?1, ?2, ?3)",
        bind![role, topic, channel],
    )?;
    Ok(())
}

/// Keeps who did not get a letter about an event because the centre set it so.
pub fn note_untold(
    tx: &Tx<'_>,
    (event, letter): (Seq, Letter),
    people: &[PersonId],
) -> Outcome<()> {
    let people: Vec<i64> = people.iter().map(|person| person.0).collect();
    let people = serde_json::to_string(&people)
        .map_err(|error| Fault::from_error("naming who is not told", error))?;
    tx.run(
        "insert or ignore into untold_by_centre (event_seq, person_id, letter)
         select ?1, value, ?2 from json_each(?3)",
        bind![event, letter, people],
    )?;
    Ok(())
}

/// Of whom a paper's events were kept by the centre: which event, their address, and which letter.
pub fn untold_of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<(Seq, String, Letter)>> {
    tx.all(
        "select u.event_seq, p.email, u.letter from events e
         join untold_by_centre u on u.event_seq = e.seq join people p on p.id = u.person_id where e.paper = ?1",
        bind![paper],
        |row| Ok((row.get("event_seq")?, row.get("email")?, row.get("letter")?)),
    )
}
