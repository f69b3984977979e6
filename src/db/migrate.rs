//! Brings a database file to the newest schema: after a verified copy, one all-or-nothing step at a time.

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::backup;
use super::data_dir::DataDir;
use crate::assets;
use crate::clock::Clock;
use crate::refusal::Fault;

/// Why a database could not be opened.
#[derive(Debug)]
pub enum MigrateError {
    /// The schema could not be brought up to date; the database is left as it was.
    Migration(String),
    /// Something else is broken.
    Fault(Fault),
}

impl From<Fault> for MigrateError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl std::fmt::Display for MigrateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Migration(says) => f.write_str(says),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for MigrateError {}

/// The newest schema this binary knows: the number of its migrations.
#[must_use]
pub fn newest_version() -> i64 {
    i64::try_from(assets::migrations().len()).unwrap_or(i64::MAX)
}

pub(super) fn version(connection: &Connection) -> Result<i64, Fault> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| Fault::from_error("reading the schema's version", error))
}

pub(super) fn migrate(
    connection: &mut Connection,
    dir: &DataDir,
    clock: &Clock,
) -> Result<(), MigrateError> {
    let (found, newest) = (version(connection)?, newest_version());
    if found > newest {
        return Err(MigrateError::Migration(format!(
            "the database has schema {found}, this binary knows {newest}: start a newer paperdesk"
        )));
    }
    if found == newest {
        return Ok(());
    }
    if found > 0 {
        let name = format!("before-schema-{newest}-{}.db", clock.now().0);
        let copy = dir.path().join(name);
        backup::back_up(&dir.database(), &copy, |_| Ok(())).map_err(|failure| {
            MigrateError::Migration(format!("the copy before the migration failed: {failure}"))
        })?;
    }
    apply(connection)
}

/// Applies every step the file has not seen yet.
pub(super) fn apply(connection: &mut Connection) -> Result<(), MigrateError> {
    let steps = assets::migrations();
    let migrations = Migrations::new(steps.iter().map(|(_, sql)| M::up(sql)).collect());
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    migrations.to_latest(connection).map_err(|error| {
        MigrateError::Migration(format!("a migration failed, nothing was changed: {error}"))
    })
}
