//! The page about one person: what is known of them, their roles, and the door they come in by.

use serde::Serialize;

use super::people::{role_words, roles_to_give};
use super::suppressed::sentence;
use super::{Choice, Page, Times, loads, words};
use crate::assignments::Load;
use crate::centre::SecondReader;
use crate::outbox::Suppression;
use crate::people::merged::Former;
use crate::people::second::SecondReading;
use crate::people::{Person, Role};
use crate::sign_in::Session;

/// Told after somebody's roles changed.
pub const ROLES_CHANGED: &str = "The roles are changed.";
/// Told after the door was shut.
pub const DISABLED: &str = "They may not come in any more. Their papers and history stay.";
/// What the form sends for the queue.
pub const QUEUE: &str = "queue";
/// Told after the door was opened again.
pub const ENABLED: &str = "They may come in again.";
/// Told after it was said whether a second reader looks at what they return.
pub const SECOND_READING_SAVED: &str = "It is saved. It holds from their next return on.";
/// Told after all their sessions ended.
pub const SIGNED_OUT: &str = "They are signed out everywhere, and their API tokens have ended.";
/// Told after their password was taken away.
pub const PASSWORD_CLEARED: &str =
    "Their password is removed. They sign in with a code by mail, and may set a new one.";

/// Told after a fresh link was sent.
#[must_use]
pub fn was_invited(person: &Person, mail_goes_out: bool) -> String {
    if mail_goes_out {
        return format!("A sign-in link is on its way to {}.", person.email);
    }
    "No mail server is set, so the sign-in link is kept under Mail.".to_owned()
}

/// What is known of one person.
pub struct Known {
    /// Who they are.
    pub person: Person,
    /// Where they are signed in.
    pub sessions: Vec<Session>,
    /// Whether they set a password.
    pub has_password: bool,
    /// How many open papers they have as a tutor.
    pub open_papers: i64,
    /// Tutors who could take them.
    pub others: Vec<Load>,
    /// What was said of them about second readers.
    pub second: SecondReading,
    /// Whose returns a second reader looks at in this centre.
    pub whose: SecondReader,
    /// Accounts that were merged into this one.
    pub former: Vec<Former>,
    /// Why mail does not reach them, if it does not.
    pub unreached: Option<Suppression>,
}

/// One person.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the page shows or does not"
)]
pub struct PersonPage {
    id: i64,
    name: String,
    email: String,
    roles_words: String,
    disabled: bool,
    signed_in: String,
    signs_in_by: &'static str,
    has_sessions: bool,
    has_password: bool,
    is_tutor: bool,
    open_papers: String,
    onwards: Vec<Choice>,
    onward: String,
    is_read_twice: bool,
    reads_second: bool,
    whose: &'static str,
    former: Vec<String>,
    unreached: Option<String>,
    may_change: bool,
    is_self: bool,
    chosen: Vec<String>,
    roles: Vec<Choice>,
}

impl PersonPage {
    /// As somebody sees them.
    #[must_use]
    pub fn of(known: &Known, by: &Person, times: &Times) -> Self {
        let person = &known.person;
        Self {
            id: person.id.0,
            name: person.name.clone(),
            email: person.email.clone(),
            roles_words: role_words(&person.roles),
            disabled: person.disabled,
            signed_in: signed_in(&known.sessions, times),
            signs_in_by: if known.has_password {
                "By mail, or with a password"
            } else {
                "By mail"
            },
            has_sessions: !known.sessions.is_empty(),
            has_password: known.has_password,
            is_tutor: person.is(Role::Tutor),
            open_papers: words::counted(known.open_papers, "open paper", "open papers"),
            onwards: onwards(known),
            onward: String::new(),
            is_read_twice: known.second.is_read_twice,
            reads_second: known.second.reads_second,
            whose: known.whose.as_str(),
            former: known.former.iter().map(|one| former(one, times)).collect(),
            unreached: known.unreached.as_ref().map(|one| sentence(one, times)),
            may_change: by.may_change(person),
            is_self: by.id == person.id,
            chosen: person
                .roles
                .iter()
                .map(|role| role.as_str().to_owned())
                .collect(),
            roles: roles_to_give(by),
        }
    }

    /// The same with what was chosen for their papers.
    #[must_use]
    pub fn passing_on(self, onward: &str) -> Self {
        Self {
            onward: onward.to_owned(),
            ..self
        }
    }

    /// The same with other roles chosen in the form.
    #[must_use]
    pub fn choosing(self, chosen: &[String]) -> Self {
        Self {
            chosen: chosen.to_vec(),
            ..self
        }
    }
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "people/person.html";

    fn title(&self) -> String {
        self.name.clone()
    }
}

/// What may happen to the papers of somebody who leaves; nothing to choose where they have none.
fn onwards(known: &Known) -> Vec<Choice> {
    if known.open_papers == 0 {
        return Vec::new();
    }
    let queue = Choice {
        value: QUEUE.to_owned(),
        label: "Back to the queue".to_owned(),
    };
    let others = known
        .others
        .iter()
        .filter(|load| load.tutor != known.person.id);
    let others = others.map(|load| Choice {
        value: load.tutor.0.to_string(),
        label: format!("To {}", loads::to_choose(load)),
    });
    std::iter::once(queue).chain(others).collect()
}

/// "ada.k@example.edu (Ada K.), merged by Cora on Mon 2 Nov"
fn former(former: &Former, times: &Times) -> String {
    format!(
        "{} ({}), merged by {}, {}",
        former.email,
        former.name,
        former.by,
        times.within(former.at)
    )
}

fn signed_in(sessions: &[Session], times: &Times) -> String {
    let Some(last) = sessions.first() else {
        return "Not now".to_owned();
    };
    let seen = times.within(last.seen_at);
    let count = i64::try_from(sessions.len()).unwrap_or(i64::MAX);
    format!(
        "In {}, last seen {seen}",
        words::counted(count, "browser", "browsers")
    )
}
