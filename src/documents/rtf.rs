//! Reads rich text files (RTF), the common tongue of old word processors.

mod fonts;
mod group;
mod page;
mod reader;
mod styles;
mod tokens;

use super::{Blocks, Flag, Unreadable};

/// The paragraphs of a rich text file, and what else is in it.
pub fn read(bytes: &[u8]) -> Result<(Blocks, Vec<Flag>), Unreadable> {
    reader::Reader::new(bytes).read()
}

#[cfg(test)]
mod tests;
