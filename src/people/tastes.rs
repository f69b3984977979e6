//! How a person likes to read: the face, the size and the spacing of papers and letters, light or dark, and single keys.

use super::PersonId;
use super::rows::tastes as rows;
use crate::db::{Tx, word_enum};
use crate::refusal::{Complaints, Outcome};

word_enum! {
    /// The face of papers, letters and notes.
    Face {
        /// Serifs: a person's writing.
        Literata = "literata",
        /// Letters that are hard to confuse: the tool's own face.
        Atkinson = "atkinson",
        /// Whatever the machine uses.
        System = "system",
    }
}

word_enum! {
    /// Light or dark.
    Theme {
        /// As the machine has it.
        System = "system",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

/// How a person likes to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Tastes {
    /// The face of papers, letters and notes.
    pub face: Face,
    /// From 1, as the house does it, to 4.
    pub size: u32,
    /// Between the lines: from 1 to 3; 2 is as the house does it.
    pub spacing: u32,
    /// Light or dark.
    pub theme: Theme,
    /// Whether one letter alone may do something.
    pub keys: bool,
}

impl Default for Tastes {
    fn default() -> Self {
        Self {
            face: Face::Literata,
            size: 1,
            spacing: 2,
            theme: Theme::System,
            keys: true,
        }
    }
}

/// How this person likes to read; as the house does it where they never said.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &Tx<'_>, id: PersonId) -> Outcome<Tastes> {
    Ok(rows::find(tx, id)?.unwrap_or_default())
}

/// Keeps how this person likes to read.
///
/// # Errors
/// A refusal that names each field.
pub fn settle(tx: &Tx<'_>, id: PersonId, tastes: Tastes) -> Outcome<()> {
    let mut complaints = Complaints::default();
    if !(1..=4).contains(&tastes.size) {
        complaints.add("size", "Choose one of the four sizes");
    }
    if !(1..=3).contains(&tastes.spacing) {
        complaints.add("spacing", "Choose one of the three spacings");
    }
    complaints.settle()?;
    rows::upsert(tx, id, tastes)
}
