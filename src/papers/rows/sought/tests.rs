use std::collections::BTreeSet;

use super::super::starts::Start;
use super::super::statement::Sql;
use super::{Look, Plan, Way, plan, statement, stretch};
use crate::clock::{Clock, Moment};
use crate::db::{DataDir, Db, Tx};
use crate::events::PaperNumber;
use crate::papers::State;
use crate::papers::search::{Clause, Is};
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::Outcome;

const PAPERS: i64 = 4800;

/// A desk with more papers than one stretch holds: three tutors, five hundred students, and a word that every third has.
fn desk(look: impl FnOnce(&Tx<'_>) -> Outcome<()>) {
    let place = std::env::temp_dir().join(format!("paperdesk-sought-{}", uuid::Uuid::now_v7()));
    let db = Db::open(
        &DataDir::open(&place).unwrap(),
        Clock::held_at(Moment(1_793_610_000_000)),
    )
    .unwrap();
    db.write_now(fill).unwrap();
    db.read_now(look).unwrap();
    drop(db);
    let gone = (0..1000).any(|_| std::fs::remove_dir_all(&place).is_ok());
    assert!(gone);
}

fn fill(tx: &Tx<'_>) -> Outcome<()> {
    people::add(tx, "cora@example.edu", "Cora", &[Role::Coordinator])?;
    for n in 0..3 {
        people::add(
            tx,
            &format!("tutor{n}@example.edu"),
            "A Tutor",
            &[Role::Tutor],
        )?;
    }
    tx.run(
        "with recursive n(i) as (select 0 union all select i + 1 from n where i < 499)
         insert into people (email, name, created_at) select 'student' || i || '@example.edu', 'Student ' || i, 0 from n",
        &[],
    )?;
    tx.run(
        "insert into courses (id, code, title) values (1, 'SOC 201', '')",
        &[],
    )?;
    tx.run(
        "with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?1)
         insert into papers (id, student_id, title, course, course_id, due_on, state, tutor_id, draft, words, concerns,
                             question, consent_teacher, submitted_at, promised_at, updated_at)
         select 'paper-' || i, 5 + i % 500, case when i % 3 = 0 then 'Gardens ' else 'Rivers ' end || i,
                case i % 4 when 0 then 'soc 201' when 1 then 'Sociology' when 2 then '' else 'BIO 1' end,
                case when i % 4 < 2 then 1 end, case when i % 5 > 0 then date('2026-10-01', (i % 90) || ' days') end,
                case when i % 40 = 0 then 'waiting' when i % 40 = 1 then 'assigned' when i % 40 = 2 then 'needs_info' else 'returned' end,
                case when i % 40 <> 0 then 2 + i % 3 end, 1 + (i % 50 = 7), i % 4000, '[]', '', 0,
                ?2 + i * 60000, ?2 + (i - 4300) * 60000, ?2
         from n",
        &[PAPERS.into(), tx.now().into()],
    )?;
    Ok(())
}

fn person(tx: &Tx<'_>, id: i64) -> Person {
    people::find(tx, PersonId(id)).unwrap().unwrap()
}

/// One clause of every kind.
fn kinds(now: Moment) -> Vec<Is> {
    vec![
        Is::In(vec![State::Waiting]),
        Is::In(vec![State::Waiting, State::Assigned, State::Returned]),
        Is::With(vec![PersonId(2), PersonId(4)]),
        Is::Untaken,
        Is::By(PersonId(7)),
        Is::For("Soc 201".into(), Some(1)),
        Is::For(String::new(), None),
        Is::Late(now),
        Is::ForReview,
        Is::Words(3990, i64::MAX),
        Is::Words(0, 3000),
        Is::Draft(2, 2),
        Is::Draft(2, i64::MAX),
        Is::Due("2026-12-20".into(), "9999-99-99".into()),
        Is::NeverDue,
        Is::Promised(now, Moment(i64::MAX)),
        Is::Number(PaperNumber(1042)),
        Is::Says("\"gardens\"".into()),
        Is::Says("\"4242\" AND \"rivers\"".into()),
    ]
}

fn run(tx: &Tx<'_>, mut sql: Sql<'_>, order: &str) -> Vec<PaperNumber> {
    sql.say(order);
    tx.all(&sql.text, &sql.values, |row| row.get("number"))
        .unwrap()
}

/// Everything that fits, by looking at each paper.
fn by_hand(tx: &Tx<'_>, look: &Look<'_>) -> Vec<PaperNumber> {
    let whole = Plan {
        start: Start::Whole,
        edge: None,
    };
    run(tx, statement(look, &whole), " order by number desc")
}

/// Everything that fits, page by page.
fn by_pages(tx: &Tx<'_>, look: &Look<'_>) -> Vec<PaperNumber> {
    let (mut look, mut all) = (*look, Vec::new());
    loop {
        let (found, edge) = stretch(tx, &look, 700).unwrap();
        let (full, last) = (found.len() == 700, found.last().copied());
        all.extend(found);
        look.way = match (last.filter(|_| full), edge) {
            (Some(last), _) => Way::Older(last),
            (None, Some(edge)) => Way::Older(edge),
            (None, None) => return all,
        };
    }
}

#[test]
fn every_clause_and_every_two_find_what_looking_at_each_paper_finds() {
    desk(|tx| {
        let kinds = kinds(tx.now());
        let mut pairs: Vec<Vec<Clause>> = Vec::new();
        for (n, one) in kinds.iter().enumerate() {
            let not = n % 3 == 1;
            pairs.push(vec![Clause {
                not: false,
                is: one.clone(),
            }]);
            pairs.push(vec![Clause {
                not: true,
                is: one.clone(),
            }]);
            pairs.extend(kinds.iter().map(|other| {
                vec![
                    Clause {
                        not,
                        is: other.clone(),
                    },
                    Clause {
                        not: false,
                        is: one.clone(),
                    },
                ]
            }));
        }
        let (cora, tutor, student) = (person(tx, 1), person(tx, 2), person(tx, 7));
        for (n, clauses) in pairs.iter().enumerate() {
            let viewers = [&cora, &tutor, &student];
            for viewer in viewers.into_iter().take(if n % 9 == 0 { 3 } else { 1 }) {
                let look = Look::before(viewer, clauses, PaperNumber(i64::MAX));
                assert_eq!(
                    by_pages(tx, &look),
                    by_hand(tx, &look),
                    "{clauses:?} for {}",
                    viewer.id.0
                );
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_newer_is_found_like_what_is_older() {
    desk(|tx| {
        let cora = person(tx, 1);
        for is in kinds(tx.now()) {
            let clauses = [Clause { not: false, is }];
            let all = by_hand(tx, &Look::before(&cora, &clauses, PaperNumber(i64::MAX)));
            let way = Way::Newer(PaperNumber(3000));
            let look = Look {
                way,
                ..Look::before(&cora, &clauses, PaperNumber(0))
            };
            let newer = all.iter().rev().find(|number| number.0 > 3000);
            assert_eq!(
                stretch(tx, &look, 1).unwrap().0.first(),
                newer,
                "{clauses:?}"
            );
        }
        Ok(())
    });
}

/// How the database would go about a first page.
fn explained(tx: &Tx<'_>, look: &Look<'_>) -> Vec<String> {
    let plan = plan(tx, look).unwrap();
    let mut sql = statement(look, &plan);
    sql.say(" order by number desc limit 51");
    let text = format!("explain query plan {}", sql.text);
    tx.all(&text, &sql.values, |row| row.get("detail")).unwrap()
}

#[test]
fn no_first_page_scans_the_table_and_none_in_the_lists_order_is_sorted() {
    desk(|tx| {
        let cora = person(tx, 1);
        let mut seen = BTreeSet::new();
        for is in kinds(tx.now()) {
            for is_alone in [true, false] {
                let mut clauses = vec![Clause {
                    not: false,
                    is: is.clone(),
                }];
                if !is_alone {
                    clauses.push(Clause {
                        not: false,
                        is: Is::Says("\"gardens\"".into()),
                    });
                }
                let look = Look::before(&cora, &clauses, PaperNumber(i64::MAX));
                let steps = explained(tx, &look);
                let in_order = plan(tx, &look)?.start.is_in_order();
                for step in &steps {
                    let scans = step.starts_with("SCAN p") && !step.contains("VIRTUAL TABLE");
                    assert!(!scans, "{clauses:?}: {steps:?}");
                    assert!(
                        !(in_order && step.contains("TEMP B-TREE")),
                        "{clauses:?}: {steps:?}"
                    );
                    seen.extend(
                        step.split_whitespace()
                            .find(|word| word.starts_with("papers_"))
                            .map(str::to_owned),
                    );
                }
            }
        }
        for index in [
            "papers_by_state",
            "papers_of_tutor",
            "papers_by_typed_course",
            "papers_by_draft",
            "papers_by_student",
            "papers_by_words",
        ] {
            assert!(seen.contains(index), "{index} is used: {seen:?}");
        }
        Ok(())
    });
}
