//! Where a list of papers can start: at the index of one of its filters, at the index of words, or at the newest paper.

use super::branches::{of_clause, plain, same};
use super::sought::Look;
use super::statement::{Branch, Part, between};
use crate::papers::search::{Clause, Is};
use crate::people::Role;

/// So many numbers belong to one band.
const BAND: i64 = 1024;

/// So many lists are merged into one for one filter.
pub const MOST_LISTS: i64 = 16;

/// Where a list starts.
pub enum Start {
    /// At the newest paper.
    Whole,
    /// At the newest paper of the newest band in which something may fit.
    Bands,
    /// At what this person may see.
    Seen,
    /// At one of the clauses; whether its index has the order of the list.
    Clause(usize, bool),
}

impl Start {
    /// The start that a clause gives, if it gives one.
    pub fn at(clause: &Clause, n: usize) -> Option<Self> {
        if clause.not {
            return None;
        }
        match &clause.is {
            Is::In(_)
            | Is::With(_)
            | Is::Untaken
            | Is::By(_)
            | Is::For(..)
            | Is::NeverDue
            | Is::Number(_)
            | Is::Says(_) => Some(Self::Clause(n, true)),
            Is::Draft(from, to) => Some(Self::Clause(n, to - from < MOST_LISTS)),
            Is::Late(_) | Is::ForReview | Is::Words(..) | Is::Due(..) | Is::Promised(..) => {
                Some(Self::Clause(n, false))
            }
        }
    }

    /// Every start there is for a look, but the newest paper.
    pub fn all(look: &Look<'_>) -> Vec<Self> {
        let clauses = look.clauses.iter().enumerate();
        let mut all: Vec<Self> = clauses
            .filter_map(|(n, clause)| Self::at(clause, n))
            .collect();
        if !look.person.oversees() {
            all.push(Self::Seen);
        }
        all
    }

    /// Whether it has the order of the list.
    pub const fn is_in_order(&self) -> bool {
        !matches!(self, Self::Clause(_, false))
    }

    /// Whether its order is that of the bands and of the papers within each.
    pub const fn is_in_bands(&self) -> bool {
        matches!(self, Self::Bands)
    }

    /// Whether it starts at the index of words, which knows nothing else of a paper.
    pub fn is_words(&self, look: &Look<'_>) -> bool {
        let clause = self.clause().map(|n| &look.clauses[n].is);
        matches!(clause, Some(Is::Says(_)))
    }

    /// The clause that it starts at.
    pub const fn clause(&self) -> Option<usize> {
        match self {
            Self::Clause(n, _) => Some(*n),
            _ => None,
        }
    }

    /// The ways through its index; `whole` where all of a paper is needed.
    pub fn branches<'a>(&self, look: &Look<'a>, whole: bool) -> Vec<Branch<'a>> {
        match self {
            Self::Whole => vec![plain("papers p not indexed", vec![Part::Words("1")])],
            Self::Bands => vec![bands(look)],
            Self::Seen => seen(look),
            Self::Clause(n, _) => of_clause(&look.clauses[*n], look.held, whole),
        }
    }
}

/// The bands in which all ranges that are looked for have something, and their papers.
fn bands<'a>(look: &Look<'a>) -> Branch<'a> {
    let mut fits = vec![
        Part::Words(if look.way.is_older() {
            "b.band <= "
        } else {
            "b.band >= "
        }),
        Part::Value((look.way.place().0 / BAND).into()),
    ];
    for clause in look.clauses.iter().filter(|clause| !clause.not) {
        fits.extend(match &clause.is {
            Is::Words(from, to) => between(
                " and b.words_to >= ",
                " and b.words_from <= ",
                (*from).into(),
                (*to).into(),
            ),
            Is::Due(from, to) => between(
                " and b.due_to >= ",
                " and b.due_from <= ",
                from.into(),
                to.into(),
            ),
            Is::Promised(from, to) => between(
                " and b.promised_to >= ",
                " and b.promised_from <= ",
                (*from).into(),
                (*to).into(),
            ),
            _ => Vec::new(),
        });
    }
    plain(
        "papers_bands b cross join papers p not indexed on p.number between b.band * 1024 and b.band * 1024 + 1023",
        fits,
    )
}

/// The three ways to be seen, each paper on one of them.
fn seen<'a>(look: &Look<'_>) -> Vec<Branch<'a>> {
    let id = look.person.id;
    let mut branches = vec![same(
        "papers p indexed by papers_by_student",
        "p.student_id = ",
        id.into(),
    )];
    if look.person.is(Role::Tutor) {
        branches.push(plain(
            "papers p indexed by papers_of_tutor",
            between(
                "p.tutor_id = ",
                " and p.student_id <> ",
                id.into(),
                id.into(),
            ),
        ));
        branches.push(same(
            "papers p indexed by papers_by_state",
            "p.state = 'waiting' and p.student_id <> ",
            id.into(),
        ));
    }
    branches
}
