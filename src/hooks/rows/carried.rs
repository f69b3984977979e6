//! Statements of the runner: what is due, what is claimed, how each try ended.

use super::sent::{read, select};
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::hooks::{Format, Hook, Sent};
use crate::outbox::{DeliveryId, State};
use crate::refusal::Outcome;

/// What may go now, at most so many, each with its address; of one address nothing while something is on its way there,
/// and then a few at once, so that one that hangs keeps the others from nothing.
pub fn due(tx: &Tx<'_>, a_few: u32, limit: u32) -> Outcome<Vec<(Sent, Hook)>> {
    let found = tx.all(
        select!(
            "where d.id in (
                 select n.id from hooks o
                 join (select x.id, x.hook_id, row_number() over (partition by x.hook_id order by x.due_at, x.id) as place
                       from hook_deliveries x indexed by hook_deliveries_due
                       where x.state = 'pending' and x.due_at <= ?1) n on n.hook_id = o.id
                 where n.place <= ?2
                   and not exists (select 1 from hook_deliveries u indexed by hook_deliveries_under_way
                                   where u.hook_id = o.id and u.state = 'sending'))
             order by d.due_at, d.id limit ?3"
        ),
        bind![tx.now(), a_few, limit],
        read,
    )?;
    let with_hook = |sent: Sent| {
        let hook = super::kept::find(tx, sent.hook)?;
        Ok(hook.map(|hook| (sent, hook)))
    };
    let both: Vec<Option<(Sent, Hook)>> =
        found.into_iter().map(with_hook).collect::<Outcome<_>>()?;
    Ok(both.into_iter().flatten().collect())
}

/// Claims one for this run of the server; false where somebody was quicker or it was held.
pub fn claim(tx: &Tx<'_>, id: DeliveryId, boot: &str, until: Moment) -> Outcome<bool> {
    let changed = tx.run(
        "update hook_deliveries set state = 'sending', boot = ?2, leased_until = ?3
         where id = ?1 and state = 'pending' and due_at <= ?4",
        bind![id, boot, until, tx.now()],
    )?;
    Ok(changed == 1)
}

/// Freezes the body before its first try.
pub fn freeze(tx: &Tx<'_>, id: DeliveryId, format: Format, bytes: &[u8]) -> Outcome<()> {
    tx.run(
        "insert or ignore into hook_bodies (message, format, bytes)
         select message, ?2, ?3 from hook_deliveries where id = ?1",
        bind![id, format, bytes],
    )?;
    Ok(())
}

/// How a claimed one goes on.
pub struct Next<'a> {
    pub state: State,
    pub due_at: Option<Moment>,
    pub counts: bool,
    pub answer: Option<&'a str>,
    pub crashed: bool,
}

/// Ends a claim; only the run of the server that holds it can. What is to be tried again is held where its address was
/// switched off meanwhile.
pub fn finish(tx: &Tx<'_>, id: DeliveryId, boot: &str, next: &Next<'_>) -> Outcome<bool> {
    let over = matches!(next.state, State::Sent | State::Failed).then(|| tx.now());
    let ended = tx.run(
        "update hook_deliveries
         set state = ?3, boot = null, leased_until = null, due_at = coalesce(?4, due_at), attempts = attempts + ?5,
             last_answer = coalesce(?6, last_answer), crashes = crashes + ?7, finished_at = ?8
         where id = ?1 and state = 'sending' and boot = ?2",
        bind![id, boot, next.state, next.due_at, next.counts, next.answer, next.crashed, over],
    )?;
    if next.state == State::Pending {
        tx.run(
            "update hook_deliveries set state = 'held' where id = ?1 and state = 'pending'
               and exists (select 1 from hooks h where h.id = hook_id and h.state <> 'on')",
            bind![id],
        )?;
    }
    Ok(ended == 1)
}

/// Keeps one try: (when it began, how many milliseconds it took), (outcome, status, words).
pub fn insert_attempt(
    tx: &Tx<'_>,
    id: DeliveryId,
    (started_at, millis): (Moment, i64),
    (outcome, status, said): (&str, Option<u32>, &str),
) -> Outcome<()> {
    tx.run(
        "insert into hook_attempts (delivery_id, n, started_at, millis, outcome, status, said)
         values (?1, (select coalesce(max(n), 0) + 1 from hook_attempts where delivery_id = ?1), ?2, ?3, ?4, ?5, ?6)",
        bind![id, started_at, millis, outcome, status, said],
    )?;
    Ok(())
}

/// What an earlier run of the server was sending when it died, with the crashes counted so far.
pub fn orphans(tx: &Tx<'_>, boot: &str) -> Outcome<Vec<(DeliveryId, String, u32)>> {
    tx.all(
        "select id, boot, crashes from hook_deliveries where state = 'sending' and boot <> ?1",
        bind![boot],
        |row| Ok((row.get("id")?, row.get("boot")?, row.get("crashes")?)),
    )
}

/// How one stands, for the sum after a try: tries that counted, and whether it is a test.
pub fn standing(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Option<(u32, bool, crate::hooks::HookId)>> {
    tx.one(
        "select d.attempts, m.event_seq is null as test, d.hook_id
         from hook_deliveries d join hook_messages m on m.id = d.message where d.id = ?1",
        bind![id],
        |row| Ok((row.get("attempts")?, row.get("test")?, row.get("hook_id")?)),
    )
}
