//! How much a tutor has, beside what they take.

use super::rows;
use crate::db::Tx;
use crate::papers;
use crate::people::PersonId;
use crate::refusal::{Outcome, Refusal};
use crate::tutors;

/// How much a tutor has and takes; where no limit is written down there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub tutor: PersonId,
    /// What they are called.
    pub name: String,
    /// Open papers they have.
    pub open: u32,
    /// Papers that became theirs today and stayed.
    pub today: u32,
    /// Open papers they take at the same time.
    pub at_once: Option<u32>,
    /// Papers they take on one day.
    pub a_day: Option<u32>,
    /// Courses and subjects they read; none: all.
    pub serves: Vec<String>,
    /// In which languages they can give feedback.
    pub languages: String,
}

impl Load {
    /// How many more papers they take now; nothing: as many as come.
    #[must_use]
    pub fn room(&self) -> Option<u32> {
        let at_once = self.at_once.map(|most| most.saturating_sub(self.open));
        let a_day = self.a_day.map(|most| most.saturating_sub(self.today));
        match (at_once, a_day) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Whether they take no more now.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.room() == Some(0)
    }

    /// Which of their limits leaves the least room: "4 papers at once and has 4", "2 papers a day and took 2 today".
    #[must_use]
    pub fn limit(&self) -> String {
        let left = |most: Option<u32>, has: u32| most.map(|most| most.saturating_sub(has));
        let by_day = left(self.a_day, self.today).unwrap_or(u32::MAX);
        match (self.at_once, self.a_day) {
            (at_once, Some(most)) if left(at_once, self.open).is_none_or(|room| by_day < room) => {
                format!("{} a day and took {} today", papers_of(most), self.today)
            }
            (Some(most), _) => format!("{} at once and has {}", papers_of(most), self.open),
            (None, _) => format!("as many papers as come and has {}", self.open),
        }
    }
}

fn papers_of(number: u32) -> String {
    format!("{number} paper{}", if number == 1 { "" } else { "s" })
}

/// Every tutor who may come in, by name, with how much they have and take.
///
/// # Errors
/// When the database fails.
pub fn loads(tx: &Tx<'_>) -> Outcome<Vec<Load>> {
    let began = tutors::day_begins(&papers::centre_of(tx)?, tx.now());
    rows::loads::all(tx, began)
}

/// How much one tutor has and takes.
///
/// # Errors
/// `NotFound` for somebody who is no tutor or may not come in.
pub fn load_of(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Load> {
    let began = tutors::day_begins(&papers::centre_of(tx)?, tx.now());
    rows::loads::of(tx, began, tutor)?.ok_or_else(|| Refusal::not_found().into())
}
