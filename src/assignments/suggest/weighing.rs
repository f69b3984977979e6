//! What speaks for a tutor and what against, in numbers that can be added.

use super::languages::named;
use super::{Free, Seeking};
use crate::clock::Moment;
use crate::tutors::{self, Shift};

/// The load of a tutor who has as many papers as they take. All else is told in this measure.
const FULL: i64 = 10_000;
/// Papers at once that make a full desk where no limit is written down.
const USUAL: u32 = 6;
/// Not there before the promise: four full desks, and a quarter for each day after it.
const TOO_LATE: i64 = 4 * FULL;
const EACH_DAY_LATE: i64 = FULL / 4;
/// Nobody is suggested who comes later than this after the promise.
const MOST_DAYS_LATE: i64 = 3;
/// Does not read the course: one and a half full desks.
const FOREIGN: i64 = FULL * 3 / 2;
/// Reads everything, so that whoever has the course on their list comes a little before.
const ANYTHING: i64 = FULL / 100;
/// There only at the last moment before the promise, and a part of it for whoever is there sooner.
const LAST_MOMENT: i64 = FULL / 20;
/// A promise that is over, or nearly, is told from what can be done within a day.
const AT_LEAST_HOURS: i64 = 24;

/// When a tutor can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum There {
    /// They have no hours written down and are not away.
    Whenever,
    /// They are there until then.
    Until(Moment),
    /// They are there from then on, before the promise.
    From(Moment),
    /// They are there only after the promise.
    Late(Moment),
}

/// How a tutor and a paper's course go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is on their list.
    Listed,
    /// They have no list, or the paper has no course.
    Open,
    /// It is not on their list.
    Foreign,
}

/// Why a tutor would get a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    /// They read its last draft.
    pub read_last: bool,
    /// Whether they read its course.
    pub fit: Fit,
    /// When they can begin.
    pub there: There,
    /// The place among their languages of the one that the student named.
    pub language: Option<usize>,
}

/// Why this tutor would get this paper, and what that costs beside their load; nothing where they must not have it or
/// come far too late.
pub fn weigh(paper: &Seeking, tutor: &Free, now: Moment) -> Option<(Why, i64)> {
    let id = tutor.load.tutor;
    if paper.student == id || tutor.apart.contains(&paper.student) {
        return None;
    }
    let deadline = paper
        .paper
        .promised_at
        .max(now.plus_minutes(AT_LEAST_HOURS * 60));
    let (there, waits) = there(tutor, now, deadline)?;
    let read_last = paper.last == Some(id);
    let fit = fit(paper, tutor);
    let foreign = match fit {
        Fit::Listed => 0,
        Fit::Open => ANYTHING,
        // Whoever read the last draft knows the paper.
        Fit::Foreign if read_last => 0,
        Fit::Foreign => FOREIGN,
    };
    // Coming back to the same tutor is worth one more paper on their desk.
    let one_more = FULL / takes(tutor);
    let known = if read_last { one_more } else { 0 };
    let language = named(&paper.language, &tutor.languages);
    // And so is a language that the student writes better.
    let spoken = language.map_or(0, |_| one_more);
    let why = Why {
        read_last,
        fit,
        there,
        language,
    };
    Some((why, waits + foreign - known - spoken))
}

/// What a tutor's next paper costs when they were given `more` already: how full their desk is then.
pub fn step(tutor: &Free, more: usize) -> Option<i64> {
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    let has_room = tutor.load.room().is_none_or(|room| more < room);
    let has = i64::from(tutor.load.open) + i64::from(more) + 1;
    has_room.then(|| FULL * has / takes(tutor))
}

fn takes(tutor: &Free) -> i64 {
    let load = &tutor.load;
    load.at_once.or(load.a_day).unwrap_or(USUAL).into()
}

fn fit(paper: &Seeking, tutor: &Free) -> Fit {
    let (serves, course) = (&tutor.load.serves, &paper.paper.course);
    if serves.is_empty() || course.is_empty() {
        Fit::Open
    } else if tutors::reads(serves, course) || tutors::reads(serves, &paper.code) {
        Fit::Listed
    } else {
        Fit::Foreign
    }
}

fn there(tutor: &Free, now: Moment, deadline: Moment) -> Option<(There, i64)> {
    let Shift { begins, ends } = *tutor.shifts.iter().find(|shift| shift.ends > now)?;
    if begins <= now {
        let there = if tutor.has_hours {
            There::Until(ends)
        } else {
            There::Whenever
        };
        return Some((there, 0));
    }
    if begins < deadline {
        let (waits, all) = (
            begins.seconds_since(now),
            deadline.seconds_since(now).max(1),
        );
        return Some((There::From(begins), LAST_MOMENT * waits / all));
    }
    let days = begins.seconds_since(deadline) / (24 * 3600);
    (days < MOST_DAYS_LATE).then(|| (There::Late(begins), TOO_LATE + EACH_DAY_LATE * days))
}
