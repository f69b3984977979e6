//! Looks at a desk's database without changing it: which schema it has, and whether its pages are sound.

use std::path::Path;

use super::backup::open_read_only;
use super::tx::Tx;
use super::{migrate, value::bind};
use crate::refusal::Outcome;

/// The schema of a database file; nothing where there is no file.
///
/// # Errors
/// When the file is not a database.
pub fn schema_of(database: &Path) -> Outcome<Option<i64>> {
    if !database.is_file() {
        return Ok(None);
    }
    let connection = open_read_only(database)?;
    Ok(Some(migrate::version(&connection)?))
}

/// The first thing wrong with the database's pages, as the engine says it; reads all of them.
///
/// # Errors
/// When the file cannot be read.
pub fn first_damage(tx: &Tx<'_>) -> Outcome<Option<String>> {
    let found = tx.one("pragma quick_check(1)", bind![], |row| {
        row.get::<String>("quick_check")
    })?;
    Ok(found.filter(|found| found != "ok"))
}
