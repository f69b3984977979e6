//! The child's side: gives up its own freedom first, then reads one file and answers.

use super::super::{Reading, Unreadable, broken, read};
use crate::drafts::reading::FileKind;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, Read, Write};
use std::panic::{UnwindSafe, catch_unwind};
use std::process::ExitCode;

/// The longest file we take, in bytes.
const LONGEST_FILE: u64 = 64 * 1024 * 1024;
const MEMORY: u64 = 512 * 1024 * 1024;
const SECONDS: u64 = 5;
/// Input, output and errors are open already; nothing else ever will be.
const OPEN_FILES: u64 = 3;

/// Runs the child: a file of `kind` on standard input becomes its [`Reading`], as JSON on standard output.
#[must_use]
pub fn child_main(kind: &str) -> ExitCode {
    let Some(kind) = FileKind::parse(kind) else {
        return ExitCode::FAILURE;
    };
    if give_up_freedom().is_err() {
        return ExitCode::FAILURE;
    }
    let answer = calmly(|| read(kind, &input()?));
    let Ok(json) = serde_json::to_vec(&answer) else {
        return ExitCode::FAILURE;
    };
    let mut output = io::stdout().lock();
    match output.write_all(&json).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn give_up_freedom() -> rustix::io::Result<()> {
    let limits = [
        (Resource::Cpu, SECONDS),
        (Resource::As, MEMORY),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        // No process of its own.
        (Resource::Nproc, 0),
        // Without a new descriptor there is no file, no connection and no pipe.
        (Resource::Nofile, OPEN_FILES),
    ];
    limits.into_iter().try_for_each(|(resource, most)| {
        setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        )
    })
}

fn input() -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(LONGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(broken("the file is too long"));
    }
    Ok(bytes)
}

fn calmly(
    reading: impl FnOnce() -> Result<Reading, Unreadable> + UnwindSafe,
) -> Result<Reading, Unreadable> {
    catch_unwind(reading).unwrap_or_else(|_| Err(broken("the reader gave up")))
}
