//! The weeks of a centre, from Monday on in its own time.

use jiff::civil::Date;
use jiff::{Span, Zoned};

use super::hours::day_begun;
use crate::centre::Centre;
use crate::clock::Moment;

/// A week of the centre's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday, YYYY-MM-DD.
    pub first: String,
    /// The midnight with which it begins.
    pub begins: Moment,
    /// The midnight with which it ends.
    pub ends: Moment,
}

/// The last weeks, the oldest first; the one in which a moment lies is the last of them.
#[must_use]
pub fn weeks(centre: &Centre, now: Moment, many: i64) -> Vec<Week> {
    let today = Zoned::new(now.timestamp(), centre.zone()).date();
    let since_monday = i64::from(today.weekday().to_monday_zero_offset());
    let week = |back: i64| {
        let days = |ahead: i64| -> Option<Date> {
            today
                .checked_add(Span::new().days(ahead - since_monday - back * 7))
                .ok()
        };
        let first = days(0)?.to_string();
        Some(Week {
            begins: day_begun(centre, &first)?,
            ends: day_begun(centre, &days(7)?.to_string())?,
            first,
        })
    };
    (0..many).rev().filter_map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::weeks;
    use crate::centre::Centre;
    use crate::clock::Moment;

    #[test]
    fn weeks_begin_on_mondays_also_where_the_clocks_change() {
        let centre = Centre {
            time_zone: "Europe/Berlin".into(),
            ..Centre::default()
        };
        // Sunday 1 November 2026, 12:00 UTC; the clocks went back a week before.
        let found = weeks(&centre, Moment(1_793_534_400_000), 2);
        let firsts: Vec<&str> = found.iter().map(|week| week.first.as_str()).collect();
        assert_eq!(firsts, ["2026-10-19", "2026-10-26"]);
        assert_eq!(found[0].ends, found[1].begins);
        assert_eq!(
            found[0].ends.0 - found[0].begins.0,
            (7 * 24 + 1) * 3_600_000
        );
    }
}
