//! How we know that it is them: mailed codes, one-time links, passwords, the sessions that follow, and API tokens.

mod codes;
pub mod feeds;
mod lifetime;
mod limits;
mod links;
mod passwords;
mod rows;
mod secret;
mod tokens;

use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::{Tx, number_id};
use crate::people::{self, Person, PersonId};
use crate::refusal::{Outcome, Refusal};

pub use codes::{ask_for_code, confirm_code, confirm_mailed_link, knows_mailed_link};
pub use lifetime::Lifetime;
pub use limits::Caller;
pub use links::{invite, link_for, open_link, open_setup, setup_is_open, setup_link, who_may_open};
pub use passwords::{
    Hash, check_new, clear_password, hash, matches, password_of, password_refused, set_password,
};
pub use rows::{Session, find_session, forget_everything, has_password, sessions_of, touch};
pub use secret::Token;
pub use tokens::{
    ApiToken, Bearer, Listed, NewToken, Scope, Standing, TokenId, bearer, count_tokens_to_look_at,
    create_token, find_token, own_tokens, revoke_token, token_of_form, tokens, touch_token,
};

number_id! {
    /// A session's number.
    SessionId
}

/// A session ends after this long without a visit.
const IDLE_HOURS: i64 = 12;
/// A session ends after this long in any case.
const LONGEST_DAYS: i64 = 14;
/// Those who see everything sign in anew each day.
const LONGEST_DAYS_OVERSEER: i64 = 1;

/// Begins a session; the token goes to the browser, only its fingerprint is kept.
///
/// # Errors
/// `NotFound` when the person is disabled.
pub fn begin_session(tx: &Tx<'_>, person: &Person, device: &str) -> Outcome<Token> {
    if person.disabled {
        return Err(Refusal::not_found().into());
    }
    let days = if person.oversees() {
        LONGEST_DAYS_OVERSEER
    } else {
        LONGEST_DAYS
    };
    let token = Token::new();
    let device: String = device
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    rows::insert_session(tx, person, (&token, &device), tx.now().plus_days(days))?;
    noted(tx, Some(person.id), Act::SignedIn, person.id)?;
    Ok(token)
}

/// Writes down in the audit what was done about somebody's ways in; nobody did it where it was not told who.
fn noted(tx: &Tx<'_>, by: Option<PersonId>, act: Act, person: PersonId) -> Outcome<()> {
    audit::note_plainly(tx, by.map(|by| by.0), act, Subject::Person(person.0))
}

/// The earliest moment of a last visit that still counts.
#[must_use]
pub const fn idle_since(now: Moment) -> Moment {
    now.plus_minutes(-IDLE_HOURS * 60)
}

/// Ends one session of a person.
///
/// # Errors
/// When the database fails; one that is not theirs is left alone.
pub fn end_session(tx: &Tx<'_>, person: PersonId, id: SessionId) -> Outcome<()> {
    rows::delete_session(tx, person, id)
}

/// Ends every session, every API token and the feeds of a person: whoever had got hold of one has it no longer. `by` is who does it.
///
/// # Errors
/// When the database fails.
pub fn end_everywhere(tx: &Tx<'_>, by: PersonId, person: PersonId) -> Outcome<()> {
    rows::revoke_tokens_of(tx, person)?;
    feeds::close(tx, person)?;
    noted(tx, Some(by), Act::SignedOutEverywhere, person)?;
    people::end_sessions(tx, person)
}

/// Ends every session of a person but one.
///
/// # Errors
/// When the database fails.
pub fn end_other_sessions(tx: &Tx<'_>, person: PersonId, kept: SessionId) -> Outcome<()> {
    rows::delete_other_sessions(tx, person, kept)
}
