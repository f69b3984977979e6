//! The promise: the moment by which feedback is promised, counted in the centre's opening hours.

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp, Zoned};

use super::{Paper, State};
use crate::centre::Centre;
use crate::clock::Moment;

/// Ten years: no turnaround reaches further.
const HORIZON_DAYS: u32 = 3660;

/// The moment at which this many opening seconds have passed since `from`: never inside closed time, and never earlier
/// for more of them. A centre that does not open within ten years counts as always open.
#[must_use]
pub fn after_opening_seconds(centre: &Centre, from: Moment, seconds: i64) -> Moment {
    let mut left = seconds.max(0);
    for (opens, closes) in windows(centre, from) {
        let start = opens.max(from);
        let open_for = closes.seconds_since(start);
        if open_for >= left && closes >= start {
            return start.plus_seconds(left);
        }
        left -= open_for.max(0);
    }
    from.plus_seconds(seconds)
}

/// The promise for a paper that comes in now.
#[must_use]
pub fn for_paper(centre: &Centre, from: Moment) -> Moment {
    after_opening_seconds(centre, from, turnaround_seconds(centre))
}

/// How many opening seconds a promise lasts.
#[must_use]
pub fn turnaround_seconds(centre: &Centre) -> i64 {
    i64::from(centre.turnaround_hours) * 3600
}

/// Opening seconds from one moment to a later one; 0 if it is not later. Daylight saving counts as it passes: a day may
/// have 23 or 25 hours.
#[must_use]
pub fn opening_seconds_between(centre: &Centre, from: Moment, to: Moment) -> i64 {
    windows(centre, from)
        .take_while(|(opens, _)| *opens < to)
        .map(|(opens, closes)| closes.min(to).seconds_since(opens.max(from)).max(0))
        .sum()
}

impl Paper {
    /// Whether its promise has passed while the clock runs.
    #[must_use]
    pub fn is_late(&self, now: Moment) -> bool {
        let runs = self.state.is_open() && self.state != State::NeedsInfo;
        runs && self.promised_at < now
    }
}

/// Whether the doors are open at this moment.
#[must_use]
pub fn is_open_at(centre: &Centre, moment: Moment) -> bool {
    let first = windows(centre, moment).next();
    first.is_some_and(|(opens, closes)| opens <= moment && moment < closes)
}

/// The opening windows that end after `from`, one a day, in order and apart from each other.
fn windows(centre: &Centre, from: Moment) -> impl Iterator<Item = (Moment, Moment)> {
    let zone = centre.zone();
    let first = Zoned::new(from.timestamp(), zone.clone()).date();
    (0..HORIZON_DAYS)
        .filter_map(move |ahead| {
            let date = first.checked_add(Span::new().days(ahead)).ok()?;
            if !centre.is_open_on(date) {
                return None;
            }
            let opens = at(date, centre.opens_at, &zone)?;
            Some((opens, at(date, centre.closes_at, &zone)?))
        })
        .filter(move |(opens, closes)| opens < closes && *closes > from)
}

/// The moment at which the clocks of a zone first show this minute of a day, or go past it: what daylight saving skips
/// is the moment of the jump, even where a zone skips a whole day.
fn at(date: Date, minute: u32, zone: &TimeZone) -> Option<Moment> {
    let minute = i64::from(minute);
    let civil = date
        .at(0, 0, 0, 0)
        .checked_add(Span::new().minutes(minute))
        .ok()?;
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    let found = match ambiguous.offset() {
        AmbiguousOffset::Gap { after, .. } => jump_after(zone, after.to_timestamp(civil).ok()?)?,
        _ => ambiguous.compatible().ok()?,
    };
    Some(Moment(found.as_millisecond()))
}

/// The first moment after this one at which a zone moves its clocks.
fn jump_after(zone: &TimeZone, before: Timestamp) -> Option<Timestamp> {
    zone.following(before).next().map(|jump| jump.timestamp())
}
