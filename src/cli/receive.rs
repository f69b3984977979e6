//! A mail that came in, piped by a mail server: filed like one that is handed over by HTTP.

use std::io::Read;

use super::{Stop, print};
use crate::db::Db;
use crate::inbound::{self, Filed};

/// A report quotes our own short mails, and an answer with more than this is no answer.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Files what stands on standard input.
///
/// # Errors
/// When it cannot be read or written down.
pub fn run(db: &Db, to: Option<&str>, json: bool) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::failed(format!("The mail could not be read: {error}")))?;
    let filed = match inbound::read(&bytes, to) {
        Some(came) => db.write_now(move |tx| inbound::file(tx, &came))?,
        None => Filed::Nothing,
    };
    if json {
        return print::json(&serde_json::json!({ "filed": filed.as_str() }));
    }
    print::say(match filed {
        Filed::Report => "It is a report, and its mail knows of it.",
        Filed::Reply => "It is an answer, and lies with its paper.",
        Filed::Nothing => "It is nothing to this desk, and is dropped.",
    })
}
