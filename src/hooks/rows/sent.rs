//! Statements that promise what a webhook is told, ask for it again, and show how it fared.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::Seq;
use crate::hooks::{Attempt, HookId, Message, Sent, Told};
use crate::outbox::{DeliveryId, State};
use crate::refusal::Outcome;

/// The webhooks that hear of an event: a paper's event `e`, the paper `p` as it stands now, and only what the owner may
/// see.
macro_rules! hears {
    () => {
        "h.state <> 'gone'
         and (h.kinds = '' or instr(h.kinds, ' ' || e.kind || ' ') > 0)
         and (h.course_id is null or h.course_id = p.course_id)
         and (h.tutor_id is null or h.tutor_id = p.tutor_id or h.tutor_id = json_extract(e.data, '$.tutor'))
         and (h.paper_state = '' or h.paper_state = p.state)
         and exists (select 1 from people o join person_roles r on r.person_id = o.id
                     where o.id = h.owner_id and o.disabled_at is null and r.role in ('coordinator', 'admin'))"
    };
}

/// Whether anybody hears of an event.
pub fn is_heard(tx: &Tx<'_>, seq: Seq) -> Outcome<bool> {
    let found = tx.one(
        concat!(
            "select exists (select 1 from hooks h cross join events e join papers p on p.number = e.paper
                            where e.seq = ?1 and ",
            hears!(),
            ") as heard"
        ),
        bind![seq],
        |row| row.get("heard"),
    )?;
    Ok(found.unwrap_or(false))
}

/// Writes down what an event says.
pub fn insert_message(tx: &Tx<'_>, message_id: &str, seq: Seq) -> Outcome<i64> {
    tx.insert(
        "insert into hook_messages (message_id, event_seq, paper_state, draft, created_at)
         select ?1, e.seq, p.state, p.draft, ?3 from events e join papers p on p.number = e.paper where e.seq = ?2",
        bind![message_id, seq, tx.now()],
    )
}

pub fn insert_test(tx: &Tx<'_>, message_id: &str) -> Outcome<i64> {
    tx.insert(
        "insert into hook_messages (message_id, event_seq, paper_state, draft, created_at) values (?1, null, '', 0, ?2)",
        bind![message_id, tx.now()],
    )
}

/// The last number that a delivery of either kind has.
fn last_number(tx: &Tx<'_>) -> Outcome<i64> {
    let last = tx.one(
        "select max(coalesce((select seq from sqlite_sequence where name = 'deliveries'), 0),
                    coalesce((select max(id) from hook_deliveries), 0)) as last",
        &[],
        |row| row.get("last"),
    )?;
    Ok(last.unwrap_or(0))
}

/// The next mail's number is greater than any that was given out here.
fn take_numbers(tx: &Tx<'_>) -> Outcome<()> {
    let last = last_number(tx)?;
    let known = tx.run(
        "update sqlite_sequence set seq = ?1 where name = 'deliveries'",
        bind![last],
    )?;
    if known == 0 {
        tx.run(
            "insert into sqlite_sequence (name, seq) values ('deliveries', ?1)",
            bind![last],
        )?;
    }
    Ok(())
}

/// Promises a message to everybody who hears of its event, in one statement; gives their numbers.
pub fn insert_all(tx: &Tx<'_>, message: i64, seq: Seq) -> Outcome<impl Iterator<Item = i64>> {
    let last = last_number(tx)?;
    let promised = tx.run(
        concat!(
            "insert into hook_deliveries (id, hook_id, message, state, created_at, due_at)
             select ?1 + row_number() over (order by h.id), h.id, ?2, case h.state when 'on' then 'pending' else 'held' end, ?4, ?4
             from hooks h cross join events e join papers p on p.number = e.paper
             where e.seq = ?3 and ",
            hears!()
        ),
        bind![last, message, seq, tx.now()],
    )?;
    take_numbers(tx)?;
    Ok((last + 1..).take(promised))
}

/// Promises one message to one address.
pub fn insert_one(tx: &Tx<'_>, message: i64, hook: HookId) -> Outcome<DeliveryId> {
    let id = DeliveryId(last_number(tx)? + 1);
    tx.run(
        "insert into hook_deliveries (id, hook_id, message, state, created_at, due_at) values (?1, ?2, ?3, 'pending', ?4, ?4)",
        bind![id, hook, message, tx.now()],
    )?;
    take_numbers(tx)?;
    Ok(id)
}

/// Due at once, with a new budget of tries.
pub fn set_pending(tx: &Tx<'_>, id: DeliveryId) -> Outcome<()> {
    tx.run(
        "update hook_deliveries set state = 'pending', attempts = 0, crashes = 0, due_at = ?2, finished_at = null where id = ?1",
        bind![id, tx.now()],
    )?;
    Ok(())
}

/// The same for what was promised to an address from one moment to another, the oldest first, at most so many; gives how
/// many.
/// Tests are left out; what was taken too, unless `also_taken`.
pub fn set_pending_between(
    tx: &Tx<'_>,
    hook: HookId,
    (from, to, also_taken): (Moment, Moment, bool),
    limit: u32,
) -> Outcome<usize> {
    tx.run(
        "update hook_deliveries set state = 'pending', attempts = 0, crashes = 0, due_at = ?2, finished_at = null
         where id in (select d.id from hook_deliveries d indexed by hook_deliveries_by_hook
                      join hook_messages m on m.id = d.message
                      where d.hook_id = ?1 and m.event_seq is not null and d.created_at >= ?3 and d.created_at < ?6
                        and (d.state in ('held', 'failed') or (?4 and d.state = 'sent'))
                      order by d.message limit ?5)",
        bind![hook, tx.now(), from, also_taken, limit, to],
    )
}

/// After a restore: what was not sent yet may have been sent since the backup, so a person decides.
///
/// # Errors
/// When the database fails.
pub fn hold_everything_unsent(tx: &Tx<'_>) -> Outcome<usize> {
    tx.run(
        "update hook_deliveries set state = 'held', boot = null, leased_until = null where state in ('pending', 'sending')",
        &[],
    )
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select d.id, d.hook_id, h.host, m.message_id, m.event_seq, m.paper_state, m.draft, m.created_at as test_at,
                    e.kind, e.at, e.paper, p.id as paper_id,
                    d.state, d.attempts, d.created_at, d.due_at, d.last_answer,
                    (select b.bytes from hook_bodies b where b.message = d.message and b.format = h.format) as bytes
             from hook_deliveries d
             join hooks h on h.id = d.hook_id
             join hook_messages m on m.id = d.message
             left join events e on e.seq = m.event_seq
             left join papers p on p.number = e.paper ",
            $rest
        )
    };
}
pub(super) use select;

pub(super) fn read_message(row: &Row<'_>) -> Outcome<Message> {
    let seq: Option<Seq> = row.get("event_seq")?;
    let Some(seq) = seq else {
        return Ok(Message {
            id: row.get("message_id")?,
            kind: "test".to_owned(),
            at: row.get("test_at")?,
            paper: None,
        });
    };
    Ok(Message {
        id: row.get("message_id")?,
        kind: row.get("kind")?,
        at: row.get("at")?,
        paper: Some(Told {
            seq,
            id: row.get("paper_id")?,
            reference: row.get("paper")?,
            state: row.get("paper_state")?,
            draft: row.get("draft")?,
        }),
    })
}

pub(super) fn read(row: &Row<'_>) -> Outcome<Sent> {
    Ok(Sent {
        id: row.get("id")?,
        hook: row.get("hook_id")?,
        host: row.get("host")?,
        message: read_message(row)?,
        state: row.get("state")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        due_at: row.get("due_at")?,
        last_answer: row.get("last_answer")?,
        bytes: row.get("bytes")?,
    })
}

pub(super) fn read_attempt(row: &Row<'_>) -> Outcome<Attempt> {
    Ok(Attempt {
        n: row.get("n")?,
        started_at: row.get("started_at")?,
        millis: row.get("millis")?,
        outcome: row.get("outcome")?,
        status: row.get("status")?,
        said: row.get("said")?,
    })
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Option<Sent>> {
    tx.one(select!("where d.id = ?1"), bind![id], read)
}

/// All that was promised to one address, newest first, before a number; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn of_hook(
    tx: &Tx<'_>,
    hook: HookId,
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Vec<Sent>> {
    tx.all(
        select!(
            "where d.hook_id = ?1
               and d.message < coalesce((select message from hook_deliveries where id = ?2), 9223372036854775807)
             order by d.message desc limit ?3"
        ),
        bind![hook, before, limit],
        read,
    )
}

/// All of them newest first, before a number, in one state or in all; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn list(
    tx: &Tx<'_>,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Vec<Sent>> {
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    match state {
        // Said once more in the index's own words, or SQLite would not see that it fits.
        Some(state @ (State::Held | State::Failed)) => tx.all(
            select!(
                "where d.state in ('held', 'failed') and d.state = ?1 and d.id < ?2 order by d.id desc limit ?3"
            ),
            bind![state, before, limit],
            read,
        ),
        Some(state) => tx.all(
            select!("where d.state = ?1 and d.id < ?2 order by d.id desc limit ?3"),
            bind![state, before, limit],
            read,
        ),
        None => tx.all(
            select!("where d.id < ?1 order by d.id desc limit ?2"),
            bind![before, limit],
            read,
        ),
    }
}

/// All tries at one of them, in order.
///
/// # Errors
/// When the database fails.
pub fn attempts_of(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Vec<Attempt>> {
    tx.all(
        "select n, started_at, millis, outcome, status, said from hook_attempts where delivery_id = ?1 order by n",
        bind![id],
        read_attempt,
    )
}
