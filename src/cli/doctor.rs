//! Looks the desk over and prints what it found; fails when something does not work.

use super::{Stop, print};
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::{DataDir, Db};
use crate::doctor::{self, Check, Finding};
use crate::refusal::Fault;

/// What can be asked.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Looks the desk over.
///
/// # Errors
/// Code 1 when at least one check fails.
pub fn run(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    let found = look(settings)?;
    if ask.json {
        print::json(&found)?;
    } else {
        print::say(&as_text(&found))?;
    }
    if found.iter().any(|check| check.state == Finding::Fail) {
        Err(Stop::quietly())
    } else {
        Ok(())
    }
}

fn look(settings: &Settings) -> Result<Vec<Check>, Stop> {
    let mut found = doctor::of_place(settings);
    if settings.data.is_dir() {
        found.extend(of_desk(settings)?);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::from_error("starting the async runtime", error))?;
    found.extend(runtime.block_on(doctor::of_settings(settings)));
    Ok(found)
}

/// The database is only opened where that changes nothing in it.
fn of_desk(settings: &Settings) -> Result<Vec<Check>, Stop> {
    let dir = DataDir::open(&settings.data)?;
    let Some(schema) = doctor::of_file(&dir) else {
        return Ok(Vec::new());
    };
    let current = schema.state == Finding::Ok;
    let mut found = vec![schema];
    if current {
        let db = Db::open(&dir, Clock::Machine)?;
        found.push(doctor::pages_are_sound(&db)?);
        found.extend(doctor::of_database(&db)?);
    }
    Ok(found)
}

fn as_text(found: &[Check]) -> String {
    let width = found
        .iter()
        .map(|check| check.name.len())
        .max()
        .unwrap_or(0);
    let lines = found.iter().flat_map(|check| {
        let says = format!(
            "{:4}  {:width$}  {}\n",
            check.state.as_str(),
            check.name,
            check.says
        );
        let mend = check
            .mend
            .as_ref()
            .map(|mend| format!("{:4}  {:width$}  -> {mend}\n", "", ""));
        [Some(says), mend]
    });
    lines.flatten().collect()
}
