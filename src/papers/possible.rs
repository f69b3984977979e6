//! What a person may do with a paper as it stands.

use super::{Paper, State};
use crate::people::{Person, Role};

/// What a person may do with a paper as it stands; pages show these and deeds check them again.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one door that is open or shut"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Possible {
    /// Take it back, as its student.
    pub withdraw: bool,
    /// Put another file in place of a wrong one, as its student.
    pub swap: bool,
    /// Take it back for its student, on their word.
    pub withdraw_for: bool,
    /// Put right what it is called and when it is due.
    pub correct: bool,
    /// Send in the next draft, as its student or for them.
    pub next_draft: bool,
    /// Answer what was asked, as its student.
    pub answer: bool,
    /// Give it to a tutor.
    pub assign: bool,
    /// Take it from the queue, as a tutor.
    pub claim: bool,
    /// Give it to another tutor than the one who has it.
    pub take_over: bool,
    /// Hand it back to the queue, as its tutor or for them.
    pub hand_back: bool,
    /// Begin to mark it.
    pub begin: bool,
    /// Ask its student for something.
    pub ask: bool,
    /// Return feedback.
    pub release: bool,
    /// Write notes and the letter, as its tutor.
    pub write: bool,
    /// Send it back without feedback.
    pub send_back: bool,
    /// Promise it anew for later.
    pub extend: bool,
    /// See its events, deliveries and attempts as staff do.
    pub see_behind: bool,
}

/// What this person may do with this paper as it stands.
#[must_use]
pub fn possible(paper: &Paper, person: &Person) -> Possible {
    let (state, oversees, has_it) = (paper.state, person.oversees(), paper.is_with(person));
    let writes = paper.student.id == person.id;
    let untouched = matches!(state, State::Waiting | State::Assigned);
    Possible {
        // Whoever cannot answer what was asked must not be stuck with the question.
        withdraw: writes && (untouched || state == State::NeedsInfo),
        withdraw_for: oversees && (untouched || state == State::NeedsInfo),
        correct: (writes || oversees) && state.is_open(),
        next_draft: (writes || oversees) && state == State::Returned,
        swap: writes && untouched,
        answer: writes && state == State::NeedsInfo,
        assign: oversees && state == State::Waiting,
        claim: person.is(Role::Tutor) && !writes && state == State::Waiting,
        take_over: oversees
            && (matches!(state, State::Assigned | State::Marking)
                || (state == State::NeedsInfo && paper.tutor.is_some())),
        hand_back: ((has_it || oversees) && matches!(state, State::Assigned | State::Marking))
            || (oversees && state == State::NeedsInfo && paper.tutor.is_some()),
        begin: has_it && state == State::Assigned,
        ask: (has_it && matches!(state, State::Assigned | State::Marking))
            || (oversees && state == State::Waiting),
        release: has_it && state == State::Marking,
        // What was returned is corrected in the same place; it goes out as a new version.
        write: has_it && matches!(state, State::Marking | State::NeedsInfo | State::Returned),
        send_back: state.is_open() && (oversees || (has_it && state != State::NeedsInfo)),
        extend: oversees && state.is_open() && state != State::NeedsInfo,
        see_behind: oversees || (person.is(Role::Tutor) && !writes),
    }
}
