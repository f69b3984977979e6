//! The same figures by group: by course, and by tutor with how much each has now.

use std::collections::{BTreeMap, HashMap};

use super::case::{Case, Fate};
use super::count::{number, students};
use super::turnaround::{Promises, Spread};
use crate::assignments::Load;
use crate::clock::Moment;
use crate::people::PersonId;

/// What came in for one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its code, or what was typed; empty: not for a course.
    pub course: String,
    /// Drafts.
    pub drafts: u32,
    /// Students.
    pub students: u32,
    /// Drafts on which feedback went out.
    pub returned: u32,
    /// What became of their promises.
    pub promises: Promises,
    /// How long they took, by the clock on the wall.
    pub whole: Spread,
}

/// The cases by course, however its letters were typed; those with most drafts first.
#[must_use]
pub fn courses(cases: &[Case], now: Moment) -> Vec<Course> {
    let mut by_course: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        let key = case.course.to_lowercase();
        by_course.entry(key).or_default().push(case);
    }
    let mut courses: Vec<Course> = by_course
        .into_values()
        .map(|cases| {
            let took = cases.iter().filter_map(|case| case.took());
            let took: Vec<i64> = took.map(|took| took.whole).collect();
            Course {
                course: cases[0].course.clone(),
                drafts: number(cases.len()),
                students: number(students(cases.iter().copied()).len()),
                returned: number(took.len()),
                promises: Promises::of(cases.iter().copied(), now),
                whole: Spread::of(took),
            }
        })
        .collect();
    courses.sort_by(|a, b| b.drafts.cmp(&a.drafts).then(a.course.cmp(&b.course)));
    courses
}

/// What one tutor did, and has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tutor {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Open papers they have now, whenever these came in.
    pub open: u32,
    /// Open papers they take at the same time; none: as many as come.
    pub at_once: Option<u32>,
    /// Drafts they returned.
    pub returned: u32,
    /// Students of those.
    pub students: u32,
    /// Words in those, where they could be counted.
    pub words: u32,
    /// How long they had those.
    pub marking: Spread,
    /// What became of the promises of those.
    pub promises: Promises,
}

/// Every tutor who returned any of the cases or has anything now, by name.
#[must_use]
pub fn tutors(
    cases: &[Case],
    (names, loads): (&[(PersonId, String)], &[Load]),
    now: Moment,
) -> Vec<Tutor> {
    let mut by_tutor: HashMap<PersonId, Vec<&Case>> = HashMap::new();
    for case in cases
        .iter()
        .filter(|case| matches!(case.fate, Fate::Returned(_)))
    {
        if let Some(tutor) = case.tutor {
            by_tutor.entry(tutor).or_default().push(case);
        }
    }
    let tutors = names.iter().filter_map(|(id, name)| {
        let cases = by_tutor.remove(id).unwrap_or_default();
        let load = loads.iter().find(|load| load.tutor == *id);
        let open = load.map_or(0, |load| load.open);
        if cases.is_empty() && open == 0 {
            return None;
        }
        let took = cases.iter().filter_map(|case| case.took());
        Some(Tutor {
            id: *id,
            name: name.clone(),
            open,
            at_once: load.and_then(|load| load.at_once),
            returned: number(cases.len()),
            students: number(students(cases.iter().copied()).len()),
            words: cases.iter().map(|case| case.words).sum(),
            marking: Spread::of(took.map(|took| took.marking).collect()),
            promises: Promises::of(cases.iter().copied(), now),
        })
    });
    tutors.collect()
}
