//! A merge patch for a paper: each field that is named stands for a deed.

use utoipa::ToSchema;

use super::fields::{A_NAME, A_REASON, Fields, Patched};
use super::problem::Problem;
use super::sent::{date, parsed};
use super::vocabulary::Status;
use crate::assignments;
use crate::db::Tx;
use crate::papers::{self, Correction, Paper, State};
use crate::people::{Email, Person};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::Scope;

/// What can be changed; all of it happens, or none.
#[derive(ToSchema)]
#[schema(example = json!({ "assignee_email": "ben@example.edu" }))]
#[expect(dead_code, reason = "describes what `Patch` reads")]
pub struct PaperPatch {
    /// Gives a waiting paper to this tutor; null hands it back to the queue.
    #[schema(format = Email)]
    assignee_email: Option<String>,
    /// Ends it (`withdrawn`, `sent_back`) or asks its student (`needs_info`).
    #[schema(value_type = Option<Status>)]
    status: Option<String>,
    /// Why: what its student is asked or told, or why it is handed back.
    #[schema(max_length = 4000)]
    reason: Option<String>,
    /// What it is called.
    #[schema(max_length = 200)]
    title: Option<String>,
    /// The course's own due date; null: none.
    #[schema(format = Date)]
    due_on: Option<String>,
}

/// A patch that was read.
pub struct Patch {
    assignee: Patched<String>,
    state: Option<State>,
    reason: String,
    correction: Correction,
}

impl Patch {
    /// Reads a patch.
    ///
    /// # Errors
    /// 400 when it is not JSON, else a problem that names every field that cannot be taken.
    pub fn read(body: &[u8]) -> Result<Self, Problem> {
        let mut fields = Fields::of(parsed(body)?)?;
        let assignee = address(&mut fields, "assignee_email");
        let state = match fields.text("status") {
            None => None,
            Some(word) => {
                let state = State::parse(&word);
                if state.is_none() {
                    fields.complain("status", "There is no such status");
                }
                state
            }
        };
        if assignee.is_named() && state.is_some() {
            fields.complain(
                "status",
                "Change either the assignee or the status, not both at once",
            );
        }
        let reason = fields.text("reason").unwrap_or_default().into_owned();
        fields.complain_if_longer("reason", &reason, &A_REASON);
        let title = match fields.patched("title") {
            Patched::Removed => {
                fields.complain("title", "A paper needs a title");
                None
            }
            Patched::Set(title) => {
                fields.complain_if_longer("title", &title, &A_NAME);
                Some(title)
            }
            Patched::Left => None,
        };
        let due_on = match fields.patched("due_on") {
            Patched::Removed => Some(String::new()),
            Patched::Set(typed) => Some(date(&mut fields, typed)),
            Patched::Left => None,
        };
        fields.settle()?;
        let correction = Correction { title, due_on };
        Ok(Self {
            assignee,
            state,
            reason,
            correction,
        })
    }

    /// A patch that only gives a paper to somebody, or hands it back.
    pub fn giving(assignee: Patched<String>) -> Self {
        Self {
            assignee,
            state: None,
            reason: String::new(),
            correction: Correction::default(),
        }
    }

    /// Which scopes allow it, any of them.
    pub const fn scopes(&self) -> &'static [Scope] {
        let ends_or_corrects = matches!(self.state, None | Some(State::Withdrawn));
        if self.assignee.is_named() || !ends_or_corrects {
            &[Scope::PapersAssign]
        } else {
            &[Scope::PapersAssign, Scope::PapersSubmit]
        }
    }

    /// Does what it says to a paper.
    ///
    /// # Errors
    /// As the deeds.
    pub fn apply(&self, tx: &Tx<'_>, by: &Person, paper: &Paper) -> Outcome<()> {
        if self.correction != Correction::default() {
            papers::correct(tx, by, paper.number, &self.correction)?;
        }
        match &self.assignee {
            Patched::Left => {}
            Patched::Set(email) => assignments::assign_at_once(tx, by, paper.number, email)?,
            Patched::Removed if paper.tutor.is_none() && paper.state.is_open() => {}
            Patched::Removed => {
                let reason = if self.reason.trim().is_empty() {
                    NO_REASON
                } else {
                    &self.reason
                };
                assignments::hand_back(tx, by, paper.number, reason)?;
            }
        }
        match self.state {
            None => Ok(()),
            Some(state) if state == paper.state && self.reason.is_empty() => Ok(()),
            Some(State::Withdrawn) if paper.student.id == by.id => {
                papers::withdraw(tx, by, paper.number)
            }
            Some(State::Withdrawn) => papers::withdraw_for(tx, by, paper.number, &self.reason),
            Some(State::SentBack) => papers::send_back(tx, by, paper.number, &self.reason),
            Some(State::NeedsInfo) => papers::ask(tx, by, paper.number, &self.reason),
            Some(_) => {
                let says = "A status can be set to withdrawn, sent_back or needs_info; all else follows from what is done";
                Err(Refusal::field("status", says).into())
            }
        }
    }
}

/// A tutor's address, or null.
pub fn address(fields: &mut Fields<'_>, name: &str) -> Patched<String> {
    let typed = fields.patched(name);
    if let Patched::Set(email) = &typed
        && Email::parse(email).is_none()
    {
        fields.complain(name, "This must be an address like name@example.edu");
    }
    typed
}

/// What coordinators read where a program hands a paper back and says nothing.
const NO_REASON: &str = "No reason was given.";
