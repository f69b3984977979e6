//! Statements about the queue: the papers that nobody has, and how many there are.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::papers::{Paper, PaperNumber};
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
