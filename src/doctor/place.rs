//! Looks over the machine: the data dir, its disk, the server at work on it, and the clock.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Check;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::DataDir;
use crate::refusal::Fault;

const MEGABYTE: u64 = 1_000_000;
/// Below this we warn, in bytes; a backup and a migration need room for a second copy.
const LITTLE_ROOM: u64 = 512 * MEGABYTE;
/// Below this nothing more is taken in, in bytes.
const NO_ROOM: u64 = 64 * MEGABYTE;
/// 1 January 2025, in milliseconds: before this program was written.
const TOO_EARLY: Moment = Moment(1_735_689_600_000);

/// The settings' warnings, the data dir, its disk, the server and the clock.
#[must_use]
pub fn of_place(settings: &Settings) -> Vec<Check> {
    let mut found = vec![of_warnings(settings), of_clock(Clock::Machine.now())];
    found.extend(of_data_dir(&settings.data));
    found
}

fn of_warnings(settings: &Settings) -> Check {
    match settings.warnings.first() {
        None => Check::ok("settings", "The settings can be read."),
        Some(warning) => Check::warn(
            "settings",
            warning,
            "Take that right away with `chmod o-r`.",
        ),
    }
}

fn of_clock(now: Moment) -> Check {
    let says = format!(
        "The clock says {} UTC.",
        now.timestamp().strftime("%Y-%m-%d %H:%M")
    );
    if now >= TOO_EARLY {
        return Check::ok("clock", says);
    }
    Check::fail(
        "clock",
        says,
        "Set the machine's clock: promises and sign-in codes count on it.",
    )
}

fn of_data_dir(path: &Path) -> Vec<Check> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let says = format!("{} is not there yet.", path.display());
            vec![Check::warn(
                "data dir",
                says,
                "`paperdesk serve` makes it; or name another one with --data DIR.",
            )]
        }
        Err(error) => {
            let says = format!("{} cannot be looked at: {error}.", path.display());
            vec![Check::fail(
                "data dir",
                says,
                "Run this as the user that the server runs as.",
            )]
        }
        Ok(found) => {
            vec![
                of_rights(path, found.permissions().mode()),
                of_writing(path),
                of_disk(path),
                of_server(path),
            ]
        }
    }
}

fn of_rights(path: &Path, mode: u32) -> Check {
    let says = format!("{} has the rights {:03o}.", path.display(), mode & 0o777);
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Check::ok("rights", says);
    }
    Check::warn(
        "rights",
        says,
        format!("Others may look in: `chmod 700 {}`.", path.display()),
    )
}

fn of_writing(path: &Path) -> Check {
    let trial = path.join(format!("doctor-{}", std::process::id()));
    let tried = fs::write(&trial, b"").and_then(|()| fs::remove_file(&trial));
    match tried {
        Ok(()) => Check::ok("data dir", format!("{} can be written to.", path.display())),
        Err(error) => {
            let says = format!("{} cannot be written to: {error}.", path.display());
            Check::fail(
                "data dir",
                says,
                "Run this as the user that the server runs as, and look at the disk.",
            )
        }
    }
}

fn of_disk(path: &Path) -> Check {
    let disk = match rustix::fs::statvfs(path) {
        Ok(disk) => disk,
        Err(error) => {
            return Check::warn(
                "disk",
                format!("The disk tells nothing: {error}."),
                "Look at it with `df`.",
            );
        }
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let all = disk.f_blocks.saturating_mul(disk.f_frsize);
    let says = format!("{} MB of {} MB are free.", free / MEGABYTE, all / MEGABYTE);
    let mend = "Make room, or move the data dir to a larger disk.";
    match free {
        0..NO_ROOM => Check::fail("disk", says, mend),
        _ if free < LITTLE_ROOM || free < all / 10 => Check::warn("disk", says, mend),
        _ => Check::ok("disk", says),
    }
}

fn of_server(path: &Path) -> Check {
    match is_served(path) {
        Ok(true) => Check::ok("server", "A server is running."),
        Ok(false) => Check::warn(
            "server",
            "No server is running.",
            "Start it with `paperdesk serve`.",
        ),
        Err(fault) => Check::fail(
            "server",
            format!("{fault}."),
            "Run this as the user that the server runs as.",
        ),
    }
}

fn is_served(path: &Path) -> Result<bool, Fault> {
    Ok(DataDir::open(path)?.lock()?.is_none())
}
