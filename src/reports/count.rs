//! How many: papers, drafts and students of a time, week by week, and what became of them.

use std::collections::HashSet;

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::case::{Case, Fate};
use super::period::{Period, monday_of};
use crate::people::PersonId;

/// Papers, drafts and students of a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Papers that came in: first drafts.
    pub papers: u32,
    /// Later drafts of papers, whenever these came in.
    pub next_drafts: u32,
    /// Students who sent any of them.
    pub students: u32,
    /// Of those, who had sent a paper before.
    pub returning: u32,
    /// Drafts on which feedback went out.
    pub returned: u32,
    /// Drafts on which it is still to come.
    pub open: u32,
    /// Drafts that their students took back.
    pub withdrawn: u32,
    /// Drafts that staff sent back.
    pub sent_back: u32,
}

impl Count {
    /// Counts cases; `before` are students who had sent a paper earlier.
    #[must_use]
    pub fn of(cases: &[Case], before: &HashSet<PersonId>) -> Self {
        let mut count = Self {
            returning: number(
                students(cases)
                    .iter()
                    .filter(|one| before.contains(one))
                    .count(),
            ),
            students: number(students(cases).len()),
            ..Self::default()
        };
        for case in cases {
            match case.n {
                1 => count.papers += 1,
                _ => count.next_drafts += 1,
            }
            match case.fate {
                Fate::Returned(_) => count.returned += 1,
                Fate::Open => count.open += 1,
                Fate::Withdrawn => count.withdrawn += 1,
                Fate::SentBack => count.sent_back += 1,
            }
        }
        count
    }

    /// All drafts, first and later ones.
    #[must_use]
    pub const fn drafts(&self) -> u32 {
        self.papers + self.next_drafts
    }
}

/// The students of some cases, each once.
#[must_use]
pub fn students<'a>(cases: impl IntoIterator<Item = &'a Case>) -> HashSet<PersonId> {
    cases.into_iter().map(|case| case.student).collect()
}

/// What came in within one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// First drafts.
    pub papers: u32,
    /// Later drafts.
    pub next_drafts: u32,
    /// Students who sent any of them.
    pub students: u32,
}

/// What came in, week by week from Monday to Sunday, empty weeks among them.
#[must_use]
pub fn weeks(cases: &[Case], period: &Period, zone: &TimeZone) -> Vec<Week> {
    let mut weeks: Vec<(Week, HashSet<PersonId>)> = period
        .mondays()
        .into_iter()
        .map(|monday| {
            let week = Week {
                monday,
                papers: 0,
                next_drafts: 0,
                students: 0,
            };
            (week, HashSet::new())
        })
        .collect();
    for case in cases {
        let day = Zoned::new(case.sent_at.timestamp(), zone.clone()).date();
        let monday = monday_of(day);
        let Ok(at) = weeks.binary_search_by_key(&monday, |(week, _)| week.monday) else {
            continue;
        };
        let (week, students) = &mut weeks[at];
        match case.n {
            1 => week.papers += 1,
            _ => week.next_drafts += 1,
        }
        students.insert(case.student);
        week.students = number(students.len());
    }
    weeks.into_iter().map(|(week, _)| week).collect()
}

/// How many drafts came in by day of the week, from Monday, and hour, in the centre's own time.
#[must_use]
pub fn arrivals(cases: &[Case], zone: &TimeZone) -> [[u32; 24]; 7] {
    let mut hours = [[0; 24]; 7];
    for case in cases {
        let at = Zoned::new(case.sent_at.timestamp(), zone.clone());
        let day = usize::try_from(at.weekday().to_monday_zero_offset());
        let hour = usize::try_from(at.hour());
        if let (Ok(day), Ok(hour)) = (day, hour) {
            hours[day][hour] += 1;
        }
    }
    hours
}

/// A length as a small number.
#[must_use]
pub fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
