//! The promise: the moment by which feedback is promised, counted in the centre's opening hours.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

use crate::centre::Centre;
use crate::clock::Moment;

/// Ten years: no turnaround reaches further.
const HORIZON_DAYS: u32 = 3660;

/// The moment at which this many opening seconds have passed since `from`.
#[must_use]
pub fn after_opening_seconds(centre: &Centre, from: Moment, seconds: i64) -> Moment {
    let mut left = seconds.max(0);
    for (opens, closes) in windows(centre, from) {
        let start = opens.max(from);
        let open_for = closes.seconds_since(start).max(0);
        if left <= open_for {
            return start.plus_seconds(left);
        }
        left -= open_for;
    }
    from.plus_seconds(seconds)
}

/// The promise for a paper that comes in now.
#[must_use]
pub fn for_paper(centre: &Centre, from: Moment) -> Moment {
    after_opening_seconds(centre, from, i64::from(centre.turnaround_hours) * 3600)
}

/// Opening seconds from one moment to a later one; 0 if it is not later.
#[must_use]
pub fn opening_seconds_between(centre: &Centre, from: Moment, to: Moment) -> i64 {
    windows(centre, from)
        .take_while(|(opens, _)| *opens < to)
        .map(|(opens, closes)| closes.min(to).seconds_since(opens.max(from)).max(0))
        .sum()
}

/// The opening windows from the day of `from` on.
fn windows(centre: &Centre, from: Moment) -> impl Iterator<Item = (Moment, Moment)> {
    let zone = centre.zone();
    let first = Zoned::new(from.timestamp(), zone.clone()).date();
    let (days, opens_at, closes_at) = (centre.open_days, centre.opens_at, centre.closes_at);
    (0..HORIZON_DAYS).filter_map(move |ahead| {
        let date = first.checked_add(Span::new().days(ahead)).ok()?;
        let bit = date.weekday().to_monday_zero_offset();
        let is_open = days & (1 << bit) != 0;
        is_open.then(|| Some((at(date, opens_at, &zone)?, at(date, closes_at, &zone)?)))?
    })
}

/// A minute of a day in a zone. A minute that daylight saving skips is the one it jumps to.
fn at(date: Date, minute: u32, zone: &TimeZone) -> Option<Moment> {
    let minute = i64::from(minute);
    let civil = date
        .at(0, 0, 0, 0)
        .checked_add(Span::new().minutes(minute))
        .ok()?;
    let zoned = zone.to_ambiguous_zoned(civil).compatible().ok()?;
    Some(Moment(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::{after_opening_seconds, for_paper, opening_seconds_between};
    use crate::centre::Centre;
    use crate::clock::Moment;

    fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>()
            .map(|at| Moment(at.as_millisecond()))
            .expect("a time")
    }

    fn berlin_office() -> Centre {
        Centre {
            time_zone: "Europe/Berlin".into(),
            opens_at: 9 * 60,
            closes_at: 17 * 60,
            ..Centre::default()
        }
    }

    #[test]
    fn two_open_days_after_friday_noon_is_tuesday_noon() {
        assert_eq!(
            for_paper(&Centre::default(), moment("2026-11-20T12:00:00Z")),
            moment("2026-11-24T12:00:00Z")
        );
    }

    #[test]
    fn a_paper_sent_at_night_waits_for_the_door_to_open() {
        let eight_hours =
            after_opening_seconds(&berlin_office(), moment("2026-11-20T22:00:00Z"), 8 * 3600);
        assert_eq!(eight_hours, moment("2026-11-23T16:00:00Z"));
    }

    #[test]
    fn the_clock_changes_and_the_promise_still_ends_at_a_local_time() {
        let nine_hours =
            after_opening_seconds(&berlin_office(), moment("2026-10-23T07:00:00Z"), 9 * 3600);
        assert_eq!(nine_hours, moment("2026-10-26T09:00:00Z"));
    }

    #[test]
    fn counting_there_and_back_agrees() {
        let centre = berlin_office();
        let mut from = moment("2026-01-01T00:17:00Z");
        for hours in 1..400 {
            let to = after_opening_seconds(&centre, from, hours * 1800);
            assert_eq!(opening_seconds_between(&centre, from, to), hours * 1800);
            from = from.plus_minutes(1439);
        }
    }
}
