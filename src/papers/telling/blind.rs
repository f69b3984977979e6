//! Where the centre marks blind, no mail tells a tutor who wrote a paper.

use serde_json::Value;

use super::Paper;
use crate::centre;
use crate::db::Tx;
use crate::outbox::{Letter, Recipient};
use crate::papers::HIDDEN;
use crate::people;
use crate::refusal::{Fault, Outcome};

/// What a letter says to this recipient: its facts, without the student's name where it is hidden from them.
pub(super) fn seen_by(
    tx: &Tx<'_>,
    paper: &Paper,
    (letter, facts): (Letter, &str),
    to: &Recipient,
) -> Outcome<String> {
    let for_teachers = matches!(letter, Letter::TeacherSubmitted | Letter::TeacherReturned);
    let own = to.person == Some(paper.student.id);
    if own || for_teachers || !centre::ways(tx)?.blind {
        return Ok(facts.to_owned());
    }
    let person = to.person.map(|id| people::find(tx, id)).transpose()?;
    if person.flatten().is_some_and(|person| person.oversees()) {
        return Ok(facts.to_owned());
    }
    hidden(paper, facts)
}

/// The same for tutors alone, for as many as there are; nothing where they may know.
pub(super) fn for_tutors(tx: &Tx<'_>, paper: &Paper, facts: &str) -> Outcome<Option<String>> {
    if centre::ways(tx)?.blind {
        return hidden(paper, facts).map(Some);
    }
    Ok(None)
}

fn hidden(paper: &Paper, facts: &str) -> Outcome<String> {
    let mut said: Value = serde_json::from_str(facts)
        .map_err(|error| Fault::from_error("reading a letter's facts", error))?;
    for field in ["student", "actor"] {
        if said[field] == paper.student.name.as_str() {
            said[field] = HIDDEN.into();
        }
    }
    Ok(said.to_string())
}
