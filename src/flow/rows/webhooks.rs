//! Statements about what webhooks are told.

use super::first_since;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::flow::{MOST, MOST_STANDING, Spell, Thing};
use crate::outbox::State;
use crate::refusal::Outcome;

/// What was promised to webhooks since a moment, the newest first: how long each took until it was taken.
pub fn promised(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<Spell>> {
    let newest = tx.one(
        "select id from hook_deliveries order by id desc limit 1",
        &[],
        |row| row.get("id"),
    )?;
    let from = first_since(newest.unwrap_or(0), since, |id| {
        tx.one(
            "select id, created_at from hook_deliveries where id >= ?1 order by id limit 1",
            bind![id],
            |row| Ok((row.get("id")?, row.get("created_at")?)),
        )
    })?;
    tx.all(
        "select id, hook_id, case state when 'sent' then finished_at - created_at end as took
         from hook_deliveries where id >= ?1 order by id desc limit ?2",
        bind![from, MOST],
        |row| {
            Ok(Spell {
                millis: row.get("took")?,
                thing: Some(Thing::Told(row.get("hook_id")?, row.get("id")?)),
            })
        },
    )
}

fn stood(tx: &Tx<'_>, row: &Row<'_>) -> Outcome<Spell> {
    let since: Moment = row.get("created_at")?;
    Ok(Spell {
        millis: Some(tx.now().0 - since.0),
        thing: Some(Thing::Told(row.get("hook_id")?, row.get("id")?)),
    })
}

/// What is due or will be, and was tried before or was not.
pub fn pending(tx: &Tx<'_>, tried: bool) -> Outcome<Vec<Spell>> {
    tx.all(
        "select id, hook_id, created_at from hook_deliveries indexed by hook_deliveries_due
         where state = 'pending' and (attempts > 0) = ?2 limit ?1",
        bind![MOST_STANDING, tried],
        |row| stood(tx, row),
    )
}

/// What is on its way.
pub fn under_way(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select id, hook_id, created_at from hook_deliveries indexed by hook_deliveries_under_way where state = 'sending' limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// What is held, or was given up; the oldest first. Of webhooks that were removed nothing is left to do.
pub fn in_trouble(tx: &Tx<'_>, state: State) -> Outcome<Vec<Spell>> {
    tx.all(
        "select d.id, d.hook_id, d.created_at from hook_deliveries d indexed by hook_deliveries_in_trouble
         where d.state in ('held', 'failed') and d.state = ?1
           and exists (select 1 from hooks h where h.id = d.hook_id and h.state <> 'gone')
         order by d.id limit ?2",
        bind![state, MOST_STANDING],
        |row| stood(tx, row),
    )
}
