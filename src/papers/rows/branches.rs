//! Each clause's own ways through its index.

use super::held::Held;
use super::starts::MOST_LISTS;
use super::statement::{Branch, Part, between};
use crate::db::Value;
use crate::papers::search::{Clause, Is};

/// A way through an index of papers.
pub fn plain<'a>(from: &'static str, fits: Vec<Part<'a>>) -> Branch<'a> {
    Branch {
        from,
        key: "p.number",
        fits,
    }
}

/// The way through an index of papers at one value.
pub fn same<'a>(from: &'static str, column: &'static str, value: Value<'a>) -> Branch<'a> {
    plain(from, vec![Part::Words(column), Part::Value(value)])
}

/// The ways through the index of a clause; `whole` where all of a paper is needed.
pub fn of_clause<'a>(clause: &'a Clause, held: Option<&Held>, whole: bool) -> Vec<Branch<'a>> {
    match &clause.is {
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
        Is::Says(words) => vec![saying(words, held.filter(|_| !clause.not), whole)],
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

/// Papers with words; only those that are held so, where that is known.
fn saying<'a>(words: &'a str, held: Option<&Held>, whole: bool) -> Branch<'a> {
    let sought = held.map_or_else(
        || Value::from(words),
        |held| format!("({words}) AND {}", held.words).into(),
    );
    Branch {
        from: if whole {
            "papers_words w cross join papers p on p.number = w.rowid"
        } else {
            "papers_words w"
        },
        key: "w.rowid",
        fits: vec![Part::Words("w.papers_words match "), Part::Value(sought)],
    }
}
