//! The secret address of a person's feeds: calendars and feed readers cannot sign in.

use super::Token;
use super::rows::feeds as rows;
use crate::db::Tx;
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

/// Opens a person's feeds at a fresh address; the one before opens nothing any more.
///
/// # Errors
/// When the database fails.
pub fn open(tx: &Tx<'_>, person: PersonId) -> Outcome<Token> {
    let token = Token::new();
    rows::replace(tx, person, Some(&token.fingerprint()))?;
    Ok(token)
}

/// Closes a person's feeds.
///
/// # Errors
/// When the database fails.
pub fn close(tx: &Tx<'_>, person: PersonId) -> Outcome<()> {
    rows::replace(tx, person, None)
}

/// Whether a person has feeds.
///
/// # Errors
/// When the database fails.
pub fn are_open(tx: &Tx<'_>, person: PersonId) -> Outcome<bool> {
    rows::are_open(tx, person)
}

/// Whose feeds an address opens, if they may come in.
///
/// # Errors
/// When the database fails.
pub fn owner(tx: &Tx<'_>, token: &Token) -> Outcome<Option<Person>> {
    let found = rows::find(tx, &token.fingerprint())?;
    let person = found.map(|id| crate::people::find(tx, id)).transpose()?;
    Ok(person.flatten().filter(|person| !person.disabled))
}
