//! Prints the versions of the program, its schema and its database.

use super::{Stop, print};
use crate::db;

/// What can be asked.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the versions.
///
/// # Errors
/// When stdout cannot be written to.
pub fn run(ask: &Ask) -> Result<(), Stop> {
    let (version, schema, sqlite) = (
        env!("CARGO_PKG_VERSION"),
        db::newest_version(),
        db::sqlite_version(),
    );
    if ask.json {
        return print::json(
            &serde_json::json!({ "version": version, "schema": schema, "sqlite": sqlite }),
        );
    }
    print::say(&format!(
        "paperdesk {version} (schema {schema}, SQLite {sqlite})"
    ))
}
