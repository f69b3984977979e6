//! Deeds on several papers at once: each paper by itself, so that what cannot be done is told and all others are.

use super::giving::{assign_one, refuse_unless_overseeing, refuse_where_tutors_take, taker};
use super::{Given, Limit, load_of, take_over};
use crate::db::Tx;
use crate::papers::extension::{self, Longer};
use crate::papers::search::{self, Search};
use crate::papers::{self, PaperNumber, UNDO_MINUTES, possible};
use crate::people::{Person, PersonId};
use crate::refusal::{Complaints, Failure, Outcome, Refusal};

/// So many papers go together.
pub const MOST_TOGETHER: usize = 1000;

/// Gives papers to a tutor: those that wait can be taken back for ten minutes, those that another tutor has are moved
/// with a reason.
///
/// # Errors
/// A refusal that names each field: no paper, nobody who takes papers, or no reason where a tutor has one of them.
pub fn give_together(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    (tutor, reason, limit): (PersonId, &str, Limit),
) -> Outcome<Vec<Given>> {
    refuse_unless_overseeing(by)?;
    let mut complaints = Complaints::default();
    complain_of_numbers(&mut complaints, numbers);
    let found = taker(tx, tutor)?;
    if found.is_none() {
        complaints.add("tutor", "Choose a tutor");
    }
    let held = held_among(tx, by, numbers)?;
    if !held.is_empty() && reason.trim().is_empty() {
        complaints.add(
            "reason",
            "Say why in a sentence; the tutors who have them will read it",
        );
    }
    complaints.settle()?;
    let tutor = found.ok_or_else(Refusal::not_found)?;
    if held.len() < numbers.len() {
        refuse_where_tutors_take(tx)?;
    }
    let undo_until = tx.now().plus_minutes(UNDO_MINUTES);
    let give = |number: &PaperNumber| {
        if !held.contains(number) {
            return assign_one(tx, by, (*number, &tutor), (undo_until, limit));
        }
        let load = load_of(tx, tutor.id)?;
        if limit == Limit::Kept && load.is_full() {
            let says = format!(
                "{number} was not moved: {} takes {}.",
                load.name,
                load.limit()
            );
            return Ok(Given::Not(*number, says));
        }
        told(
            *number,
            "moved",
            take_over(tx, by, *number, (tutor.id, reason)),
        )
    };
    numbers.iter().map(give).collect()
}

/// Sends papers back without feedback, each with the same words to its student.
///
/// # Errors
/// A refusal that names each field.
pub fn send_back_together(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    reason: &str,
) -> Outcome<Vec<Given>> {
    refuse_unless_overseeing(by)?;
    let mut complaints = Complaints::default();
    complain_of_numbers(&mut complaints, numbers);
    complain_of_reason(&mut complaints, reason);
    complaints.settle()?;
    let send = |number: &PaperNumber| {
        told(
            *number,
            "sent back",
            papers::send_back(tx, by, *number, reason),
        )
    };
    numbers.iter().map(send).collect()
}

/// Extends the promises of papers, each with the same reason to its student.
///
/// # Errors
/// A refusal that names each field.
pub fn extend_together(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    ((hours, date), reason): ((&str, &str), &str),
) -> Outcome<Vec<Given>> {
    refuse_unless_overseeing(by)?;
    let mut complaints = Complaints::default();
    complain_of_numbers(&mut complaints, numbers);
    complain_of_reason(&mut complaints, reason);
    let longer = Longer::read(hours, date);
    if let Err(refusal) = &longer {
        for error in &refusal.fields {
            complaints.add(&error.field, error.says.clone());
        }
    }
    complaints.settle()?;
    let longer = longer?;
    let extend = |number: &PaperNumber| {
        told(
            *number,
            "promised anew",
            extension::extend(tx, by, *number, (longer, reason)),
        )
    };
    numbers.iter().map(extend).collect()
}

/// A deed on all papers that a search found when it was looked at: done with those of them that still fit it. One that
/// does not was moved by somebody else meanwhile; it stays as it is, and that is told.
///
/// # Errors
/// Whatever the deed gives.
pub fn where_still_found(
    tx: &Tx<'_>,
    by: &Person,
    (search, numbers): (&Search, &[PaperNumber]),
    deed: impl FnOnce(&[PaperNumber]) -> Outcome<Vec<Given>>,
) -> Outcome<Vec<Given>> {
    let still = search::among(tx, by, search, numbers)?;
    let mut given = if still.is_empty() && !numbers.is_empty() {
        Vec::new()
    } else {
        deed(&still)?
    };
    let written = search.written();
    let gone = numbers.iter().filter(|number| !still.contains(number));
    given.extend(gone.map(|number| {
        let says = format!("{number} stays as it is: it does not fit “{written}” any more.");
        Given::Not(*number, says)
    }));
    Ok(given)
}

/// Those of some papers that a tutor has.
fn held_among(tx: &Tx<'_>, by: &Person, numbers: &[PaperNumber]) -> Outcome<Vec<PaperNumber>> {
    let all = papers::all_of(tx, numbers)?;
    let held = all.iter().filter(|paper| possible(paper, by).take_over);
    Ok(held.map(|paper| paper.number).collect())
}

fn complain_of_numbers(complaints: &mut Complaints, numbers: &[PaperNumber]) {
    if numbers.is_empty() {
        complaints.add("papers", "Choose at least one paper");
    }
    if numbers.len() > MOST_TOGETHER {
        complaints.add("papers", "Choose at most 1,000 papers at once");
    }
}

fn complain_of_reason(complaints: &mut Complaints, reason: &str) {
    if reason.trim().is_empty() {
        complaints.add("reason", "Say why in a sentence; each student will read it");
    } else if reason.chars().count() > 4000 {
        complaints.add("reason", "Write at most 4,000 letters");
    }
}

/// What became of one paper. Every deed refuses before it writes, so a no leaves nothing half done.
fn told(number: PaperNumber, done: &str, did: Outcome<()>) -> Outcome<Given> {
    match did {
        Ok(()) => Ok(Given::Done(number)),
        Err(Failure::Refused(refusal)) => {
            let why = refusal
                .fields
                .first()
                .map_or(refusal.says, |error| error.says.clone());
            let end = if why.ends_with('.') { "" } else { "." };
            Ok(Given::Not(
                number,
                format!("{number} was not {done}: {why}{end}"),
            ))
        }
        Err(fault) => Err(fault),
    }
}
