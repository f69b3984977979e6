//! Finding papers: the search language, what it means for whoever looks, and what is found, newest first.

mod calendar;
mod language;
mod sought;
mod terms;
#[cfg(test)]
mod tests;
mod values;

use super::{Paper, PaperNumber, State, are_writers_hidden, rows, seen};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::{Person, PersonId};
use crate::refusal::{Failure, Outcome, Refusal};
use rows::sought::{Look, Way};

pub use language::{LONGEST, Search, filter};
pub use sought::{Clause, Is, Sought};
pub use terms::{Holder, Key, Sign, Standing, Term, What, When};

/// Counted no further.
pub const MOST_COUNTED: i64 = 1000;
/// So many papers are indexed in one deed: some milliseconds, for which everybody else's deeds wait.
const INDEXED_TOGETHER: u32 = 32;

/// What a program looks for; what is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where it stands.
    pub state: Option<State>,
    /// Who has it, or had it last.
    pub tutor: Option<PersonId>,
    /// Who wrote it.
    pub student: Option<PersonId>,
    /// What it is for: as typed, or the code of a known course; upper or lower case.
    pub course: Option<String>,
    /// A search, as people type it.
    pub words: Option<String>,
}

/// A page of papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub papers: Vec<Paper>,
    /// What could not be looked for, in sentences.
    pub notes: Vec<String>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Exactly so many, up to 1,000.
    Exactly(i64),
    /// More than 1,000.
    Over,
}

/// Indexes the words of some of the papers that came or changed. Tells whether there were any.
///
/// # Errors
/// When the database fails.
pub fn index(tx: &Tx<'_>) -> Outcome<bool> {
    Ok(rows::indexing::index(tx, INDEXED_TOGETHER)? > 0)
}

/// Whether words wait to be indexed.
///
/// # Errors
/// When the database fails.
pub fn has_to_index(tx: &Tx<'_>) -> Outcome<bool> {
    rows::indexing::is_any_waiting(tx)
}

/// The papers before a number that a person may see among those looked for, newest first; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn page(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    (before, limit): (PaperNumber, u32),
) -> Outcome<Found> {
    let hidden = are_writers_hidden(tx, person)?;
    let sought = sought::sought(tx, (person, hidden), search)?;
    let papers = papers(tx, (person, hidden), &sought, (before, limit))?;
    Ok(Found {
        papers,
        notes: sought.notes,
    })
}

/// What a person looks for, as far as they may know who wrote.
fn sought_by(tx: &Tx<'_>, person: &Person, search: &Search) -> Outcome<Sought> {
    let hidden = are_writers_hidden(tx, person)?;
    sought::sought(tx, (person, hidden), search)
}

/// A page, and how many there are: where the newest page is not full, they are all on it.
///
/// # Errors
/// When the database fails.
pub fn page_counted(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    (before, limit): (PaperNumber, u32),
) -> Outcome<(Found, Counted)> {
    let found = page(tx, person, search, (before, limit))?;
    let shown = found.papers.len();
    let counted = if before == PaperNumber(i64::MAX) && shown < limit as usize {
        Counted::Exactly(i64::try_from(shown).unwrap_or(MOST_COUNTED))
    } else {
        count(tx, person, search)?
    };
    Ok((found, counted))
}

/// What a program looks for, newest first, before a number; at most `limit`.
///
/// # Errors
/// A refusal at the field `q` where the search is not understood.
pub fn search(
    tx: &Tx<'_>,
    person: &Person,
    wanted: &Wanted,
    (before, limit): (PaperNumber, u32),
) -> Outcome<Vec<Paper>> {
    let hidden = are_writers_hidden(tx, person)?;
    if hidden && wanted.student.is_some_and(|wanted| wanted != person.id) {
        return Ok(Vec::new());
    }
    let mut search = Search::read(wanted.words.as_deref().unwrap_or_default());
    if let Some(says) = search.misread().first() {
        return Err(Refusal::field("q", *says).into());
    }
    if let Some(course) = &wanted.course {
        search = search.and(What::Course(course.clone()));
    }
    let mut sought = sought::sought(tx, (person, hidden), &search)?;
    let named = [
        wanted.state.map(|state| Is::In(vec![state])),
        wanted.tutor.map(|tutor| Is::With(vec![tutor])),
        wanted.student.map(Is::By),
    ];
    for is in named.into_iter().flatten() {
        sought = sought.and(is);
    }
    papers(tx, (person, hidden), &sought, (before, limit))
}

/// The numbers of the papers that a person may see among those looked for, newest first; at most `limit`. What could not
/// be looked for is told in sentences.
///
/// # Errors
/// When the database fails.
pub fn numbers(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    limit: u32,
) -> Outcome<(Vec<PaperNumber>, Vec<String>)> {
    let sought = sought_by(tx, person, search)?;
    if sought.is_nothing {
        return Ok((Vec::new(), sought.notes));
    }
    let look = Look::before(person, &sought.clauses, PaperNumber(i64::MAX));
    Ok((rows::sought::numbers(tx, &look, limit)?, sought.notes))
}

/// Those of some papers that are among those looked for, in the order they are given in.
///
/// # Errors
/// When the database fails.
pub fn among(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    numbers: &[PaperNumber],
) -> Outcome<Vec<PaperNumber>> {
    let sought = sought_by(tx, person, search)?;
    if sought.is_nothing {
        return Ok(Vec::new());
    }
    let look = Look::before(person, &sought.clauses, PaperNumber(i64::MAX));
    rows::sought::fitting(tx, &look, (&[], numbers))
}

/// How many papers a person may see among those looked for.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, person: &Person, search: &Search) -> Outcome<Counted> {
    let sought = sought_by(tx, person, search)?;
    if sought.is_nothing {
        return Ok(Counted::Exactly(0));
    }
    let look = Look::before(person, &sought.clauses, PaperNumber(i64::MAX));
    let counted = rows::sought::count(tx, &look, MOST_COUNTED + 1)?;
    Ok(if counted > MOST_COUNTED {
        Counted::Over
    } else {
        Counted::Exactly(counted)
    })
}

/// The next newer and the next older paper beside one in a list, whether or not it still belongs there itself.
///
/// # Errors
/// When the database fails.
pub fn beside(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    number: PaperNumber,
) -> Outcome<(Option<PaperNumber>, Option<PaperNumber>)> {
    let sought = sought_by(tx, person, search)?;
    if sought.is_nothing {
        return Ok((None, None));
    }
    let next = |way: Way| {
        let look = Look {
            person,
            clauses: &sought.clauses,
            way,
            held: None,
        };
        let found = rows::sought::numbers(tx, &look, 1)?;
        Ok::<_, Failure>(found.first().copied())
    };
    Ok((next(Way::Newer(number))?, next(Way::Older(number))?))
}

/// The same among those that wait, by promise: the one promised sooner, and the one promised later.
///
/// # Errors
/// When the database fails.
pub fn beside_waiting(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    number: PaperNumber,
) -> Outcome<(Option<PaperNumber>, Option<PaperNumber>)> {
    let sought = sought_by(tx, person, search)?;
    let (Some(paper), false) = (rows::find(tx, number)?, sought.is_nothing) else {
        return Ok((None, None));
    };
    let look = Look::before(person, &sought.clauses, number);
    let place = (paper.promised_at, number);
    let sooner = rows::sought::waiting(tx, &look, (place, false), 1)?;
    let later = rows::sought::waiting(tx, &look, (place, true), 1)?;
    Ok((sooner.first().copied(), later.first().copied()))
}

/// Papers that wait among those looked for, by promise, after a place in that order; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn waiting(
    tx: &Tx<'_>,
    person: &Person,
    search: &Search,
    (after, limit): ((Moment, PaperNumber), u32),
) -> Outcome<(Vec<PaperNumber>, Vec<String>)> {
    let sought = sought_by(tx, person, search)?;
    if sought.is_nothing {
        return Ok((Vec::new(), sought.notes));
    }
    let look = Look::before(person, &sought.clauses, PaperNumber(i64::MAX));
    Ok((
        rows::sought::waiting(tx, &look, (after, true), limit)?,
        sought.notes,
    ))
}

/// A page of what is sought, as a person sees it.
fn papers(
    tx: &Tx<'_>,
    (person, hidden): (&Person, bool),
    sought: &Sought,
    (before, limit): (PaperNumber, u32),
) -> Outcome<Vec<Paper>> {
    if sought.is_nothing {
        return Ok(Vec::new());
    }
    let look = Look::before(person, &sought.clauses, before);
    let numbers = rows::sought::numbers(tx, &look, limit)?;
    let mut papers = rows::found::all_of(tx, &numbers)?;
    papers.sort_unstable_by_key(|paper| std::cmp::Reverse(paper.number));
    let seen = |paper| seen::seen(person, hidden, paper);
    Ok(papers.into_iter().map(seen).collect())
}
