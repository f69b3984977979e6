//! A returned letter, wherever a page shows it.

use serde::Serialize;

use super::html::Html;
use super::{Times, lettering};
use crate::feedback::Letter;

/// A letter with who wrote it and when.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    draft: u32,
    version: u32,
    words: Html,
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
            words: lettering::words(&letter.text),
            tutor: letter.tutor.clone(),
            when: times.within(letter.returned_at),
            iso: times.iso(letter.returned_at),
        }
    }
}
