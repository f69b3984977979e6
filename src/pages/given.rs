//! What became of papers that were given to tutors, in words.

use crate::assignments::Given;
use crate::papers::PaperNumber;

/// Sentences about papers that could not be given, before the rest is only counted.
const MOST_SAID: usize = 5;

/// What became of papers given to one tutor, and whether all of them were given.
#[must_use]
pub fn told(given: &[Given], tutor: &str) -> (bool, String) {
    let (done, not) = sorted(given);
    let said = match done[..] {
        [] => "No paper was given.".to_owned(),
        [one] => format!(
            "{one} is with {tutor}. You can undo this for ten minutes; nobody is told before."
        ),
        _ => format!(
            "{} papers are with {tutor}. You can undo this for ten minutes; nobody is told before.",
            done.len()
        ),
    };
    let more = not.len().saturating_sub(MOST_SAID);
    let rest = if more > 0 {
        format!("{more} more could not be given.")
    } else {
        String::new()
    };
    let says: Vec<&str> = std::iter::once(said.as_str())
        .chain(not.iter().copied().take(MOST_SAID))
        .chain(Some(rest.as_str()).filter(|rest| !rest.is_empty()))
        .collect();
    (not.is_empty(), says.join(" "))
}

/// What became of papers given to several tutors at once.
#[must_use]
pub fn told_of_all(given: &[Given]) -> String {
    match sorted(given).0[..] {
        [] => "No paper was given.".to_owned(),
        [one] => {
            format!("{one} is given. You can undo this for ten minutes; nobody is told before.")
        }
        ref done => format!(
            "{} papers are given. You can undo each for ten minutes; nobody is told before.",
            done.len()
        ),
    }
}

/// What stood against those that could not be given, a sentence each.
#[must_use]
pub fn told_against(given: &[Given]) -> Vec<String> {
    sorted(given).1.into_iter().map(str::to_owned).collect()
}

/// What was taken back.
#[must_use]
pub fn undone(number: PaperNumber) -> String {
    format!("{number} is back in the queue. Nobody was told.")
}

fn sorted(given: &[Given]) -> (Vec<PaperNumber>, Vec<&str>) {
    let (mut done, mut not) = (Vec::new(), Vec::new());
    for one in given {
        match one {
            Given::Done(number) => done.push(*number),
            Given::Not(_, says) => not.push(says.as_str()),
        }
    }
    (done, not)
}
