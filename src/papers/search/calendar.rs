//! Days and moments of a search, seen from where and when somebody looks.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

use super::sought::Is;
use super::terms::{Sign, When};
use crate::clock::Moment;

/// The centre's calendar at one moment.
pub struct Calendar {
    /// Where.
    pub zone: TimeZone,
    /// When.
    pub now: Moment,
}

impl Calendar {
    fn today(&self) -> Date {
        Zoned::new(self.now.timestamp(), self.zone.clone()).date()
    }

    fn date(&self, when: When) -> Date {
        match when {
            When::Days(days) | When::Day(days) => later(self.today(), days),
            When::Hours(hours) => later(self.today(), hours / 24),
            When::On(date) => date,
            When::Never => self.today(),
        }
    }

    /// The due dates that compare so with a day.
    pub fn due(&self, sign: Sign, when: When) -> Is {
        let date = self.date(when);
        let (first, last) = (String::new(), "9999-99-99".to_owned());
        let (from, to) = match sign {
            Sign::Below => (first, later(date, -1).to_string()),
            Sign::UpTo => (first, date.to_string()),
            Sign::Same => (date.to_string(), date.to_string()),
            Sign::From => (date.to_string(), last),
            Sign::Above => (later(date, 1).to_string(), last),
        };
        Is::Due(from, to)
    }

    /// The promises that compare so with a day or a moment.
    pub fn promised(&self, sign: Sign, when: When) -> Is {
        let now = self.now;
        let point = match when {
            When::Hours(hours) => Some(now.plus_minutes(hours.saturating_mul(60))),
            When::Days(days) => Some(now.plus_days(days)),
            _ => None,
        };
        let date = self.date(when);
        let begins = |date: Date| {
            let at = date.to_zoned(self.zone.clone());
            at.map_or(now, |at| Moment(at.timestamp().as_millisecond()))
        };
        let (start, end) = match point {
            Some(point) if sign != Sign::Same => (point, Moment(point.0.saturating_add(1))),
            _ => (begins(date), begins(later(date, 1))),
        };
        let before = |moment: Moment| Moment(moment.0.saturating_sub(1));
        let (from, to) = match sign {
            Sign::Below => (Moment(i64::MIN), before(start)),
            Sign::UpTo => (Moment(i64::MIN), before(end)),
            Sign::Same => (start, before(end)),
            Sign::From => (start, Moment(i64::MAX)),
            Sign::Above => (end, Moment(i64::MAX)),
        };
        Is::Promised(from, to)
    }
}

/// The day so many days later; what lies beyond the calendar is its end.
fn later(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days))
}
