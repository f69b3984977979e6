//! Courses: what papers are for, and who teaches them.

use super::rows;
use crate::db::Tx;
use crate::people::{self, Email, Role};
use crate::refusal::{Complaints, Outcome};

pub use super::rows::courses::Course;

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
    if code.is_empty() || code.chars().count() > 60 {
        complaints.add("code", "Enter the course's code, up to 60 letters");
    }
    let mut teacher_id = None;
    if !teacher.trim().is_empty() {
        let email = Email::parse(teacher);
        let found = email
            .map(|email| people::find_by_email(tx, &email))
            .transpose()?
            .flatten();
        match found.filter(|person| person.is(Role::Teacher) && !person.disabled) {
            Some(person) => teacher_id = Some(person.id),
            None => complaints.add(
                "teacher",
                "There is no teacher with this address. Add them under People first",
            ),
        }
    }
    complaints.settle()?;
    rows::courses::upsert(tx, &code, &people::clean_name(title), teacher_id)
}
