//! Connections to the file: how they are set, and the proof that the settings took.

use std::path::Path;
use std::time::Duration;

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::memory::Memory;
use super::migrate::MigrateError;
use super::tx::failed;
use crate::refusal::{Fault, Outcome};

/// Below this, SQLite's log file can lose commits when two connections reset it at once.
const OLDEST_SAFE: i32 = 3_051_003;

/// The settings of every connection, with what each must read back as.
const PRAGMAS: [(&str, &str, &str); 9] = [
    ("synchronous", "full", "2"),
    ("foreign_keys", "on", "1"),
    ("trusted_schema", "off", "0"),
    ("cell_size_check", "on", "1"),
    ("secure_delete", "on", "1"),
    ("journal_size_limit", "67108864", "67108864"),
    ("temp_store", "memory", "2"),
    ("mmap_size", "0", "0"),
    ("cache_size", "-4000", "-4000"),
];

/// The bundled SQLite's version, as it calls itself.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

pub(super) fn refuse_unsafe_version() -> Result<(), Fault> {
    if rusqlite::version_number() < OLDEST_SAFE {
        let found = rusqlite::version();
        return Err(Fault::new(format!(
            "SQLite {found} can lose commits; 3.51.3 is the oldest we use"
        )));
    }
    Ok(())
}

/// The one connection that writes.
pub(super) fn open_writer(path: &Path) -> Result<Connection, MigrateError> {
    let opening = |error| Fault::from_error(format!("opening {}", path.display()), error);
    let connection = Connection::open(path).map_err(opening)?;
    connection
        .busy_timeout(Duration::from_secs(5))
        .map_err(opening)?;
    let mode: String = connection
        .query_row("pragma journal_mode = wal", [], |row| row.get(0))
        .map_err(opening)?;
    if mode != "wal" {
        return Err(Fault::new(format!("the database stays in {mode} mode, not wal")).into());
    }
    // 16 MB: what is written again and again, as the ends of indexes are, goes from the log into the file once for many.
    settle(&connection, "wal_autocheckpoint", "4000", "4000")?;
    prepare(&connection)?;
    Ok(connection)
}

/// A connection that only reads, and what it remembers.
pub(super) struct Reader {
    pub(super) connection: Connection,
    pub(super) memory: Memory,
}

/// Makes readers.
pub(super) struct Readers(SqliteConnectionManager);

impl r2d2::ManageConnection for Readers {
    type Connection = Reader;
    type Error = rusqlite::Error;

    fn connect(&self) -> Result<Reader, rusqlite::Error> {
        let (connection, memory) = (self.0.connect()?, Memory::default());
        Ok(Reader { connection, memory })
    }

    fn is_valid(&self, reader: &mut Reader) -> Result<(), rusqlite::Error> {
        self.0.is_valid(&mut reader.connection)
    }

    fn has_broken(&self, reader: &mut Reader) -> bool {
        self.0.has_broken(&mut reader.connection)
    }
}

/// The pool of connections that only read.
pub(super) fn pool(path: &Path, size: u32, wait: Duration) -> Result<r2d2::Pool<Readers>, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let manager = SqliteConnectionManager::file(path)
        .with_flags(flags)
        .with_init(|connection| {
            connection.busy_timeout(Duration::from_secs(5))?;
            connection.set_prepared_statement_cache_capacity(64);
            prepare(connection)
                .map_err(|fault| rusqlite::Error::ToSqlConversionFailure(Box::new(fault)))?;
            connection.execute_batch("pragma query_only = on")
        });
    r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(false)
        .connection_timeout(wait)
        .build(Readers(manager))
        .map_err(|error| Fault::from_error("opening the readers", error))
}

fn prepare(connection: &Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(128);
    plan_once(connection)?;
    PRAGMAS
        .iter()
        .try_for_each(|(name, value, reads)| settle(connection, name, value, reads))
}

/// A statement's plan holds whatever its values are. Otherwise SQLite would plan anew with each new value that could
/// fit a partial index or a pattern, which takes longer than the page itself.
fn plan_once(connection: &Connection) -> Result<(), Fault> {
    let planned = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
    match planned {
        Ok(true) => Ok(()),
        Ok(false) => Err(Fault::new("SQLite does not keep its plans")),
        Err(error) => Err(Fault::from_error("having SQLite keep its plans", error)),
    }
}

fn settle(connection: &Connection, name: &str, value: &str, reads: &str) -> Result<(), Fault> {
    let setting = |error| Fault::from_error(format!("setting pragma {name}"), error);
    connection
        .pragma_update(None, name, value)
        .map_err(setting)?;
    let found: i64 = connection
        .pragma_query_value(None, name, |row| row.get(0))
        .map_err(setting)?;
    if found.to_string() == reads {
        return Ok(());
    }
    Err(Fault::new(format!(
        "pragma {name} reads {found}, not {reads}"
    )))
}

/// A read transaction that ends when it is dropped, so that all queries of one look agree.
pub(super) struct Snapshot<'c>(&'c Connection);

impl<'c> Snapshot<'c> {
    pub(super) fn begin(connection: &'c Connection) -> Outcome<Self> {
        connection
            .prepare_cached("begin deferred")
            .and_then(|mut begin| begin.execute([]))
            .map_err(failed)?;
        Ok(Self(connection))
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        let ended = self
            .0
            .prepare_cached("rollback")
            .and_then(|mut end| end.execute([]));
        if let Err(error) = ended {
            tracing::error!(%error, "a read could not be ended");
        }
    }
}
