//! How often papers may come: of one person in a day, of one student in a week, and for one course in a week.

pub mod turned_away;

use super::{centre_of, courses, rows, telling};
use crate::clock::Moment;
use crate::db::{Tx, word_enum};
use crate::people::{Person, clean_name};
use crate::refusal::{Outcome, Refusal};

/// How many papers one person may send within a day.
const MOST_IN_A_DAY: u32 = 20;

/// Refuses another paper of a student where too many came; `course` is what it is for, as typed. What a coordinator
/// sends for somebody is not counted here.
///
/// # Errors
/// `TooMany`, with the moment from which it is possible.
pub fn refuse_if_too_many(tx: &Tx<'_>, person: &Person, course: &str) -> Outcome<()> {
    refuse_more_in_a_day(tx, person)?;
    let Some((next, whose)) = next_possible(tx, person, course)? else {
        return Ok(());
    };
    let says = whose.sentence(&telling::in_words(&centre_of(tx)?, next));
    Err(Refusal::too_many(says, next.seconds_since(tx.now())).into())
}

fn refuse_more_in_a_day(tx: &Tx<'_>, person: &Person) -> Outcome<()> {
    let newest = rows::preparations::sent_before_newest(tx, person.id, MOST_IN_A_DAY - 1)?;
    let Some(first) = newest else {
        return Ok(());
    };
    let left = first.plus_days(1).seconds_since(tx.now());
    if left <= 0 {
        return Ok(());
    }
    let says = format!(
        "You have sent {MOST_IN_A_DAY} papers within a day. Try again tomorrow, or write to the centre."
    );
    Err(Refusal::too_many(says, left).into())
}

word_enum! {
    /// Whose measure was full when somebody was turned away.
    Measure {
        /// Their own for one day.
        Day = "day",
        /// Their own for one week.
        Student = "student",
        /// Their course's for one week.
        Course = "course",
    }
}

/// Whose week is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Full {
    /// The student's own: so many papers were sent.
    Student(u32),
    /// That of a course, by its code.
    Course(String),
}

/// When a student's next paper for a course is possible, and whose week is full; nothing where it is possible now.
///
/// # Errors
/// When the database fails.
pub fn next_possible(
    tx: &Tx<'_>,
    person: &Person,
    course: &str,
) -> Outcome<Option<(Moment, Full)>> {
    let own = match centre_of(tx)?.papers_a_week {
        0 => None,
        most => rows::preparations::kept_before_newest(tx, person.id, most - 1)?
            .map(|at| (at.plus_days(7), Full::Student(most))),
    };
    let course = courses::known(tx, &clean_name(course))?;
    let capped = course.and_then(|course| Some((course.weekly_cap?, course)));
    let whole = match capped {
        None => None,
        Some((most, course)) => rows::courses::sent_before_newest(tx, course.id, most - 1)?
            .map(|at| (at.plus_days(7), Full::Course(course.code))),
    };
    let full = own.into_iter().chain(whole);
    let later = full.filter(|(next, _)| *next > tx.now());
    Ok(later.max_by_key(|(next, _)| *next))
}

impl Full {
    /// What the student reads; `next` is the moment from which it is possible, in words.
    #[must_use]
    pub fn sentence(&self, next: &str) -> String {
        let full = match self {
            Self::Student(1) => {
                "You have sent a paper within seven days, and we read one a week.".to_owned()
            }
            Self::Student(most) => format!(
                "You have sent {most} papers within seven days, which is as many as we read in a week."
            ),
            Self::Course(code) => {
                format!("We have as many papers for {code} this week as we can read.")
            }
        };
        format!("{full} The next one is possible from {next}. What you typed is kept until then.")
    }
}
