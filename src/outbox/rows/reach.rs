//! Statements about addresses that mail does not reach.

use crate::db::{Row, Tx, bind};
use crate::outbox::{DeliveryId, Reason, Suppression};
use crate::people::PersonId;
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select s.address, s.reason, s.said, s.at, s.delivery_id, b.name as by_name,
                    p.id as person_id, p.name as person_name
             from suppressions s
             left join people b on b.id = s.by_id
             left join people p on p.email = s.address ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Suppression> {
    Ok(Suppression {
        address: row.get("address")?,
        reason: row.get("reason")?,
        said: row.get("said")?,
        at: row.get("at")?,
        delivery: row.get("delivery_id")?,
        by: row.get("by_name")?,
        person: row.get::<Option<PersonId>>("person_id")?,
        name: row.get("person_name")?,
    })
}

/// Why mail does not reach an address, if it does not.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, address: &str) -> Outcome<Option<Suppression>> {
    tx.one(select!("where s.address = ?1"), bind![address], read)
}

/// Whether there is any address on the list.
pub fn is_anybody_unreachable(tx: &Tx<'_>) -> Outcome<bool> {
    let any = tx.one(
        "select exists (select 1 from suppressions) as yes",
        &[],
        |row| row.get("yes"),
    )?;
    Ok(any.unwrap_or(false))
}

/// All of them, newest first, at most so many.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &Tx<'_>, most: u32) -> Outcome<Vec<Suppression>> {
    tx.all(
        select!("order by s.at desc, s.address limit ?1"),
        bind![most],
        read,
    )
}

/// Puts an address on the list, or there anew.
pub fn upsert(
    tx: &Tx<'_>,
    address: &str,
    (reason, said): (Reason, &str),
    (delivery, by): (Option<DeliveryId>, Option<PersonId>),
) -> Outcome<()> {
    tx.run(
        "insert into suppressions (address, reason, said, at, delivery_id, by_id) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (address) do update set reason = ?2, said = ?3, at = ?4, delivery_id = ?5, by_id = ?6",
        bind![address, reason, said, tx.now(), delivery, by],
    )?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, address: &str) -> Outcome<bool> {
    let gone = tx.run(
        "delete from suppressions where address = ?1",
        bind![address],
    )?;
    Ok(gone == 1)
}

/// Gives up what waits for an address, but for what somebody asks for just now.
pub fn fail_open(tx: &Tx<'_>, address: &str, said: &str) -> Outcome<usize> {
    tx.run(
        "update deliveries set state = 'failed', hold = null, finished_at = ?2, last_answer = ?3
         where recipient = ?1 and state in ('pending', 'held') and letter not in ('sign_in_code', 'invitation', 'test')",
        bind![address, tx.now(), said],
    )
}

/// Gives up one that was just promised.
pub fn fail_one(tx: &Tx<'_>, id: DeliveryId, said: &str) -> Outcome<()> {
    tx.run(
        "update deliveries set state = 'failed', hold = null, finished_at = ?2, last_answer = ?3 where id = ?1",
        bind![id, tx.now(), said],
    )?;
    Ok(())
}
