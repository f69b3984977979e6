//! Moments as people read them: in the centre's own time, and how long until or since.

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::centre::Centre;
use crate::clock::Moment;

/// Says moments in words, as seen now and from one place.
#[derive(Clone, Debug)]
pub struct Times {
    zone: TimeZone,
    now: Moment,
}

impl Times {
    /// In the centre's zone, at this moment.
    #[must_use]
    pub fn new(centre: &Centre, now: Moment) -> Self {
        Self {
            zone: centre.zone(),
            now,
        }
    }

    /// The moment from which all is seen.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    fn zoned(&self, moment: Moment) -> Zoned {
        moment.timestamp().to_zoned(self.zone.clone())
    }

    /// "Today 17:00", "Tomorrow 09:00", "Thu 12 Nov 17:00", with the year where it is another one.
    #[must_use]
    pub fn clock(&self, moment: Moment) -> String {
        let (at, now) = (self.zoned(moment), self.zoned(self.now));
        let time = at.strftime("%H:%M");
        let days = (at.date() - now.date()).get_days();
        match days {
            0 => format!("Today {time}"),
            1 => format!("Tomorrow {time}"),
            -1 => format!("Yesterday {time}"),
            _ if at.year() == now.year() => at.strftime("%a %-d %b %H:%M").to_string(),
            _ => at.strftime("%a %-d %b %Y %H:%M").to_string(),
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
        let (at, now) = (self.zoned(moment), self.zoned(self.now));
        if at.date() == now.date() {
            return at.strftime("%H:%M").to_string();
        }
        self.within(moment)
    }

    /// RFC 3339 in UTC, for machines.
    #[must_use]
    pub fn iso(&self, moment: Moment) -> String {
        moment
            .timestamp()
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string()
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
        self.zoned(moment).date() <= self.zoned(self.now).date()
    }

    /// The end of today.
    #[must_use]
    pub fn end_of_today(&self) -> Moment {
        let tomorrow = self
            .zoned(self.now)
            .date()
            .tomorrow()
            .and_then(|date| date.to_zoned(self.zone.clone()));
        tomorrow.map_or(self.now, |at| Moment(at.timestamp().as_millisecond()))
    }

    /// The date a moment falls on, as forms write it: YYYY-MM-DD.
    #[must_use]
    pub fn day(&self, moment: Moment) -> String {
        self.zoned(moment).date().to_string()
    }

    /// A date as written in forms, YYYY-MM-DD, in words: "Fri 4 Dec 2026".
    #[must_use]
    pub fn date(&self, written: &str) -> String {
        let parsed = written.parse::<jiff::civil::Date>();
        parsed.map_or_else(
            |_| written.to_owned(),
            |date| date.strftime("%a %-d %b %Y").to_string(),
        )
    }
}
