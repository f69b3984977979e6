//! Opening time, minute by minute, as one long list.

use jiff::Zoned;
use paperdesk::centre::Centre;
use paperdesk::clock::Moment;

/// In milliseconds.
pub const MINUTE: i64 = 60_000;
/// Days before and after the present that are listed.
const BEFORE: i64 = 120;
const AFTER: i64 = 60;

/// How many open minutes had passed by each minute since some day.
pub struct Opening {
    pub turnaround_hours: u32,
    begins: i64,
    passed: Vec<i64>,
}

impl Opening {
    pub fn new(centre: &Centre, now: i64) -> Self {
        let begins = (now - BEFORE * 1440 * MINUTE) / MINUTE;
        let zone = centre.zone();
        let mut passed = vec![0];
        for minute in begins..begins + (BEFORE + AFTER) * 1440 {
            let at = Zoned::new(Moment(minute * MINUTE).timestamp(), zone.clone());
            let of_day = i64::from(at.hour()) * 60 + i64::from(at.minute());
            let is_weekday = at.strftime("%u").to_string().as_str() < "6";
            let is_holiday = centre
                .holidays
                .iter()
                .any(|one| one.first <= at.date() && at.date() <= one.last);
            let is_open = is_weekday && !is_holiday && (9 * 60..18 * 60).contains(&of_day);
            passed.push(passed[passed.len() - 1] + i64::from(is_open));
        }
        Self {
            turnaround_hours: centre.turnaround_hours,
            begins,
            passed,
        }
    }

    fn by(&self, moment: i64) -> i64 {
        assert_eq!(moment % MINUTE, 0, "people act at whole minutes here");
        self.passed[usize::try_from(moment / MINUTE - self.begins).unwrap()]
    }

    /// Open minutes from one moment to a later one; none where there is no first.
    pub fn minutes(&self, from: i64, to: i64) -> i64 {
        if from == 0 || to <= from {
            return 0;
        }
        self.by(to) - self.by(from)
    }

    /// The first moment at which so many open minutes have passed since another.
    pub fn after(&self, from: i64, minutes: i64) -> i64 {
        let wanted = self.by(from) + minutes;
        let place = self.passed.partition_point(|passed| *passed < wanted);
        (self.begins + i64::try_from(place).unwrap()) * MINUTE
    }
}
