//! How long feedback took, and whether promises were kept.

use super::case::{Case, Took, Verdict};
use super::count::number;
use crate::centre::Centre;
use crate::clock::Moment;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Up to so many seconds each band of the distribution goes; what is longer stands in one more.
pub const BANDS: [i64; 8] = [
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    3 * DAY,
    4 * DAY,
    7 * DAY,
    14 * DAY,
];

/// The middle and the slow end of some lengths of time, in seconds: half took no longer than the one, nine of ten no
/// longer than the other. Each is one of the lengths themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The 50th percentile.
    pub p50: i64,
    /// The 90th percentile.
    pub p90: i64,
}

impl Spread {
    /// Of any lengths, in any order; zero where there are none.
    #[must_use]
    pub fn of(mut lengths: Vec<i64>) -> Self {
        lengths.sort_unstable();
        let at = |per_cent: usize| {
            let rank = (lengths.len() * per_cent).div_ceil(100);
            lengths.get(rank.saturating_sub(1)).copied().unwrap_or(0)
        };
        Self {
            p50: at(50),
            p90: at(90),
        }
    }
}

/// How long drafts took that were returned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnaround {
    /// How many were returned.
    pub returned: u32,
    /// From sending in to feedback, by the clock on the wall.
    pub whole: Spread,
    /// While nobody had them.
    pub waiting: Spread,
    /// While a tutor had them.
    pub marking: Spread,
    /// The whole in opening time.
    pub opening: Spread,
    /// How many fell into each band, and beyond the last.
    pub bands: [u32; BANDS.len() + 1],
}

impl Turnaround {
    /// Of the cases that were returned.
    #[must_use]
    pub fn of(cases: &[Case], centre: &Centre) -> Self {
        let took: Vec<Took> = cases.iter().filter_map(Case::took).collect();
        let opening = cases.iter().filter_map(|case| case.took_of_opening(centre));
        let spread = |part: fn(&Took) -> i64| Spread::of(took.iter().map(part).collect());
        let mut bands = [0; BANDS.len() + 1];
        for one in &took {
            bands[BANDS.partition_point(|most| *most < one.whole)] += 1;
        }
        Self {
            returned: number(took.len()),
            whole: spread(|took| took.whole),
            waiting: spread(|took| took.waiting),
            marking: spread(|took| took.marking),
            opening: Spread::of(opening.collect()),
            bands,
        }
    }
}

/// What became of promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promises {
    /// Kept as they were first told.
    pub kept: u32,
    /// Kept after a question to the student had moved them.
    pub kept_moved: u32,
    /// Missed: feedback came later, or is still to come.
    pub missed: u32,
    /// With time left.
    pub running: u32,
    /// Of drafts that ended without feedback.
    pub ended: u32,
    /// Of drafts that came before promises were kept for reports.
    pub unknown: u32,
}

impl Promises {
    /// Of all cases, as of now.
    #[must_use]
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>, now: Moment) -> Self {
        let mut all = Self::default();
        for case in cases {
            let number = match case.verdict(now) {
                Verdict::Kept => &mut all.kept,
                Verdict::KeptMoved => &mut all.kept_moved,
                Verdict::Missed => &mut all.missed,
                Verdict::Running => &mut all.running,
                Verdict::Ended => &mut all.ended,
                Verdict::Unknown => &mut all.unknown,
            };
            *number += 1;
        }
        all
    }

    /// Those that can be judged: kept, in either way, or missed.
    #[must_use]
    pub const fn judged(&self) -> u32 {
        self.kept + self.kept_moved + self.missed
    }

    /// Per cent of those that can be judged which were kept, rounded down; none: nothing can be judged.
    #[must_use]
    pub fn kept_per_cent(&self) -> Option<u32> {
        per_cent(self.kept + self.kept_moved, self.judged())
    }
}

/// A share in per cent, rounded down so that only all of them are 100; nothing of nothing.
#[must_use]
pub fn per_cent(part: u32, of: u32) -> Option<u32> {
    let share = (u64::from(part) * 100).checked_div(u64::from(of))?;
    u32::try_from(share).ok()
}
