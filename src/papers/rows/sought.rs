//! One builder from what is sought to its statement: every value is bound, every list starts at the index that fits,
//! and none looks through more than one stretch of the list.

use super::starts::Start;
use super::statement::Sql;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::papers::search::Clause;
use crate::people::Person;
use crate::refusal::{Fault, Outcome};

#[cfg(test)]
mod tests;

/// The longest stretch: so many candidates are looked at before a page says that it looked no further.
const STRETCH: i64 = 4000;

/// Which way to go in the list, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Newest first, before this paper.
    Older(PaperNumber),
    /// Oldest first, after this paper.
    Newer(PaperNumber),
}

impl Way {
    /// From here on, the other side of an edge that was looked at.
    pub const fn beyond(self, edge: PaperNumber) -> Self {
        match self {
            Self::Older(_) => Self::Older(edge),
            Self::Newer(_) => Self::Newer(edge),
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
}

impl<'a> Look<'a> {
    /// Newest first, before a paper.
    pub const fn before(person: &'a Person, clauses: &'a [Clause], before: PaperNumber) -> Self {
        Self {
            person,
            clauses,
            way: Way::Older(before),
        }
    }
}

/// Where a list starts, and how far one stretch of it goes; no edge: to the end.
struct Plan {
    start: Start,
    edge: Option<i64>,
}

/// The next of those that fit, and the edge of the stretch where it ended before the list did; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn stretch(
    tx: &Tx<'_>,
    look: &Look<'_>,
    limit: u32,
) -> Outcome<(Vec<PaperNumber>, Option<PaperNumber>)> {
    let plan = plan(tx, look)?;
    let mut sql = statement(look, &plan);
    sql.say(if look.way.is_older() {
        " order by number desc limit "
    } else {
        " order by number limit "
    });
    sql.value(limit.into());
    let found = tx.all(&sql.text, &sql.values, |row| row.get("number"))?;
    Ok((found, plan.edge.map(PaperNumber)))
}

/// How many fit, counted up to `most`, and whether that is all there are: else only one stretch was counted.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, look: &Look<'_>, most: i64) -> Outcome<(i64, bool)> {
    if let [clause] = look.clauses
        && look.person.oversees()
        && let Some(start) = Start::at(clause, 0)
    {
        let counted = gauge(tx, look, (&start, most))?.0;
        return Ok((counted, true));
    }
    let plan = plan(tx, look)?;
    let inner = statement(look, &plan);
    let mut sql = Sql::default();
    sql.say("select count(*) as n from (");
    sql.absorb(inner);
    sql.say(" limit ");
    sql.value(most.into());
    sql.say(")");
    let counted = tx.one(&sql.text, &sql.values, |row| row.get("n"))?;
    Ok((counted.unwrap_or(0), plan.edge.is_none()))
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
    sql.conditions(look, None);
    sql.say(if goes_on {
        " order by p.promised_at, p.number limit "
    } else {
        " order by p.promised_at desc, p.number desc limit "
    });
    sql.value(limit.into());
    tx.all(&sql.text, &sql.values, |row| row.get("number"))
}

/// Chooses where to start: at what fits fewest papers, as far as one stretch tells.
fn plan(tx: &Tx<'_>, look: &Look<'_>) -> Outcome<Plan> {
    let starts = Start::all(look);
    let whole = starts.is_empty() && look.clauses.is_empty();
    let only = starts.len() == 1 && look.clauses.len() <= 1 && starts[0].is_in_order();
    if whole || only {
        let start = starts.into_iter().next().unwrap_or(Start::Whole);
        return Ok(Plan { start, edge: None });
    }
    let mut best = (STRETCH, None);
    let mut thinnest: Option<(i64, i64, Start)> = None;
    for start in starts {
        let (counted, edge) = gauge(tx, look, (&start, STRETCH))?;
        if counted < best.0 {
            best = (counted, Some(start));
        } else if counted >= STRETCH && start.is_in_order() {
            let reach = look.way.place().0.saturating_sub(edge).saturating_abs();
            if thinnest.as_ref().is_none_or(|(other, ..)| reach > *other) {
                thinnest = Some((reach, edge, start));
            }
        }
    }
    if let (_, Some(start)) = best {
        return Ok(Plan { start, edge: None });
    }
    if let Some((_, edge, start)) = thinnest {
        return Ok(Plan {
            start,
            edge: Some(edge),
        });
    }
    let (counted, edge) = gauge(tx, look, (&Start::Whole, STRETCH))?;
    Ok(Plan {
        start: Start::Whole,
        edge: (counted >= STRETCH).then_some(edge),
    })
}

/// How many papers there are where a list would start, up to `most`, and the furthest of them.
fn gauge(tx: &Tx<'_>, look: &Look<'_>, (start, most): (&Start, i64)) -> Outcome<(i64, i64)> {
    let mut sql = Sql::default();
    sql.say("select count(*) as n, ");
    sql.say(if look.way.is_older() {
        "min(number)"
    } else {
        "max(number)"
    });
    sql.say(" as edge from (");
    let in_order = start.is_in_order();
    // What is not in the order of the list is counted whole: where there is little of it, it is sorted.
    sql.branches(start.branches(look, false), |sql, branch| {
        if in_order {
            sql.bounds(branch.key, (look.way, None));
        }
    });
    if in_order {
        sql.say(if look.way.is_older() {
            " order by number desc"
        } else {
            " order by number"
        });
    }
    sql.say(" limit ");
    sql.value(most.into());
    sql.say(")");
    let found = tx.one(&sql.text, &sql.values, |row| {
        let edge: Option<i64> = row.get("edge")?;
        Ok((row.get("n")?, edge.unwrap_or(0)))
    })?;
    found.ok_or_else(|| Fault::new("counting gave nothing").into())
}

/// The numbers of all that fits in one stretch, in no order.
fn statement<'a>(look: &Look<'a>, plan: &Plan) -> Sql<'a> {
    let mut sql = Sql::default();
    let skipped = plan.start.clause();
    let others = look.clauses.len() > usize::from(skipped.is_some()) || !look.person.oversees();
    sql.branches(plan.start.branches(look, others), |sql, branch| {
        sql.bounds(branch.key, (look.way, plan.edge));
        if others {
            sql.conditions(look, skipped);
        }
    });
    sql
}
