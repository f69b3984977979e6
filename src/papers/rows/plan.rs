//! How a list is looked for: which filter it starts at, and which others are asked of their indexes alone.

use super::sought::Look;
use super::starts::Start;
use super::statement::Sql;
use crate::db::Tx;
use crate::papers::search::{Clause, Is};
use crate::refusal::{Fault, Outcome};

/// Of a filter whose index has the order of the list, so many are counted: where there are fewer, each is looked at.
const FEW: i64 = 500;
/// Of one whose index has another order, so many: where there are fewer, they are sorted.
const SORTED: i64 = 4000;
/// Looking at one paper costs as much as going on by so many in an index.
const WORTH: f64 = 32.0;

/// Where a list starts, and what it is merged with.
pub struct Plan {
    /// Where it starts.
    pub start: Start,
    /// The clauses whose indexes must have a paper, too.
    pub met: Vec<usize>,
    /// The clauses whose indexes must not have it.
    pub left_out: Vec<usize>,
}

impl Plan {
    pub const fn from(start: Start) -> Self {
        Self {
            start,
            met: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// The clauses that indexes answer.
    pub fn indexed(&self) -> Vec<usize> {
        let others = self.met.iter().chain(&self.left_out);
        self.start.clause().iter().chain(others).copied().collect()
    }

    /// Whether papers are looked at only after all indexes have them.
    pub fn is_looked_at_later(&self, look: &Look<'_>) -> bool {
        let others = look.clauses.len() > self.indexed().len() || !look.person.oversees();
        !self.met.is_empty() && others
    }
}

/// A start with many papers, and what share of the papers nearby they are.
struct Wide {
    start: Start,
    share: f64,
}

/// Chooses the way of a look; none where nothing fits. Where one filter fits few papers, each of them is looked at. Else
/// the indexes whose order is the list's are merged: going on in an index costs a hundredth of looking at a paper. Else
/// the list is gone through from its newest paper, past the bands in which nothing fits.
pub fn plan(tx: &Tx<'_>, look: &Look<'_>) -> Outcome<Option<Plan>> {
    let left_out: Vec<usize> = (0..look.clauses.len())
        .filter(|n| look.clauses[*n].not && matches!(look.clauses[*n].is, Is::Says(_)))
        .collect();
    let mut starts = Start::all(look);
    if let ([start], 0 | 1) = (starts.as_slice(), look.clauses.len())
        && start.is_in_order()
    {
        return Ok(starts.pop().map(Plan::from));
    }
    // Words that the index of words narrows by itself come last: they cost more to count than all others.
    starts.sort_by_key(|start| look.held.is_some() && start.is_words(look));
    let mut fewest: (i64, Option<Start>) = (i64::MAX, None);
    let mut wide = Vec::new();
    for start in starts {
        let is_held = start.is_words(look) && look.held.is_some_and(|held| !held.is_both);
        if is_held && fewest.1.is_none() {
            // No more of them than the tutor or the course has, and these were counted.
            let shares = wide.iter().map(|one: &Wide| one.share);
            let share = shares.fold(1.0, f64::min);
            wide.push(Wide { start, share });
            continue;
        }
        let most = if start.is_in_order() { FEW } else { SORTED };
        let (counted, edge) = gauge(tx, look, (&start, most))?;
        if counted == 0 {
            return Ok(None);
        }
        if counted < most {
            if counted < fewest.0 {
                fewest = (counted, Some(start));
            }
        } else if start.is_in_order() {
            let share = share(counted, newest(tx, look)?.abs_diff(edge));
            wide.push(Wide { start, share });
        }
    }
    if let (_, Some(start)) = fewest {
        return Ok(Some(Plan::from(start)));
    }
    wide.sort_by(|one, other| one.share.total_cmp(&other.share));
    Ok(Some(merged(look, wide, left_out)))
}

/// The indexes that are merged, the sparsest first.
fn merged(look: &Look<'_>, wide: Vec<Wide>, left_out: Vec<usize>) -> Plan {
    let mut wide = wide.into_iter();
    let Some(first) = wide.next() else {
        let bands = left_out.is_empty() && look.clauses.iter().any(Clause::is_banded);
        let start = if bands { Start::Bands } else { Start::Whole };
        return Plan {
            left_out,
            ..Plan::from(start)
        };
    };
    let most = first.share * WORTH;
    let is_worth = |other: &Wide| other.start.is_words(look) || other.share < most;
    let met = wide
        .filter(|other| is_worth(other) && other.start.branches(look, false).len() == 1)
        .filter_map(|other| other.start.clause());
    Plan {
        met: met.collect(),
        left_out,
        start: first.start,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share of papers need not be exact"
)]
fn share(counted: i64, reach: u64) -> f64 {
    counted as f64 / reach.max(1) as f64
}

/// The paper a look begins at, or the newest there is.
fn newest(tx: &Tx<'_>, look: &Look<'_>) -> Outcome<i64> {
    let newest = tx.one("select max(number) as n from papers", &[], |row| {
        row.get::<Option<i64>>("n")
    })?;
    Ok(look.way.place().0.min(newest.flatten().unwrap_or(0)))
}

/// How many papers there are where a list would start, up to `most`, and the furthest of them.
pub fn gauge(tx: &Tx<'_>, look: &Look<'_>, (start, most): (&Start, i64)) -> Outcome<(i64, i64)> {
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
            sql.bounds(branch.key, look.way);
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
