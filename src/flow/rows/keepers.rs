//! Statements about what keeps things from going on.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::flow::MOST_STANDING;
use crate::refusal::Outcome;

/// How many there are, and the earliest moment among them.
pub type Kept = (i64, Option<Moment>);

fn counted(tx: &Tx<'_>, sql: &str, values: &[crate::db::Value<'_>]) -> Outcome<Kept> {
    let found = tx.one(sql, values, |row| Ok((row.get("n")?, row.get("since")?)))?;
    Ok(found.unwrap_or((0, None)))
}

/// Mails that might have gone before a moment and have not.
pub fn mails_due_before(tx: &Tx<'_>, at: Moment) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(due_at) as since
         from (select due_at from deliveries indexed by deliveries_due where state = 'pending' and due_at <= ?1 limit ?2)",
        bind![at, MOST_STANDING],
    )
}

/// Mails that wait, to be sent now or later.
pub fn mails_waiting(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(created_at) as since
         from (select created_at from deliveries where state = 'pending' order by id limit ?1)",
        bind![MOST_STANDING],
    )
}

/// Mails that are kept until somebody sends them or sets a mail server.
pub fn mails_kept(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(created_at) as since
         from (select created_at from deliveries where state = 'held' and hold <> 'undo' order by id limit ?1)",
        bind![MOST_STANDING],
    )
}

/// Mails that were given up since a moment; of the newest that were.
pub fn mails_given_up(tx: &Tx<'_>, since: Moment) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(finished_at) as since
         from (select finished_at from deliveries where state = 'failed' order by id desc limit ?2)
         where finished_at >= ?1",
        bind![since, MOST_STANDING],
    )
}

/// Webhooks that take nothing: switched off by the desk, or failing; since when.
pub fn webhooks_that_fail(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(coalesce(failing_since, off_at)) as since from hooks
         where (state = 'on' and failures > 0) or (state = 'off' and off_why in ('gone', 'failing'))",
        &[],
    )
}

/// Papers that nobody has, and whose promise has passed; since the earliest promise.
pub fn waiting_past_promise(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(promised_at) as since
         from (select promised_at from papers indexed by papers_waiting
               where state = 'waiting' and promised_at < ?1 order by promised_at limit ?2)",
        bind![tx.now(), MOST_STANDING],
    )
}

/// The same of papers that somebody has.
pub fn in_hand_past_promise(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(promised_at) as since
         from (select promised_at from papers indexed by papers_running
               where state in ('waiting', 'assigned', 'marking') and promised_at < ?1 and state <> 'waiting'
               order by promised_at limit ?2)",
        bind![tx.now(), MOST_STANDING],
    )
}

/// Papers about which their students were asked something; since the first question.
pub fn asked(tx: &Tx<'_>) -> Outcome<Kept> {
    counted(
        tx,
        "select count(*) as n, min(asked_at) as since
         from (select q.asked_at from papers p indexed by papers_by_state
               join questions q on q.paper = p.number and q.answered_at is null
               where p.state = 'needs_info' order by p.number limit ?1)",
        bind![MOST_STANDING],
    )
}
