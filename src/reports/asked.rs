//! What somebody wants to see in a report, and how it stands in an address.

use jiff::civil::Date;

use super::Period;
use crate::people::PersonId;
use crate::refusal::{Complaints, Refusal};

/// What somebody wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which days.
    pub period: Period,
    /// Only what came for this course, however its letters are written.
    pub course: Option<String>,
    /// Only what this tutor returned or has.
    pub tutor: Option<PersonId>,
    /// Beside the time before.
    pub compared: bool,
}

/// The same as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The first day, YYYY-MM-DD; empty: as usual.
    pub from: String,
    /// The last day.
    pub to: String,
    /// A course; empty: all.
    pub course: String,
    /// A tutor's number; empty: all.
    pub tutor: String,
    /// Beside the time before.
    pub compared: bool,
}

impl Typed {
    /// As it stands in an address.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        Self {
            from: asked.period.first.to_string(),
            to: asked.period.last.to_string(),
            course: asked.course.clone().unwrap_or_default(),
            tutor: asked.tutor.map(|id| id.0.to_string()).unwrap_or_default(),
            compared: asked.compared,
        }
    }

    /// What is meant by it on a day of the centre's, YYYY-MM-DD. A tutor who is none is nobody's.
    ///
    /// # Errors
    /// A refusal that names each date that cannot be taken.
    pub fn read(&self, today: &str) -> Result<Asked, Refusal> {
        let mut complaints = Complaints::default();
        let period = Period::typed(day(today), (&self.from, &self.to), &mut complaints);
        complaints.settle()?;
        let said = |typed: &str| Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        Ok(Asked {
            period,
            course: said(&self.course),
            tutor: said(&self.tutor).map(|typed| PersonId(typed.parse().unwrap_or(0))),
            compared: self.compared,
        })
    }
}

impl Asked {
    /// The last twelve weeks, all of them, as of a day of the centre's, YYYY-MM-DD.
    #[must_use]
    pub fn usual(today: &str) -> Self {
        Self {
            period: Period::usual(day(today)),
            course: None,
            tutor: None,
            compared: false,
        }
    }
}

fn day(today: &str) -> Date {
    today.parse().unwrap_or(Date::constant(2000, 1, 1))
}
