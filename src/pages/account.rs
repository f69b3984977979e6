//! The page about oneself: the name, which mail one wants, a password for those who like one, and where one is signed in.

use serde::Serialize;

use super::people::role_words;
use super::tastes::TastesForm;
use super::{Page, Times, devices};
use crate::people::Person;
use crate::people::tastes::Tastes;
use crate::sign_in::{Session, SessionId};

/// Told after the profile was saved.
pub const SAVED: &str = "Saved.";
/// Told after a password was set.
pub const PASSWORD_SET: &str = "Your password is set, and you are signed out everywhere else.";
/// Told after a password was taken away.
pub const PASSWORD_GONE: &str = "Your password is removed. You sign in with a code by mail.";
/// Told after one session ended.
pub const SESSION_ENDED: &str = "That session is ended.";
/// Told after all other sessions ended.
pub const OTHERS_ENDED: &str = "You are signed out everywhere else.";
/// Said at the field where the current password does not fit.
pub const NOT_YOUR_PASSWORD: &str = "This is not your current password";
/// The same where the password is to be taken away.
pub const ASK_TO_REMOVE: &str =
    "This is not your current password. If you forgot it, ask a coordinator to remove it";

#[derive(Serialize)]
struct SignedIn {
    id: i64,
    device: String,
    since: String,
    seen: String,
    is_this: bool,
}

/// One's own account.
#[derive(Serialize)]
pub struct AccountPage {
    name: String,
    email: String,
    roles: String,
    own_zone: String,
    may_have_tokens: bool,
    has_password: bool,
    sessions: Vec<SignedIn>,
    has_others: bool,
    tastes: TastesForm,
}

impl AccountPage {
    /// Of a person with their sessions, the one of this browser among them.
    #[must_use]
    pub fn of(
        person: &Person,
        (sessions, this): (Vec<Session>, Option<SessionId>),
        has_password: bool,
        times: &Times,
    ) -> Self {
        let signed_in = |session: Session| SignedIn {
            id: session.id.0,
            device: devices::in_words(&session.device),
            since: times.within(session.created_at),
            seen: times.within(session.seen_at),
            is_this: Some(session.id) == this,
        };
        Self {
            name: person.name.clone(),
            email: person.email.clone(),
            roles: role_words(&person.roles),
            own_zone: String::new(),
            may_have_tokens: person.is_staff(),
            has_password,
            has_others: sessions.iter().any(|session| Some(session.id) != this),
            sessions: sessions.into_iter().map(signed_in).collect(),
            tastes: TastesForm::of(Tastes::default(), String::new()),
        }
    }

    /// The same with how its person likes to read, and the page to go back to from there.
    #[must_use]
    pub fn reading(self, tastes: Tastes, back: String) -> Self {
        Self {
            tastes: TastesForm::of(tastes, back),
            ..self
        }
    }

    /// The same with their own time zone; empty: the centre's.
    #[must_use]
    pub fn living_in(self, zone: &str) -> Self {
        Self {
            own_zone: zone.to_owned(),
            ..self
        }
    }

    /// The same with the profile as somebody typed it.
    #[must_use]
    pub fn typed(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "account/account.html";

    fn title(&self) -> String {
        "Your account".to_owned()
    }
}
