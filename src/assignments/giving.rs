//! Giving papers to tutors: several at once, or one by a program.

use serde::{Deserialize, Serialize};

use super::{load_of, rows};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Event;
use crate::papers::{
    self, Named, Paper, PaperNumber, Said, State, UNDO_MINUTES, possible, shift, telling,
};
use crate::people::{self, Email, Person, PersonId, Role};
use crate::refusal::{Complaints, Kind, Outcome, Refusal};
use crate::tutors;

/// What became of one paper of several that were to be given to a tutor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// It is theirs now.
    Done(PaperNumber),
    /// It is not; the sentence says what happened meanwhile.
    Not(PaperNumber, String),
}

/// Whether a paper may be given to somebody who has as many as they take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It stays in the queue then.
    Kept,
    /// A coordinator saw the warning and wants it all the same.
    Passed,
}

impl Limit {
    /// As the tick beside the warning has it.
    #[must_use]
    pub const fn ticked(goes_above: bool) -> Self {
        if goes_above { Self::Passed } else { Self::Kept }
    }
}

/// Gives papers to a tutor: each by itself, so that what moved meanwhile is told and all others are given.
///
/// # Errors
/// As `assign_to`.
pub fn assign(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    tutor: PersonId,
) -> Outcome<Vec<Given>> {
    assign_to(tx, by, numbers, (tutor, Limit::Kept))
}

/// The same, also above what the tutor takes where that is wanted knowingly.
///
/// # Errors
/// A refusal when the giver may not, nothing is chosen, or the tutor cannot take papers; at the field `above` where
/// they are more than the tutor takes and the limit is kept.
pub fn assign_to(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    (tutor, limit): (PersonId, Limit),
) -> Outcome<Vec<Given>> {
    refuse_where_tutors_take(tx)?;
    let mut complaints = Complaints::default();
    if numbers.is_empty() {
        complaints.add("papers", "Choose at least one paper");
    }
    let found = taker(tx, tutor)?;
    if found.is_none() {
        complaints.add("tutor", "Choose a tutor");
    }
    complaints.settle()?;
    let tutor = found.ok_or_else(Refusal::not_found)?;
    if limit == Limit::Kept {
        refuse_above(tx, by, numbers, &tutor)?;
    }
    let undo_until = tx.now().plus_minutes(UNDO_MINUTES);
    // What would be too much together was refused above, or is wanted.
    let how = (undo_until, Limit::Passed);
    numbers
        .iter()
        .map(|number| assign_one(tx, by, (*number, &tutor), how))
        .collect()
}

/// Gives each paper to its tutor, as a coordinator: each by itself, so that what moved meanwhile is told.
///
/// # Errors
/// A refusal when the giver may not, or nothing is to be given.
pub fn assign_each(
    tx: &Tx<'_>,
    by: &Person,
    pairs: &[(PaperNumber, PersonId)],
    limit: Limit,
) -> Outcome<Vec<Given>> {
    refuse_where_tutors_take(tx)?;
    if pairs.is_empty() {
        return Err(Refusal::field("give", "Choose a tutor for at least one paper").into());
    }
    let how = (tx.now().plus_minutes(UNDO_MINUTES), limit);
    let give = |(number, tutor): &(PaperNumber, PersonId)| match taker(tx, *tutor)? {
        Some(tutor) => assign_one(tx, by, (*number, &tutor), how),
        None => Ok(Given::Not(
            *number,
            format!("The tutor chosen for {number} takes no papers any more."),
        )),
    };
    pairs.iter().map(give).collect()
}

/// Gives a paper to the tutor with this address at once: a program takes nothing back, so no mail is held. One who has
/// it already keeps it.
///
/// # Errors
/// A refusal at the field `tutor` for somebody who cannot take papers; `Conflict` when its state does not allow it, or
/// they have as many as they take.
pub fn assign_at_once(tx: &Tx<'_>, by: &Person, number: PaperNumber, email: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    refuse_unless_overseeing(by)?;
    refuse_where_tutors_take(tx)?;
    let known = Email::parse(email)
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    let tutor = known
        .filter(|person| person.is(Role::Tutor) && !person.disabled)
        .ok_or_else(|| Refusal::field("tutor", "There is no tutor with this address"))?;
    if paper.student.id == tutor.id {
        return Err(Refusal::field("tutor", "They wrote it and cannot be its tutor").into());
    }
    if tutors::are_apart(tx, tutor.id, paper.student.id)? {
        return Err(Refusal::field("tutor", "They and its student are kept apart").into());
    }
    if paper.state.is_open() && paper.is_with(&tutor) {
        return Ok(());
    }
    match assign_one(tx, by, (number, &tutor), (tx.now(), Limit::Kept))? {
        Given::Done(_) => Ok(()),
        Given::Not(_, says) => Err(Refusal::conflict(says).into()),
    }
}

/// Somebody who can be given a paper.
pub(super) fn taker(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Option<Person>> {
    let found = people::find(tx, tutor)?;
    Ok(found.filter(|person| person.is(Role::Tutor) && !person.disabled))
}

pub(super) fn refuse_unless_overseeing(by: &Person) -> Result<(), Refusal> {
    if by.oversees() {
        return Ok(());
    }
    let says = "Only a coordinator gives papers to tutors.";
    Err(Refusal::new(Kind::NotAllowed, says))
}

/// Refuses where the centre leaves it to tutors.
///
/// # Errors
/// `NotAllowed`.
pub fn refuse_where_tutors_take(tx: &Tx<'_>) -> Outcome<()> {
    if centre::ways(tx)?.giving.lets_coordinators_assign() {
        return Ok(());
    }
    let says = "Tutors take papers from the queue themselves here.";
    Err(Refusal::new(Kind::NotAllowed, says).into())
}

fn refuse_above(tx: &Tx<'_>, by: &Person, numbers: &[PaperNumber], tutor: &Person) -> Outcome<()> {
    let load = load_of(tx, tutor.id)?;
    let Some(room) = load.room() else {
        return Ok(());
    };
    let mut wanted = 0;
    for number in numbers {
        let paper = papers::find_for(tx, by, *number)?;
        wanted += u32::from(paper.is_some_and(|paper| possible(&paper, by).assign));
    }
    if wanted <= room {
        return Ok(());
    }
    let says = format!(
        "{} takes {}. Choose somebody else, or tick this to go above it",
        load.name,
        load.limit()
    );
    Err(Refusal::field("above", says).into())
}

pub(super) fn assign_one(
    tx: &Tx<'_>,
    by: &Person,
    (number, tutor): (PaperNumber, &Person),
    (undo_until, limit): (Moment, Limit),
) -> Outcome<Given> {
    let Some(paper) = papers::find_for(tx, by, number)? else {
        return Ok(Given::Not(number, format!("There is no {number}.")));
    };
    refuse_unless_overseeing(by)?;
    if let Some(says) = against(tx, by, (&paper, tutor), limit)? {
        return Ok(Given::Not(number, says));
    }
    rows::insert(tx, number, (tutor.id, by.id), (undo_until, None))?;
    let named = Named::from(tutor);
    let said = Said::by(by, Event::Assigned { tutor: tutor.id });
    let seq = shift(tx, &paper, (State::Assigned, Some(&named)), &said)?;
    let given = Paper {
        tutor: Some(named),
        state: State::Assigned,
        ..paper
    };
    telling::assigned(tx, seq, (&given, by), undo_until)?;
    Ok(Given::Done(number))
}

/// What stands against giving a paper to a tutor, in a sentence.
fn against(
    tx: &Tx<'_>,
    by: &Person,
    (paper, tutor): (&Paper, &Person),
    limit: Limit,
) -> Outcome<Option<String>> {
    let (number, name) = (paper.number, &tutor.name);
    if !possible(paper, by).assign {
        return Ok(Some(paper.standing()));
    }
    if paper.student.id == tutor.id {
        return Ok(Some(format!(
            "{name} wrote {number} and cannot be its tutor."
        )));
    }
    if tutors::are_apart(tx, tutor.id, paper.student.id)? {
        return Ok(Some(format!(
            "{name} and {} are kept apart, so {number} still waits.",
            paper.student.name
        )));
    }
    if limit == Limit::Passed {
        return Ok(None);
    }
    let load = load_of(tx, tutor.id)?;
    let says = || format!("{name} takes {}, so {number} still waits.", load.limit());
    Ok(load.is_full().then(says))
}
