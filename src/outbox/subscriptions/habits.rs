//! When somebody's digest comes, and the hours in which they want no mail.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::clock::Moment;
use crate::refusal::{Complaints, Refusal};

/// How somebody wants their mail over the day, in their own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// When the digest comes, in minutes after midnight.
    pub digest_at: u32,
    /// On which days it comes; bit 0 is Monday.
    pub digest_days: u32,
    /// From when and until when no mail is sent that can wait, in minutes after midnight.
    pub quiet: Option<(u32, u32)>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            digest_at: 8 * 60,
            digest_days: 0b001_1111,
            quiet: None,
        }
    }
}

impl Habits {
    /// What is wrong with them, each thing at its field.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let mut complaints = Complaints::default();
        if self.digest_days == 0 {
            complaints.add("digest_days", "Choose at least one day");
        }
        if self.quiet.is_some_and(|(from, to)| from == to) {
            complaints.add("quiet_to", "Choose another time than the one they begin at");
        }
        complaints.settle()
    }

    /// When the next digest comes after a moment.
    #[must_use]
    pub fn next_digest(&self, zone: &TimeZone, after: Moment) -> Moment {
        let today = zone.to_datetime(after.timestamp()).date();
        let days = (0..8).filter_map(|ahead| today.checked_add(jiff::Span::new().days(ahead)).ok());
        let comes = |day: &Date| {
            let bit = day.weekday().to_monday_zero_offset();
            self.digest_days & (1 << bit) != 0
        };
        let mut moments = days
            .filter(comes)
            .filter_map(|day| at(day, self.digest_at, zone));
        moments
            .find(|moment| *moment > after)
            .unwrap_or_else(|| after.plus_days(1))
    }

    /// When the quiet hours end in which a moment lies; nothing where it lies in none.
    #[must_use]
    pub fn quiet_until(&self, zone: &TimeZone, moment: Moment) -> Option<Moment> {
        let (from, to) = self.quiet?;
        let here = zone.to_datetime(moment.timestamp());
        let minute = u32::try_from(i32::from(here.hour()) * 60 + i32::from(here.minute())).ok()?;
        let (is_quiet, over_night) = if from < to {
            ((from..to).contains(&minute), false)
        } else {
            (minute >= from || minute < to, minute >= from)
        };
        let day = if over_night {
            here.date().tomorrow().ok()?
        } else {
            here.date()
        };
        is_quiet.then(|| at(day, to, zone)).flatten()
    }
}

/// A minute of a day in a place; one that a change of the clock leaves out is the one after it.
fn at(day: Date, minutes: u32, zone: &TimeZone) -> Option<Moment> {
    let (hour, minute) = (minutes / 60, minutes % 60);
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
    let at = day.to_datetime(time.ok()?).to_zoned(zone.clone()).ok()?;
    Some(Moment(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::{Habits, Moment};
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    fn moment(written: &str) -> Moment {
        Moment(written.parse::<Timestamp>().unwrap().as_millisecond())
    }

    fn new_york() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    #[test]
    fn a_digest_comes_at_its_hour_on_the_next_of_its_days() {
        let usual = Habits::default();
        // Friday, 06:59 and 08:00 in New York; the next one is on Monday, when the clocks have changed.
        let friday = moment("2026-10-30T10:59:00Z");
        assert_eq!(
            usual.next_digest(&new_york(), friday),
            moment("2026-10-30T12:00:00Z")
        );
        assert_eq!(
            usual.next_digest(&new_york(), moment("2026-10-30T12:00:00Z")),
            moment("2026-11-02T13:00:00Z")
        );
    }

    #[test]
    fn quiet_hours_end_in_the_morning_after_and_begin_with_their_first_minute() {
        let quiet = Habits {
            quiet: Some((22 * 60, 8 * 60)),
            ..Habits::default()
        };
        let until = |written| quiet.quiet_until(&TimeZone::UTC, moment(written));
        assert_eq!(until("2026-11-02T21:59:00Z"), None);
        let eight = Some(moment("2026-11-03T08:00:00Z"));
        assert_eq!(until("2026-11-02T22:00:00Z"), eight);
        assert_eq!(until("2026-11-03T07:59:00Z"), eight);
        assert_eq!(until("2026-11-03T08:00:00Z"), None);
    }

    #[test]
    fn quiet_hours_at_noon_end_on_the_same_day() {
        let noon = Habits {
            quiet: Some((12 * 60, 13 * 60)),
            ..Habits::default()
        };
        assert_eq!(
            noon.quiet_until(&TimeZone::UTC, moment("2026-11-02T12:30:00Z")),
            Some(moment("2026-11-02T13:00:00Z"))
        );
    }
}
