//! What is known of a tutor, as a form: by a coordinator all of it, by the tutor their hours and days away.

use serde::Serialize;

use super::drawing::{Column, Picture};
use super::words::counted;
use super::{Page, Times};
use crate::assignments::WeekLoad;
use crate::centre::DAYS;
use crate::people::{Person, PersonId};
use crate::tutors::{Away, Facts, Hours, Typed};

/// Told after facts or hours were saved.
pub const SAVED: &str = "Saved.";
/// Told after days away were added.
pub const AWAY_ADDED: &str = "The days away are written down.";
/// Told after days away were removed.
pub const AWAY_REMOVED: &str = "The days away are taken out.";
/// Told after a pair was taken apart.
pub const TOGETHER: &str = "They are not kept apart any more.";

/// Told after two people were kept apart, with how many of the student's papers the tutor has.
#[must_use]
pub fn kept_apart(tutor: &str, student: &str, has: usize) -> String {
    let still = match has {
        0 => String::new(),
        1 => format!(" {tutor} still has a paper of theirs; give it to somebody else."),
        n => format!(" {tutor} still has {n} papers of theirs; give them to somebody else."),
    };
    format!("{tutor} gets no papers by {student}.{still}")
}

/// What is known of a tutor.
pub struct Known {
    /// Who.
    pub tutor: Person,
    /// What is written down.
    pub facts: Facts,
    /// Days away that are not over.
    pub away: Vec<Away>,
    /// From whom they are kept apart.
    pub apart: Vec<(PersonId, String, String)>,
    /// Codes of the centre's courses.
    pub courses: Vec<String>,
    /// What they had in the last weeks, the oldest first.
    pub load: Vec<WeekLoad>,
}

#[derive(Serialize)]
struct Day {
    name: String,
    label: &'static str,
    hours: String,
}

#[derive(Serialize)]
struct AwayRow {
    id: i64,
    says: String,
}

#[derive(Serialize)]
struct ApartRow {
    id: i64,
    name: String,
    email: String,
}

/// A tutor's page, for a coordinator.
#[derive(Serialize)]
pub struct TutorPage {
    id: i64,
    name: String,
    at_once: String,
    a_day: String,
    serves: String,
    languages: String,
    courses: String,
    days: Vec<Day>,
    away: Vec<AwayRow>,
    first_day: String,
    last_day: String,
    apart: Vec<ApartRow>,
    student: String,
    base: String,
    load_says: String,
    load: Option<Picture>,
    weeks: Vec<WeekRow>,
}

#[derive(Serialize)]
struct WeekRow {
    week: String,
    most: u32,
    returned: u32,
}

impl Page for TutorPage {
    const TEMPLATE: &'static str = "people/tutor.html";

    fn title(&self) -> String {
        format!("{} as a tutor", self.name)
    }
}

/// The same for the tutor: only when they are there.
#[derive(Serialize)]
pub struct HoursPage {
    days: Vec<Day>,
    away: Vec<AwayRow>,
    first_day: String,
    last_day: String,
    base: &'static str,
}

impl Page for HoursPage {
    const TEMPLATE: &'static str = "desk/hours.html";

    fn title(&self) -> String {
        "When I am there".to_owned()
    }
}

impl TutorPage {
    /// The page from what is known.
    #[must_use]
    pub fn of(known: &Known, times: &Times) -> Self {
        let facts = &known.facts;
        let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        Self {
            id: known.tutor.id.0,
            name: known.tutor.name.clone(),
            at_once: number(facts.at_once),
            a_day: number(facts.a_day),
            serves: facts.serves.join("\n"),
            languages: facts.languages.clone(),
            courses: known.courses.join(", "),
            days: days(&written(&facts.hours)),
            away: away(&known.away, times),
            first_day: String::new(),
            last_day: String::new(),
            apart: known.apart.iter().map(apart).collect(),
            student: String::new(),
            base: format!("/people/{}/tutor", known.tutor.id.0),
            load_says: load_says(&known.tutor.name, &known.load, times),
            load: load(&known.load, times),
            weeks: known
                .load
                .iter()
                .map(|week| week_row(week, times))
                .collect(),
        }
    }

    /// The same with the facts as somebody typed them.
    #[must_use]
    pub fn typed(self, typed: Typed) -> Self {
        Self {
            days: days(&typed.hours),
            at_once: typed.at_once,
            a_day: typed.a_day,
            serves: typed.serves,
            languages: typed.languages,
            ..self
        }
    }

    /// The same with days away as somebody typed them.
    #[must_use]
    pub fn with_away(self, first_day: String, last_day: String) -> Self {
        Self {
            first_day,
            last_day,
            ..self
        }
    }

    /// The same with a student's address as somebody typed it.
    #[must_use]
    pub fn with_student(self, student: String) -> Self {
        Self { student, ..self }
    }
}

impl HoursPage {
    /// The page from a tutor's week and their days away.
    #[must_use]
    pub fn of(hours: &Hours, days_away: &[Away], times: &Times) -> Self {
        Self {
            days: days(&written(hours)),
            away: away(days_away, times),
            first_day: String::new(),
            last_day: String::new(),
            base: "/desk/hours",
        }
    }

    /// The same with the week as somebody typed it.
    #[must_use]
    pub fn typed(self, hours: &[String; 7]) -> Self {
        Self {
            days: days(hours),
            ..self
        }
    }

    /// The same with days away as somebody typed them.
    #[must_use]
    pub fn with_away(self, first_day: String, last_day: String) -> Self {
        Self {
            first_day,
            last_day,
            ..self
        }
    }
}

fn week_row(week: &WeekLoad, times: &Times) -> WeekRow {
    WeekRow {
        week: times.date(&week.first),
        most: week.most,
        returned: week.returned,
    }
}

/// "Ben returned 12 papers in these 12 weeks, and had at most 5 at once, in the week of Mon 2 Nov."
fn load_says(name: &str, load: &[WeekLoad], times: &Times) -> String {
    let most = load.iter().max_by_key(|week| week.most);
    let Some(most) = most.filter(|week| week.most > 0) else {
        return format!("{name} had no papers in the last {} weeks.", load.len());
    };
    let returned: i64 = load.iter().map(|week| i64::from(week.returned)).sum();
    format!(
        "{name} returned {} in the last {} weeks, and had at most {} at once, in the week of {}.",
        counted(returned, "paper", "papers"),
        load.len(),
        most.most,
        times.date(&most.first)
    )
}

fn load(load: &[WeekLoad], times: &Times) -> Option<Picture> {
    let column = |week: &WeekLoad| Column {
        label: times.short_date(&week.first),
        parts: (week.most.into(), week.returned.into()),
        says: String::new(),
    };
    let is_empty = load.iter().all(|week| week.most + week.returned == 0);
    let columns: Vec<Column> = load.iter().map(column).collect();
    (!is_empty).then(|| Picture::pairs(&columns, ("Open at once, at most", "Returned")))
}

fn written(hours: &Hours) -> [String; 7] {
    std::array::from_fn(|day| hours.day(day))
}

fn days(hours: &[String; 7]) -> Vec<Day> {
    let day = |(at, label): (usize, &&'static str)| Day {
        name: format!("hours-{at}"),
        label,
        hours: hours[at].clone(),
    };
    DAYS.iter().enumerate().map(day).collect()
}

fn away(days: &[Away], times: &Times) -> Vec<AwayRow> {
    let row = |away: &Away| AwayRow {
        id: away.id.0,
        says: if away.first == away.last {
            times.date(&away.first)
        } else {
            format!("{} to {}", times.date(&away.first), times.date(&away.last))
        },
    };
    days.iter().map(row).collect()
}

fn apart((id, name, email): &(PersonId, String, String)) -> ApartRow {
    ApartRow {
        id: id.0,
        name: name.clone(),
        email: email.clone(),
    }
}
