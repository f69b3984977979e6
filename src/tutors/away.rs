//! Days on which a tutor is not there, whatever their usual week says.

use jiff::civil::Date;

use super::{rows, tutor_for};
use crate::db::{Tx, number_id};
use crate::people::{Person, PersonId, Role};
use crate::refusal::{Complaints, Outcome, Refusal};

number_id! {
    /// The number of an entry in a tutor's calendar.
    AwayId
}

/// Some days in a row on which a tutor is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Its number.
    pub id: AwayId,
    /// The first day, YYYY-MM-DD.
    pub first: String,
    /// The last day, YYYY-MM-DD.
    pub last: String,
}

/// Writes down that a tutor is away, as a coordinator or as that tutor. No last day: it is the first.
///
/// # Errors
/// `NotFound` for somebody who is no tutor; a refusal that names the field.
pub fn add_away(
    tx: &Tx<'_>,
    by: &Person,
    tutor: PersonId,
    (first, last): (&str, &str),
) -> Outcome<()> {
    let tutor = whose(tx, by, tutor)?;
    let mut complaints = Complaints::default();
    let last = if last.trim().is_empty() { first } else { last };
    let (from, until) = (day(first), day(last));
    if from.is_none() {
        complaints.add("first_day", "Enter the first day as a real date");
    } else if until.is_none() {
        complaints.add("last_day", "Enter the last day as a real date, or nothing");
    } else if until < from {
        complaints.add("last_day", "The last day must not come before the first");
    }
    complaints.settle()?;
    let (from, until) = from.zip(until).ok_or_else(Refusal::not_found)?;
    rows::insert_away(tx, tutor, (&from.to_string(), &until.to_string()))
}

/// Takes an entry out of a tutor's calendar, as a coordinator or as that tutor.
///
/// # Errors
/// `NotFound` where it is not theirs.
pub fn remove_away(tx: &Tx<'_>, by: &Person, tutor: PersonId, id: AwayId) -> Outcome<()> {
    let tutor = whose(tx, by, tutor)?;
    if rows::delete_away(tx, tutor, id)? == 0 {
        return Err(Refusal::not_found().into());
    }
    Ok(())
}

fn whose(tx: &Tx<'_>, by: &Person, tutor: PersonId) -> Outcome<PersonId> {
    if by.id == tutor && by.is(Role::Tutor) {
        return Ok(tutor);
    }
    tutor_for(tx, by, tutor).map(|tutor| tutor.id)
}

fn day(typed: &str) -> Option<Date> {
    let date: Date = typed.trim().parse().ok()?;
    (2000..=2999).contains(&date.year()).then_some(date)
}
