//! Every statement about kept views.

use crate::db::{Row, Tx, bind};
use crate::papers::views::{View, ViewId};
use crate::people::PersonId;
use crate::refusal::Outcome;

fn read(row: &Row<'_>) -> Outcome<View> {
    let owner: Option<PersonId> = row.get("owner_id")?;
    Ok(View {
        id: row.get("id")?,
        shared: owner.is_none(),
        name: row.get("name")?,
        search: row.get("search")?,
    })
}

/// A person's own views and those of the centre, each by name.
pub fn of(tx: &Tx<'_>, person: PersonId) -> Outcome<Vec<View>> {
    tx.all(
        "select id, owner_id, name, search from views where owner_id = ?1 or owner_id is null
         order by owner_id is null, name, id",
        bind![person],
        read,
    )
}

pub fn insert(tx: &Tx<'_>, owner: Option<PersonId>, (name, search): (&str, &str)) -> Outcome<()> {
    tx.insert(
        "insert into views (owner_id, name, search) values (?1, ?2, ?3)",
        bind![owner, name, search],
    )
    .map(drop)
}

pub fn delete(tx: &Tx<'_>, id: ViewId) -> Outcome<()> {
    tx.run("delete from views where id = ?1", bind![id])?;
    Ok(())
}
