//! A paper and its life: sent in, withdrawn, sent back, asked about; and what each person may see of it.

pub mod column;
mod correction;
pub mod courses;
pub mod due_date;
pub mod extension;
mod happening;
pub mod intake;
pub mod limits;
mod next_draft;
mod possible;
pub mod preparation;
pub mod promise;
mod questions;
pub mod replies;
mod rows;
pub mod search;
mod seen;
mod sending_back;
pub mod submission;
pub mod telling;
pub mod views;
mod withdrawal;

use crate::centre::{self, Centre};
use crate::clock::Moment;
use crate::db::{Tx, word_enum};
use crate::drafts::{self, HandedIn};
use crate::events::Event;
use crate::people::{Person, PersonId};
use crate::refusal::{Fault, Kind, Outcome, Refusal};

pub use crate::events::PaperNumber;
pub use correction::{Correction, correct};
pub use happening::{Said, UNDO_MINUTES, record, shift};
pub use next_draft::{Wish, add_draft};
pub use possible::{Possible, possible};
pub use questions::{answer, ask, open_question};
pub use rows::found::{all_of, by_id as find_by_id};
pub use rows::queue::{Queue, Waiting, being_marked, queue};
pub use rows::wishes::before as wish_before;
pub use rows::{expect, find, find_for, id_of, of_student, of_tutor};
pub use seen::{HIDDEN, are_writers_hidden, as_seen_by};
pub use sending_back::send_back;
pub use withdrawal::{withdraw, withdraw_for};

word_enum! {
    /// Where a paper stands. Only these seven; all else is a flag derived from facts.
    State {
        /// Received; nobody has it.
        Waiting = "waiting",
        /// Somebody has it and has not begun.
        Assigned = "assigned",
        /// Marking began.
        Marking = "marking",
        /// Feedback is released.
        Returned = "returned",
        /// We asked the student for something; the promise's clock stands still.
        NeedsInfo = "needs_info",
        /// Ended by its student.
        Withdrawn = "withdrawn",
        /// Ended by staff, with a reason.
        SentBack = "sent_back",
    }
}

impl State {
    /// Whether its life goes on.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Assigned | Self::Marking | Self::NeedsInfo
        )
    }
}

/// A person as a paper names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Their number.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// One piece of writing in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its number; said aloud as P-1042.
    pub number: PaperNumber,
    /// Its `UUIDv7`.
    pub id: String,
    /// Who wrote it.
    pub student: Named,
    /// What it is called.
    pub title: String,
    /// What it is for, as typed; empty: not for a course.
    pub course: String,
    /// The course's own due date, YYYY-MM-DD.
    pub due_on: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Who has it, or had it last.
    pub tutor: Option<Named>,
    /// The newest draft's number.
    pub draft: u32,
    /// Words in the newest draft.
    pub words: u32,
    /// Up to three sentences chosen by the student.
    pub concerns: Vec<String>,
    /// The student's own question.
    pub question: String,
    /// Whether the course's teacher may be told.
    pub consent_teacher: bool,
    /// When it came in.
    pub submitted_at: Moment,
    /// By when feedback is promised.
    pub promised_at: Moment,
    /// Opening seconds left on the promise while its clock stands still.
    pub clock_left: Option<i64>,
    /// When a missed promise is expected to be kept after all, as its student was told.
    pub expected_at: Option<Moment>,
    /// When it last changed.
    pub updated_at: Moment,
    /// Raised by every change.
    pub version: u32,
}

impl From<&Person> for Named {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id,
            name: person.name.clone(),
            email: person.email.clone(),
        }
    }
}

impl Named {
    /// The first of their names.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

impl Paper {
    /// Whether this person has it now.
    #[must_use]
    pub fn is_with(&self, person: &Person) -> bool {
        self.tutor
            .as_ref()
            .is_some_and(|tutor| tutor.id == person.id)
    }

    /// One sentence that says who has it and what is possible, for a refusal.
    #[must_use]
    pub fn standing(&self) -> String {
        let tutor = self
            .tutor
            .as_ref()
            .map_or("nobody", |tutor| tutor.name.as_str());
        let number = self.number;
        match self.state {
            State::Waiting => format!("{number} is waiting; nobody has it yet."),
            State::Assigned => format!("{number} is with {tutor}, who has not begun to mark it."),
            State::Marking => format!("{tutor} is marking {number}."),
            State::Returned => {
                format!("{number} has been returned by {tutor}; a next draft can be sent in.")
            }
            State::NeedsInfo => format!("{number} waits for an answer from its student."),
            State::Withdrawn => format!("{number} was withdrawn by its student."),
            State::SentBack => format!("{number} was sent back without feedback."),
        }
    }
}

/// Puts another file in place of a wrong one, as its student, until work begins.
///
/// # Errors
/// `NotFound` if it is not theirs; `Conflict` once marking began.
pub fn swap_file(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    handed_in: &HandedIn,
) -> Outcome<()> {
    let paper = theirs(tx, person, number)?;
    if !possible(&paper, person).swap {
        return Err(too_late(&paper, "Its file can no longer be swapped."));
    }
    let draft = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    let manuscript = drafts::keep(tx, handed_in)?;
    drafts::swap(tx, draft.id, manuscript)?;
    drafts::let_go(tx, draft.manuscript.id)?;
    let words = drafts::find(tx, manuscript)?.map_or(0, |kept| kept.words);
    rows::set_words(tx, number, words)?;
    let said = Said::by(person, Event::FileSwapped { words });
    shift(tx, &paper, (paper.state, paper.tutor.as_ref()), &said)?;
    Ok(())
}

/// The centre; where nobody has set it up yet, the usual rules hold.
///
/// # Errors
/// When the database fails.
pub fn centre_of(tx: &Tx<'_>) -> Outcome<Centre> {
    Ok(centre::find(tx)?.unwrap_or_default())
}

/// Free words that must not be empty, at most 4,000 letters.
///
/// # Errors
/// A refusal at the field.
pub fn said(typed: &str, field: &str, missing: &str) -> Outcome<String> {
    let words = said_or_nothing(typed, field)?;
    if words.is_empty() {
        return Err(Refusal::field(field, missing).into());
    }
    Ok(words)
}

/// Free words that may be empty, at most 4,000 letters.
fn said_or_nothing(typed: &str, field: &str) -> Outcome<String> {
    let words = typed.trim().replace("\r\n", "\n");
    if words.chars().count() > 4000 {
        return Err(Refusal::field(field, "Write at most 4,000 letters").into());
    }
    Ok(words)
}

/// The no of a state that does not allow it, in words that say who has the paper.
#[must_use]
pub fn not_possible(paper: &Paper) -> crate::refusal::Failure {
    Refusal::new(Kind::Conflict, paper.standing()).into()
}

fn too_late(paper: &Paper, what: &str) -> crate::refusal::Failure {
    Refusal::conflict(format!("{} {what}", paper.standing())).into()
}

fn theirs(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Paper> {
    let paper = find_for(tx, person, number)?.filter(|paper| paper.student.id == person.id);
    paper.ok_or_else(|| Refusal::not_found().into())
}
