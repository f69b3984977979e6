//! A fresh link to set up the centre, or to make somebody its admin again.

use std::fs::{OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

use super::{Stop, desk, print};
use crate::config::Settings;
use crate::db::DataDir;
use crate::refusal::Fault;
use crate::sign_in;

/// What can be asked.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Makes the link, voids older ones, and prints it.
///
/// # Errors
/// When the desk cannot be opened or written to.
pub fn run(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    let db = desk::open_or_make(settings)?;
    let token = db.write_now(sign_in::setup_link)?;
    let url = format!("{}/setup/{}", settings.public_url, token.reveal());
    keep(&DataDir::open(&settings.data)?, &url)?;
    print::link(&url, ask.json)
}

/// The older link in the data dir is void now, so the new one takes its place.
fn keep(dir: &DataDir, url: &str) -> Result<(), Fault> {
    let path = dir.setup_link();
    let opened = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&path);
    opened
        .and_then(|mut file| {
            file.set_permissions(Permissions::from_mode(0o600))?;
            writeln!(file, "{url}")
        })
        .map_err(|error| {
            Fault::from_error(format!("keeping the link in {}", path.display()), error)
        })
}
