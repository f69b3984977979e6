//! Papers that tutors take from the queue themselves: one step, a lease that work renews, and a coordinator's word over it.

use super::{Ending, Load, load_of, rows, suggest};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Event;
use crate::outbox;
use crate::papers::{
    self, Named, Paper, PaperNumber, Said, State, UNDO_MINUTES, Waiting, possible, shift, telling,
};
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::{Fault, Kind, Outcome, Refusal};
use crate::tutors;

/// A claim is good for so long after the last work on it.
const LEASE_HOURS: i64 = 24;
/// Whoever comes too late is told who was quicker, for so long.
const NEWS_MINUTES: i64 = 60;

/// What became of a tutor's hand on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is theirs.
    Yours,
    /// Somebody was quicker.
    Taken {
        /// Who has it.
        by: String,
        /// Since when.
        at: Moment,
        /// The next paper of the queue.
        next: Option<Waiting>,
    },
}

/// Takes a paper from the queue, as a tutor, in one step: of two who try, one has it and the other is told.
///
/// # Errors
/// `NotFound` where it is not in the queue and was not a moment ago, or its student and they are kept apart; `NotAllowed`
/// where coordinators give papers out; `Conflict` where they have as many papers as they take.
pub fn claim(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<Claim> {
    let paper = papers::find(tx, number)?.ok_or_else(Refusal::not_found)?;
    if tutors::are_apart(tx, tutor.id, paper.student.id)? {
        return Err(Refusal::not_found().into());
    }
    if !centre::ways(tx)?.giving.lets_tutors_claim() {
        let says = "A coordinator gives papers to tutors here.";
        return Err(Refusal::new(Kind::NotAllowed, says).into());
    }
    if paper.state != State::Waiting {
        return too_late(tx, tutor, &paper);
    }
    if !possible(&paper, tutor).claim {
        return Err(papers::not_possible(&paper));
    }
    let load = load_of(tx, tutor.id)?;
    if load.is_full() {
        return Err(Refusal::conflict(full(&load)).into());
    }
    let until = tx.now().plus_minutes(UNDO_MINUTES);
    let lease = tx.now().plus_minutes(LEASE_HOURS * 60);
    rows::insert(tx, number, (tutor.id, tutor.id), (until, Some(lease)))?;
    let taken = Paper {
        tutor: Some(Named::from(tutor)),
        state: State::Assigned,
        ..paper.clone()
    };
    let said = Said::by(tutor, Event::Claimed { tutor: tutor.id });
    let seq = shift(tx, &paper, (State::Assigned, taken.tutor.as_ref()), &said)?;
    telling::claimed(tx, seq, &taken, until)?;
    Ok(Claim::Yours)
}

/// Takes the next paper for a tutor who asks for one, as `suggest::next_for` has it; gives which, if there is any.
///
/// # Errors
/// As `claim`.
pub fn claim_next(tx: &Tx<'_>, tutor: &Person) -> Outcome<Option<PaperNumber>> {
    let load = load_of(tx, tutor.id)?;
    if load.is_full() {
        return Err(Refusal::conflict(full(&load)).into());
    }
    let Some(next) = suggest::next_for(tx, tutor, 1)?.pop() else {
        return Ok(None);
    };
    claim(tx, tutor, next.number)?;
    Ok(Some(next.number))
}

/// Why a tutor takes no more, said to themself.
#[must_use]
pub fn full(load: &Load) -> String {
    format!(
        "You have as many papers as you take: {} open now, {} taken today. Return one first, or ask a coordinator.",
        load.open, load.today
    )
}

fn too_late(tx: &Tx<'_>, tutor: &Person, paper: &Paper) -> Outcome<Claim> {
    let active = rows::active(tx, paper.number)?;
    if active.as_ref().is_some_and(|had| had.tutor == tutor.id) {
        return Ok(Claim::Yours);
    }
    let news = tx.now().plus_minutes(-NEWS_MINUTES);
    let active = active.filter(|had| had.began_at > news);
    let (Some(active), Some(holder)) = (active, &paper.tutor) else {
        return Err(Refusal::not_found().into());
    };
    let next = suggest::next_for(tx, tutor, 1)?.into_iter().next();
    Ok(Claim::Taken {
        by: holder.name.clone(),
        at: active.began_at,
        next,
    })
}

/// Renews a claim because its tutor works on it; changes nothing where the paper was given to them.
///
/// # Errors
/// When the database fails.
pub fn renew(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let until = tx.now().plus_minutes(LEASE_HOURS * 60);
    rows::set_lease(tx, number, tutor.id, until)
}

/// Ends claims that ran out: their papers go back to the queue with every word that was written; gives how many.
///
/// # Errors
/// When the database fails.
pub fn lapse(tx: &Tx<'_>) -> Outcome<usize> {
    let still_since = tx.now().plus_minutes(-LEASE_HOURS * 60);
    let numbers = rows::lapsed(tx, still_since)?;
    for number in &numbers {
        let paper = papers::find(tx, *number)?.ok_or_else(|| Fault::new("a claim of nothing"))?;
        let Some(tutor) = paper.tutor.clone() else {
            continue;
        };
        outbox::call_back(tx, *number)?;
        rows::end(tx, *number, Ending::Lapsed, None)?;
        let said = Said {
            actor: None,
            event: Event::HandedBack {
                tutor: tutor.id,
                undone: false,
            },
            words: None,
        };
        let seq = shift(tx, &paper, (State::Waiting, None), &said)?;
        let left = Paper {
            tutor: None,
            state: State::Waiting,
            ..paper
        };
        telling::lapsed(tx, seq, (&left, &tutor))?;
    }
    Ok(numbers.len())
}

/// Gives a paper that one tutor has to another, as a coordinator, with a reason; what was written stays with it.
///
/// # Errors
/// A refusal when no reason is given, the tutor cannot take it, or its state does not allow it.
pub fn take_over(
    tx: &Tx<'_>,
    by: &Person,
    number: PaperNumber,
    (tutor, reason): (PersonId, &str),
) -> Outcome<()> {
    let paper = papers::find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    let (true, Some(from)) = (possible(&paper, by).take_over, &paper.tutor) else {
        return Err(papers::not_possible(&paper));
    };
    let fit = |person: &Person| {
        person.is(Role::Tutor)
            && !person.disabled
            && person.id != from.id
            && person.id != paper.student.id
    };
    let found = people::find(tx, tutor)?.filter(fit);
    let tutor = found.ok_or_else(|| Refusal::field("tutor", "Choose another tutor"))?;
    if tutors::are_apart(tx, tutor.id, paper.student.id)? {
        let says = "They and its student are kept apart. Choose another tutor";
        return Err(Refusal::field("tutor", says).into());
    }
    let missing = "Say why in a sentence; the tutor who has it will read it";
    let reason = papers::said(reason, "reason", missing)?;
    outbox::call_back(tx, number)?;
    rows::end(tx, number, Ending::TakenOver, Some(&reason))?;
    rows::insert(tx, number, (tutor.id, by.id), (tx.now(), None))?;
    let event = Event::TakenOver {
        tutor: tutor.id,
        from: from.id,
    };
    let said = Said {
        words: Some(&reason),
        ..Said::by(by, event)
    };
    let given = Paper {
        tutor: Some(Named::from(&tutor)),
        ..paper.clone()
    };
    let seq = shift(tx, &paper, (paper.state, given.tutor.as_ref()), &said)?;
    telling::taken_over(tx, seq, (&given, from), (by, &reason))
}
