//! Every statement about accounts that were merged into others.

use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::people::merged::Former;
use crate::refusal::Outcome;

pub fn leads_to(tx: &Tx<'_>, id: PersonId) -> Outcome<Option<PersonId>> {
    let found = tx.one(
        "select merged_into from people where id = ?1",
        bind![id],
        |row| row.get("merged_into"),
    )?;
    Ok(found.flatten())
}

pub fn accounts(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<PersonId>> {
    tx.all(
        "select id from people where ?1 in (id, merged_into) order by id",
        bind![id],
        |row| row.get("id"),
    )
}

pub fn former(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<Former>> {
    tx.all(
        "select p.name, p.email, p.merged_at, coalesce(by.name, '') as by_name
         from people p left join people by on by.id = p.merged_by
         where p.merged_into = ?1 order by p.merged_at, p.id",
        bind![id],
        |row| {
            Ok(Former {
                name: row.get("name")?,
                email: row.get("email")?,
                at: row.get("merged_at")?,
                by: row.get("by_name")?,
            })
        },
    )
}

/// Those that led to it lead to the other one with it.
pub fn set_merged(tx: &Tx<'_>, id: PersonId, (into, by): (PersonId, PersonId)) -> Outcome<()> {
    tx.run(
        "update people set merged_into = ?2 where merged_into = ?1",
        bind![id, into],
    )?;
    tx.run(
        "update people set merged_into = ?2, merged_at = ?4, merged_by = ?3, disabled_at = ?4, password_hash = null
         where id = ?1",
        bind![id, into, by, tx.now()],
    )?;
    Ok(())
}

/// What was chosen at the account that goes holds where nothing was chosen at the other one.
pub fn take_over_choices(tx: &Tx<'_>, from: PersonId, to: PersonId) -> Outcome<()> {
    tx.run(
        "update people set time_zone = coalesce(people.time_zone, gone.time_zone),
             is_read_twice = max(people.is_read_twice, gone.is_read_twice),
             reads_second = max(people.reads_second, gone.reads_second)
         from (select time_zone, is_read_twice, reads_second from people where id = ?1) gone
         where people.id = ?2",
        bind![from, to],
    )?;
    tx.run(
        "update or ignore tastes set person_id = ?2 where person_id = ?1",
        bind![from, to],
    )?;
    tx.run("delete from tastes where person_id = ?1", bind![from])?;
    tx.run(
        "update or ignore mail_habits set person_id = ?2 where person_id = ?1",
        bind![from, to],
    )?;
    tx.run("delete from mail_habits where person_id = ?1", bind![from])?;
    tx.run(
        "update or ignore subscriptions set person_id = ?2 where person_id = ?1",
        bind![from, to],
    )?;
    tx.run(
        "delete from subscriptions where person_id = ?1",
        bind![from],
    )?;
    tx.run(
        "update or ignore subscriptions set tutor_id = ?2 where tutor_id = ?1",
        bind![from, to],
    )?;
    tx.run("delete from subscriptions where tutor_id = ?1", bind![from])?;
    tx.run("delete from feeds where person_id = ?1", bind![from])?;
    tx.run(
        "update gathered set person_id = ?2 where person_id = ?1 and delivery_id is null",
        bind![from, to],
    )?;
    Ok(())
}

/// No two have one address, not even for a moment.
pub fn swap_addresses(
    tx: &Tx<'_>,
    (one, one_email): (PersonId, &str),
    (other, other_email): (PersonId, &str),
) -> Outcome<()> {
    let aside = format!("{}@swap.invalid", one.0);
    for (id, email) in [
        (one, aside.as_str()),
        (other, one_email),
        (one, other_email),
    ] {
        tx.run(
            "update people set email = ?2 where id = ?1",
            bind![id, email],
        )?;
    }
    Ok(())
}
