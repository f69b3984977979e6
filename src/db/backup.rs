//! Copies of a whole desk in one file: taken while it runs, proven before they count, put back only into an empty place.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::connection::Snapshot;
use super::data_dir::DataDir;
use super::memory::Memory;
use super::migrate::{self, newest_version};
use super::tx::{Tx, failed};
use crate::clock::Clock;
use crate::refusal::{Fault, Outcome, Refusal};

/// "Pdsk", so that no other database is taken for a desk.
const APPLICATION_ID: i64 = 0x5064_736b;

/// What a verified file holds.
#[derive(Debug)]
pub struct Verified {
    /// The schema it was written with.
    pub schema: i64,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Copies a running desk to a file. An older file of that name stays until the new one is proven.
///
/// # Errors
/// When the copy cannot be written or does not verify; the target is then untouched.
pub fn back_up(
    database: &Path,
    target: &Path,
    also: impl FnOnce(&Tx<'_>) -> Outcome<()>,
) -> Outcome<Verified> {
    let parts = ["", "-wal", "-shm"].map(|part| {
        let mut name = database.as_os_str().to_owned();
        name.push(part);
        PathBuf::from(name)
    });
    if parts.iter().any(|part| is_same_file(part, target)) {
        return Err(Refusal::conflict("A backup cannot be written over the running desk.").into());
    }
    let fresh = beside(target, "partial");
    remove_if_there(&fresh)?;
    let source = open_read_only(database)?;
    let copied = source
        .execute("vacuum into ?1", [fresh.to_string_lossy()])
        .map_err(failed);
    let proven = copied
        .and_then(|_| verify(&fresh, also))
        .and_then(|verified| {
            sync(&fresh)?;
            fs::rename(&fresh, target)
                .map_err(|error| Fault::from_error("naming the backup", error))?;
            sync(parent(target))?;
            Ok(verified)
        });
    if proven.is_err() {
        remove_if_there(&fresh)?;
    }
    proven
}

/// Proves that a file is a whole desk: its pages, its references, its schema, and what `also` asks.
///
/// # Errors
/// A refusal that says in one sentence what is wrong with the file.
pub fn verify(file: &Path, also: impl FnOnce(&Tx<'_>) -> Outcome<()>) -> Outcome<Verified> {
    let connection = open_read_only(file)?;
    distrust(&connection)?;
    let number = |pragma: &str| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0))
    };
    let application = number("application_id").map_err(|_| not_a_desk(file))?;
    if application != APPLICATION_ID {
        return Err(not_a_desk(file).into());
    }
    let whole: String = connection
        .query_row("pragma integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(file, &error.to_string()))?;
    if whole != "ok" {
        return Err(damaged(file, &whole).into());
    }
    let mut strays = connection
        .prepare("pragma foreign_key_check")
        .map_err(failed)?;
    if strays.exists([]).map_err(failed)? {
        return Err(damaged(file, "rows refer to rows that are not there").into());
    }
    let schema = number("user_version").map_err(failed)?;
    if schema > newest_version() {
        let says = format!(
            "{} has schema {schema}; start a newer paperdesk to read it.",
            file.display()
        );
        return Err(Refusal::conflict(says).into());
    }
    let _snapshot = Snapshot::begin(&connection)?;
    also(&Tx::new(
        (&connection, &Memory::default()),
        Clock::Machine.now(),
    ))?;
    let bytes = fs::metadata(file)
        .map_err(|error| Fault::from_error("measuring the file", error))?
        .len();
    Ok(Verified { schema, bytes })
}

/// Puts a proven backup into an empty data dir, and runs `settle` on it before anybody can open it.
///
/// # Errors
/// When the place is not empty or the backup does not verify; the place is then as it was.
pub fn restore(
    backup: &Path,
    dir: &Path,
    settle: impl FnOnce(&Tx<'_>) -> Outcome<()>,
) -> Outcome<Verified> {
    refuse_unless_empty(dir)?;
    let verified = verify(backup, |_| Ok(()))?;
    let dir = DataDir::open(dir)?;
    let fresh = beside(&dir.database(), "restoring");
    let put_back = put_back(backup, &fresh, settle).and_then(|()| {
        fs::rename(&fresh, dir.database()).map_err(copying)?;
        Ok(sync(dir.path())?)
    });
    if put_back.is_err() {
        remove_if_there(&fresh)?;
    }
    put_back.map(|()| verified)
}

fn put_back(
    backup: &Path,
    fresh: &Path,
    settle: impl FnOnce(&Tx<'_>) -> Outcome<()>,
) -> Outcome<()> {
    fs::copy(backup, fresh).map_err(copying)?;
    let mut connection = Connection::open(fresh).map_err(failed)?;
    distrust(&connection)?;
    migrate::apply(&mut connection)
        .map_err(|error| Fault::from_error("bringing it up to date", error))?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    settle(&Tx::new(
        (&transaction, &Memory::default()),
        Clock::Machine.now(),
    ))?;
    transaction.commit().map_err(failed)?;
    drop(connection);
    Ok(sync(fresh)?)
}

fn copying(error: std::io::Error) -> Fault {
    Fault::from_error("copying the backup", error)
}

/// A stranger's file may be made to mislead: its views and triggers may call nothing, its pages are looked over.
fn distrust(connection: &Connection) -> Outcome<()> {
    connection
        .execute_batch("pragma trusted_schema = off; pragma cell_size_check = on;")
        .map_err(failed)?;
    Ok(())
}

/// The same file, by whatever way it is named.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev() && one.ino() == other.ino(),
        _ => one == other,
    }
}

fn refuse_unless_empty(dir: &Path) -> Outcome<()> {
    let left = match fs::read_dir(dir) {
        Ok(entries) => entries.filter_map(Result::ok).any(|entry| {
            let name = entry.file_name();
            ![
                "uploads",
                "lock",
                "paperdesk.toml",
                "paperdesk.db.restoring",
            ]
            .iter()
            .any(|known| name == *known)
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(Fault::from_error("looking into the data dir", error).into()),
    };
    if left {
        let says = format!(
            "{} is not empty. Restore into a new place with --data DIR.",
            dir.display()
        );
        return Err(Refusal::conflict(says).into());
    }
    Ok(())
}

pub(super) fn open_read_only(file: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if !file.is_file() {
        return Err(Refusal::conflict(format!("There is no file {}.", file.display())).into());
    }
    let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
    connection
        .busy_timeout(std::time::Duration::from_secs(5))
        .map_err(failed)?;
    Ok(connection)
}

fn not_a_desk(file: &Path) -> Refusal {
    Refusal::conflict(format!("{} is not a Paperdesk backup.", file.display()))
}

fn damaged(file: &Path, found: &str) -> Refusal {
    Refusal::conflict(format!("{} is damaged: {found}.", file.display()))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."))
}

fn sync(path: &Path) -> Result<(), Fault> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| Fault::from_error(format!("writing {} to disk", path.display()), error))
}

fn remove_if_there(path: &Path) -> Result<(), Fault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Fault::from_error(
            format!("removing {}", path.display()),
            error,
        )),
        _ => Ok(()),
    }
}
