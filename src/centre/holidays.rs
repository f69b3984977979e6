//! Holidays: days on which the centre is closed although it would be open. The promise does not count them.

use jiff::civil::Date;

use super::changes::{self, Change};
use super::rows;
use crate::db::Tx;
use crate::people::{Person, clean_name};
use crate::refusal::{Complaints, Outcome, Refusal};

/// The most days that one holiday may last.
const LONGEST_DAYS: i32 = 120;

/// One holiday: whole days in the centre's own time zone, the last one included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its first day.
    pub first: Date,
    /// Its last day; the same where it is a single one.
    pub last: Date,
    /// What it is called.
    pub name: String,
}

impl Holiday {
    /// Whether the centre is closed for it on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// "Winter, 2026-12-24 to 2027-01-02", for history.
    fn in_words(&self) -> String {
        if self.first == self.last {
            return format!("{}, {}", self.name, self.first);
        }
        format!("{}, {} to {}", self.name, self.first, self.last)
    }
}

/// Adds a holiday. What was promised before stays promised.
///
/// # Errors
/// A refusal that names each field; `Conflict` where another holiday begins on that day.
pub fn add_holiday(
    tx: &Tx<'_>,
    by: &Person,
    (first, last): (Option<Date>, Option<Date>),
    name: &str,
) -> Outcome<()> {
    let mut complaints = Complaints::default();
    let name = clean_name(name);
    if !(1..=100).contains(&name.chars().count()) {
        complaints.add("holiday", "Enter what it is called, up to 100 letters");
    }
    let Some(first) = first else {
        complaints.add(
            "first_day",
            "Enter its first day as a real date, like 24 12 2026",
        );
        return complaints.settle().map_err(Into::into);
    };
    let last = last.unwrap_or(first);
    if last < first {
        complaints.add("last_day", "The last day cannot be before the first");
    } else if (last - first).get_days() > LONGEST_DAYS {
        complaints.add("last_day", "A holiday lasts at most 120 days");
    }
    if rows::all_holidays(tx)?
        .iter()
        .any(|known| known.first == first)
    {
        complaints.add("first_day", "Another holiday begins on that day");
    }
    complaints.settle()?;
    let holiday = Holiday { first, last, name };
    rows::insert_holiday(tx, &holiday)?;
    changes::note(
        tx,
        Some(by),
        &[Change::added("Holiday", holiday.in_words())],
    )
}

/// Takes a holiday away: the centre is open on those days again.
///
/// # Errors
/// `NotFound` where none begins on that day.
pub fn remove_holiday(tx: &Tx<'_>, by: &Person, first: Date) -> Outcome<()> {
    let all = rows::all_holidays(tx)?;
    let known = all.iter().find(|known| known.first == first);
    let known = known.ok_or_else(Refusal::not_found)?;
    rows::delete_holiday(tx, first)?;
    changes::note(
        tx,
        Some(by),
        &[Change::removed("Holiday", known.in_words())],
    )
}
