//! Who answers for a paper: giving it to a tutor, taking that back at once, handing it back to the queue.

mod claims;
mod leaving;
mod rows;

use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::drafts;
use crate::events::Event;
use crate::outbox;
use crate::papers::{self, Named, Paper, PaperNumber, Said, State, possible, shift, telling};
use crate::people::{self, Email, Person, PersonId, Role};
use crate::refusal::{Complaints, Failure, Fault, Kind, Outcome, Refusal};

pub use claims::{Claim, claim, lapse, renew, take_over};
pub use leaving::{Onward, disable, disable_and_pass_on, set_roles};
pub use rows::{Undoable, lease_of, load_of_tutors, offered, open_of, reopen, since, undoable};

number_id! {
    /// An assignment's number.
    AssignmentId
}

word_enum! {
    /// How an assignment comes to its end while the paper's life goes on.
    Ending {
        /// Back to the queue, with a reason.
        HandedBack = "handed_back",
        /// Taken back before anybody was told.
        Undone = "undone",
        /// A claim's lease ran out.
        Lapsed = "lapsed",
        /// A coordinator gave it to somebody else.
        TakenOver = "taken_over",
    }
}

/// How long an assignment can be undone, with its mail held.
const UNDO_MINUTES: i64 = 10;

/// What became of one paper of several that were to be given to a tutor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// It is theirs now.
    Done(PaperNumber),
    /// It is not; the sentence says what happened meanwhile.
    Not(PaperNumber, String),
}

/// Gives papers to a tutor: each by itself, so that what moved meanwhile is told and all others are given.
///
/// # Errors
/// A refusal when the giver may not, nothing is chosen, or the tutor cannot take papers.
pub fn assign(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    tutor: PersonId,
) -> Outcome<Vec<Given>> {
    let mut complaints = Complaints::default();
    if numbers.is_empty() {
        complaints.add("papers", "Choose at least one paper");
    }
    let tutor =
        people::find(tx, tutor)?.filter(|person| person.is(Role::Tutor) && !person.disabled);
    if tutor.is_none() {
        complaints.add("tutor", "Choose a tutor");
    }
    complaints.settle()?;
    let tutor = tutor.ok_or_else(Refusal::not_found)?;
    let undo_until = tx.now().plus_minutes(UNDO_MINUTES);
    numbers
        .iter()
        .map(|number| assign_one(tx, by, (*number, &tutor), undo_until))
        .collect()
}

/// Gives a paper to the tutor with this address at once: a program takes nothing back, so no mail is held. One who has
/// it already keeps it.
///
/// # Errors
/// A refusal at the field `tutor` for somebody who cannot take papers; `Conflict` when its state does not allow it.
pub fn assign_at_once(tx: &Tx<'_>, by: &Person, number: PaperNumber, email: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    refuse_unless_overseeing(by)?;
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
    if paper.state.is_open() && paper.is_with(&tutor) {
        return Ok(());
    }
    match assign_one(tx, by, (number, &tutor), tx.now())? {
        Given::Done(_) => Ok(()),
        Given::Not(_, says) => Err(Refusal::conflict(says).into()),
    }
}

fn refuse_unless_overseeing(by: &Person) -> Result<(), Refusal> {
    if by.oversees() {
        return Ok(());
    }
    let says = "Only a coordinator gives papers to tutors.";
    Err(Refusal::new(Kind::NotAllowed, says))
}

fn assign_one(
    tx: &Tx<'_>,
    by: &Person,
    (number, tutor): (PaperNumber, &Person),
    undo_until: Moment,
) -> Outcome<Given> {
    let Some(paper) = papers::find_for(tx, by, number)? else {
        return Ok(Given::Not(number, format!("There is no {number}.")));
    };
    refuse_unless_overseeing(by)?;
    if !possible(&paper, by).assign {
        return Ok(Given::Not(number, paper.standing()));
    }
    if paper.student.id == tutor.id {
        return Ok(Given::Not(
            number,
            format!("{} wrote {number} and cannot be its tutor.", tutor.name),
        ));
    }
    rows::insert(tx, number, (tutor.id, by.id), (undo_until, None))?;
    let named = Named {
        id: tutor.id,
        name: tutor.name.clone(),
        email: tutor.email.clone(),
    };
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

/// Takes an assignment back before anybody was told, within ten minutes; its held mail is cancelled.
///
/// # Errors
/// `Conflict` when it is too late or work has begun.
pub fn undo(tx: &Tx<'_>, by: &Person, number: PaperNumber) -> Outcome<()> {
    let paper = papers::find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    let active = rows::active(tx, number)?.filter(|_| by.oversees());
    let (Some(active), State::Assigned) = (active, paper.state) else {
        return Err(papers::not_possible(&paper));
    };
    if active.undo_until <= tx.now() {
        return Err(Refusal::conflict(format!(
            "The ten minutes are over and {number} was told. It can be handed back."
        ))
        .into());
    }
    outbox::call_back(tx, number)?;
    rows::end(tx, number, Ending::Undone, None)?;
    let event = Event::HandedBack {
        tutor: active.tutor,
        undone: true,
    };
    shift(tx, &paper, (State::Waiting, None), &Said::by(by, event))?;
    Ok(())
}

/// Hands a paper back to the queue, as its tutor or for them, with a reason that coordinators read. One whose student
/// was asked something joins the queue when they answer.
///
/// # Errors
/// A refusal when no reason is given or its state does not allow it.
pub fn hand_back(tx: &Tx<'_>, by: &Person, number: PaperNumber, reason: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    let (true, Some(tutor)) = (possible(&paper, by).hand_back, &paper.tutor) else {
        return Err(papers::not_possible(&paper));
    };
    let reason = papers::said(
        reason,
        "reason",
        "Say why in a sentence; the coordinator will read it",
    )?;
    outbox::call_back(tx, number)?;
    rows::end(tx, number, Ending::HandedBack, Some(&reason))?;
    let event = Event::HandedBack {
        tutor: tutor.id,
        undone: false,
    };
    let said = Said {
        words: Some(&reason),
        ..Said::by(by, event)
    };
    let state = match paper.state {
        State::NeedsInfo => State::NeedsInfo,
        _ => State::Waiting,
    };
    let seq = shift(tx, &paper, (state, None), &said)?;
    let left = Paper {
        tutor: None,
        state,
        ..paper.clone()
    };
    telling::handed_back(tx, seq, (&left, tutor), (by, &reason))
}

/// Begins to mark: from here on the draft is fixed.
///
/// # Errors
/// `Conflict` when it is not with this tutor or has begun already.
pub fn begin(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let paper = papers::find_for(tx, tutor, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, tutor).begin {
        return Err(papers::not_possible(&paper));
    }
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    drafts::begin(tx, draft.id)?;
    renew(tx, tutor, number)?;
    let event = Event::MarkingBegan { draft: draft.n };
    shift(
        tx,
        &paper,
        (State::Marking, paper.tutor.as_ref()),
        &Said::by(tutor, event),
    )?;
    Ok(())
}

/// Refuses to let a tutor go who still has papers.
///
/// # Errors
/// `Conflict` with how many they have.
pub fn refuse_if_holding(tx: &Tx<'_>, tutor: PersonId) -> Result<(), Failure> {
    match open_of(tx, tutor)? {
        0 => Ok(()),
        1 => Err(
            Refusal::conflict("They still have a paper. Hand it back to the queue first.").into(),
        ),
        n => Err(Refusal::conflict(format!(
            "They still have {n} papers. Hand them back to the queue first."
        ))
        .into()),
    }
}

/// An assignment that is not over.
struct Active {
    tutor: PersonId,
    began_at: Moment,
    undo_until: Moment,
}
