//! How a command ends when it does not end well: a number for programs and a sentence for people.

use crate::config::Mistake;
use crate::db::MigrateError;
use crate::refusal::{Failure, Fault, Kind, Refusal};

/// The command did not do what was asked.
pub const FAILED: u8 = 1;
/// The command or the settings were not understood.
pub const USAGE: u8 = 2;
/// The database could not be brought up to date; it is left as it was.
pub const MIGRATION: u8 = 3;
/// Another server holds the data dir.
pub const BUSY: u8 = 4;

/// Why a command ends early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The exit code.
    pub code: u8,
    /// The sentence on stderr; none where all is said already.
    pub says: String,
}

impl Stop {
    /// The command did not do what was asked, for this reason.
    pub fn failed(says: impl Into<String>) -> Self {
        Self {
            code: FAILED,
            says: says.into(),
        }
    }

    /// The command or the settings were not understood, for this reason.
    pub fn usage(says: impl Into<String>) -> Self {
        Self {
            code: USAGE,
            says: says.into(),
        }
    }

    /// The command did not do what was asked, and has said so already.
    #[must_use]
    pub const fn quietly() -> Self {
        Self {
            code: FAILED,
            says: String::new(),
        }
    }

    /// Another server is at work on this data dir.
    #[must_use]
    pub fn busy(dir: &std::path::Path) -> Self {
        let says = format!(
            "Another server is at work on {}; stop it first, or name another data dir.",
            dir.display()
        );
        Self { code: BUSY, says }
    }

    /// The sentence as it is printed: on one line, and with a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let line = self.says.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.ends_with(['.', '!', '?']) {
            line
        } else {
            format!("{line}.")
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        let named = |field: &crate::refusal::FieldError| format!("{}: {}", field.field, field.says);
        let fields: Vec<String> = refusal.fields.iter().map(named).collect();
        match refusal.kind {
            Kind::Invalid if !fields.is_empty() => Self::failed(fields.join("; ")),
            _ => Self::failed(refusal.says),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::failed(fault.to_string())
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Broken(fault) => fault.into(),
        }
    }
}

impl From<MigrateError> for Stop {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Migration(says) => Self {
                code: MIGRATION,
                says,
            },
            MigrateError::Fault(fault) => fault.into(),
        }
    }
}

impl From<Mistake> for Stop {
    fn from(mistake: Mistake) -> Self {
        Self::usage(mistake.to_string())
    }
}
