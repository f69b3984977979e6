//! Statements about mail on its way, and about news that waits to be told together.

use super::first_since;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::flow::{MOST, MOST_STANDING, Spell, Thing};
use crate::outbox::State;
use crate::refusal::Outcome;

/// Mails promised since a moment, the newest first: how long each took, once it might go, until the mail server had it.
pub fn promised(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<Spell>> {
    let newest = tx.one(
        "select id from deliveries order by id desc limit 1",
        &[],
        |row| row.get("id"),
    )?;
    let from = first_since(newest.unwrap_or(0), since, |id| {
        tx.one(
            "select id, created_at from deliveries where id >= ?1 order by id limit 1",
            bind![id],
            |row| Ok((row.get("id")?, row.get("created_at")?)),
        )
    })?;
    // What was taken at the first try still says when it was due: the end of an undo window, or of quiet hours.
    tx.all(
        "select id, case state when 'sent' then finished_at - case when attempts <= 1 then max(created_at, due_at) else created_at end
                    end as took
         from deliveries where id >= ?1 order by id desc limit ?2",
        bind![from, MOST],
        |row| {
            Ok(Spell {
                millis: row.get("took")?,
                thing: Some(Thing::Mail(row.get("id")?)),
            })
        },
    )
}

/// News that was laid aside since a moment to be told together.
pub fn gathered(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<Spell>> {
    let newest = tx.one(
        "select id from gathered order by id desc limit 1",
        &[],
        |row| row.get("id"),
    )?;
    let from = first_since(newest.unwrap_or(0), since, |id| {
        tx.one(
            "select id, at from gathered where id >= ?1 order by id limit 1",
            bind![id],
            |row| Ok((row.get("id")?, row.get("at")?)),
        )
    })?;
    tx.all(
        "select id from gathered where id >= ?1 order by id desc limit ?2",
        bind![from, MOST],
        |_| Ok(Spell::COUNTED),
    )
}

fn stood(tx: &Tx<'_>, row: &Row<'_>) -> Outcome<Spell> {
    let since: Moment = row.get("since")?;
    Ok(Spell {
        millis: Some(tx.now().0 - since.0),
        thing: Some(Thing::Mail(row.get("id")?)),
    })
}

/// Mails in a state, the oldest first; since they were promised.
pub fn in_state(tx: &Tx<'_>, state: State) -> Outcome<Vec<Spell>> {
    tx.all(
        "select id, created_at as since from deliveries where state = ?1 order by id limit ?2",
        bind![state, MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// The same of those that wait for their first try.
pub fn untried(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select id, created_at as since from deliveries where state = 'pending' and attempts = 0 order by id limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// The same of those that were tried and wait for their next try.
pub fn delayed(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select id, created_at as since from deliveries where state = 'pending' and attempts > 0 order by id limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// News that waits for its digest.
pub fn not_told_yet(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select at, paper from gathered indexed by gathered_due where delivery_id is null order by due_at limit ?1",
        bind![MOST_STANDING],
        |row| {
            let since: Moment = row.get("at")?;
            let paper: Option<crate::events::PaperNumber> = row.get("paper")?;
            Ok(Spell {
                millis: Some(tx.now().0 - since.0),
                thing: paper.map(Thing::Paper),
            })
        },
    )
}
