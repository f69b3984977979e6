//! Shows every setting, its value, and where it came from; passwords are masked.

use super::{Stop, print};
use crate::config::Settings;

/// What can be asked.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Shows the settings.
///
/// # Errors
/// When stdout cannot be written to.
pub fn run(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    for warning in &settings.warnings {
        eprintln!("paperdesk: {warning}");
    }
    let lines = settings.explain();
    if ask.json {
        return print::json(&lines);
    }
    let rows: Vec<[String; 3]> = lines
        .into_iter()
        .map(|line| [line.key.to_owned(), line.value, line.origin])
        .collect();
    print::say(&print::columns(["key", "value", "from"], &rows))
}
