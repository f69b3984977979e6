//! The days that a report is about: by default the last twelve weeks, else from one date to another.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use crate::clock::Moment;
use crate::refusal::Complaints;

/// Weeks of a report that names no days.
const USUAL_WEEKS: i64 = 12;
/// No report is about more days: all that it reads is bounded by them.
const MOST_DAYS: i32 = 3 * 366;

/// Whole days in the centre's own time zone, the last one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// The twelve weeks that end with the present one, from a Monday to today.
    #[must_use]
    pub fn usual(today: Date) -> Self {
        let first = monday_of(today).checked_sub((USUAL_WEEKS - 1).weeks());
        Self {
            first: first.unwrap_or(today),
            last: today,
        }
    }

    /// The days as somebody typed them, YYYY-MM-DD; what is left out is as usual. Complains at `from` and `to`.
    #[must_use]
    pub fn typed(today: Date, (from, to): (&str, &str), complaints: &mut Complaints) -> Self {
        let usual = Self::usual(today);
        let mut read = |field: &str, typed: &str, otherwise: Date| match typed.trim() {
            "" => otherwise,
            typed => typed.parse().unwrap_or_else(|_| {
                complaints.add(field, "Enter a real date, like 2026-09-14");
                otherwise
            }),
        };
        let last = read("to", to, usual.last);
        let first = read("from", from, Self::usual(last).first);
        if !complaints.is_quiet() {
            return usual;
        }
        if last < first {
            complaints.add("to", "The last day cannot be before the first");
            return usual;
        }
        if (last - first).get_days() >= MOST_DAYS || first.year() < 2000 || last.year() > 2200 {
            complaints.add("from", "Enter at most three years");
            return usual;
        }
        Self { first, last }
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i32 {
        (self.last - self.first).get_days() + 1
    }

    /// As many days right before it.
    #[must_use]
    pub fn before(&self) -> Self {
        let days = Span::new().days(i64::from(self.days()));
        Self {
            first: self.first.saturating_sub(days),
            last: self.last.saturating_sub(days),
        }
    }

    /// From its first moment to the first one after it.
    #[must_use]
    pub fn moments(&self, zone: &TimeZone) -> (Moment, Moment) {
        let after = self.last.tomorrow().unwrap_or(self.last);
        (midnight(self.first, zone), midnight(after, zone))
    }

    /// The Mondays of all its weeks, in order; its first week may have begun before it.
    #[must_use]
    pub fn mondays(&self) -> Vec<Date> {
        let first = monday_of(self.first);
        let each = (0..).map_while(|n: i64| first.checked_add(n.weeks()).ok());
        each.take_while(|monday| *monday <= self.last).collect()
    }
}

/// The Monday of a day's week.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(since.days()).unwrap_or(day)
}

fn midnight(day: Date, zone: &TimeZone) -> Moment {
    let at = day.to_zoned(zone.clone());
    at.map_or(Moment(0), |at| Moment(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Period;
    use crate::refusal::Complaints;

    const TODAY: Date = date(2026, 11, 26);

    fn typed(from: &str, to: &str) -> Result<(String, String), String> {
        let mut complaints = Complaints::default();
        let period = Period::typed(TODAY, (from, to), &mut complaints);
        complaints
            .settle()
            .map(|()| (period.first.to_string(), period.last.to_string()))
            .map_err(|refusal| refusal.says)
    }

    #[test]
    fn without_dates_it_is_the_last_twelve_weeks_from_a_monday_on() {
        let usual = ("2026-09-07".to_owned(), "2026-11-26".to_owned());
        assert_eq!(typed("", ""), Ok(usual));
        assert_eq!(Period::usual(TODAY).mondays().len(), 12);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for (from, to) in [
            ("yesterday", ""),
            ("2026-02-30", ""),
            ("2026-09-02", "2026-09-01"),
            ("2020-01-01", "2026-01-01"),
            ("-009999-01-01", "-009999-01-02"),
        ] {
            assert!(typed(from, to).is_err(), "{from} {to}");
        }
    }

    #[test]
    fn the_time_before_is_as_long_and_ends_the_day_before() {
        let week = Period {
            first: date(2026, 11, 2),
            last: date(2026, 11, 8),
        };
        let before = Period {
            first: date(2026, 10, 26),
            last: date(2026, 11, 1),
        };
        assert_eq!(week.before(), before);
    }
}
