//! All tutors on one page: what they take and have, when they are there, and what they read.

use serde::Serialize;

use super::loads::there;
use super::words::counted;
use super::{Page, Times};
use crate::assignments::Glance;
use crate::centre::SecondReader;
use crate::tutors::Away;

#[derive(Serialize)]
struct Row {
    id: i64,
    name: String,
    open: u32,
    at_once: u32,
    papers: String,
    today: String,
    hours: String,
    there: String,
    away: Vec<String>,
    courses: String,
    languages: String,
    apart: u32,
    notes: Vec<&'static str>,
}

/// All tutors, by name.
#[derive(Serialize)]
pub struct TutorsPage {
    rows: Vec<Row>,
    under: String,
}

impl TutorsPage {
    /// From what is known of each, and whose returns a second reader looks at here.
    #[must_use]
    pub fn of(tutors: &[Glance], second: SecondReader, times: &Times) -> Self {
        Self {
            rows: tutors
                .iter()
                .map(|tutor| row(tutor, second, times))
                .collect(),
            under: under(tutors),
        }
    }
}

impl Page for TutorsPage {
    const TEMPLATE: &'static str = "people/tutors.html";

    fn title(&self) -> String {
        "Tutors".to_owned()
    }
}

/// "8 tutors have 31 open papers. There is room for 12 more; 3 tutors take as many as come."
fn under(tutors: &[Glance]) -> String {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let open: i64 = tutors.iter().map(|tutor| i64::from(tutor.load.open)).sum();
    let rooms: Vec<u32> = tutors
        .iter()
        .filter_map(|tutor| tutor.load.room())
        .collect();
    let room: i64 = rooms.iter().map(|room| i64::from(*room)).sum();
    let unlimited = tutors.len() - rooms.len();
    let have = counted(many(tutors.len()), "tutor has", "tutors have");
    let mut said = vec![format!(
        "{have} {}.",
        counted(open, "open paper", "open papers")
    )];
    if !rooms.is_empty() {
        said.push(format!(
            "There is room for {}.",
            counted(room, "more", "more")
        ));
    }
    if unlimited > 0 {
        let take = counted(many(unlimited), "takes", "take");
        said.push(format!("{take} as many as come."));
    }
    said.join(" ")
}

fn row(tutor: &Glance, second: SecondReader, times: &Times) -> Row {
    let load = &tutor.load;
    let mut notes = Vec::new();
    if load.is_full() {
        notes.push("Full");
    }
    if tutor.second.is_read_twice && second != SecondReader::Nobody {
        notes.push("New: read by a second reader");
    }
    if tutor.second.reads_second {
        notes.push("May be a second reader");
    }
    let of = |has: u32, most: Option<u32>| {
        most.map_or(has.to_string(), |most| format!("{has} of {most}"))
    };
    Row {
        id: load.tutor.0,
        name: load.name.clone(),
        open: load.open,
        at_once: load.at_once.unwrap_or(0),
        papers: of(load.open, load.at_once),
        today: of(load.today, load.a_day),
        hours: tutor.week.map_or("Whenever".to_owned(), hours),
        there: there(tutor.week.is_some(), &tutor.shifts, times),
        away: tutor.away.iter().map(|away| span(away, times)).collect(),
        courses: load.serves.join(", "),
        languages: load.languages.clone(),
        apart: tutor.apart,
        notes,
    }
}

/// "12 h", "7 h 30 min"
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn span(away: &Away, times: &Times) -> String {
    if away.first == away.last {
        return times.short_date(&away.first);
    }
    format!(
        "{} to {}",
        times.short_date(&away.first),
        times.short_date(&away.last)
    )
}
