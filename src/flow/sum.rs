//! Many spells of time in three figures: how many, the one in the middle, and the longest with what it is of.

use super::Thing;

/// How long something took, or has stood; milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// How long; none: it is counted, and takes no time.
    pub millis: Option<i64>,
    /// What it is of; none: nothing that has a page.
    pub thing: Option<Thing>,
}

impl Spell {
    /// One that takes no time.
    pub(super) const COUNTED: Self = Self {
        millis: None,
        thing: None,
    };
}

/// What came of many of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub count: i64,
    /// Of those that took time, the one in the middle, in milliseconds.
    pub median: Option<i64>,
    /// The longest.
    pub longest: Option<Spell>,
}

impl Sum {
    /// Of these. Where the clock was set back, what would be shorter than nothing counts as nothing.
    #[must_use]
    pub fn of(spells: &[Spell]) -> Self {
        let mut long: Vec<i64> = spells
            .iter()
            .filter_map(|spell| spell.millis.map(|millis| millis.max(0)))
            .collect();
        long.sort_unstable();
        let timed = spells.iter().filter(|spell| spell.millis.is_some());
        Self {
            count: i64::try_from(spells.len()).unwrap_or(i64::MAX),
            median: long.get(long.len().saturating_sub(1) / 2).copied(),
            longest: timed.max_by_key(|spell| spell.millis).copied(),
        }
    }
}
