use jiff::civil::{Date, date};

use super::{after_opening_seconds, for_paper, is_open_at, opening_seconds_between};
use crate::centre::{Centre, Holiday};
use crate::clock::Moment;

fn moment(text: &str) -> Moment {
    text.parse::<jiff::Timestamp>()
        .map(|at| Moment(at.as_millisecond()))
        .expect("a time")
}

fn office(zone: &str, (opens_at, closes_at): (u32, u32)) -> Centre {
    Centre {
        time_zone: zone.into(),
        opens_at,
        closes_at,
        ..Centre::default()
    }
}

fn berlin_office() -> Centre {
    office("Europe/Berlin", (9 * 60, 17 * 60))
}

fn holiday(first: Date, last: Date) -> Holiday {
    Holiday {
        first,
        last,
        name: "Closed".into(),
    }
}

/// Numbers in no order that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap_or(0) % most
    }
}

/// Zones with the odd calendars, the years around them, and the hours in them.
const CALENDARS: [(&str, &str); 12] = [
    ("UTC", "2026-01-01T00:00:00Z"),
    ("Europe/Berlin", "2025-06-01T00:00:00Z"),
    ("America/New_York", "2026-01-01T00:00:00Z"),
    // Half an hour of daylight saving.
    ("Australia/Lord_Howe", "2025-07-01T00:00:00Z"),
    // A quarter of an hour from everybody.
    ("Asia/Kathmandu", "2026-01-01T00:00:00Z"),
    // The clocks moved at midnight.
    ("America/Sao_Paulo", "2016-08-01T00:00:00Z"),
    ("America/Sao_Paulo", "2018-08-01T00:00:00Z"),
    ("Asia/Beirut", "2026-01-01T00:00:00Z"),
    // Its Friday the 30th of December 2011 never was.
    ("Pacific/Apia", "2011-06-01T00:00:00Z"),
    // Daylight saving is in winter.
    ("Europe/Dublin", "2026-01-01T00:00:00Z"),
    // Daylight saving stops for a month.
    ("Africa/Casablanca", "2026-01-01T00:00:00Z"),
    ("America/Nuuk", "2023-01-01T00:00:00Z"),
];
const HOURS: [(u32, u32); 4] = [(0, 1440), (540, 1020), (510, 1275), (0, 720)];
const YEAR: i64 = 366 * 24 * 60;

/// Each calendar with each kind of hours, a week of its own and holidays in it.
fn every_centre(mut look: impl FnMut(&Centre, Moment, &mut Dice)) {
    let mut dice = Dice(0x5eed_cafe);
    for (zone, begins) in CALENDARS {
        for hours in HOURS {
            let days = u32::try_from(1 + dice.below(127)).unwrap_or(127);
            let begins = moment(begins);
            let first = begins.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
            let on = |days: i64| first.saturating_add(jiff::Span::new().days(days));
            let breaks = [dice.below(300), dice.below(300)];
            let holidays = breaks.map(|from| holiday(on(from), on(from + from % 17)));
            let centre = Centre {
                open_days: days,
                holidays: holidays.to_vec(),
                ..office(zone, hours)
            };
            look(&centre, begins, &mut dice);
        }
    }
}

/// Whether the doors are open, asked of the wall's clock alone.
fn by_the_wall(centre: &Centre, moment: Moment) -> bool {
    let local = moment.timestamp().to_zoned(centre.zone());
    let minute =
        u32::try_from(local.hour()).unwrap_or(0) * 60 + u32::try_from(local.minute()).unwrap_or(0);
    let bit = local.weekday().to_monday_zero_offset();
    let closed = |one: &Holiday| one.first <= local.date() && local.date() <= one.last;
    centre.open_days & (1 << bit) != 0
        && (centre.opens_at..centre.closes_at).contains(&minute)
        && !centre.holidays.iter().any(closed)
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
fn a_day_that_is_an_hour_longer_counts_an_hour_more() {
    let whole_days = Centre {
        open_days: 127,
        ..office("Europe/Berlin", (0, 1440))
    };
    let count = |from, to| opening_seconds_between(&whole_days, moment(from), moment(to)) / 3600;
    let (autumn, spring) = (
        count("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        count("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
    );
    assert_eq!((autumn, spring), (25, 23));
}

#[test]
fn a_holiday_is_not_counted() {
    let winter = holiday(date(2026, 12, 24), date(2027, 1, 3));
    let centre = Centre {
        holidays: vec![winter],
        ..berlin_office()
    };
    let sent = moment("2026-12-23T15:00:00Z");
    assert_eq!(
        after_opening_seconds(&centre, sent, 2 * 3600),
        moment("2027-01-04T09:00:00Z")
    );
    assert!(!is_open_at(&centre, moment("2026-12-28T12:00:00Z")));
}

#[test]
fn a_day_that_never_was_holds_no_hours() {
    let apia = office("Pacific/Apia", (9 * 60, 17 * 60));
    // Thursday the 29th, 16:00 there; Saturday the 31st comes next, and Monday the 2nd is open.
    let thursday = moment("2011-12-30T02:00:00Z");
    let two_hours = after_opening_seconds(&apia, thursday, 2 * 3600);
    assert_eq!(two_hours, moment("2012-01-01T20:00:00Z"));
}

#[test]
fn a_centre_that_never_opens_still_promises_something() {
    let closed = Centre {
        holidays: vec![holiday(date(2020, 1, 1), date(2060, 1, 1))],
        ..Centre::default()
    };
    let from = moment("2026-01-01T00:00:00Z");
    assert_eq!(for_paper(&closed, from), from.plus_minutes(48 * 60));
}

#[test]
fn counting_there_and_back_agrees_in_every_calendar() {
    every_centre(|centre, begins, dice| {
        for _ in 0..60 {
            let from = begins.plus_seconds(dice.below(YEAR * 60));
            let seconds = dice.below(120 * 3600);
            let to = after_opening_seconds(centre, from, seconds);
            let back = opening_seconds_between(centre, from, to);
            assert_eq!(back, seconds, "{} {from:?} {seconds}", centre.time_zone);
        }
    });
}

#[test]
fn more_hours_are_never_earlier_and_a_later_paper_is_never_promised_before() {
    every_centre(|centre, begins, dice| {
        for _ in 0..60 {
            let from = begins.plus_seconds(dice.below(YEAR * 60));
            let (seconds, more) = (dice.below(90 * 3600), dice.below(40 * 3600));
            let sooner = after_opening_seconds(centre, from, seconds);
            let longer = after_opening_seconds(centre, from, seconds + more);
            let later = after_opening_seconds(centre, from.plus_seconds(more), seconds);
            assert!(from <= sooner && sooner <= longer, "{}", centre.time_zone);
            assert!(sooner <= later, "{} {from:?}", centre.time_zone);
        }
    });
}

#[test]
fn a_promise_never_falls_into_closed_time() {
    every_centre(|centre, begins, dice| {
        for _ in 0..60 {
            let from = begins.plus_seconds(dice.below(YEAR * 60));
            let to = after_opening_seconds(centre, from, dice.below(120 * 3600));
            // The very end of a day still belongs to it.
            let open = [to, Moment(to.0 - 1)]
                .into_iter()
                .any(|moment| by_the_wall(centre, moment));
            assert!(open, "{} {:?}", centre.time_zone, to.timestamp());
        }
    });
}

#[test]
fn opening_time_is_what_the_clock_on_the_wall_says_minute_by_minute() {
    every_centre(|centre, begins, dice| {
        // From the middle of a minute, around each move of the clocks and anywhere else.
        let zone = centre.zone();
        let moves = zone.following(begins.timestamp()).take(3);
        let mut starts: Vec<Moment> = moves
            .map(|jump| Moment(jump.timestamp().as_millisecond()).plus_minutes(-1500))
            .collect();
        starts.push(begins.plus_minutes(dice.below(YEAR)));
        for from in starts {
            let minutes = 3000;
            let walked: i64 = (0..minutes)
                .filter(|n| by_the_wall(centre, from.plus_minutes(*n)))
                .map(|_| 60)
                .sum();
            let counted = opening_seconds_between(centre, from, from.plus_minutes(minutes));
            assert_eq!(
                counted,
                walked,
                "{} {:?}",
                centre.time_zone,
                from.timestamp()
            );
        }
    });
}
