//! Looks at papers: gathered while pages are read, and written down together a little later, so that reading stays
//! reading.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Act, Subject, chain, rows};
use crate::clock::Moment;
use crate::db::{Db, Tx};
use crate::refusal::Outcome;

/// Looks of the same person at the same paper within so many minutes are one.
const ONE_LOOK_MINUTES: i64 = 10;
/// Looks that are written down together.
const AT_ONCE: usize = 128;
/// Looks that are forgotten together.
const FORGOTTEN_AT_ONCE: u32 = 500;

/// Somebody's look at a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who, by their number.
    pub person: i64,
    /// Which paper, by its number.
    pub paper: i64,
    /// When.
    pub at: Moment,
}

/// Looks that are not written down yet; cheap to clone, shared by all pages.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// The first look of each person at each paper since the last were written down.
    waiting: Arc<Mutex<HashMap<(i64, i64), Moment>>>,
}

impl Looks {
    /// Gathers one; takes no time and touches no disk.
    pub fn gather(&self, look: Look) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.entry((look.person, look.paper)).or_insert(look.at);
    }

    /// Writes down all that were gathered. What cannot be written is gathered again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle(&self, db: &Db) -> Outcome<()> {
        let mut all = self.take();
        while !all.is_empty() {
            let some: Vec<Look> = all.iter().take(AT_ONCE).copied().collect();
            if let Err(failure) = db.write(move |tx| write_down(tx, &some)).await {
                for look in all {
                    self.gather(look);
                }
                return Err(failure);
            }
            all.drain(..AT_ONCE.min(all.len()));
        }
        Ok(())
    }

    fn take(&self) -> Vec<Look> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let look = |((person, paper), at)| Look { person, paper, at };
        let mut all: Vec<Look> = waiting.drain().map(look).collect();
        all.sort_unstable_by_key(|look| (look.at, look.person, look.paper));
        all
    }
}

/// Writes looks down; one that follows another of the same person at the same paper within minutes is the same.
///
/// # Errors
/// When the database fails.
pub fn write_down(tx: &Tx<'_>, looks: &[Look]) -> Outcome<()> {
    for look in looks {
        let lately = (look.at.plus_minutes(-ONE_LOOK_MINUTES), look.at);
        if !rows::has_looked(tx, (look.person, look.paper), lately)? {
            let what = (Act::Viewed, Subject::Paper(look.paper));
            chain::append(tx, (look.at, Some(look.person)), what, "{}")?;
        }
    }
    Ok(())
}

/// Forgets looks before a moment, some hundreds at a time; gives how many. That it did stands in the chain, whose links
/// stay.
///
/// # Errors
/// When the database fails.
pub fn forget_looks(tx: &Tx<'_>, before: Moment) -> Outcome<usize> {
    let gone = rows::delete_looks(tx, before, FORGOTTEN_AT_ONCE)?;
    if gone > 0 {
        let details = serde_json::json!({ "kind": "looks", "count": gone });
        super::note(tx, None, (Act::Swept, Subject::Desk), &details)?;
    }
    Ok(gone)
}
