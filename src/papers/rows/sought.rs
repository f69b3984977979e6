//! One builder from what is sought to its statement: every value is bound, and every list starts where there is least
//! to look at.

use super::held::Held;
use super::plan::{Plan, gauge, plan};
use super::starts::Start;
use super::statement::Sql;
use crate::clock::Moment;
use crate::db::{Tx, listed};
use crate::events::PaperNumber;
use crate::papers::search::Clause;
use crate::people::Person;
use crate::refusal::Outcome;

#[cfg(test)]
mod tests;

/// What several indexes say together is looked at by the paper in pieces of at least so many.
const PIECE: u32 = 200;

/// Which way to go in the list, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Newest first, before this paper.
    Older(PaperNumber),
    /// Oldest first, after this paper.
    Newer(PaperNumber),
}

impl Way {
    /// The same way from another paper on.
    pub const fn beyond(self, place: PaperNumber) -> Self {
        match self {
            Self::Older(_) => Self::Older(place),
            Self::Newer(_) => Self::Newer(place),
        }
    }

    /// Where it begins.
    pub const fn place(self) -> PaperNumber {
        match self {
            Self::Older(place) | Self::Newer(place) => place,
        }
    }

    /// Whether it goes to older papers.
    pub const fn is_older(self) -> bool {
        matches!(self, Self::Older(_))
    }
}

/// One look for papers.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Who looks: only what they may see is found.
    pub person: &'a Person,
    /// What must hold.
    pub clauses: &'a [Clause],
    /// Which way.
    pub way: Way,
    /// What the index of words is asked beside the words.
    pub held: Option<&'a Held>,
}

impl<'a> Look<'a> {
    /// Newest first, before a paper.
    pub const fn before(person: &'a Person, clauses: &'a [Clause], before: PaperNumber) -> Self {
        Self {
            person,
            clauses,
            way: Way::Older(before),
            held: None,
        }
    }
}

/// The next of those that fit, in the order of the list; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn numbers(tx: &Tx<'_>, look: &Look<'_>, limit: u32) -> Outcome<Vec<PaperNumber>> {
    let held = Held::of(look.clauses);
    let look = Look {
        held: held.as_ref(),
        ..*look
    };
    let Some(plan) = plan(tx, &look)? else {
        return Ok(Vec::new());
    };
    if plan.is_looked_at_later(&look) {
        return in_pieces(tx, &look, (&plan, limit));
    }
    next(tx, &look, (&plan, limit))
}

/// How many fit, counted up to `most`.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, look: &Look<'_>, most: i64) -> Outcome<i64> {
    if let [clause] = look.clauses
        && look.person.oversees()
        && let Some(start) = Start::at(clause, 0)
    {
        return Ok(gauge(tx, look, (&start, most))?.0);
    }
    let found = numbers(tx, look, u32::try_from(most).unwrap_or(u32::MAX))?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// Those that wait among what fits, by promise: after a place in that order, or before it and the nearest first; at
/// most `limit`.
///
/// # Errors
/// When the database fails.
pub fn waiting(
    tx: &Tx<'_>,
    look: &Look<'_>,
    ((promised_at, number), goes_on): ((Moment, PaperNumber), bool),
    limit: u32,
) -> Outcome<Vec<PaperNumber>> {
    let mut sql = Sql::default();
    sql.say("select p.number from papers p indexed by papers_waiting where p.state = 'waiting' and (p.promised_at, p.number) ");
    sql.say(if goes_on { "> (" } else { "< (" });
    sql.value(promised_at.into());
    sql.say(", ");
    sql.value(number.into());
    sql.say(")");
    sql.conditions(look, &[]);
    sql.say(if goes_on {
        " order by p.promised_at, p.number limit "
    } else {
        " order by p.promised_at desc, p.number desc limit "
    });
    sql.value(limit.into());
    tx.all(&sql.text, &sql.values, |row| row.get("number"))
}

/// What the indexes of a plan find next.
fn next(tx: &Tx<'_>, look: &Look<'_>, (plan, limit): (&Plan, u32)) -> Outcome<Vec<PaperNumber>> {
    let mut sql = statement(look, plan);
    sql.say(" limit ");
    sql.value(limit.into());
    tx.all(&sql.text, &sql.values, |row| row.get("number"))
}

/// What the indexes find together, piece by piece, and of each piece what fits else: a paper that one of the indexes
/// leaves out is never looked at.
fn in_pieces(
    tx: &Tx<'_>,
    look: &Look<'_>,
    (plan, limit): (&Plan, u32),
) -> Outcome<Vec<PaperNumber>> {
    let (mut look, mut found) = (*look, Vec::new());
    let mut piece = limit.max(PIECE);
    loop {
        let together = next(tx, &look, (plan, piece))?;
        found.extend(fitting(tx, &look, (&plan.indexed(), &together))?);
        found.truncate(limit as usize);
        let is_over = together.len() < piece as usize;
        let Some(last) = together.last().filter(|_| !is_over) else {
            return Ok(found);
        };
        if found.len() == limit as usize {
            return Ok(found);
        }
        look.way = look.way.beyond(*last);
        piece = piece.saturating_mul(2);
    }
}

/// Those of some papers for which everything holds but the clauses that indexes said already, in the order they are
/// given in.
///
/// # Errors
/// When the database fails.
pub fn fitting(
    tx: &Tx<'_>,
    look: &Look<'_>,
    (indexed, numbers): (&[usize], &[PaperNumber]),
) -> Outcome<Vec<PaperNumber>> {
    let listed = listed(&numbers)?;
    let mut sql = Sql::default();
    sql.say("select p.number as number from json_each(");
    sql.value(listed.into());
    sql.say(") one cross join papers p on p.number = one.value where 1");
    sql.conditions(look, indexed);
    sql.say(" order by one.key");
    tx.all(&sql.text, &sql.values, |row| row.get("number"))
}

/// The numbers that a plan finds, in the order of the list: each of its lists is in that order, and they are merged.
pub(super) fn statement<'a>(look: &Look<'a>, plan: &Plan) -> Sql<'a> {
    let mut sql = Sql::default();
    let later = plan.is_looked_at_later(look);
    let indexed = plan.indexed();
    let others = !later && (look.clauses.len() > indexed.len() || !look.person.oversees());
    sql.branches(plan.start.branches(look, others), |sql, branch| {
        sql.bounds(branch.key, look.way);
        if others {
            sql.conditions(look, &indexed);
        }
    });
    for (word, clauses) in [(" intersect ", &plan.met), (" except ", &plan.left_out)] {
        for clause in clauses {
            sql.say(word);
            let start = Start::Clause(*clause, true);
            sql.branches(start.branches(look, false), |sql, branch| {
                sql.bounds(branch.key, look.way);
            });
        }
    }
    sql.say(match (plan.start.is_in_bands(), look.way.is_older()) {
        (true, true) => " order by b.band desc, p.number desc",
        (true, false) => " order by b.band, p.number",
        (false, true) => " order by number desc",
        (false, false) => " order by number",
    });
    sql
}
