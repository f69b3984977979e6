//! One-time links: to set up the centre, to invite somebody, or made at the command line for a person.

use serde::Serialize;

use super::limits::Caller;
use super::{Token, begin_session, rows};
use crate::audit::{self, Act, Subject};
use crate::centre;
use crate::db::Tx;
use crate::outbox::{self, Letter, Recipient, Telling};
use crate::people::{self, Person};
use crate::refusal::{Outcome, Refusal};

const LINK_HOURS: i64 = 24;
const INVITATION_DAYS: i64 = 7;
const SETUP_DAYS: i64 = 7;

/// A one-time link's token for a person, good for a day; older ones of theirs are void.
///
/// # Errors
/// `NotFound` when there is no such person or they are disabled.
pub fn link_for(tx: &Tx<'_>, person: &Person) -> Outcome<Token> {
    refuse_disabled(person)?;
    let token = Token::new();
    rows::insert_link(
        tx,
        (Some(person), &token),
        tx.now().plus_minutes(LINK_HOURS * 60),
    )?;
    super::noted(tx, None, Act::LinkMade, person.id)?;
    Ok(token)
}

fn refuse_disabled(person: &Person) -> Result<(), Refusal> {
    if person.disabled {
        return Err(Refusal::conflict(format!("{} is disabled.", person.email)));
    }
    Ok(())
}

#[derive(Serialize)]
struct Said<'a> {
    centre: &'a str,
    by: &'a str,
    roles: Vec<&'static str>,
    link: String,
    days: i64,
}

/// Invites a person, just added or once more: a letter with a link, good for a week; older ones are void.
///
/// # Errors
/// `Conflict` when they are disabled.
pub fn invite(tx: &Tx<'_>, person: &Person, by: Option<&Person>) -> Outcome<()> {
    refuse_disabled(person)?;
    let token = Token::new();
    let expires = tx.now().plus_days(INVITATION_DAYS);
    rows::insert_link(tx, (Some(person), &token), expires)?;
    super::noted(tx, by.map(|by| by.id), Act::LinkMade, person.id)?;
    let centre = centre::find(tx)?.unwrap_or_default();
    let said = Said {
        centre: &centre.name,
        by: by.map_or("", |by| by.name.as_str()),
        roles: person.roles.iter().map(|role| role.as_str()).collect(),
        link: format!("/sign-in/once/{}", token.reveal()),
        days: INVITATION_DAYS,
    };
    let telling = Telling {
        about: None,
        letter: Letter::Invitation,
        facts: &outbox::facts(&said)?,
        why: "They were added to the desk",
        hold_until: None,
        expires: Some(expires),
    };
    outbox::tell(tx, &telling, &Recipient::from(person)).map(drop)
}

/// Who a one-time link is for, if it is still good; looking uses nothing up.
///
/// # Errors
/// When the database fails.
pub fn who_may_open(tx: &Tx<'_>, token: &Token) -> Outcome<Option<Person>> {
    let person = rows::person_by_link(tx, token)?;
    let found = person.map(|id| people::find(tx, id)).transpose()?.flatten();
    Ok(found.filter(|person| !person.disabled))
}

/// Signs in by a one-time link, once.
///
/// # Errors
/// When the database fails.
pub fn open_link(tx: &Tx<'_>, token: &Token, from: &Caller) -> Outcome<Option<(Person, Token)>> {
    let Some(person) = who_may_open(tx, token)? else {
        return Ok(None);
    };
    rows::use_link(tx, token)?;
    let session = begin_session(tx, &person, &from.device)?;
    Ok(Some((person, session)))
}

/// A fresh link to set up the centre or to recover an admin; older ones are void.
///
/// # Errors
/// When the database fails.
pub fn setup_link(tx: &Tx<'_>) -> Outcome<Token> {
    let token = Token::new();
    rows::insert_link(tx, (None, &token), tx.now().plus_days(SETUP_DAYS))?;
    audit::note_plainly(tx, None, Act::SetupLinkMade, Subject::Desk)?;
    Ok(token)
}

/// Whether a setup link is still good; looking uses nothing up.
///
/// # Errors
/// When the database fails.
pub fn setup_is_open(tx: &Tx<'_>, token: &Token) -> Outcome<bool> {
    rows::is_setup_link(tx, token)
}

/// Uses a setup link up.
///
/// # Errors
/// `NotFound` when it is no longer good.
pub fn open_setup(tx: &Tx<'_>, token: &Token) -> Outcome<()> {
    if !setup_is_open(tx, token)? {
        return Err(Refusal::not_found().into());
    }
    rows::use_link(tx, token)
}
