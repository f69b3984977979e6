//! Which tutor for which paper: all papers at once, as one weighing of promise, load, shifts, courses and last drafts.

mod cheapest;
mod languages;
#[cfg(test)]
mod tests;
mod weighing;

use super::{Load, loads, rows};
use crate::clock::Moment;
use crate::db::Tx;
use crate::papers::{self, PaperNumber, Waiting};
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;
use crate::tutors::{self, Hours, Shift};

use cheapest::cheapest;
use languages::telling_apart;
pub use languages::{Language, Words};
pub use weighing::{Fit, There, Why};
use weighing::{step, weigh};

/// The place before every paper that waits.
pub const FIRST: (Moment, PaperNumber) = (Moment(i64::MIN), PaperNumber(0));
/// Papers that are looked at together.
pub const MOST: u32 = 500;
/// Papers among which a tutor's next one is chosen.
const NEXT_AMONG: u32 = 50;
/// So far ahead tutors' weeks are looked at beyond the last promise, in days.
const BEYOND: i64 = 5;

/// A waiting paper that looks for a tutor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeking {
    /// The paper.
    pub paper: Waiting,
    /// Who wrote it.
    pub student: PersonId,
    /// The code of its course, where the centre knows it.
    pub code: String,
    /// Who read its last draft.
    pub last: Option<PersonId>,
    /// What its student answered where the centre asks for a language.
    pub language: Words,
}

/// A tutor as far as suggestions care.
#[derive(Clone, Debug)]
pub struct Free {
    /// How much they have and take.
    pub load: Load,
    /// When they are there from now on.
    pub shifts: Vec<Shift>,
    /// Whether these follow from hours that were written down.
    pub has_hours: bool,
    /// Students whose papers they never get.
    pub apart: Vec<PersonId>,
    /// Languages in which they can give feedback and not everybody can.
    pub languages: Vec<Language>,
}

/// All that a suggestion is made from, seen at one moment.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Papers by promise.
    pub papers: Vec<Seeking>,
    /// Tutors by name.
    pub tutors: Vec<Free>,
    /// The moment.
    pub now: Moment,
}

/// What is suggested for one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The place of its tutor among the scene's, and why; nothing where nobody has room for it or may have it.
    pub tutor: Option<(usize, Why)>,
    /// The places of all who may have it: whoever read the last draft first, then the best of the others.
    pub options: Vec<usize>,
}

impl Scene {
    /// The best tutors for all papers at once. Nobody gets more than they take; where there is not room for all, papers
    /// that are promised sooner come first.
    #[must_use]
    pub fn suggest(&self) -> Vec<Suggested> {
        let weighed: Vec<Vec<Option<(Why, i64)>>> = self
            .papers
            .iter()
            .map(|paper| {
                let tutors = self.tutors.iter();
                tutors.map(|tutor| weigh(paper, tutor, self.now)).collect()
            })
            .collect();
        let cost = |one: &Option<(Why, i64)>| one.map(|(_, cost)| cost);
        let costs = weighed
            .iter()
            .map(|row| row.iter().map(cost).collect())
            .collect();
        let step = |tutor: usize, more: usize| step(&self.tutors[tutor], more);
        let chosen = cheapest(&costs, self.tutors.len(), step);
        let mut got = vec![0; self.tutors.len()];
        for tutor in chosen.iter().flatten() {
            got[*tutor] += 1;
        }
        let suggested = weighed.iter().zip(chosen).map(|(row, chosen)| Suggested {
            tutor: chosen.and_then(|tutor| Some((tutor, row[tutor]?.0))),
            options: self.options(row, &got),
        });
        suggested.collect()
    }

    /// Why a tutor would get a paper, by their places; nothing where they must not have it.
    #[must_use]
    pub fn why(&self, paper: usize, tutor: usize) -> Option<Why> {
        let (paper, tutor) = (self.papers.get(paper)?, self.tutors.get(tutor)?);
        weigh(paper, tutor, self.now).map(|(why, _)| why)
    }

    /// All who may have a paper, the best first as things would stand after the suggestion.
    fn options(&self, row: &[Option<(Why, i64)>], got: &[usize]) -> Vec<usize> {
        let mut ranked: Vec<_> = row
            .iter()
            .enumerate()
            .filter_map(|(tutor, weighed)| {
                let (why, cost) = (*weighed)?;
                let step = step(&self.tutors[tutor], got[tutor]);
                let load = step.unwrap_or_default();
                Some((!why.read_last, step.is_none(), cost + load, tutor))
            })
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., tutor)| tutor).collect()
    }
}

/// The scene for some papers that wait, or for all of them (at most 500, by promise), as it is now.
///
/// # Errors
/// When the database fails.
pub fn scene(tx: &Tx<'_>, chosen: Option<&[PaperNumber]>) -> Outcome<Scene> {
    let papers = match chosen {
        Some(numbers) => rows::candidates::of(tx, numbers, MOST)?,
        None => rows::candidates::after(tx, FIRST, MOST)?,
    };
    weeks_around(tx, papers)
}

/// The scene for a page of the queue, after a place in it, that only shows it: tutors' shifts reach to tomorrow and no
/// further.
///
/// # Errors
/// When the database fails.
pub fn glance(tx: &Tx<'_>, after: (Moment, PaperNumber), limit: u32) -> Outcome<Scene> {
    let papers = rows::candidates::after(tx, after, limit)?;
    until(tx, papers, tx.now().plus_days(1))
}

/// The same for some of the papers that wait.
///
/// # Errors
/// When the database fails.
pub fn glance_at(tx: &Tx<'_>, numbers: &[PaperNumber]) -> Outcome<Scene> {
    let papers = rows::candidates::of(tx, numbers, MOST)?;
    until(tx, papers, tx.now().plus_days(1))
}

fn weeks_around(tx: &Tx<'_>, papers: Vec<Seeking>) -> Outcome<Scene> {
    let now = tx.now();
    let last = papers.iter().map(|paper| paper.paper.promised_at).max();
    until(tx, papers, last.unwrap_or(now).max(now).plus_days(BEYOND))
}

fn until(tx: &Tx<'_>, papers: Vec<Seeking>, until: Moment) -> Outcome<Scene> {
    let now = tx.now();
    let centre = papers::centre_of(tx)?;
    let zone = centre.zone();
    let weeks = tutors::every_hours(tx)?;
    let away = tutors::away_from(tx, &tutors::today(&centre, now))?;
    let pairs = tutors::every_apart(tx)?;
    // Most tutors may have no hours and no days away: their time is looked at once.
    let whenever = tutors::shifts((&Hours::default(), &[]), &zone, (now, until));
    let loads = loads(tx)?;
    let written: Vec<&str> = loads.iter().map(|load| load.languages.as_str()).collect();
    let languages = telling_apart(&written);
    let free = |(load, languages): (Load, Vec<Language>)| {
        let id = load.tutor;
        let hours = weeks.iter().find(|(tutor, _)| *tutor == id);
        let hours = hours.map(|(_, hours)| hours.clone()).unwrap_or_default();
        let own = away.iter().filter(|(tutor, _)| *tutor == id);
        let own: Vec<_> = own.map(|(_, away)| away.clone()).collect();
        let of_own = |(tutor, student): &(PersonId, PersonId)| (*tutor == id).then_some(*student);
        Free {
            shifts: if hours.is_set() || !own.is_empty() {
                tutors::shifts((&hours, &own), &zone, (now, until))
            } else {
                whenever.clone()
            },
            has_hours: hours.is_set(),
            apart: pairs.iter().filter_map(of_own).collect(),
            languages,
            load,
        }
    };
    Ok(Scene {
        tutors: loads.into_iter().zip(languages).map(free).collect(),
        papers,
        now,
    })
}

/// The next papers for a tutor who asks for one, the best first, at most so many: what would be suggested for them
/// among all tutors, then what else waits longest. Nothing where they have as many as they take.
///
/// # Errors
/// When the database fails.
pub fn next_for(tx: &Tx<'_>, tutor: &Person, most: usize) -> Outcome<Vec<Waiting>> {
    let mut scene = weeks_around(tx, rows::candidates::after(tx, FIRST, NEXT_AMONG)?)?;
    let place = scene
        .tutors
        .iter()
        .position(|one| one.load.tutor == tutor.id);
    let Some(place) = place.filter(|place| !scene.tutors[*place].load.is_full()) else {
        return Ok(Vec::new());
    };
    // Whoever asks for a paper is there, whatever their week says.
    let now = scene.now;
    scene.tutors[place].shifts = vec![Shift {
        begins: now,
        ends: now.plus_days(1),
    }];
    let suggested = scene.suggest();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for (paper, suggested) in scene.papers.into_iter().zip(suggested) {
        if suggested.tutor.is_some_and(|(tutor, _)| tutor == place) {
            own.push(paper.paper);
        } else if suggested.options.contains(&place) {
            others.push(paper.paper);
        }
    }
    own.append(&mut others);
    own.truncate(most);
    Ok(own)
}
