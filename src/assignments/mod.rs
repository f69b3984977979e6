//! Who answers for a paper: giving it to a tutor, taking that back at once, handing it back to the queue.

mod claims;
mod giving;
mod glance;
mod history;
mod leaving;
mod load;
mod rows;
pub mod suggest;
mod together;

use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::drafts;
use crate::events::Event;
use crate::outbox;
use crate::papers::{self, Paper, PaperNumber, Said, State, possible, shift, telling};
use crate::people::{Person, PersonId};
use crate::refusal::{Failure, Fault, Outcome, Refusal};

pub use claims::{Claim, claim, claim_next, full, lapse, renew, take_over};
pub use giving::{
    Given, Limit, assign, assign_at_once, assign_each, assign_to, refuse_where_tutors_take,
};
pub use glance::{Glance, at_a_glance};
pub use history::{WeekLoad, over_weeks};
pub use leaving::{Onward, disable, disable_and_pass_on, set_roles};
pub use load::{Load, load_of, loads};
pub use rows::candidates::open_to;
pub use rows::{Undoable, lease_of, offered, open_of, reopen, since, undoable};
pub use together::{
    MOST_TOGETHER, extend_together, give_together, send_back_together, where_still_found,
};

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
