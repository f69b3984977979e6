//! When people at the demo's centre are at work, and when its students are awake.

use jiff::Zoned;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::centre::Centre;
use crate::clock::Moment;
use crate::papers::promise;

/// Minutes after midnight.
const OPENS: i16 = 9 * 60;
const CLOSES: i16 = 18 * 60 + 30;
const AWAKE: i16 = 7 * 60;
/// When coordinators sit down and give papers to tutors.
const SITTINGS: [i16; 2] = [14 * 60, 9 * 60 + 30];

/// The centre's days, looked at backwards from one moment.
pub struct Calendar {
    centre: Centre,
    zone: TimeZone,
    /// The moment at which the demo begins to be real.
    pub now: Moment,
}

impl Calendar {
    pub fn new(centre: Centre, now: Moment) -> Self {
        Self {
            zone: centre.zone(),
            centre,
            now,
        }
    }

    /// This moment, or else a late one of the last working day before it; `early` shifts that by so many minutes.
    pub fn office(&self, moment: Moment, early: i64) -> Moment {
        let (date, minute) = self.local(moment);
        if works(date) && (OPENS..CLOSES).contains(&minute) {
            return moment;
        }
        let day = if works(date) && minute >= CLOSES {
            date
        } else {
            working_day_before(date)
        };
        self.at(day, CLOSES, moment).plus_minutes(-early)
    }

    /// The last time before this moment at which a coordinator gave papers to tutors.
    pub fn sitting(&self, moment: Moment) -> Moment {
        let (date, minute) = self.local(moment);
        let today = SITTINGS.into_iter().find(|at| works(date) && *at <= minute);
        match today {
            Some(at) => self.at(date, at, moment),
            None => self.at(working_day_before(date), SITTINGS[0], moment),
        }
    }

    /// This moment, or else late in the evening before; `early` shifts that by so many minutes.
    pub fn awake(&self, moment: Moment, early: i64) -> Moment {
        let (date, minute) = self.local(moment);
        if minute >= AWAKE {
            return moment;
        }
        self.at(date, 0, moment).plus_minutes(-early)
    }

    /// The day of a moment so many days later, as people type it.
    pub fn day_after(&self, moment: Moment, days: i64) -> String {
        self.local(moment.plus_days(days)).0.to_string()
    }

    /// When two waiting papers came in: one whose promise has passed, and one promised for later today. A day
    /// without promises gives the next one for the second.
    pub fn sent_late_and_for_today(&self) -> (Moment, Moment) {
        let (today, _) = self.local(self.now);
        let midnight = self.at(today, 0, self.now).plus_days(1);
        let half_way = self.now.plus_seconds(midnight.seconds_since(self.now) / 2);
        let late = self.sent_for(self.now.plus_minutes(-300));
        let is_late = promise::for_paper(&self.centre, late) < self.now;
        let late = if is_late {
            late
        } else {
            self.now.plus_days(-5)
        };
        (
            late,
            self.sent_for(self.now.plus_minutes(180).min(half_way)),
        )
    }

    /// When a paper came in that is promised for this moment or soon after, to a quarter of an hour.
    fn sent_for(&self, promised: Moment) -> Moment {
        (0..480)
            .map(|quarter| self.now.plus_days(-5).plus_minutes(15 * quarter))
            .find(|sent| promise::for_paper(&self.centre, *sent) >= promised)
            .unwrap_or(self.now)
    }

    fn local(&self, moment: Moment) -> (Date, i16) {
        let local = Zoned::new(moment.timestamp(), self.zone.clone());
        (
            local.date(),
            i16::from(local.hour()) * 60 + i16::from(local.minute()),
        )
    }

    fn at(&self, date: Date, minute: i16, otherwise: Moment) -> Moment {
        let (hour, minute) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
        let (Ok(hour), Ok(minute)) = (hour, minute) else {
            return otherwise;
        };
        let local = date.at(hour, minute, 0, 0).to_zoned(self.zone.clone());
        local.map_or(otherwise, |local| {
            Moment(local.timestamp().as_millisecond())
        })
    }
}

fn works(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn working_day_before(date: Date) -> Date {
    let mut day = date;
    for _ in 0..3 {
        day = day.yesterday().unwrap_or(day);
        if works(day) {
            break;
        }
    }
    day
}
