//! Signing in by mail: a code to type, or the same mail's link. The answer never tells whether an address is known.

use serde::Serialize;
use subtle::{Choice, ConstantTimeEq};

use super::limits::{self, Caller};
use super::secret::{code_fingerprint, six_digits};
use super::{Token, begin_session, rows};
use crate::audit::Act;
use crate::centre;
use crate::db::Tx;
use crate::outbox::{self, Letter, Recipient, Telling};
use crate::people::{self, Email, Person, Role};
use crate::refusal::{Outcome, Refusal};

const GOOD_FOR_MINUTES: i64 = 15;
const TRIES: u32 = 5;

#[derive(Serialize)]
struct Said<'a> {
    centre: &'a str,
    code: &'a str,
    link: String,
    minutes: i64,
}

/// Asks for a code by mail. The answer is the same for every address; of its codes the newest two are good, so that
/// a stranger who asks for one voids none at once.
///
/// # Errors
/// A refusal when the address cannot be one, or when this was asked too often.
pub fn ask_for_code(tx: &Tx<'_>, typed: &str, from: &Caller) -> Outcome<Email> {
    let email = Email::parse(typed)
        .ok_or_else(|| Refusal::field("email", "Enter an address like name@example.edu"))?;
    let asked = email;
    let email = own_address(tx, &asked)?;
    limits::count_code(tx, email.as_str(), from)?;
    let known = people::find_by_email(tx, &email)?;
    let centre = centre::find(tx)?.unwrap_or_default();
    let may_come = known.as_ref().map_or_else(
        || centre.lets_join(email.as_str()),
        |person| !person.disabled,
    );
    if !may_come {
        return Ok(asked);
    }
    let (code, link) = (six_digits(), Token::new());
    let expires = tx.now().plus_minutes(GOOD_FOR_MINUTES);
    rows::insert_code(
        tx,
        &email,
        (&code_fingerprint(email.as_str(), &code), &link),
        expires,
    )?;
    let said = Said {
        centre: &centre.name,
        code: &code,
        link: format!("/sign-in/link/{}", link.reveal()),
        minutes: GOOD_FOR_MINUTES,
    };
    let to = recipient(known.as_ref(), &email);
    let telling = Telling {
        about: None,
        letter: Letter::SignInCode,
        facts: &outbox::facts(&said)?,
        why: "They asked to sign in",
        hold_until: None,
        expires: Some(expires),
    };
    outbox::tell(tx, &telling, &to)?;
    Ok(asked)
}

/// An address that was merged into somebody's account lets nobody in by itself: the code goes to the address that they
/// have now, and counts there.
pub(super) fn own_address(tx: &Tx<'_>, asked: &Email) -> Outcome<Email> {
    let known = people::find_by_email(tx, asked)?;
    let own = known.and_then(|person| Email::parse(&person.email));
    Ok(own.unwrap_or_else(|| asked.clone()))
}

/// Who gets the code: the person with this address, or the bare address of somebody who may yet join.
fn recipient(known: Option<&Person>, email: &Email) -> Recipient {
    let stranger = || Recipient {
        person: None,
        email: email.to_string(),
        name: String::new(),
    };
    known.map_or_else(stranger, Recipient::from)
}

/// Signs in with the typed code. A wrong one is counted, and that count is kept: the answer is a value, not an error.
///
/// # Errors
/// A refusal when this was tried too often.
pub fn confirm_code(
    tx: &Tx<'_>,
    typed: &str,
    code: &str,
    from: &Caller,
) -> Outcome<Option<(Person, Token)>> {
    let Some(email) = Email::parse(typed) else {
        return Ok(None);
    };
    let email = own_address(tx, &email)?;
    limits::refuse_if_exhausted(tx, email.as_str(), from)?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let offered = code_fingerprint(email.as_str(), &digits);
    let is_right = rows::open_codes(tx, &email, TRIES)?
        .iter()
        .fold(Choice::from(0), |right, open| right | open.ct_eq(&offered));
    if !bool::from(is_right) {
        rows::count_try(tx, &email)?;
        failed(tx, &email)?;
        limits::count_failure(tx, email.as_str(), from)?;
        return Ok(None);
    }
    rows::use_codes(tx, &email)?;
    arrive(tx, &email, from)
}

/// Writes down that somebody could not sign in as the person with this address; about strangers nothing is kept here.
pub(super) fn failed(tx: &Tx<'_>, email: &Email) -> Outcome<()> {
    match people::find_by_email(tx, email)? {
        Some(person) => super::noted(tx, None, Act::SignInFailed, person.id),
        None => Ok(()),
    }
}

/// Whether a mailed link is still good; looking uses nothing up.
///
/// # Errors
/// When the database fails.
pub fn knows_mailed_link(tx: &Tx<'_>, token: &Token) -> Outcome<bool> {
    Ok(rows::email_by_link(tx, token)?.is_some())
}

/// Signs in by the mail's link, once.
///
/// # Errors
/// When the database fails.
pub fn confirm_mailed_link(
    tx: &Tx<'_>,
    token: &Token,
    from: &Caller,
) -> Outcome<Option<(Person, Token)>> {
    let known = rows::email_by_link(tx, token)?;
    let Some(email) = known.as_deref().and_then(Email::parse) else {
        return Ok(None);
    };
    rows::use_codes(tx, &email)?;
    arrive(tx, &email, from)
}

/// Whoever proved an address comes in; a new one makes a student account, where the centre lets them.
fn arrive(tx: &Tx<'_>, email: &Email, from: &Caller) -> Outcome<Option<(Person, Token)>> {
    let person = match people::find_by_email(tx, email)? {
        Some(person) if person.disabled || person.email != email.as_str() => return Ok(None),
        Some(person) => person,
        None if centre::find(tx)?
            .unwrap_or_default()
            .lets_join(email.as_str()) =>
        {
            people::add(tx, email.as_str(), &email.name_guess(), &[Role::Student])?
        }
        None => return Ok(None),
    };
    let token = begin_session(tx, &person, &from.device)?;
    Ok(Some((person, token)))
}
