use std::collections::BTreeSet;

use super::super::plan::{Plan, plan};
use super::super::starts::Start;
use super::super::statement::Sql;
use super::{Look, Way, count, numbers, statement};
use crate::clock::{Clock, Moment};
use crate::db::{DataDir, Db, Tx};
use crate::events::PaperNumber;
use crate::papers::State;
use crate::papers::search::{self, Clause, Is};
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::Outcome;

mod held;

const PAPERS: i64 = 4800;

/// A desk with more papers than are looked at one by one: three tutors, five hundred students, and a word that every third has.
fn desk(look: impl FnOnce(&Tx<'_>) -> Outcome<()>) {
    let place = std::env::temp_dir().join(format!("paperdesk-sought-{}", uuid::Uuid::now_v7()));
    let db = Db::open(
        &DataDir::open(&place).unwrap(),
        Clock::held_at(Moment(1_793_610_000_000)),
    )
    .unwrap();
    db.write_now(fill).unwrap();
    while db.write_now(search::index).unwrap() {}
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
    // One that changed after its band was made.
    tx.run(
        "update papers set due_on = '2031-01-31' where number = 1500",
        &[],
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

/// Everything that fits, by looking at each paper.
fn by_hand(tx: &Tx<'_>, look: &Look<'_>) -> Vec<PaperNumber> {
    let whole = Plan {
        start: Start::Whole,
        met: Vec::new(),
        left_out: Vec::new(),
    };
    let Sql { text, values } = statement(look, &whole);
    tx.all(&text, &values, |row| row.get("number")).unwrap()
}

/// Everything that fits, page by page.
fn by_pages(tx: &Tx<'_>, look: &Look<'_>) -> Vec<PaperNumber> {
    let (mut look, mut all) = (*look, Vec::new());
    loop {
        let found = numbers(tx, &look, 700).unwrap();
        let (full, last) = (found.len() == 700, found.last().copied());
        all.extend(found);
        match last.filter(|_| full) {
            Some(last) => look.way = Way::Older(last),
            None => return all,
        }
    }
}

/// One clause of every kind alone, not so, and with every other kind, so or not.
fn all_and_pairs(now: Moment) -> Vec<Vec<Clause>> {
    let kinds = kinds(now);
    let clause = |not: bool, is: &Is| Clause {
        not,
        is: is.clone(),
    };
    let mut all = Vec::new();
    for (n, one) in kinds.iter().enumerate() {
        all.push(vec![clause(false, one)]);
        all.push(vec![clause(true, one)]);
        let pair = |other| vec![clause(n % 3 == 1, other), clause(false, one)];
        all.extend(kinds.iter().map(pair));
    }
    all
}

#[test]
fn every_clause_and_every_two_find_what_looking_at_each_paper_finds() {
    desk(|tx| {
        let (cora, tutor, student) = (person(tx, 1), person(tx, 2), person(tx, 7));
        for (n, clauses) in all_and_pairs(tx.now()).iter().enumerate() {
            let viewers = [&cora, &tutor, &student];
            for viewer in viewers.into_iter().take(if n % 9 == 0 { 3 } else { 1 }) {
                let look = Look::before(viewer, clauses, PaperNumber(i64::MAX));
                let all = by_hand(tx, &look);
                assert_eq!(by_pages(tx, &look), all, "{clauses:?} for {}", viewer.id.0);
                let counted = count(tx, &look, 1001)?;
                assert_eq!(
                    usize::try_from(counted).unwrap(),
                    all.len().min(1001),
                    "{clauses:?}"
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
            assert_eq!(numbers(tx, &look, 1).unwrap().first(), newer, "{clauses:?}");
        }
        Ok(())
    });
}

/// How the database would go about a first page.
fn explained(tx: &Tx<'_>, look: &Look<'_>) -> (Plan, Vec<String>) {
    let nothing = Plan::from(Start::Seen);
    let plan = plan(tx, look).unwrap().unwrap_or(nothing);
    let Sql { text, values } = statement(look, &plan);
    let text = format!("explain query plan {text} limit 51");
    let steps = tx.all(&text, &values, |row| row.get("detail")).unwrap();
    (plan, steps)
}

#[test]
fn no_filter_and_no_two_scan_the_table_unless_all_is_asked_and_none_in_the_lists_order_is_sorted() {
    desk(|tx| {
        let cora = person(tx, 1);
        let mut seen = BTreeSet::new();
        for clauses in all_and_pairs(tx.now()) {
            let look = Look::before(&cora, &clauses, PaperNumber(i64::MAX));
            let (plan, steps) = explained(tx, &look);
            let scans = |step: &String| step.starts_with("SCAN p") || step.starts_with("SCAN b");
            let scanned: Vec<&String> = steps.iter().filter(|step| scans(step)).collect();
            assert!(scanned.is_empty(), "{clauses:?}: {steps:?}");
            let is_sorted = steps.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(
                !(plan.start.is_in_order() && is_sorted),
                "{clauses:?}: {steps:?}"
            );
            let is_last_resort = matches!(plan.start, Start::Whole | Start::Bands);
            let has_index = clauses
                .iter()
                .any(|clause| Start::at(clause, 0).is_some_and(|start| start.is_in_order()));
            assert!(
                !(is_last_resort && has_index),
                "{clauses:?} go through the list"
            );
            let named = steps.iter().flat_map(|step| step.split_whitespace());
            seen.extend(
                named
                    .filter(|word| word.starts_with("papers_"))
                    .map(str::to_owned),
            );
        }
        for index in [
            "papers_by_state",
            "papers_of_tutor",
            "papers_by_typed_course",
            "papers_by_draft",
            "papers_by_due",
            "papers_by_student",
            "papers_by_words",
        ] {
            assert!(seen.contains(index), "{index} is used: {seen:?}");
        }
        Ok(())
    });
}

#[test]
fn a_band_is_gone_past_only_where_nothing_in_it_fits() {
    desk(|tx| {
        let cora = person(tx, 1);
        let clauses = [Clause {
            not: false,
            is: Is::Due("2031-01-01".into(), "9999-99-99".into()),
        }];
        let bands = Plan {
            start: Start::Bands,
            met: Vec::new(),
            left_out: Vec::new(),
        };
        let look = Look::before(&cora, &clauses, PaperNumber(i64::MAX));
        let Sql { text, values } = statement(&look, &bands);
        let found: Vec<PaperNumber> = tx.all(&text, &values, |row| row.get("number"))?;
        assert_eq!(found, [PaperNumber(1500)]);
        Ok(())
    });
}
