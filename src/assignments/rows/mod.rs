//! Every statement about assignments; those about loads and about papers that look for a tutor stand beside.

pub mod candidates;
pub mod loads;

use super::{Active, Ending};
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// An assignment its giver can still take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoable {
    /// Which paper.
    pub paper: PaperNumber,
    /// What it is called.
    pub title: String,
    /// Who has it.
    pub tutor: String,
    /// Who gave it.
    pub by: String,
    /// Until when.
    pub until: Moment,
}

/// Assignments that can still be undone, newest first.
///
/// # Errors
/// When the database fails.
pub fn undoable(tx: &Tx<'_>) -> Outcome<Vec<Undoable>> {
    tx.all(
        "select a.paper, p.title, t.name as tutor, b.name as by, a.undo_until
         from assignments a indexed by assignments_to_undo
         join papers p on p.number = a.paper and p.state = 'assigned'
         join people t on t.id = a.tutor_id
         join people b on b.id = a.by_id
         where a.ended_at is null and a.undo_until > ?1
         order by a.undo_until desc, a.id desc limit 50",
        bind![tx.now()],
        |row| {
            Ok(Undoable {
                paper: row.get("paper")?,
                title: row.get("title")?,
                tutor: row.get("tutor")?,
                by: row.get("by")?,
                until: row.get("undo_until")?,
            })
        },
    )
}

/// How many open papers a tutor has.
///
/// # Errors
/// When the database fails.
pub fn open_of(tx: &Tx<'_>, tutor: PersonId) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from papers where tutor_id = ?1 and state in ('assigned', 'marking', 'needs_info')",
        bind![tutor],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

/// Since when the tutor who has a paper has it.
///
/// # Errors
/// When the database fails.
pub fn since(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Option<Moment>> {
    tx.one(
        "select began_at from assignments where paper = ?1 and ended_at is null",
        bind![paper],
        |row| row.get("began_at"),
    )
}

/// Next drafts that wait and whose last draft this tutor read: offered to them first.
///
/// # Errors
/// When the database fails.
pub fn offered(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select p.number from papers p indexed by papers_waiting
         where p.state = 'waiting' and p.draft > 1
           and not exists (select 1 from kept_apart k where k.tutor_id = ?1 and k.student_id = p.student_id)
           and ?1 = (select a.tutor_id from assignments a
                     where a.paper = p.number and a.ended_how = 'returned' order by a.id desc limit 1)
         order by p.promised_at, p.number limit 10",
        bind![tutor],
        |row| row.get("number"),
    )
}

pub(super) fn insert(
    tx: &Tx<'_>,
    paper: PaperNumber,
    (tutor, by): (PersonId, PersonId),
    (undo_until, lease_until): (Moment, Option<Moment>),
) -> Outcome<()> {
    tx.run(
        "insert into assignments (paper, tutor_id, by_id, began_at, undo_until, lease_until)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![paper, tutor, by, tx.now(), undo_until, lease_until],
    )?;
    Ok(())
}

/// Until when the claim of a paper is good; nothing where it was given by somebody.
///
/// # Errors
/// When the database fails.
pub fn lease_of(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Option<Moment>> {
    let lease = tx.one(
        "select lease_until from assignments where paper = ?1 and ended_at is null",
        bind![paper],
        |row| row.get("lease_until"),
    )?;
    Ok(lease.flatten())
}

pub(super) fn set_lease(
    tx: &Tx<'_>,
    paper: PaperNumber,
    tutor: PersonId,
    until: Moment,
) -> Outcome<()> {
    tx.run(
        "update assignments set lease_until = ?3
         where paper = ?1 and tutor_id = ?2 and ended_at is null and lease_until is not null",
        bind![paper, tutor, until],
    )?;
    Ok(())
}

/// Claims that ran out on papers that did not move either since a moment, at most fifty.
pub(super) fn lapsed(tx: &Tx<'_>, still_since: Moment) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select a.paper from assignments a indexed by assignments_leased
         join papers p on p.number = a.paper and p.state in ('assigned', 'marking') and p.updated_at <= ?2
         where a.ended_at is null and a.lease_until is not null and a.lease_until <= ?1
         order by a.lease_until limit 50",
        bind![tx.now(), still_since],
        |row| row.get("paper"),
    )
}

/// Lets the last assignment of a paper go on whose return was undone.
///
/// # Errors
/// When the database fails.
pub fn reopen(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    tx.run(
        "update assignments set ended_at = null, ended_how = null
         where id = (select max(id) from assignments where paper = ?1) and ended_how = 'returned'",
        bind![paper],
    )?;
    Ok(())
}

pub(super) fn active(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Option<Active>> {
    tx.one(
        "select tutor_id, began_at, undo_until from assignments where paper = ?1 and ended_at is null",
        bind![paper],
        |row| {
            Ok(Active {
                tutor: row.get("tutor_id")?,
                began_at: row.get("began_at")?,
                undo_until: row.get("undo_until")?,
            })
        },
    )
}

pub(super) fn end(
    tx: &Tx<'_>,
    paper: PaperNumber,
    how: Ending,
    reason: Option<&str>,
) -> Outcome<()> {
    tx.run(
        "update assignments set ended_at = ?2, ended_how = ?3, reason = ?4 where paper = ?1 and ended_at is null",
        bind![paper, tx.now(), how, reason],
    )?;
    Ok(())
}
