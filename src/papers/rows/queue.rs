//! Statements about the queue: the papers that nobody has, and how many there are.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::papers::{Paper, PaperNumber, State};
use crate::refusal::{Fault, Outcome};

/// A paper that nobody has, as the board shows it: no more than a row needs, because a board has many rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub number: PaperNumber,
    /// What it is called.
    pub title: String,
    /// Its student's name.
    pub writer: String,
    /// What it is for, as typed.
    pub course: String,
    /// The newest draft's number.
    pub draft: u32,
    /// Words in it.
    pub words: u32,
    /// When it came in.
    pub submitted_at: Moment,
    /// By when feedback is promised.
    pub promised_at: Moment,
}

impl From<Paper> for Waiting {
    fn from(paper: Paper) -> Self {
        Self {
            number: paper.number,
            title: paper.title,
            writer: paper.student.name,
            course: paper.course,
            draft: paper.draft,
            words: paper.words,
            submitted_at: paper.submitted_at,
            promised_at: paper.promised_at,
        }
    }
}

/// The queue in a few figures, counted up to 1,001 papers and no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// How many wait.
    pub waiting: i64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Moment>,
    /// How many of them are promised before a moment.
    pub due: i64,
}

/// The queue in a few figures; `soon` is the moment before which a promise counts as due.
///
/// # Errors
/// When the database fails.
pub fn queue(tx: &Tx<'_>, soon: Moment) -> Outcome<Queue> {
    let found = tx.one(
        "select count(*) as waiting, min(submitted_at) as oldest, coalesce(sum(promised_at < ?1), 0) as due
         from (select submitted_at, promised_at from papers indexed by papers_waiting
               where state = 'waiting' order by promised_at, number limit 1001)",
        bind![soon],
        |row| Ok(Queue { waiting: row.get("waiting")?, oldest: row.get("oldest")?, due: row.get("due")? }),
    )?;
    found.ok_or_else(|| Fault::new("counting gave nothing").into())
}

/// How many papers are being marked, counted up to 1,001, and the next promise among them.
///
/// # Errors
/// When the database fails.
pub fn being_marked(tx: &Tx<'_>) -> Outcome<(i64, Option<Moment>)> {
    let found = tx.one(
        "select count(*) as marking, min(promised_at) as next
         from (select promised_at from papers where state = 'marking' limit 1001)",
        &[],
        |row| Ok((row.get("marking")?, row.get("next")?)),
    )?;
    found.ok_or_else(|| Fault::new("counting gave nothing").into())
}

/// Papers in one of the states in which the promise's clock runs, by promise; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn running(tx: &Tx<'_>, state: State, limit: u32) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select number from papers indexed by papers_running
         where state in ('waiting', 'assigned', 'marking') and state = ?1 order by promised_at, number limit ?2",
        bind![state, limit],
        |row| row.get("number"),
    )
}

/// Papers that are being marked and lie with no second reader, by promise; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn marking(tx: &Tx<'_>, limit: u32) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select number from papers p indexed by papers_running
         where state in ('waiting', 'assigned', 'marking') and state = 'marking'
           and not exists (select 1 from drafts d join second_readings r on r.draft_id = d.id and r.ended_at is null
                           where d.paper = p.number)
         order by promised_at, number limit ?1",
        bind![limit],
        |row| row.get("number"),
    )
}

/// The papers returned last since a moment, at most `limit`, and how many they are, counted up to 1,001.
///
/// # Errors
/// When the database fails.
pub fn returned_since(tx: &Tx<'_>, since: Moment, limit: u32) -> Outcome<(Vec<PaperNumber>, i64)> {
    let numbers = tx.all(
        "select number from papers indexed by papers_returned
         where state = 'returned' and updated_at >= ?1 order by updated_at desc, number desc limit ?2",
        bind![since, limit],
        |row| row.get("number"),
    )?;
    let counted = tx.one(
        "select count(*) as n from (select 1 from papers indexed by papers_returned
                                    where state = 'returned' and updated_at >= ?1 limit 1001)",
        bind![since],
        |row| row.get("n"),
    )?;
    Ok((numbers, counted.unwrap_or(0)))
}
