//! A returned letter, wherever a page shows it.

use serde::Serialize;

use super::Times;
use crate::feedback::Letter;
use crate::feedback::lite::{self, Block};

/// A letter in paragraphs of lines.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    draft: u32,
    version: u32,
    blocks: Vec<Block>,
    tutor: String,
    when: String,
    iso: String,
}

impl Written {
    /// The letter on a draft.
    #[must_use]
    pub fn of((draft, letter): &(u32, Letter), times: &Times) -> Self {
        Self {
            draft: *draft,
            version: letter.version,
            blocks: lite::read(&letter.text),
            tutor: letter.tutor.clone(),
            when: times.within(letter.returned_at),
            iso: times.iso(letter.returned_at),
        }
    }
}
