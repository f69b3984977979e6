//! Copies of the desk at the command line: taking one, proving one, and putting one back.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::audit::{in_words, prove};
use super::{Stop, desk, print};
use crate::audit::{self, Act, Subject};
use crate::config::Settings;
use crate::db::{self, DataDir, ServerLock, Verified};
use crate::drafts;
use crate::hooks;
use crate::outbox;
use crate::refusal::Refusal;
use crate::sign_in;

/// Which file.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The backup
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    file: &'a Path,
    bytes: u64,
    schema: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_mails: Option<usize>,
}

fn told(
    ask: &Ask,
    (verified, held_mails): (&Verified, Option<usize>),
    says: &str,
) -> Result<(), Stop> {
    if ask.json {
        let (bytes, schema) = (verified.bytes, verified.schema);
        return print::json(&Shown {
            file: &ask.file,
            bytes,
            schema,
            held_mails,
        });
    }
    print::say(says)
}

/// Copies the desk to a file and proves the copy; a server may be at work meanwhile.
///
/// # Errors
/// When there is no desk, or the copy cannot be written or proven; an older file of that name then stays.
pub fn back_up(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    desk::must_exist(settings)?;
    let database = DataDir::open(&settings.data)?.database();
    let verified = db::back_up(&database, &ask.file, drafts::check_files)?;
    let says = format!(
        "{} is written and proven: {}",
        ask.file.display(),
        measures(&verified)
    );
    told(ask, (&verified, None), &says)
}

/// Proves that a backup is whole, its kept files and its audit included.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn verify(ask: &Ask) -> Result<(), Stop> {
    let mut sound = None;
    let verified = db::verify(&ask.file, |tx| {
        drafts::check_files(tx)?;
        if audit::is_kept(tx)? {
            sound = Some(prove(tx, None)?);
        }
        Ok(())
    })?;
    let chain = sound.map_or_else(String::new, |sound| format!("\n{}", in_words(&sound)));
    let says = format!(
        "{} is whole: {}{chain}",
        ask.file.display(),
        measures(&verified)
    );
    told(ask, (&verified, None), &says)
}

/// Puts a backup into an empty data dir. Mail that was not sent is held and nobody is signed in.
///
/// # Errors
/// When the place is not empty, the backup is not whole, or a server was started there meanwhile.
pub fn restore(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    let mut lock: Option<ServerLock> = None;
    let mut busy = false;
    let mut held = 0;
    // The lock is held until the database has its name, so that no server makes another one there meanwhile.
    let restored = db::restore(&ask.file, &settings.data, |tx| {
        lock = DataDir::open(&settings.data)?.lock()?;
        busy = lock.is_none();
        if busy {
            return Err(Refusal::conflict("A server was started there meanwhile.").into());
        }
        drafts::check_files(tx)?;
        held = outbox::hold_everything_unsent(tx)?;
        hooks::hold_everything_unsent(tx)?;
        if audit::is_kept(tx)? {
            audit::note_plainly(tx, None, Act::Restored, Subject::Desk)?;
        }
        sign_in::forget_everything(tx)
    });
    drop(lock);
    if busy {
        return Err(Stop::busy(&settings.data));
    }
    let verified = restored?;
    let says = format!(
        "{} is restored to {}: {}\nMails that were not sent and are held until somebody decides: {held}.",
        ask.file.display(),
        settings.data.display(),
        measures(&verified)
    );
    told(ask, (&verified, Some(held)), &says)
}

fn measures(verified: &Verified) -> String {
    format!("{} bytes, schema {}.", verified.bytes, verified.schema)
}
