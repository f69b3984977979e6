//! Moments as people read them: in the centre's own time, and how long until or since.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::centre::Centre;
use crate::clock::Moment;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Says moments in words, as seen now and from one place. A board says hundreds of them, so the words are put together
/// by hand.
#[derive(Clone, Debug)]
pub struct Times {
    zone: TimeZone,
    now: Moment,
    today: Date,
}

impl Times {
    /// In the centre's zone, at this moment.
    #[must_use]
    pub fn new(centre: &Centre, now: Moment) -> Self {
        let zone = centre.zone();
        let today = zone.to_datetime(now.timestamp()).date();
        Self { zone, now, today }
    }

    /// The same in a zone of the reader's own; one that is no longer known changes nothing.
    #[must_use]
    pub fn for_reader_in(self, zone: &str) -> Self {
        let Ok(zone) = TimeZone::get(zone) else {
            return self;
        };
        let today = zone.to_datetime(self.now.timestamp()).date();
        Self {
            zone,
            today,
            ..self
        }
    }

    /// The moment from which all is seen.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    fn here(&self, moment: Moment) -> DateTime {
        self.zone.to_datetime(moment.timestamp())
    }

    /// "Today 17:00", "Tomorrow 09:00", "Thu 12 Nov 17:00", with the year where it is another one.
    #[must_use]
    pub fn clock(&self, moment: Moment) -> String {
        let at = self.here(moment);
        let (date, hour, minute) = (at.date(), at.hour(), at.minute());
        let near = if date == self.today {
            Some("Today")
        } else if self.today.tomorrow().is_ok_and(|day| day == date) {
            Some("Tomorrow")
        } else if self.today.yesterday().is_ok_and(|day| day == date) {
            Some("Yesterday")
        } else {
            None
        };
        match near {
            Some(near) => format!("{near} {hour:02}:{minute:02}"),
            None if date.year() == self.today.year() => {
                let (day, month) = day_and_month(date);
                format!("{day} {} {month} {hour:02}:{minute:02}", date.day())
            }
            None => format!("{} {hour:02}:{minute:02}", in_full(date)),
        }
    }

    /// The same inside a sentence: "today 17:00", "tomorrow 09:00", "Thu 12 Nov 17:00".
    #[must_use]
    pub fn within(&self, moment: Moment) -> String {
        let clock = self.clock(moment);
        let near = ["Today", "Tomorrow", "Yesterday"]
            .iter()
            .any(|day| clock.starts_with(day));
        if near { clock.to_lowercase() } else { clock }
    }

    /// The time of a moment alone where it is today, else with its day: "12:04", "yesterday 12:04".
    #[must_use]
    pub fn time(&self, moment: Moment) -> String {
        let at = self.here(moment);
        if at.date() == self.today {
            return format!("{:02}:{:02}", at.hour(), at.minute());
        }
        self.within(moment)
    }

    /// RFC 3339 in UTC, for machines.
    #[must_use]
    pub fn iso(&self, moment: Moment) -> String {
        format!("{:.0}", moment.timestamp())
    }

    /// "19 h", "3 days", "less than a minute": how long ago it was, or is until then.
    #[must_use]
    pub fn span(&self, moment: Moment) -> String {
        let minutes = self.now.seconds_since(moment).abs() / 60;
        match minutes {
            0 => "less than a minute".to_owned(),
            1..=89 => format!("{minutes} min"),
            90..=2879 => format!("{} h", (minutes + 30) / 60),
            _ => format!("{} days", (minutes + 720) / 1440),
        }
    }

    /// Whether the moment has passed.
    #[must_use]
    pub fn is_past(&self, moment: Moment) -> bool {
        moment < self.now
    }

    /// Whether the moment is less than a minute away.
    #[must_use]
    pub fn is_this_minute(&self, moment: Moment) -> bool {
        self.now.seconds_since(moment).abs() < 60
    }

    /// Whether the moment falls on today or has passed.
    #[must_use]
    pub fn is_today_or_past(&self, moment: Moment) -> bool {
        self.here(moment).date() <= self.today
    }

    /// The moment at which today began.
    #[must_use]
    pub fn start_of_today(&self) -> Moment {
        let midnight = self.today.to_zoned(self.zone.clone());
        midnight.map_or(self.now, |at| Moment(at.timestamp().as_millisecond()))
    }

    /// The end of today.
    #[must_use]
    pub fn end_of_today(&self) -> Moment {
        let tomorrow = self
            .today
            .tomorrow()
            .and_then(|date| date.to_zoned(self.zone.clone()));
        tomorrow.map_or(self.now, |at| Moment(at.timestamp().as_millisecond()))
    }

    /// The date a moment falls on, as forms write it: YYYY-MM-DD.
    #[must_use]
    pub fn day(&self, moment: Moment) -> String {
        self.here(moment).date().to_string()
    }

    /// A moment as spreadsheets sort it: YYYY-MM-DD HH:MM.
    #[must_use]
    pub fn sortable(&self, moment: Moment) -> String {
        let at = self.here(moment);
        format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
    }

    /// The moment at which it is this hour of a date as written in forms, YYYY-MM-DD; nothing where it is no date.
    #[must_use]
    pub fn on(&self, written: &str, hour: i8) -> Option<Moment> {
        let date = written.parse::<Date>().ok()?;
        let at = date.at(hour, 0, 0, 0).to_zoned(self.zone.clone()).ok()?;
        Some(Moment(at.timestamp().as_millisecond()))
    }

    /// A date as written in forms, YYYY-MM-DD, in words: "Fri 4 Dec 2026".
    #[must_use]
    pub fn date(&self, written: &str) -> String {
        let parsed = written.parse::<Date>();
        parsed.map_or_else(|_| written.to_owned(), in_full)
    }

    /// The same where there is little room: "4 Dec".
    #[must_use]
    pub fn short_date(&self, written: &str) -> String {
        let parsed = written.parse::<Date>();
        let short = |date: Date| format!("{} {}", date.day(), day_and_month(date).1);
        parsed.map_or_else(|_| written.to_owned(), short)
    }
}

fn in_full(date: Date) -> String {
    let (day, month) = day_and_month(date);
    format!("{day} {} {month} {}", date.day(), date.year())
}

fn day_and_month(date: Date) -> (&'static str, &'static str) {
    let named = |names: &[&'static str], n: i8| {
        let place = usize::try_from(n).ok();
        place
            .and_then(|n| names.get(n))
            .copied()
            .unwrap_or_default()
    };
    let day = named(&DAYS, date.weekday().to_monday_zero_offset());
    (day, named(&MONTHS, date.month() - 1))
}
