//! A request that is sent twice is done once: its first answer is kept with the deed and given again.

mod rows;

use crate::db::Tx;
use crate::people::PersonId;
use crate::refusal::{Outcome, Refusal};

/// How long an answer is kept, in days.
const KEPT_DAYS: i64 = 1;

/// One request, as its sender names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asks.
    pub person: PersonId,
    /// Their own name for the request; none: it is done however often it comes.
    pub key: Option<String>,
    /// SHA-256 of all that the request says: the same key may not stand for another one.
    pub fingerprint: [u8; 32],
}

/// An answer as it went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// Headers that belong to it, beside those of every answer.
    pub headers: Vec<(String, String)>,
    /// JSON.
    pub body: String,
}

/// Whether an answer was given for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The deed was done just now.
    First(Answered),
    /// It was done before; nothing was done now.
    Again(Answered),
}

/// The answer that was given to this very request before, if one was.
///
/// # Errors
/// A refusal when the key stood for another request.
pub fn before(tx: &Tx<'_>, asked: &Asked) -> Outcome<Option<Answered>> {
    let Some(key) = &asked.key else {
        return Ok(None);
    };
    let since = tx.now().plus_days(-KEPT_DAYS);
    match rows::find(tx, (asked.person, key), since)? {
        Some((fingerprint, answered)) if fingerprint == asked.fingerprint => Ok(Some(answered)),
        Some(_) => Err(Refusal::field(
            "Idempotency-Key",
            "This key was used for another request. Each request has a key of its own",
        )
        .into()),
        None => Ok(None),
    }
}

/// Does the deed once, and keeps its answer in the same transaction; a deed that fails is not kept.
///
/// # Errors
/// As `before`, and whatever the deed gives.
pub fn once(
    tx: &Tx<'_>,
    asked: &Asked,
    deed: impl FnOnce(&Tx<'_>) -> Outcome<Answered>,
) -> Outcome<Given> {
    if let Some(answered) = before(tx, asked)? {
        return Ok(Given::Again(answered));
    }
    let answered = deed(tx)?;
    if let Some(key) = &asked.key {
        rows::keep(tx, (asked.person, key), &asked.fingerprint, &answered)?;
    }
    Ok(Given::First(answered))
}

/// Forgets answers that were kept for a day, some at a time; gives how many.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &Tx<'_>) -> Outcome<usize> {
    rows::delete_before(tx, tx.now().plus_days(-KEPT_DAYS))
}
