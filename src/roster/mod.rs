//! A list of people out of a spreadsheet: what each row would change is shown first, and only that is done.

mod cells;
mod columns;
mod plan;
mod rows;
mod take;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::db::Tx;
use crate::people::{Email, Person};
use crate::refusal::{Failure, Outcome, Refusal};

pub use columns::{Row, Sheet, TEMPLATE, read};
pub use take::take;

/// So many rows are taken at once.
pub const MOST: usize = 5000;
/// A list with all its names and addresses is kept so long, in days.
const KEPT_DAYS: i64 = 1;

/// Something that a row says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// What they are called.
    Name,
    /// What they do here.
    Roles,
    /// Courses and subjects they read.
    Courses,
    /// In which they can give feedback.
    Languages,
    /// Open papers at once.
    AtOnce,
    /// New papers on one day.
    ADay,
    /// When they are there on a day, from 0 for Monday.
    Hours(usize),
    /// Days away.
    Away,
}

/// One thing that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What.
    pub what: What,
    /// What was there; empty: nothing.
    pub was: String,
    /// What will be there.
    pub becomes: String,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Somebody joins, with all of this.
    New(Vec<Change>),
    /// Somebody who is here already changes.
    Changed(Vec<Change>),
    /// It is all so already.
    Unchanged,
    /// It cannot be taken; the sentence says why.
    Refused(String),
    /// It was not done: by now it would change this, which is something else than was shown.
    Moved(Vec<Change>),
}

/// A row and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The address as it stands there.
    pub email: String,
    /// The name as it stands there.
    pub name: String,
    /// What it comes to.
    pub verdict: Verdict,
}

/// A list that somebody put in.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Its id.
    pub id: String,
    /// The table as text.
    pub sheet: String,
    /// What was shown of each row.
    pub looked: Vec<Looked>,
    /// When that was.
    pub looked_at: Moment,
    /// When somebody said that it be done.
    pub begun_at: Option<Moment>,
    /// What became of each row; nothing with `begun_at` set: it was interrupted, or is under way.
    pub done: Option<Vec<Looked>>,
}

/// What each row would change now. Nothing is written.
///
/// # Errors
/// When the database fails.
pub fn look(tx: &Tx<'_>, by: &Person, sheet: &Sheet) -> Outcome<Vec<Looked>> {
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut looked = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let address = Email::parse(row.email()).map(|email| email.to_string());
        let before = address.and_then(|address| {
            let line = *lines.entry(address).or_insert(row.line);
            (line != row.line).then_some(line)
        });
        let verdict = match before {
            Some(line) => Verdict::Refused(format!("The same address as in line {line}")),
            None => said(plan::plan(tx, by, row).map(|plan| plan.verdict()))?,
        };
        looked.push(Looked {
            line: row.line,
            email: row.email().to_owned(),
            name: row.name(),
            verdict,
        });
    }
    Ok(looked)
}

/// A refusal is a word on one row, not on the list.
///
/// # Errors
/// When the database fails.
pub fn said(verdict: Outcome<Verdict>) -> Outcome<Verdict> {
    match verdict {
        Err(Failure::Refused(refusal)) => Ok(Verdict::Refused(plan::sentence(&refusal))),
        other => other,
    }
}

/// Keeps a list with what was shown of it; gives its id.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &Tx<'_>, by: &Person, sheet: &str, looked: &[Looked]) -> Outcome<String> {
    let id = uuid::Uuid::now_v7().to_string();
    rows::insert(tx, (&id, by.id), sheet, looked)?;
    Ok(id)
}

/// A list that this person put in.
///
/// # Errors
/// `NotFound` where it is not theirs, or a day old.
pub fn find_for(tx: &Tx<'_>, by: &Person, id: &str) -> Outcome<Roster> {
    rows::find_for(tx, by.id, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Keeps what was shown of a list when it was looked at once more; it can be done again then.
///
/// # Errors
/// As `find_for`.
pub fn look_again(tx: &Tx<'_>, by: &Person, id: &str, looked: &[Looked]) -> Outcome<()> {
    find_for(tx, by, id)?;
    rows::set_looked(tx, id, looked)
}

/// Begins to do what was shown; a list is done once.
///
/// # Errors
/// `Conflict` where that was said before; as `find_for`.
pub fn begin(tx: &Tx<'_>, by: &Person, id: &str) -> Outcome<Roster> {
    let roster = find_for(tx, by, id)?;
    if roster.begun_at.is_some() {
        return Err(
            Refusal::conflict("This list was put in already. Look at it again first.").into(),
        );
    }
    rows::set_begun(tx, id)?;
    Ok(roster)
}

/// Writes down what became of each row.
///
/// # Errors
/// When the database fails.
pub fn finish(tx: &Tx<'_>, id: &str, done: &[Looked]) -> Outcome<()> {
    rows::set_done(tx, id, done)
}

/// Lets go of lists that are older than a day; gives how many went, none once nothing is left.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &Tx<'_>) -> Outcome<usize> {
    rows::delete_looked_before(tx, tx.now().plus_days(-KEPT_DAYS))
}
