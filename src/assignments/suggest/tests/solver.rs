use std::io::Write;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::super::cheapest::{Costs, cheapest};
use super::super::weighing::{step, weigh};
use super::dice::{Dice, Stakes, thrown};
use super::week;

/// A case for the other solver, and which rows ours placed.
#[derive(Serialize)]
struct Case {
    costs: Costs,
    steps: Vec<Vec<i64>>,
    placed: Vec<bool>,
}

/// What placed rows are worth and cost.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Worth {
    weight: i64,
    cost: i64,
}

/// The costs of a real week, as they are weighed.
fn weighed(papers: i64) -> (Costs, Vec<Vec<i64>>) {
    let scene = week(papers);
    let row = |paper| {
        let tutors = scene.tutors.iter();
        let costs = tutors.map(|tutor| weigh(paper, tutor, scene.now).map(|(_, cost)| cost));
        costs.collect()
    };
    let steps = scene
        .tutors
        .iter()
        .map(|tutor| (0..).map_while(|more| step(tutor, more)).collect());
    (scene.papers.iter().map(row).collect(), steps.collect())
}

fn ours((costs, steps): (Costs, Vec<Vec<i64>>)) -> (Case, Worth) {
    let solved = cheapest(&costs, steps.len(), |column, has| {
        steps[column].get(has).copied()
    });
    let mut has = vec![0; steps.len()];
    let mut worth = Worth { weight: 0, cost: 0 };
    let rows = i64::try_from(costs.len()).expect("few");
    for (n, column) in (0..).zip(&solved) {
        let Some(column) = *column else { continue };
        let row = usize::try_from(n).expect("few");
        worth.cost += costs[row][column].expect("allowed") + steps[column][has[column]];
        worth.weight += rows - n;
        has[column] += 1;
    }
    let placed = solved.iter().map(Option::is_some).collect();
    let case = Case {
        costs,
        steps,
        placed,
    };
    (case, worth)
}

/// What the other solver finds, run by the Python that `PAPERDESK_SOLVER` names.
fn theirs(python: &str, cases: &[Case]) -> Vec<Worth> {
    let mut program = Command::new(python)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/programs/cheapest.py"
        ))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the other solver");
    let asked = serde_json::to_vec(cases).expect("JSON");
    let mut stdin = program.stdin.take().expect("its input");
    stdin.write_all(&asked).expect("all cases");
    drop(stdin);
    let said = program.wait_with_output().expect("an answer");
    serde_json::from_slice(&said.stdout).expect("figures")
}

/// Only with `PAPERDESK_SOLVER=target/programs/bin/python`, with what it needs installed; `tests/run` says so.
#[test]
fn somebody_elses_solver_finds_nothing_cheaper_among_five_hundred_papers_and_seventy_tutors() {
    let Ok(python) = std::env::var("PAPERDESK_SOLVER") else {
        return;
    };
    let mut dice = Dice(11);
    // Room for all, for about as many as there are, and for a third of them.
    let large = [14, 14, 14, 14, 9, 9, 9, 9, 5, 5, 5, 5].map(|room| {
        let stakes = Stakes {
            costs: (-3_000, 57_000),
            room,
            step: 20_000,
        };
        thrown(&mut dice, (500, 70), &stakes)
    });
    let weeks = [60, 220, 350, 500].map(weighed);
    let (cases, ours): (Vec<Case>, Vec<Worth>) = large.into_iter().chain(weeks).map(ours).unzip();
    for (case, worth) in cases.iter().zip(&ours) {
        let placed = case.placed.iter().filter(|placed| **placed).count();
        println!(
            "{placed} of {} placed, at {}",
            case.placed.len(),
            worth.cost
        );
    }
    assert_eq!(theirs(&python, &cases), ours);
}
