//! Statements of the courier: what is due, what is claimed, how each try ended.

use std::collections::HashSet;

use super::shown::{Delivery, read, select};
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::outbox::{DeliveryId, Letter, State};
use crate::refusal::Outcome;

/// Deliveries that may go now, the urgent lane first, never past an earlier open one to the same person about the
/// same paper; with the frozen mail where there is one. Some are counted and left out.
pub fn due(
    tx: &Tx<'_>,
    (last_lane, limit): (u32, u32),
    left_out: &HashSet<DeliveryId>,
) -> Outcome<Vec<(Delivery, Option<Vec<u8>>)>> {
    let due: Vec<Option<Delivery>> = tx.all(
        select!(
            "indexed by deliveries_due
             where state = 'pending' and lane <= ?1 and due_at <= ?2
               and not exists (select 1 from deliveries e indexed by deliveries_open
                               where e.paper = d.paper and e.recipient = d.recipient and e.id < d.id
                                 and (e.state in ('pending', 'sending') or e.hold = 'undo')
                                 and e.finished_at is null
                                 -- what cannot wait goes before what waits for the end of quiet hours
                                 and coalesce(e.quiet_until, 0) <= ?2)
               and (lane = 0 or not exists (select 1 from stops s where s.destination in ('', substr(d.recipient, instr(d.recipient, '@') + 1))))
             order by lane, due_at, id limit ?3"
        ),
        bind![last_lane, tx.now(), limit],
        |row| {
            let wanted = !left_out.contains(&row.get("id")?);
            wanted.then(|| read(row)).transpose()
        },
    )?;
    let with_mail = |delivery: Delivery| {
        // Also one that was never tried may be frozen: claimed when the desk closed, or restored.
        let frozen = super::shown::written(tx, delivery.id)?;
        Ok((delivery, frozen))
    };
    due.into_iter().flatten().map(with_mail).collect()
}

/// When the next delivery falls due or its undo window ends.
pub fn next_due(tx: &Tx<'_>) -> Outcome<Option<Moment>> {
    let next = tx.one(
        "select min(at) as at from (
             select min(due_at) as at from deliveries indexed by deliveries_due where state = 'pending' and lane = 0
             union all
             select min(due_at) from deliveries indexed by deliveries_due where state = 'pending' and lane = 3
             union all
             select min(due_at) from deliveries indexed by deliveries_due where state = 'pending' and lane = 7
             union all
             select min(due_at) from deliveries indexed by deliveries_undo where state = 'held' and hold = 'undo')",
        &[],
        |row| row.get("at"),
    )?;
    Ok(next.flatten())
}

/// Freezes the mail before its first try.
pub fn freeze(tx: &Tx<'_>, id: DeliveryId, bytes: &[u8]) -> Outcome<()> {
    tx.run(
        "insert or ignore into mails (delivery_id, bytes) values (?1, ?2)",
        bind![id, bytes],
    )?;
    Ok(())
}

/// Claims one delivery for this run of the server; false where somebody was quicker or it was cancelled.
pub fn claim(tx: &Tx<'_>, id: DeliveryId, boot: &str, until: Moment) -> Outcome<bool> {
    let changed = tx.run(
        "update deliveries set state = 'sending', boot = ?2, leased_until = ?3
         where id = ?1 and state = 'pending' and due_at <= ?4",
        bind![id, boot, until, tx.now()],
    )?;
    Ok(changed == 1)
}

/// How a claimed delivery goes on.
pub struct Next<'a> {
    pub state: State,
    pub due_at: Option<Moment>,
    pub counts: bool,
    pub answer: Option<&'a str>,
    pub crashed: bool,
}

/// Ends a claim; only the run of the server that holds it can. What opens a door is forgotten with the end of its way.
pub fn finish(tx: &Tx<'_>, id: DeliveryId, boot: &str, next: &Next<'_>) -> Outcome<bool> {
    let over =
        matches!(next.state, State::Sent | State::Failed | State::Cancelled).then(|| tx.now());
    let ended = tx.run(
        "update deliveries
         set state = ?3, boot = null, leased_until = null, due_at = coalesce(?4, due_at),
             attempts = attempts + ?5, last_answer = coalesce(?6, last_answer), crashes = crashes + ?7,
             finished_at = ?8
         where id = ?1 and state = 'sending' and boot = ?2",
        bind![id, boot, next.state, next.due_at, next.counts, next.answer, next.crashed, over],
    )? == 1;
    if ended && over.is_some() && opens_the_door(tx, id)? {
        forget_secret(tx, id)?;
    }
    Ok(ended)
}

/// Asked apart, because an update that also returns something makes SQLite build a table for it, each time.
fn opens_the_door(tx: &Tx<'_>, id: DeliveryId) -> Outcome<bool> {
    let letter: Option<Letter> = tx.one(
        "select letter from deliveries where id = ?1",
        bind![id],
        |row| row.get("letter"),
    )?;
    Ok(letter.is_some_and(Letter::opens_the_door))
}

/// Forgets what a letter said: an old code or link is in no copy of the desk for ever.
///
/// # Errors
/// When the database fails.
pub fn forget_secret(tx: &Tx<'_>, id: DeliveryId) -> Outcome<()> {
    tx.run(
        "update deliveries set facts = '{}' where id = ?1",
        bind![id],
    )?;
    tx.run("delete from mails where delivery_id = ?1", bind![id])?;
    Ok(())
}

/// Keeps one try: (when it began, how many milliseconds it took), (outcome, the server's words).
pub fn insert_attempt(
    tx: &Tx<'_>,
    id: DeliveryId,
    (started_at, millis): (Moment, i64),
    (outcome, said): (&str, &str),
) -> Outcome<()> {
    tx.run(
        "insert into attempts (delivery_id, n, started_at, millis, outcome, said)
         values (?1, (select coalesce(max(n), 0) + 1 from attempts where delivery_id = ?1), ?2, ?3, ?4, ?5)",
        bind![id, started_at, millis, outcome, said],
    )?;
    Ok(())
}

/// What an earlier run of the server was sending when it died, with the crashes counted so far.
pub fn orphans(tx: &Tx<'_>, boot: &str) -> Outcome<Vec<(DeliveryId, String, u32)>> {
    tx.all(
        "select id, boot, crashes from deliveries where state = 'sending' and boot <> ?1",
        bind![boot],
        |row| Ok((row.get("id")?, row.get("boot")?, row.get("crashes")?)),
    )
}

/// Lets go what can no longer be undone.
pub fn release_undone(tx: &Tx<'_>, configured: bool) -> Outcome<usize> {
    tx.run(
        "update deliveries indexed by deliveries_undo
         set state = case ?2 when 1 then 'pending' else 'held' end,
             hold = case ?2 when 1 then null else 'no_relay' end,
             due_at = max(due_at, coalesce(quiet_until, 0))
         where state = 'held' and hold = 'undo' and due_at <= ?1",
        bind![tx.now(), configured],
    )
}

/// Gives up what is of no more use: an old sign-in code quietly, all else as failed. Gives the failed ones.
pub fn expire(tx: &Tx<'_>) -> Outcome<Vec<DeliveryId>> {
    let old_codes: Vec<DeliveryId> = tx.all(
        "update deliveries indexed by deliveries_expiring set state = 'cancelled', finished_at = ?1, last_answer = coalesce(last_answer, 'its code is no longer good')
         where state = 'pending' and expires_at <= ?1 and letter = 'sign_in_code' returning id",
        bind![tx.now()],
        |row| row.get("id"),
    )?;
    old_codes
        .into_iter()
        .try_for_each(|id| forget_secret(tx, id))?;
    let failed: Vec<(DeliveryId, Letter)> = tx.all(
        "update deliveries indexed by deliveries_expiring set state = 'failed', finished_at = ?1, last_answer = 'given up after five days; before that: ' || coalesce(last_answer, 'never tried')
         where state = 'pending' and expires_at <= ?1
           and not exists (select 1 from stops s where s.destination in ('', substr(recipient, instr(recipient, '@') + 1)))
         returning id, letter",
        bind![tx.now()],
        |row| Ok((row.get("id")?, row.get("letter")?)),
    )?;
    for (id, _) in failed.iter().filter(|(_, letter)| letter.opens_the_door()) {
        forget_secret(tx, *id)?;
    }
    Ok(failed.into_iter().map(|(id, _)| id).collect())
}
