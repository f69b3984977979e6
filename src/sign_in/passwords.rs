//! Passwords, for those who want one: argon2id, slow on purpose, computed where it holds nobody up.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use super::codes::{failed, own_address};
use super::limits::{self, Caller};
use super::{Token, begin_session, rows};
use crate::audit::Act;
use crate::db::Tx;
use crate::people::{self, Email, Person, PersonId};
use crate::refusal::{Fault, Outcome, Refusal};

/// 19 MiB, two passes: about 45 ms on a small server.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const SHORTEST: usize = 12;
const LONGEST: usize = 200;

/// A password's hash in PHC form.
#[derive(Clone, Debug)]
pub struct Hash(pub(super) String);

/// What stands in the way of a new password.
///
/// # Errors
/// A refusal at the field `new_password`.
pub fn check_new(person: &Person, password: &str) -> Outcome<()> {
    let says = |says: &str| Err(Refusal::field("new_password", says).into());
    let length = password.chars().count();
    if length < SHORTEST {
        return says("Use at least 12 letters; a few words in a row are good");
    }
    if length > LONGEST {
        return says("Use at most 200 letters");
    }
    let lower = password.to_lowercase();
    let local = person.email.split('@').next().unwrap_or_default();
    let distinct = lower
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let guessable = [
        "password",
        "passwort",
        "qwerty",
        "123456",
        "paperdesk",
        "letmein",
    ];
    if distinct < 5 || lower.contains(local) || guessable.iter().any(|word| lower.contains(word)) {
        return says(
            "This is easy to guess. A few words in a row that only you would put together are good",
        );
    }
    Ok(())
}

/// Hashes a password. Takes about 45 ms of a core: never inside a deed.
///
/// # Errors
/// When hashing fails.
pub fn hash(password: &str) -> Result<Hash, Fault> {
    let failed =
        |error: argon2::password_hash::Error| Fault::new(format!("hashing a password: {error}"));
    let hashed = argon()?
        .hash_password(password.as_bytes())
        .map_err(failed)?;
    Ok(Hash(hashed.to_string()))
}

/// Whether a password is the one behind a hash. Takes as long where there is none, so that time tells nothing.
///
/// # Errors
/// When hashing fails.
pub fn matches(known: Option<&Hash>, password: &str) -> Result<bool, Fault> {
    let Some(known) = known else {
        hash(password)?;
        return Ok(false);
    };
    let parsed = PasswordHash::new(&known.0)
        .map_err(|error| Fault::new(format!("reading a password's hash: {error}")))?;
    Ok(argon()?
        .verify_password(password.as_bytes(), &parsed)
        .is_ok())
}

fn argon() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None)
        .map_err(|error| Fault::new(format!("setting up argon2: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The person and hash behind an address, where they may sign in by password.
///
/// # Errors
/// A refusal when this was tried too often.
pub fn password_of(tx: &Tx<'_>, typed: &str, from: &Caller) -> Outcome<Option<(Person, Hash)>> {
    let Some(email) = Email::parse(typed) else {
        return Ok(None);
    };
    let email = own_address(tx, &email)?;
    limits::refuse_if_exhausted(tx, email.as_str(), from)?;
    let Some(person) = people::find_by_email(tx, &email)?.filter(|person| !person.disabled) else {
        return Ok(None);
    };
    Ok(rows::password(tx, person.id)?.map(|hash| (person, Hash(hash))))
}

/// Counts a wrong password.
///
/// # Errors
/// When the database fails.
pub fn password_refused(tx: &Tx<'_>, typed: &str, from: &Caller) -> Outcome<()> {
    let email = Email::parse(typed)
        .map(|email| own_address(tx, &email))
        .transpose()?;
    if let Some(email) = &email {
        failed(tx, email)?;
    }
    limits::count_failure(tx, email.as_ref().map_or("", Email::as_str), from)
}

/// Sets a password, or takes it away; every other session ends, and a new one begins for this browser.
///
/// # Errors
/// When the database fails.
pub fn set_password(
    tx: &Tx<'_>,
    id: PersonId,
    hash: Option<&Hash>,
    device: &str,
) -> Outcome<Token> {
    replace_password(tx, id, id, hash)?;
    let person = people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
    begin_session(tx, &person, device)
}

/// Takes somebody else's password away, as when they forgot it; they sign in by mail again.
///
/// # Errors
/// When the database fails.
pub fn clear_password(tx: &Tx<'_>, by: PersonId, id: PersonId) -> Outcome<()> {
    replace_password(tx, by, id, None)
}

fn replace_password(tx: &Tx<'_>, by: PersonId, id: PersonId, hash: Option<&Hash>) -> Outcome<()> {
    rows::set_password(tx, id, hash.map(|hash| hash.0.as_str()))?;
    super::noted(tx, Some(by), Act::PasswordChanged, id)?;
    super::end_everywhere(tx, by, id)
}
