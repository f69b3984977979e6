//! What surrounds the process: the environment, flags and files, so that a test can surround it with something else.

use std::env;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Mistake;

/// What our variables of the environment begin with.
pub(super) const PREFIX: &str = "PAPERDESK_";

/// The settings given as flags.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--listen`
    pub listen: Option<String>,
    /// `--config`
    pub config: Option<PathBuf>,
}

/// A file as it was read, and who else may read it.
#[derive(Clone, Debug, Default)]
pub struct FileText {
    /// What stands in it.
    pub text: String,
    /// Whether people other than its owner and group may read it.
    pub open_to_all: bool,
}

/// What surrounds the process, so that a test can surround it with something else.
pub struct Surroundings<'a> {
    /// The environment's variables.
    pub variables: Vec<(String, String)>,
    /// Whether the log goes to a terminal.
    pub on_terminal: bool,
    /// Reads a file.
    pub read: &'a dyn Fn(&Path) -> io::Result<FileText>,
}

impl Surroundings<'static> {
    pub(super) fn of_this_process() -> Result<Self, Mistake> {
        let mut variables = Vec::new();
        for (name, value) in env::vars_os() {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else {
                continue;
            };
            let value = value
                .into_string()
                .map_err(|_| Mistake(format!("{name} is not text in UTF-8.")))?;
            variables.push((name.to_owned(), value));
        }
        variables.sort();
        Ok(Self {
            variables,
            on_terminal: io::stderr().is_terminal(),
            read: &read_file,
        })
    }
}

fn read_file(path: &Path) -> io::Result<FileText> {
    let open_to_all = fs::metadata(path)?.permissions().mode() & 0o004 != 0;
    Ok(FileText {
        text: fs::read_to_string(path)?,
        open_to_all,
    })
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// A settings file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => path.display().fmt(f),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}
