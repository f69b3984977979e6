//! The child's side: gives up its own freedom first, then reads one file and answers.

use super::super::{Annotations, Unreadable, broken, insert, marked_up, read};
use crate::drafts::reading::FileKind;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::Serialize;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// The longest file we take, with what comes before it, in bytes.
const LONGEST_FILE: u64 = 64 * 1024 * 1024;
const MEMORY: u64 = 512 * 1024 * 1024;
const SECONDS: u64 = 5;
/// Input, output and errors are open already; nothing else ever will be.
const OPEN_FILES: u64 = 3;

/// What a child is for.
#[derive(Clone, Copy)]
pub(super) enum Errand {
    /// Reads a file of this kind.
    Read(FileKind),
    /// Reads the comments of a Word file.
    MarkedUp,
    /// Writes comments into a Word file.
    Insert,
}

impl Errand {
    /// The word for it on the child's command line.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Read(kind) => kind.as_str(),
            Self::MarkedUp => "marked-up",
            Self::Insert => "insert",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "marked-up" => Some(Self::MarkedUp),
            "insert" => Some(Self::Insert),
            kind => FileKind::parse(kind).map(Self::Read),
        }
    }

    /// What the child answers about what it was given.
    fn run(self, given: &[u8]) -> Result<Vec<u8>, Unreadable> {
        match self {
            Self::Read(kind) => json(&calmly(|| read(kind, given))),
            Self::MarkedUp => json(&calmly(|| marked_up(given))),
            Self::Insert => {
                let (annotations, file) = parted(given)?;
                match calmly(|| insert(file, &annotations)) {
                    Ok(file) => Ok(file),
                    Err(unreadable) => json(&unreadable),
                }
            }
        }
    }
}

/// Annotations and the file they belong into, as one run of bytes behind the length of the first.
pub(super) fn joined(annotations: &Annotations) -> Result<Vec<u8>, Unreadable> {
    let said = json(annotations)?;
    let length = (said.len() as u64).to_le_bytes();
    Ok([&length, said.as_slice()].concat())
}

fn parted(given: &[u8]) -> Result<(Annotations, &[u8]), Unreadable> {
    let short = || broken("the annotations are cut off");
    let (length, rest) = given.split_first_chunk().ok_or_else(short)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(broken)?;
    let (said, file) = rest.split_at_checked(length).ok_or_else(short)?;
    Ok((serde_json::from_slice(said).map_err(broken)?, file))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Unreadable> {
    serde_json::to_vec(value).map_err(broken)
}

/// Runs the child: what stands on standard input becomes an answer on standard output. For `marked-up` and the kinds of
/// file that is a result as JSON; for `insert` the new file, or as JSON why there is none.
#[must_use]
pub fn child_main(errand: &str) -> ExitCode {
    let Some(errand) = Errand::parse(errand) else {
        return ExitCode::FAILURE;
    };
    if give_up_freedom().is_err() {
        return ExitCode::FAILURE;
    }
    let Ok(answer) = input().and_then(|given| errand.run(&given)) else {
        return ExitCode::FAILURE;
    };
    let mut output = io::stdout().lock();
    match output.write_all(&answer).and_then(|()| output.flush()) {
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

fn calmly<T>(reading: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    // Whatever it held is gone with it.
    catch_unwind(AssertUnwindSafe(reading)).unwrap_or_else(|_| Err(broken("the reader gave up")))
}
