//! What a centre looks back on. A report is about the drafts that were sent in on some days: each is counted once, by
//! the day on which it came, with all that became of it until now. It is for those who watch over all papers.

mod asked;
pub mod case;
pub mod count;
pub mod exports;
pub mod groups;
mod period;
mod rows;
pub mod small;
#[cfg(test)]
mod tests;
pub mod turnaround;
pub mod unserved;
pub mod uptake;

use std::collections::HashSet;

use jiff::Zoned;
use jiff::civil::Date;

use crate::assignments;
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::papers;
use crate::people::PersonId;
use crate::refusal::Outcome;

use case::Case;
use count::{Count, Week};
use groups::{Course, Tutor};
use turnaround::{Promises, Turnaround};
use unserved::Unserved;
use uptake::Uptake;

pub use asked::{Asked, Typed};
pub use period::{Period, monday_of};

/// The figures of one time that can be set beside those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many.
    pub count: Count,
    /// How long it took.
    pub turnaround: Turnaround,
    /// What became of promises.
    pub promises: Promises,
}

/// All figures of some days.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// The moment as of which all is counted.
    pub now: Moment,
    /// The figures.
    pub figures: Figures,
    /// Those of the time before, where they were asked for.
    pub before: Option<Figures>,
    /// What came in, week by week.
    pub weeks: Vec<Week>,
    /// Promises by month of sending in, by the month's first day.
    pub months: Vec<(Date, Promises)>,
    /// By course.
    pub courses: Vec<Course>,
    /// By day of the week and hour.
    pub arrivals: [[u32; 24]; 7],
    /// By tutor.
    pub tutors: Vec<Tutor>,
    /// What was asked, noted and planned.
    pub uptake: Uptake,
    /// Who could not be served.
    pub unserved: Unserved,
    /// The courses of these days, whatever was asked: to choose from.
    pub every_course: Vec<String>,
    /// The tutors: to choose from.
    pub every_tutor: Vec<(PersonId, String)>,
}

/// The report on some days, as of now.
///
/// # Errors
/// When the database fails.
pub fn report(tx: &Tx<'_>, asked: &Asked) -> Outcome<Report> {
    let (centre, now) = (papers::centre_of(tx)?, tx.now());
    let zone = centre.zone();
    let span = asked.period.moments(&zone);
    let all = rows::cases(tx, span)?;
    let every_course = courses_of(&all);
    let cases = only(all, asked);
    let names = rows::beside::names(tx)?;
    let loads = assignments::loads(tx)?;
    let noted = rows::beside::noted(tx, span)?;
    let (opened, helped) = (
        rows::beside::opened(tx, span)?,
        rows::beside::helped(tx, span)?,
    );
    let rules = (&centre, now);
    let chosen = |(id, _): &&(PersonId, String)| asked.tutor.is_none_or(|tutor| tutor == *id);
    let shown: Vec<_> = names.iter().filter(chosen).cloned().collect();
    Ok(Report {
        figures: figures(tx, &cases, span, rules)?,
        before: asked
            .compared
            .then(|| before(tx, asked, rules))
            .transpose()?,
        weeks: count::weeks(&cases, &asked.period, &zone),
        months: months(&cases, rules),
        courses: groups::courses(&cases, now),
        arrivals: count::arrivals(&cases, &zone),
        tutors: groups::tutors(&cases, (&shown, &loads), now),
        uptake: Uptake::of(&cases, &noted, (&opened, &helped), now),
        unserved: Unserved::of(&cases, &turned_away(tx, asked, span)?, (&zone, now)),
        every_course,
        every_tutor: names,
        asked: asked.clone(),
        now,
    })
}

fn only(mut cases: Vec<Case>, asked: &Asked) -> Vec<Case> {
    let course = asked.course.as_ref().map(|course| course.to_lowercase());
    cases.retain(|case| {
        let is_for = course
            .as_ref()
            .is_none_or(|course| case.course.to_lowercase() == *course);
        is_for && (asked.tutor.is_none() || case.tutor == asked.tutor)
    });
    cases
}

fn courses_of(cases: &[Case]) -> Vec<String> {
    let mut courses: Vec<&String> = cases.iter().map(|case| &case.course).collect();
    courses.sort_by_key(|course| course.to_lowercase());
    courses.dedup_by_key(|course| course.to_lowercase());
    let named = courses.into_iter().filter(|course| !course.is_empty());
    named.cloned().collect()
}

fn figures(
    tx: &Tx<'_>,
    cases: &[Case],
    span: (Moment, Moment),
    (centre, now): (&Centre, Moment),
) -> Outcome<Figures> {
    let before: HashSet<PersonId> = rows::beside::returning(tx, span)?.into_iter().collect();
    Ok(Figures {
        count: Count::of(cases, &before),
        turnaround: Turnaround::of(cases, centre),
        promises: Promises::of(cases, now),
    })
}

fn before(tx: &Tx<'_>, asked: &Asked, rules: (&Centre, Moment)) -> Outcome<Figures> {
    let span = asked.period.before().moments(&rules.0.zone());
    let cases = only(rows::cases(tx, span)?, asked);
    figures(tx, &cases, span, rules)
}

fn months(cases: &[Case], (centre, now): (&Centre, Moment)) -> Vec<(Date, Promises)> {
    let zone = centre.zone();
    let first_of = |case: &Case| {
        let day = Zoned::new(case.sent_at.timestamp(), zone.clone()).date();
        day.first_of_month()
    };
    // They are in the order in which they came.
    let by_month = cases.chunk_by(|one, next| first_of(one) == first_of(next));
    by_month
        .map(|month| (first_of(&month[0]), Promises::of(month, now)))
        .collect()
}

fn turned_away(
    tx: &Tx<'_>,
    asked: &Asked,
    span: (Moment, Moment),
) -> Outcome<Vec<(PersonId, papers::limits::Measure)>> {
    let all = rows::beside::turned_away(tx, span)?;
    let course = asked.course.as_ref().map(|course| course.to_lowercase());
    let is_asked = |typed: &str| {
        course
            .as_ref()
            .is_none_or(|course| typed.to_lowercase() == *course)
    };
    let these = all.into_iter().filter(|(_, typed, _)| is_asked(typed));
    // Nobody had a paper that never came.
    let these = these.filter(|_| asked.tutor.is_none());
    Ok(these
        .map(|(person, _, measure)| (person, measure))
        .collect())
}
