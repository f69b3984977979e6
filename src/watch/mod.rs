//! The watch over papers on which nothing moves: nobody took it, nobody opened it, nobody wrote, the promise runs out.
//! Each is told once, to whoever can help it first; whether it still holds follows from the paper and is never kept.

mod due;
mod rows;
mod telling;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::clock::Moment;
use crate::db::Tx;
use crate::papers::{self, Paper, PaperNumber, courses, promise};
use crate::refusal::{Fault, Outcome};

pub use crate::events::Matter;
pub use due::{Due, Facts, Step, due, standing};
pub use rows::open_after;
pub use telling::{Letters, Noticed};

/// Up to so many papers are told about one by one; more at once come together, so that nobody is flooded after the
/// desk was closed for a while.
const FEW: usize = 3;
/// At most so many in one deed.
const MANY: usize = 200;

/// A paper that needs somebody, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The paper.
    pub paper: Paper,
    /// The gravest matter that was told and still holds.
    pub matter: Matter,
    /// The moment that it is about.
    pub occasion: Moment,
}

/// Papers about which something is to be told now.
///
/// # Errors
/// When the database fails.
pub fn look(tx: &Tx<'_>) -> Outcome<Vec<PaperNumber>> {
    let centre = papers::centre_of(tx)?;
    let mut found = Vec::new();
    let mut last = PaperNumber(0);
    loop {
        let some = open_after(tx, &centre, last)?;
        let Some(newest) = some.last() else {
            return Ok(found);
        };
        last = newest.number;
        let speaks = |facts: &&Facts| !due(facts, &facts.rules(&centre), tx.now()).is_empty();
        found.extend(some.iter().filter(speaks).map(|facts| facts.number));
    }
}

/// The same papers in the portions in which they are told: each a deed of its own, unless there are many at once.
#[must_use]
pub fn portions(found: &[PaperNumber]) -> Vec<Vec<PaperNumber>> {
    let at_once = if found.len() <= FEW { 1 } else { MANY };
    found.chunks(at_once).map(<[_]>::to_vec).collect()
}

/// Tells whoever can help about these papers: of several matters of one paper only the gravest is said, and each of
/// them counts as told. What moved meanwhile is left alone. Gives how many were told.
///
/// # Errors
/// When the database fails.
pub fn tell(tx: &Tx<'_>, numbers: &[PaperNumber]) -> Outcome<usize> {
    let centre = papers::centre_of(tx)?;
    let mut round = telling::Round::new(tx, &centre);
    let mut told = 0;
    for number in numbers {
        let Some(facts) = rows::of(tx, &centre, *number)? else {
            continue;
        };
        let rules = facts.rules(&centre);
        let all = due(&facts, &rules, tx.now());
        let Some(gravest) = all.first() else {
            continue;
        };
        if gravest.matter == Matter::Missed {
            let seconds = promise::turnaround_seconds(&rules);
            // Whoever has it is half-way there; where nobody has it, all of it is still to come.
            let left = if facts.tutor.is_some() {
                seconds / 2
            } else {
                seconds
            };
            let expected = promise::after_opening_seconds(&rules, tx.now(), left);
            papers::expect(tx, *number, expected)?;
        }
        let paper =
            papers::find(tx, *number)?.ok_or_else(|| Fault::new("a watched paper vanished"))?;
        let seq = round.say(&paper, (gravest, &facts))?;
        for one in &all {
            let said = (one == gravest).then_some(seq);
            rows::insert(tx, *number, one, said)?;
        }
        told += 1;
    }
    round.post()?;
    Ok(told)
}

/// Papers that need somebody, by promise: what was told about them and still holds.
///
/// # Errors
/// When the database fails.
pub fn attention(tx: &Tx<'_>) -> Outcome<Vec<Attention>> {
    let noticed = rows::noticed(tx, &papers::centre_of(tx)?)?;
    let standing: Vec<_> = noticed
        .iter()
        .filter_map(|facts| Some((facts.number, standing(facts)?)))
        .collect();
    let numbers: Vec<PaperNumber> = standing.iter().map(|(number, _)| *number).collect();
    let papers = papers::all_of(tx, &numbers)?;
    let mut papers: HashMap<_, _> = papers.into_iter().map(|one| (one.number, one)).collect();
    let gone = || Fault::new("a watched paper vanished");
    let attention = standing.into_iter().map(|(number, (matter, occasion))| {
        Ok(Attention {
            paper: papers.remove(&number).ok_or_else(gone)?,
            matter,
            occasion,
        })
    });
    attention.collect()
}

impl Facts {
    /// The centre's rules as they hold for this paper.
    fn rules(&self, centre: &crate::centre::Centre) -> crate::centre::Centre {
        courses::rules_of(centre, self.turnaround_hours)
    }
}
