//! Where a list of papers can start: at the index of one of its filters, at the index of words, or at the newest paper.

use super::sought::Look;
use super::statement::{Branch, Part, between};
use crate::db::Value;
use crate::papers::search::{Clause, Is};
use crate::people::Role;

/// So many numbers belong to one band.
const BAND: i64 = 1024;

/// So many lists are merged into one for one filter.
const MOST_LISTS: i64 = 16;

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
            Self::Clause(n, _) => of_clause(&look.clauses[*n].is, whole),
        }
    }
}

fn plain<'a>(from: &'static str, fits: Vec<Part<'a>>) -> Branch<'a> {
    Branch {
        from,
        key: "p.number",
        fits,
    }
}

fn same<'a>(from: &'static str, column: &'static str, value: Value<'a>) -> Branch<'a> {
    plain(from, vec![Part::Words(column), Part::Value(value)])
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

fn of_clause(is: &Is, whole: bool) -> Vec<Branch<'_>> {
    match is {
        Is::In(states) => {
            let each = |state: &crate::papers::State| {
                same(
                    "papers p indexed by papers_by_state",
                    "p.state = ",
                    (*state).into(),
                )
            };
            states.iter().map(each).collect()
        }
        Is::With(tutors) => {
            let each = |tutor: &crate::people::PersonId| {
                same(
                    "papers p indexed by papers_of_tutor",
                    "p.tutor_id = ",
                    (*tutor).into(),
                )
            };
            tutors.iter().map(each).collect()
        }
        Is::By(student) => vec![same(
            "papers p indexed by papers_by_student",
            "p.student_id = ",
            (*student).into(),
        )],
        Is::For(typed, known) => for_course(typed, *known),
        Is::Number(number) => vec![same("papers p", "p.number = ", (*number).into())],
        Is::Says(words) => vec![Branch {
            from: if whole {
                "papers_words w cross join papers p on p.number = w.rowid"
            } else {
                "papers_words w"
            },
            key: "w.rowid",
            fits: vec![
                Part::Words("w.papers_words match "),
                Part::Value(words.into()),
            ],
        }],
        Is::Draft(from, to) if to - from < MOST_LISTS => {
            let each = |draft: i64| {
                same(
                    "papers p indexed by papers_by_draft",
                    "p.draft = ",
                    draft.into(),
                )
            };
            (*from..=*to).map(each).collect()
        }
        Is::Draft(from, to) => vec![plain(
            "papers p indexed by papers_by_draft",
            between(
                "p.draft >= ",
                " and p.draft <= ",
                (*from).into(),
                (*to).into(),
            ),
        )],
        Is::Words(from, to) => vec![plain(
            "papers p indexed by papers_by_words",
            between(
                "p.words >= ",
                " and p.words <= ",
                (*from).into(),
                (*to).into(),
            ),
        )],
        Is::Due(from, to) => vec![plain(
            "papers p indexed by papers_by_due",
            between("p.due_on >= ", " and p.due_on <= ", from.into(), to.into()),
        )],
        Is::Promised(from, to) => vec![plain(
            "papers p indexed by papers_by_promise",
            between(
                "p.promised_at >= ",
                " and p.promised_at <= ",
                (*from).into(),
                (*to).into(),
            ),
        )],
        Is::Late(now) => vec![same(
            "papers p indexed by papers_running",
            "p.state in ('waiting', 'assigned', 'marking') and p.promised_at < ",
            (*now).into(),
        )],
        Is::ForReview => vec![plain(
            "second_readings r indexed by second_readings_open cross join drafts d on d.id = r.draft_id cross join papers p on p.number = d.paper",
            vec![Part::Words("r.ended_at is null and p.state = 'marking'")],
        )],
        Is::Untaken => vec![plain(
            "papers p indexed by papers_of_tutor",
            vec![Part::Words("p.tutor_id is null")],
        )],
        Is::NeverDue => vec![plain(
            "papers p indexed by papers_by_due",
            vec![Part::Words("p.due_on is null")],
        )],
    }
}

fn for_course(typed: &str, known: Option<i64>) -> Vec<Branch<'_>> {
    let typed_so = plain(
        "papers p indexed by papers_by_typed_course",
        vec![
            Part::Words("p.course = "),
            Part::Value(typed.into()),
            Part::Words(" collate nocase"),
        ],
    );
    let known_so = known.map(|id| {
        plain(
            "papers p indexed by papers_by_course",
            vec![
                Part::Words("p.course_id = "),
                Part::Value(id.into()),
                Part::Words(" and p.course <> "),
                Part::Value(typed.into()),
                Part::Words(" collate nocase"),
            ],
        )
    });
    std::iter::once(typed_so).chain(known_so).collect()
}
