//! Statements about stopped mail.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::outbox::Stop;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// What is stopped, everything first.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &Tx<'_>) -> Outcome<Vec<Stop>> {
    tx.all(
        "select s.destination, s.at, p.name from stops s left join people p on p.id = s.by_id order by s.destination",
        &[],
        |row| {
            let destination: String = row.get("destination")?;
            Ok(Stop {
                destination: Some(destination).filter(|domain| !domain.is_empty()),
                at: row.get("at")?,
                by: row.get("name")?,
            })
        },
    )
}

/// False where it was stopped already.
pub fn insert(tx: &Tx<'_>, destination: &str, by: Option<PersonId>) -> Outcome<bool> {
    let added = tx.run(
        "insert or ignore into stops (destination, at, by_id) values (?1, ?2, ?3)",
        bind![destination, tx.now(), by],
    )?;
    Ok(added == 1)
}

pub fn delete(tx: &Tx<'_>, destination: &str) -> Outcome<bool> {
    let gone = tx.run(
        "delete from stops where destination = ?1",
        bind![destination],
    )?;
    Ok(gone == 1)
}

/// What waited while it was stopped has its whole life before it again.
pub fn renew(tx: &Tx<'_>, destination: &str, expires_at: Moment) -> Outcome<()> {
    tx.run(
        "update deliveries set expires_at = max(expires_at, ?2)
         where state = 'pending' and letter <> 'sign_in_code'
           and (?1 = '' or substr(recipient, instr(recipient, '@') + 1) = ?1)",
        bind![destination, expires_at],
    )?;
    Ok(())
}
