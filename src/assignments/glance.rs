//! All tutors at a glance: what they take and have, when they are there, and what else is known of them.

use super::{Load, loads};
use crate::db::Tx;
use crate::papers;
use crate::people::second::{self, SecondReading};
use crate::refusal::Outcome;
use crate::tutors::{self, Away, Hours, Shift};

/// So far ahead it is told when somebody is there next, in days.
const AHEAD: i64 = 2;

/// What is known of a tutor, in a few figures.
#[derive(Clone, Debug)]
pub struct Glance {
    /// How much they have and take, what they read and in which languages.
    pub load: Load,
    /// Minutes they are there in this week, from Monday to Sunday; nothing where no hours are written down.
    pub week: Option<u32>,
    /// When they are there, today and tomorrow.
    pub shifts: Vec<Shift>,
    /// Days away that are not over.
    pub away: Vec<Away>,
    /// From how many students they are kept apart.
    pub apart: u32,
    /// What was said of them about second readers.
    pub second: SecondReading,
}

/// Every tutor who may come in, by name.
///
/// # Errors
/// When the database fails.
pub fn at_a_glance(tx: &Tx<'_>) -> Outcome<Vec<Glance>> {
    let (centre, now) = (papers::centre_of(tx)?, tx.now());
    let zone = centre.zone();
    let weeks = tutors::every_hours(tx)?;
    let this_week = tutors::weeks(&centre, now, 1).pop();
    let monday = this_week.as_ref().map(|week| week.first.clone());
    let away = tutors::away_from(tx, &monday.unwrap_or_else(|| tutors::today(&centre, now)))?;
    let today = tutors::today(&centre, now);
    let pairs = tutors::every_apart(tx)?;
    let glance = |load: Load| {
        let id = load.tutor;
        let hours = weeks.iter().find(|(tutor, _)| *tutor == id);
        let hours = hours.map_or_else(Hours::default, |(_, hours)| hours.clone());
        let own = away.iter().filter(|(tutor, _)| *tutor == id);
        let mut own: Vec<Away> = own.map(|(_, away)| away.clone()).collect();
        let minutes = this_week.as_ref().filter(|_| hours.is_set()).map(|week| {
            minutes(&tutors::shifts(
                (&hours, &own),
                &zone,
                (week.begins, week.ends),
            ))
        });
        own.retain(|away| away.last >= today);
        let apart = pairs.iter().filter(|(tutor, _)| *tutor == id).count();
        Ok(Glance {
            week: minutes,
            shifts: tutors::shifts((&hours, &own), &zone, (now, now.plus_days(AHEAD))),
            away: own,
            apart: u32::try_from(apart).unwrap_or(u32::MAX),
            second: second::of(tx, id)?,
            load,
        })
    };
    loads(tx)?.into_iter().map(glance).collect()
}

fn minutes(shifts: &[Shift]) -> u32 {
    let millis: i64 = shifts
        .iter()
        .map(|shift| shift.ends.0 - shift.begins.0)
        .sum();
    u32::try_from(millis / 60_000).unwrap_or(0)
}
