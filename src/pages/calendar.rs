//! The page of the centre's calendar: holidays, which the promise does not count.

use serde::Serialize;

use super::{Page, Times};
use crate::centre::{Centre, Holiday};

/// Told after a holiday was added.
pub const HOLIDAY_ADDED: &str =
    "The holiday is added. Papers that came in before keep their promise.";
/// Told after one was taken away.
pub const HOLIDAY_REMOVED: &str = "The holiday is removed.";

#[derive(Serialize)]
struct Row {
    first: String,
    name: String,
    days: String,
}

/// The page.
#[derive(Serialize)]
pub struct CalendarPage {
    open: String,
    zone: String,
    rows: Vec<Row>,
    first_day: String,
    last_day: String,
    holiday: String,
}

impl CalendarPage {
    /// The centre's holidays, by their first day.
    #[must_use]
    pub fn of(centre: &Centre, times: &Times) -> Self {
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        Self {
            open: format!("{} to {}", clock(centre.opens_at), clock(centre.closes_at)),
            zone: centre.time_zone.clone(),
            rows: centre.holidays.iter().map(|one| row(one, times)).collect(),
            first_day: String::new(),
            last_day: String::new(),
            holiday: String::new(),
        }
    }

    /// The same with a holiday as somebody typed it.
    #[must_use]
    pub fn typed(self, first_day: &str, last_day: &str, holiday: &str) -> Self {
        Self {
            first_day: first_day.to_owned(),
            last_day: last_day.to_owned(),
            holiday: holiday.to_owned(),
            ..self
        }
    }
}

fn row(holiday: &Holiday, times: &Times) -> Row {
    let first = holiday.first.to_string();
    let day = times.date(&first);
    Row {
        days: if holiday.first == holiday.last {
            day
        } else {
            format!("{day} to {}", times.date(&holiday.last.to_string()))
        },
        name: holiday.name.clone(),
        first,
    }
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "settings/calendar.html";

    fn title(&self) -> String {
        "Holidays".to_owned()
    }
}
