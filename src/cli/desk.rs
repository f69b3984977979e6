//! Opens the desk that a command works on, beside a running server where there is one.

use crate::clock::Clock;
use crate::config::Settings;
use crate::db::{self, DataDir, Db};

use super::stop::Stop;

/// Opens a desk that is there already.
///
/// # Errors
/// When there is none yet, or as `open_or_make`.
pub fn open(settings: &Settings) -> Result<Db, Stop> {
    must_exist(settings)?;
    open_or_make(settings)
}

/// Opens a desk, and makes it as the server would where there is none.
///
/// # Errors
/// Code 4 when its database must be brought up to date while a server is at work on it; 3 when that fails.
pub fn open_or_make(settings: &Settings) -> Result<Db, Stop> {
    let dir = DataDir::open(&settings.data)?;
    if db::schema_of(&dir.database())? == Some(db::newest_version()) {
        return Ok(Db::open(&dir, Clock::Machine)?);
    }
    let _held = dir.lock()?.ok_or_else(|| Stop::busy(&settings.data))?;
    Ok(Db::open(&dir, Clock::Machine)?)
}

/// Refuses where there is no desk yet.
///
/// # Errors
/// When there is none.
pub fn must_exist(settings: &Settings) -> Result<(), Stop> {
    if settings.data.join("paperdesk.db").is_file() {
        return Ok(());
    }
    let says = format!(
        "There is no desk in {} yet; `paperdesk serve` makes one.",
        settings.data.display()
    );
    Err(Stop::failed(says))
}
