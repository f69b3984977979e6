//! Courses: what papers are for, who teaches them, and where they have rules of their own.

use super::{PaperNumber, rows};
use crate::centre::Centre;
use crate::centre::changes::{self, Change};
use crate::db::Tx;
use crate::people::{self, Email, Person, PersonId, Role};
use crate::refusal::{Complaints, Outcome};

pub use super::rows::courses::Course;

/// A course as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedCourse {
    /// Its code, like SOC 201.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The teacher's address; empty: none.
    pub teacher: String,
    /// Opening hours until the promise; empty: as the centre promises.
    pub turnaround_hours: String,
    /// Papers within seven days; empty: any number.
    pub weekly_cap: String,
}

/// Every course, by code.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &Tx<'_>) -> Outcome<Vec<Course>> {
    rows::courses::all(tx)
}

/// Adds a course, or changes the title and teacher of the one with this code.
///
/// # Errors
/// A refusal when the code is empty or the teacher is not a person with that role.
pub fn settle(tx: &Tx<'_>, code: &str, title: &str, teacher: &str) -> Outcome<()> {
    let code = people::clean_name(code);
    let mut complaints = Complaints::default();
    let teacher = check(tx, &mut complaints, (&code, teacher))?;
    complaints.settle()?;
    rows::courses::upsert(tx, &code, &people::clean_name(title), teacher)
}

/// Adds a course or changes all of the one with this code, on somebody's word, and writes down what became of it.
///
/// # Errors
/// A refusal that names each field.
pub fn change(tx: &Tx<'_>, by: &Person, typed: &TypedCourse) -> Outcome<()> {
    let code = people::clean_name(&typed.code);
    let mut complaints = Complaints::default();
    let teacher = check(tx, &mut complaints, (&code, &typed.teacher))?;
    let hours = number(&typed.turnaround_hours, 1000);
    if hours.is_err() {
        let says = "Enter between 1 and 1,000 opening hours, or leave it empty";
        complaints.add("course_hours", says);
    }
    let cap = number(&typed.weekly_cap, 10_000);
    if cap.is_err() {
        let says = "Enter between 1 and 10,000 papers, or leave it empty";
        complaints.add("weekly_cap", says);
    }
    complaints.settle()?;
    let before = rows::courses::find(tx, &code)?;
    rows::courses::upsert(tx, &code, &people::clean_name(&typed.title), teacher)?;
    rows::courses::set_rules(tx, &code, (hours.ok().flatten(), cap.ok().flatten()))?;
    let after = rows::courses::find(tx, &code)?;
    let change = Change {
        what: format!(
            "Course {}",
            after.as_ref().map_or(&code, |course| &course.code)
        ),
        was: before.as_ref().map(in_words).unwrap_or_default(),
        became: after.as_ref().map(in_words).unwrap_or_default(),
    };
    changes::note(tx, Some(by), &[change])
}

/// Finds the teacher, and adds what is wrong with a code and with them.
fn check(
    tx: &Tx<'_>,
    complaints: &mut Complaints,
    (code, teacher): (&str, &str),
) -> Outcome<Option<PersonId>> {
    if code.is_empty() || code.chars().count() > 60 {
        complaints.add("code", "Enter the course's code, up to 60 letters");
    }
    if teacher.trim().is_empty() {
        return Ok(None);
    }
    let email = Email::parse(teacher);
    let found = email
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    let found = found.filter(|person| person.is(Role::Teacher) && !person.disabled);
    if found.is_none() {
        complaints.add(
            "teacher",
            "There is no teacher with this address. Add them under People first",
        );
    }
    Ok(found.map(|person| person.id))
}

/// What was typed is none of the numbers that it may be.
struct NotANumber;

/// A number from 1 to `most` that may be left out.
fn number(typed: &str, most: u32) -> Result<Option<u32>, NotANumber> {
    let typed = typed.trim().replace(',', "");
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse().map_err(|_| NotANumber)?;
    if (1..=most).contains(&number) {
        Ok(Some(number))
    } else {
        Err(NotANumber)
    }
}

/// "Cities; Tess Adler teaches it; 24 opening hours; 30 papers a week", for history.
fn in_words(course: &Course) -> String {
    let parts = [
        Some(course.title.clone()).filter(|title| !title.is_empty()),
        course
            .teacher
            .as_ref()
            .map(|teacher| format!("{} teaches it", teacher.name)),
        course
            .turnaround_hours
            .map(|hours| format!("{hours} opening hours")),
        course.weekly_cap.map(|cap| format!("{cap} papers a week")),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() {
        return "without a title".to_owned();
    }
    said.join("; ")
}

/// A typed course, matched by its code: the whole of it, or what stands before a dash or a wide space.
///
/// # Errors
/// When the database fails.
pub fn known(tx: &Tx<'_>, typed: &str) -> Outcome<Option<Course>> {
    let code = typed.split(" \u{2013} ").next().unwrap_or(typed);
    if code.is_empty() {
        return Ok(None);
    }
    rows::courses::find(tx, code)
}

/// The centre with the rules that hold for a course, where it has some of its own.
#[must_use]
pub fn rules(centre: &Centre, course: Option<&Course>) -> Centre {
    rules_of(centre, course.and_then(|course| course.turnaround_hours))
}

/// The same, where only the course's own turnaround is known.
#[must_use]
pub fn rules_of(centre: &Centre, turnaround_hours: Option<u32>) -> Centre {
    Centre {
        turnaround_hours: turnaround_hours.unwrap_or(centre.turnaround_hours),
        ..centre.clone()
    }
}

/// The centre with the rules that hold for a paper.
///
/// # Errors
/// When the database fails.
pub fn rules_for(tx: &Tx<'_>, centre: &Centre, number: PaperNumber) -> Outcome<Centre> {
    Ok(rules(centre, rows::courses::of(tx, number)?.as_ref()))
}
