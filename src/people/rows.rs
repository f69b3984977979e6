//! Every statement about people; those about second readers and tastes stand beside.

pub mod merged;
pub mod second;
pub mod tastes;

use std::sync::Arc;

use super::{Email, Person, PersonId, Role, Serving};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::refusal::{Fault, Outcome};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.id, p.email, p.name, p.disabled_at, p.auth_epoch, p.time_zone,
                    (select group_concat(r.role, ' ') from person_roles r where r.person_id = p.id) as roles
             from people p ",
            $rest
        )
    };
}
use select;

fn read(row: &Row<'_>) -> Outcome<Person> {
    let disabled_at: Option<Moment> = row.get("disabled_at")?;
    let words: Option<String> = row.get("roles")?;
    Ok(Person {
        id: row.get("id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        roles: roles(words.as_deref().unwrap_or_default())?,
        disabled: disabled_at.is_some(),
        auth_epoch: row.get("auth_epoch")?,
        zone: row.get("time_zone")?,
    })
}

fn roles(words: &str) -> Result<Vec<Role>, Fault> {
    let parse = |word| Role::parse(word).ok_or_else(|| Fault::new(format!("unknown role {word}")));
    let mut roles = words
        .split_whitespace()
        .map(parse)
        .collect::<Result<Vec<_>, _>>()?;
    roles.sort_unstable();
    Ok(roles)
}

/// The person with this number.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<Person>> {
    tx.one(select!("where p.id = ?1"), bind![id], read)
}

/// The person with this address; one of an account that was merged into another finds that other one.
///
/// # Errors
/// When the database fails.
pub fn find_by_email(tx: &Tx<'_>, email: &Email) -> Outcome<Option<Person>> {
    tx.one(
        select!(
            "where p.id = (select coalesce(known.merged_into, known.id) from people known where known.email = ?1)"
        ),
        bind![email],
        read,
    )
}

/// Everybody, by name, from after a name on; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &Tx<'_>, after: (&str, PersonId), limit: u32) -> Outcome<Vec<Person>> {
    tx.all(
        select!("where (p.name, p.id) > (?1, ?2) and p.merged_into is null order by p.name, p.id limit ?3"),
        bind![after.0, after.1, limit],
        read,
    )
}

/// People by name, from after a name on: those with a role, and with these words in their name or address.
///
/// # Errors
/// When the database fails.
pub fn search(
    tx: &Tx<'_>,
    (role, words): (Option<Role>, &str),
    after: (&str, PersonId),
    limit: u32,
) -> Outcome<Vec<Person>> {
    tx.all(
        select!(
            "where (p.name, p.id) > (?1, ?2) and p.merged_into is null
             and (?4 is null or exists (select 1 from person_roles has where has.person_id = p.id and has.role = ?4))
             and (instr(lower(p.name), lower(?5)) > 0 or instr(p.email, lower(?5)) > 0)
             order by p.name, p.id limit ?3"
        ),
        bind![after.0, after.1, limit, role, words],
        read,
    )
}

/// People newest first, before a number: those with a role, and with these words in their name or address.
///
/// # Errors
/// When the database fails.
pub fn newest(
    tx: &Tx<'_>,
    (role, words): (Option<Role>, &str),
    before: PersonId,
    limit: u32,
) -> Outcome<Vec<Person>> {
    tx.all(
        select!(
            "where p.id < ?1 and p.merged_into is null
             and (?3 is null or exists (select 1 from person_roles has where has.person_id = p.id and has.role = ?3))
             and (instr(lower(p.name), lower(?4)) > 0 or instr(p.email, lower(?4)) > 0)
             order by p.id desc limit ?2"
        ),
        bind![before, limit, role, words],
        read,
    )
}

/// Everybody with a role who may come in, by name.
///
/// # Errors
/// When the database fails.
pub fn with_role(tx: &Tx<'_>, role: Role) -> Outcome<Vec<Person>> {
    tx.all(
        select!(
            "join person_roles has on has.person_id = p.id and has.role = ?1
             where p.disabled_at is null order by p.name, p.id"
        ),
        bind![role],
        read,
    )
}

/// The same with those who may not come in any more, in no order.
///
/// # Errors
/// When the database fails.
pub fn ever_with_role(tx: &Tx<'_>, role: Role) -> Outcome<Vec<Person>> {
    tx.all(
        select!("join person_roles has on has.person_id = p.id and has.role = ?1"),
        bind![role],
        read,
    )
}

/// Every tutor who may come in, by name.
///
/// # Errors
/// When the database fails.
pub fn tutors(tx: &Tx<'_>) -> Outcome<Vec<Person>> {
    with_role(tx, Role::Tutor)
}

/// Tutors and coordinators, who serve the queue.
///
/// # Errors
/// When the database fails.
pub fn serving_the_queue(tx: &Tx<'_>) -> Outcome<Arc<Vec<Serving>>> {
    let known = tx.remembered(b"queue", || look_up_serving(tx).map(Some))?;
    Ok(known.unwrap_or_default())
}

fn look_up_serving(tx: &Tx<'_>) -> Outcome<Vec<Serving>> {
    tx.all(
        "select p.id, p.name, p.email, p.time_zone is not null as has_own_zone,
                exists (select 1 from person_roles o where o.person_id = p.id and o.role in ('coordinator', 'admin')) as oversees,
                exists (select 1 from person_roles o where o.person_id = p.id and o.role = 'coordinator') as coordinates
         from people p
         where p.disabled_at is null
           and p.id in (select has.person_id from person_roles has where has.role in ('tutor', 'coordinator'))
         order by p.id",
        &[],
        |row| {
            Ok(Serving {
                id: row.get("id")?,
                name: row.get("name")?,
                email: row.get("email")?,
                has_own_zone: row.get("has_own_zone")?,
                oversees: row.get("oversees")?,
                coordinates: row.get("coordinates")?,
            })
        },
    )
}

/// Whoever a mail's own way to stop alerts belongs to.
///
/// # Errors
/// When the database fails.
pub fn find_by_stop_token(tx: &Tx<'_>, token: &str) -> Outcome<Option<Person>> {
    tx.one(select!("where p.stop_token = ?1"), bind![token], read)
}

/// Whether somebody's data were erased.
///
/// # Errors
/// When the database fails.
pub fn is_erased(tx: &Tx<'_>, id: PersonId) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from people where id = ?1 and erased_at is not null",
        bind![id],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

pub(super) fn insert(tx: &Tx<'_>, email: &Email, name: &str) -> Outcome<PersonId> {
    tx.insert(
        "insert into people (email, name, created_at) values (?1, ?2, ?3)",
        bind![email, name, tx.now()],
    )
    .map(PersonId)
}

/// Gives a person these roles and no others.
pub(super) fn replace_roles(tx: &Tx<'_>, id: PersonId, roles: &[Role]) -> Outcome<()> {
    tx.run("delete from person_roles where person_id = ?1", bind![id])?;
    for role in roles {
        tx.run(
            "insert or ignore into person_roles (person_id, role) values (?1, ?2)",
            bind![id, *role],
        )?;
    }
    Ok(())
}

pub(super) fn raise_epoch(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    tx.run(
        "update people set auth_epoch = auth_epoch + 1 where id = ?1",
        bind![id],
    )?;
    Ok(())
}

/// Forgets the secret address of a person's feeds.
pub(super) fn close_feeds(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    tx.run("delete from feeds where person_id = ?1", bind![id])?;
    Ok(())
}

pub(super) fn set_disabled(tx: &Tx<'_>, id: PersonId, at: Option<Moment>) -> Outcome<()> {
    tx.run(
        "update people set disabled_at = ?2 where id = ?1",
        bind![id, at],
    )?;
    Ok(())
}

pub(super) fn set_name(tx: &Tx<'_>, id: PersonId, name: &str) -> Outcome<()> {
    tx.run("update people set name = ?2 where id = ?1", bind![id, name])?;
    Ok(())
}

/// The time zone a person set for themself.
///
/// # Errors
/// When the database fails.
pub fn zone_of(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<String>> {
    let zone = tx.one(
        "select time_zone from people where id = ?1",
        bind![id],
        |row| row.get("time_zone"),
    )?;
    Ok(zone.flatten())
}

/// Of everybody who chose one.
///
/// # Errors
/// When the database fails.
pub fn zones(tx: &Tx<'_>) -> Outcome<Vec<(PersonId, String)>> {
    tx.all(
        "select id, time_zone from people where time_zone is not null",
        &[],
        |row| Ok((row.get("id")?, row.get("time_zone")?)),
    )
}

pub(super) fn set_zone(tx: &Tx<'_>, id: PersonId, zone: Option<&str>) -> Outcome<()> {
    tx.run(
        "update people set time_zone = ?2 where id = ?1",
        bind![id, zone],
    )?;
    Ok(())
}
