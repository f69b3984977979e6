//! A tutor's usual week, and the shifts that come of it on real days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

use super::Away;
use crate::centre::Centre;
use crate::clock::Moment;

/// Nobody looks further ahead for a tutor's next shift.
const HORIZON_DAYS: i64 = 60;
const MIDNIGHT: u32 = 24 * 60;

/// When a tutor is there in a usual week: for each day from Monday on, spans in minutes after midnight, in order and
/// apart. All of them empty: whenever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(pub [Vec<(u32, u32)>; 7]);

/// A time at which a tutor is there, from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// When it begins.
    pub begins: Moment,
    /// When it ends.
    pub ends: Moment,
}

impl Hours {
    /// Whether any day is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.iter().any(|day| !day.is_empty())
    }

    /// Reads a day as typed: "9-12, 13:30-16". Nothing where it cannot be read or spans overlap.
    #[must_use]
    pub fn parse_day(typed: &str) -> Option<Vec<(u32, u32)>> {
        let parts = typed.split([',', ';']).map(str::trim);
        let span = |part: &str| {
            let (starts, ends) = part.split_once(['-', '–', '—'])?;
            Some((minute(starts)?, minute(ends)?)).filter(|(starts, ends)| starts < ends)
        };
        let filled = parts.filter(|part| !part.is_empty());
        let mut spans = filled.map(span).collect::<Option<Vec<_>>>()?;
        spans.sort_unstable();
        let apart = spans.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        apart.then_some(spans)
    }

    /// A day as it is typed: "9:00-12:00, 13:30-16:00".
    #[must_use]
    pub fn day(&self, day: usize) -> String {
        let clock = |minute: u32| format!("{}:{:02}", minute / 60, minute % 60);
        let spans = self.0.get(day).into_iter().flatten();
        let written: Vec<String> = spans
            .map(|(starts, ends)| format!("{}-{}", clock(*starts), clock(*ends)))
            .collect();
        written.join(", ")
    }
}

/// "9", "09:30" or "24:00" in minutes after midnight.
fn minute(typed: &str) -> Option<u32> {
    let (hour, minute) = typed
        .trim()
        .split_once([':', '.'])
        .unwrap_or((typed.trim(), "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let fits = hour <= 24 && minute < 60;
    let minute = fits.then(|| hour * 60 + minute)?;
    (minute <= MIDNIGHT).then_some(minute)
}

/// The centre's day, YYYY-MM-DD.
#[must_use]
pub fn today(centre: &Centre, now: Moment) -> String {
    Zoned::new(now.timestamp(), centre.zone())
        .date()
        .to_string()
}

/// The midnight with which the centre's day began.
#[must_use]
pub fn day_begins(centre: &Centre, now: Moment) -> Moment {
    let zone = centre.zone();
    let today = Zoned::new(now.timestamp(), zone.clone()).date();
    at(today, 0, &zone).unwrap_or(now)
}

/// The midnight with which a day of the centre's, YYYY-MM-DD, begins.
#[must_use]
pub fn day_begun(centre: &Centre, day: &str) -> Option<Moment> {
    at(day.parse().ok()?, 0, &centre.zone())
}

/// The shifts of a tutor that end after a moment and begin before another, at most sixty days on, in order. Whole days
/// where no hours are set; days away have none.
#[must_use]
pub fn shifts(
    (hours, away): (&Hours, &[Away]),
    zone: &TimeZone,
    (from, until): (Moment, Moment),
) -> Vec<Shift> {
    let first = Zoned::new(from.timestamp(), zone.clone()).date();
    let whole = vec![(0, MIDNIGHT)];
    let mut found = Vec::new();
    for ahead in 0..HORIZON_DAYS {
        let Ok(date) = first.checked_add(Span::new().days(ahead)) else {
            break;
        };
        if at(date, 0, zone).is_none_or(|begins| begins >= until) {
            break;
        }
        let written = date.to_string();
        if away
            .iter()
            .any(|away| away.first <= written && written <= away.last)
        {
            continue;
        }
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let spans = if hours.is_set() {
            &hours.0[weekday]
        } else {
            &whole
        };
        let of_day = spans.iter().filter_map(|(starts, ends)| {
            let (begins, ends) = (at(date, *starts, zone)?, at(date, *ends, zone)?);
            (ends > from && begins < until).then_some(Shift { begins, ends })
        });
        found.extend(of_day);
    }
    joined(found)
}

/// Shifts that touch are one: a tutor without hours is there through the night.
fn joined(shifts: Vec<Shift>) -> Vec<Shift> {
    let mut joined: Vec<Shift> = Vec::with_capacity(shifts.len());
    for shift in shifts {
        match joined.last_mut() {
            Some(last) if last.ends == shift.begins => last.ends = shift.ends,
            _ => joined.push(shift),
        }
    }
    joined
}

/// A minute of a day in a zone. A minute that daylight saving skips is the one it jumps to.
fn at(date: Date, minute: u32, zone: &TimeZone) -> Option<Moment> {
    let civil = date
        .at(0, 0, 0, 0)
        .checked_add(Span::new().minutes(i64::from(minute)))
        .ok()?;
    let zoned = zone.to_ambiguous_zoned(civil).compatible().ok()?;
    Some(Moment(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::{Hours, Shift, shifts};
    use crate::clock::Moment;
    use crate::tutors::{Away, AwayId};

    fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>()
            .map(|at| Moment(at.as_millisecond()))
            .expect("a time")
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let read = Hours::parse_day(" 13:30–16, 9-12.15 ");
        assert_eq!(read, Some(vec![(540, 735), (810, 960)]));
        assert_eq!(Hours::parse_day(""), Some(Vec::new()));
        assert_eq!(Hours::parse_day("0-24"), Some(vec![(0, 1440)]));
        for wrong in [
            "9",
            "12-9",
            "9-25",
            "9-10-11",
            "mornings",
            "9-12, 11-13",
            "9:75-11",
            "99999999-3",
        ] {
            assert_eq!(Hours::parse_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_read_is_written_so_that_it_reads_the_same() {
        let mut hours = Hours::default();
        hours.0[1] = vec![(540, 735), (810, 1440)];
        assert_eq!(hours.day(1), "9:00-12:15, 13:30-24:00");
        assert_eq!(Hours::parse_day(&hours.day(1)), Some(hours.0[1].clone()));
    }

    #[test]
    fn shifts_are_in_the_centres_time_and_days_away_have_none() {
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
        let mut hours = Hours::default();
        for day in 0..5 {
            hours.0[day] = vec![(540, 720)];
        }
        let away = [Away {
            id: AwayId(1),
            first: "2026-11-03".into(),
            last: "2026-11-04".into(),
        }];
        let span = (
            moment("2026-11-02T10:00:00Z"),
            moment("2026-11-06T09:00:00Z"),
        );
        let day = |day: u32| Shift {
            begins: moment(&format!("2026-11-0{day}T08:00:00Z")),
            ends: moment(&format!("2026-11-0{day}T11:00:00Z")),
        };
        assert_eq!(
            shifts((&hours, &away), &zone, span),
            [day(2), day(5), day(6)]
        );
    }

    #[test]
    fn without_hours_a_tutor_is_there_until_they_are_away() {
        let away = [Away {
            id: AwayId(1),
            first: "2026-11-04".into(),
            last: "2026-11-04".into(),
        }];
        let span = (
            moment("2026-11-02T10:00:00Z"),
            moment("2026-11-06T00:00:00Z"),
        );
        let found = shifts((&Hours::default(), &away), &jiff::tz::TimeZone::UTC, span);
        let ends: Vec<Moment> = found.iter().map(|shift| shift.ends).collect();
        assert_eq!(
            ends,
            [
                moment("2026-11-04T00:00:00Z"),
                moment("2026-11-06T00:00:00Z")
            ]
        );
    }
}
