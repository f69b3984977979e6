//! How long a draft takes: by its words, and, once a tutor has said it a few times, by their own pace.

use super::pieces;
use super::rows::efforts as rows;
use crate::db::Tx;
use crate::papers::PaperNumber;
use crate::people::{Person, PersonId};
use crate::refusal::{Outcome, Refusal};

/// Words a tutor reads in a minute.
const READ_PER_MINUTE: u32 = 250;
/// Minutes for the letter.
const WRITING_MINUTES: u32 = 20;
/// Fewer efforts than this say nothing of a pace.
const ENOUGH: usize = 5;
/// No more than this many, the newest, are looked at.
const NEWEST: u32 = 21;
/// The longest effort, in minutes.
const LONGEST: u32 = 24 * 60;

/// A tutor's pace, in thousandths of the usual minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(u32);

impl Default for Pace {
    fn default() -> Self {
        Self(1000)
    }
}

impl Pace {
    /// The minutes a draft of so many words takes at this pace.
    #[must_use]
    pub const fn minutes(self, words: u32) -> u32 {
        (usual(words).saturating_mul(self.0)).div_ceil(1000)
    }
}

/// The minutes a draft of so many words usually takes.
const fn usual(words: u32) -> u32 {
    words.div_ceil(READ_PER_MINUTE) + WRITING_MINUTES
}

/// A tutor's own pace: the median of what they said of their newest drafts; the usual one until there are five.
///
/// # Errors
/// When the database fails.
pub fn pace(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Pace> {
    let efforts = rows::newest(tx, tutor, NEWEST)?;
    Ok(median(&efforts))
}

fn median(efforts: &[(u32, u32)]) -> Pace {
    let share = |(minutes, words): &(u32, u32)| minutes.saturating_mul(1000) / usual(*words);
    let mut shares: Vec<u32> = efforts.iter().map(share).collect();
    if shares.len() < ENOUGH {
        return Pace::default();
    }
    shares.sort_unstable();
    Pace(shares[shares.len() / 2])
}

/// Writes down how many minutes a draft took, as its tutor typed it; nothing typed says nothing.
///
/// # Errors
/// A refusal at the field `minutes` when it is no number of minutes.
pub fn note(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, typed: &str) -> Outcome<()> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(());
    }
    let minutes = typed
        .parse()
        .ok()
        .filter(|minutes| (1..=LONGEST).contains(minutes));
    let says = "Enter whole minutes, from 1 to 1,440, or leave it empty";
    let minutes = minutes.ok_or_else(|| Refusal::field("minutes", says))?;
    let (_, draft) = pieces::held(tx, tutor, number)?;
    rows::set(tx, (draft.id, draft.manuscript.words), tutor.id, minutes)
}

#[cfg(test)]
mod tests {
    use super::{Pace, median};

    #[test]
    fn a_pace_is_known_after_five_drafts_and_one_odd_one_does_not_change_it() {
        let slow = [(50, 1250), (50, 1250), (50, 1250), (50, 1250), (900, 1250)];
        assert_eq!(median(&slow[..4]).minutes(1250), 25);
        assert_eq!(median(&slow).minutes(1250), 50);
        assert_eq!(Pace::default().minutes(1000), 24);
    }
}
