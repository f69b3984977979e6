//! Looks over the database, the mail that waits in it, and the API tokens.

use super::Check;
use crate::db::{self, DataDir, Db};
use crate::outbox::{self, Relay, State};
use crate::refusal::Outcome;
use crate::sign_in;

/// An API token that ends within so many days should be followed by another one.
const ENDS_SOON_DAYS: i64 = 14;
/// An API token that nobody used for so many days should be revoked.
const UNUSED_DAYS: i64 = 90;

/// Whether the database can be opened as it is, and which schema it has; nothing where there is none yet.
#[must_use]
pub fn of_file(dir: &DataDir) -> Option<Check> {
    let newest = db::newest_version();
    Some(match db::schema_of(&dir.database()) {
        Ok(None) => return None,
        Ok(Some(found)) if found == newest => {
            Check::ok("schema", format!("The database has schema {found}."))
        }
        Ok(Some(found)) if found < newest => Check::warn(
            "schema",
            format!("The database has schema {found}, this program uses {newest}."),
            "Start the server again: it copies the database, then brings it up to date.",
        ),
        Ok(Some(found)) => Check::fail(
            "schema",
            format!("The database has schema {found}, this program only knows {newest}."),
            "Use a newer paperdesk, or restore a backup that this one can read.",
        ),
        Err(failure) => Check::fail(
            "database",
            format!("{} cannot be read: {failure}.", dir.database().display()),
            "Keep the file as it is and restore the newest backup with `paperdesk restore`.",
        ),
    })
}

/// The engine, backups, mail and API tokens, for a database that is open. Its settings were proven when it was opened.
///
/// # Errors
/// When the database fails.
pub fn of_database(db: &Db) -> Outcome<Vec<Check>> {
    let (relay, failed, held, tokens) = db.read_now(|tx| {
        let count = |state| outbox::count_by_state(tx, state);
        Ok((
            outbox::relay(tx)?,
            count(State::Failed)?,
            count(State::Held)?,
            sign_in::count_tokens_to_look_at(tx, ENDS_SOON_DAYS, UNUSED_DAYS)?,
        ))
    })?;
    let sqlite = format!(
        "SQLite {} keeps what it acknowledges (WAL, synchronous full).",
        db::sqlite_version()
    );
    let backups = "`paperdesk backup FILE` from a timer, then `paperdesk verify FILE`: we cannot see where copies are kept.";
    Ok(vec![
        Check::ok("sqlite", sqlite),
        Check::ok("backups", backups),
        of_relay(&relay),
        of_failed(failed),
        of_held(held, relay.configured),
        of_tokens(tokens),
    ])
}

/// Reads every page of the database; slow where it is large.
///
/// # Errors
/// When the database cannot be read.
pub fn pages_are_sound(db: &Db) -> Outcome<Check> {
    let mend = "Stop the server, keep the data dir as it is, and restore the newest backup into a new one.";
    Ok(match db.read_now(db::first_damage)? {
        None => Check::ok("database", "Every page of the database is sound."),
        Some(damage) => Check::fail(
            "database",
            format!("The database is damaged: {damage}."),
            mend,
        ),
    })
}

fn of_relay(relay: &Relay) -> Check {
    match &relay.said {
        Some(said) if relay.troubles > 0 => Check::warn(
            "sending",
            format!("Mail waits: the mail server said “{said}”."),
            "We keep trying; if it does not pass, look at `smtp` and at the mail server.",
        ),
        _ => Check::ok("sending", "Nothing holds the mail up."),
    }
}

fn of_failed(count: i64) -> Check {
    if count == 0 {
        return Check::ok("failed mail", "No mail was given up.");
    }
    Check::warn(
        "failed mail",
        format!("{} given up.", mails(count)),
        "See `paperdesk mail list --state failed`, then `paperdesk mail retry --all-failed`.",
    )
}

fn of_held(count: i64, configured: bool) -> Check {
    let says = format!("{} kept and not sent.", mails(count));
    match (count, configured) {
        (0, _) => Check::ok("held mail", "No mail is kept back."),
        (_, false) => Check::warn("held mail", says, "Set `smtp` and start the server again."),
        // In an undo window, or after a restore: nothing that is wrong by itself.
        (_, true) => Check::ok("held mail", says),
    }
}

fn of_tokens((ending, unused): (i64, i64)) -> Check {
    if (ending, unused) == (0, 0) {
        return Check::ok("tokens", "No API token ends soon or lies unused.");
    }
    Check::warn(
        "tokens",
        format!(
            "API tokens that end within {ENDS_SOON_DAYS} days: {ending}; unused for {UNUSED_DAYS} days: {unused}."
        ),
        "See `paperdesk token list`: make new ones in time, and revoke those that nobody needs.",
    )
}

fn mails(count: i64) -> String {
    match count {
        1 => "1 mail was".to_owned(),
        0..=1000 => format!("{count} mails were"),
        _ => "More than 1,000 mails were".to_owned(),
    }
}
