//! Statements about what a centre set for those who chose nothing.

use crate::db::{Row, Tx, bind};
use crate::outbox::subscriptions::{Channel, Topic};
use crate::people::{PersonId, Role};
use crate::refusal::Outcome;

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
