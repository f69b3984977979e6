//! Every statement about lists of people.

use super::{Looked, Roster};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

fn read(row: &Row<'_>) -> Outcome<Roster> {
    let looked: String = row.get("looked")?;
    let done: Option<String> = row.get("done")?;
    Ok(Roster {
        id: row.get("id")?,
        sheet: row.get("sheet")?,
        looked: from_json(&looked)?,
        looked_at: row.get("looked_at")?,
        begun_at: row.get("begun_at")?,
        done: done.as_deref().map(from_json).transpose()?,
    })
}

fn from_json(text: &str) -> Result<Vec<Looked>, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::from_error("reading a list of people", error))
}

fn to_json(looked: &[Looked]) -> Result<String, Fault> {
    serde_json::to_string(looked)
        .map_err(|error| Fault::from_error("writing a list of people", error))
}

pub fn insert(
    tx: &Tx<'_>,
    (id, by): (&str, PersonId),
    sheet: &str,
    looked: &[Looked],
) -> Outcome<()> {
    tx.run(
        "insert into rosters (id, by_id, sheet, looked, looked_at) values (?1, ?2, ?3, ?4, ?5)",
        bind![id, by, sheet, to_json(looked)?, tx.now()],
    )?;
    Ok(())
}

pub fn find_for(tx: &Tx<'_>, by: PersonId, id: &str) -> Outcome<Option<Roster>> {
    tx.one(
        "select id, sheet, looked, looked_at, begun_at, done from rosters where id = ?1 and by_id = ?2",
        bind![id, by],
        read,
    )
}

pub fn set_looked(tx: &Tx<'_>, id: &str, looked: &[Looked]) -> Outcome<()> {
    tx.run(
        "update rosters set looked = ?2, looked_at = ?3, begun_at = null, done = null where id = ?1",
        bind![id, to_json(looked)?, tx.now()],
    )?;
    Ok(())
}

pub fn set_begun(tx: &Tx<'_>, id: &str) -> Outcome<()> {
    tx.run(
        "update rosters set begun_at = ?2 where id = ?1",
        bind![id, tx.now()],
    )?;
    Ok(())
}

pub fn set_done(tx: &Tx<'_>, id: &str, done: &[Looked]) -> Outcome<()> {
    tx.run(
        "update rosters set done = ?2 where id = ?1",
        bind![id, to_json(done)?],
    )?;
    Ok(())
}

pub fn delete_looked_before(tx: &Tx<'_>, since: Moment) -> Outcome<usize> {
    tx.run(
        "delete from rosters where id in
             (select id from rosters where looked_at < ?1 order by looked_at limit 50)",
        bind![since],
    )
}
