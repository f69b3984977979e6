//! What is known of a tutor: how much they take, when they are there, what they read, and from whom they are kept apart.

mod apart;
mod away;
mod hours;
mod rows;
mod weeks;

use crate::centre;
use crate::db::Tx;
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::{Complaints, Kind, Outcome, Refusal};

pub use apart::{keep_apart, let_together};
pub use away::{Away, AwayId, add_away, remove_away};
pub use hours::{Hours, Shift, day_begins, day_begun, shifts, today};
pub use rows::{
    apart_from, are_apart, away_from, away_of, every_apart, every_hours, find, is_away, kept_from,
};
pub use weeks::{Week, weeks};

/// Courses and subjects in one tutor's list.
const MOST_SERVED: usize = 100;
/// Nobody takes more than this, at once or on a day.
const MOST_TAKEN: u32 = 200;

/// What a coordinator wrote down about a tutor; nothing of it limits anything unless it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Open papers at the same time.
    pub at_once: Option<u32>,
    /// Papers that become theirs on one day.
    pub a_day: Option<u32>,
    /// Courses and subjects they read, like "SOC 201" or "SOC"; none: all of them.
    pub serves: Vec<String>,
    /// In which they can give feedback.
    pub languages: String,
    /// When they are there in a usual week.
    pub hours: Hours,
}

/// Facts about a tutor as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A number, or empty.
    pub at_once: String,
    /// A number, or empty.
    pub a_day: String,
    /// A line each.
    pub serves: String,
    /// Free words.
    pub languages: String,
    /// Monday to Sunday, each like "9-12, 13:30-16" or empty.
    pub hours: [String; 7],
}

impl From<&Facts> for Typed {
    fn from(facts: &Facts) -> Self {
        let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        Self {
            at_once: number(facts.at_once),
            a_day: number(facts.a_day),
            serves: facts.serves.join("\n"),
            languages: facts.languages.clone(),
            hours: std::array::from_fn(|day| facts.hours.day(day)),
        }
    }
}

/// Whether a course, as typed or by its code, is on a list of courses and subjects: "SOC" holds "SOC 201".
#[must_use]
pub fn reads(serves: &[String], course: &str) -> bool {
    let course = course.to_lowercase();
    serves.iter().any(|served| {
        let rest = course.strip_prefix(&served.to_lowercase());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| !c.is_alphabetic()))
    })
}

/// Writes down what is known of a tutor, as a coordinator.
///
/// # Errors
/// `NotFound` for somebody who is no tutor; a refusal that names every field that cannot be taken.
pub fn settle(tx: &Tx<'_>, by: &Person, tutor: PersonId, typed: &Typed) -> Outcome<()> {
    let tutor = tutor_for(tx, by, tutor)?;
    let facts = read(typed)?;
    rows::set_facts(
        tx,
        tutor.id,
        (facts.at_once, facts.a_day),
        (&facts.serves.join("\n"), &facts.languages),
    )?;
    rows::replace_hours(tx, tutor.id, &facts.hours)
}

/// Facts as they would be written down.
///
/// # Errors
/// A refusal that names every field that cannot be taken.
pub fn read(typed: &Typed) -> Result<Facts, Refusal> {
    let mut complaints = Complaints::default();
    let at_once = limit(&mut complaints, "at_once", &typed.at_once);
    let a_day = limit(&mut complaints, "a_day", &typed.a_day);
    let lines = typed.serves.lines().map(people::clean_name);
    let mut serves: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    serves.sort_by_key(|line| line.to_lowercase());
    serves.dedup_by_key(|line| line.to_lowercase());
    if serves.len() > MOST_SERVED {
        complaints.add("serves", "Enter at most 100 courses and subjects");
    }
    let hours = hours_typed(&mut complaints, &typed.hours);
    complaints.settle()?;
    Ok(Facts {
        at_once,
        a_day,
        serves,
        languages: people::clean_name(&typed.languages),
        hours,
    })
}

/// Writes down when a tutor is there, as that tutor.
///
/// # Errors
/// A refusal that names every day that cannot be read.
pub fn set_hours(tx: &Tx<'_>, tutor: &Person, typed: &[String; 7]) -> Outcome<()> {
    let mut complaints = Complaints::default();
    let hours = hours_typed(&mut complaints, typed);
    complaints.settle()?;
    rows::replace_hours(tx, tutor.id, &hours)
}

fn limit(complaints: &mut Complaints, field: &str, typed: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse().ok();
    let number = number.filter(|number| (1..=MOST_TAKEN).contains(number));
    if number.is_none() {
        complaints.add(field, "Enter a number from 1 to 200, or nothing");
    }
    number
}

fn hours_typed(complaints: &mut Complaints, typed: &[String; 7]) -> Hours {
    let mut hours = Hours::default();
    for (day, words) in typed.iter().enumerate() {
        match Hours::parse_day(words) {
            Some(spans) => hours.0[day] = spans,
            None => complaints.add(
                &format!("hours-{day}"),
                format!(
                    "Enter {} like 9-12, 13:30-16, or nothing",
                    centre::DAYS[day]
                ),
            ),
        }
    }
    hours
}

/// A tutor whose facts a coordinator changes.
fn tutor_for(tx: &Tx<'_>, by: &Person, tutor: PersonId) -> Outcome<Person> {
    if !by.oversees() {
        let says = "Only a coordinator writes down what a tutor takes.";
        return Err(Refusal::new(Kind::NotAllowed, says).into());
    }
    let tutor = people::find(tx, tutor)?.filter(|person| person.is(Role::Tutor));
    tutor.ok_or_else(|| Refusal::not_found().into())
}

#[cfg(test)]
mod tests {
    use super::reads;

    #[test]
    fn a_subject_holds_its_courses_and_no_other_word_that_begins_alike() {
        let serves = ["SOC".to_owned(), "bio 130".to_owned()];
        for course in ["SOC 201", "soc201", "Soc", "BIO 130"] {
            assert!(reads(&serves, course), "{course}");
        }
        for course in ["Society", "BIO 1", "", "HIS 215"] {
            assert!(!reads(&serves, course), "{course}");
        }
    }
}
