//! Finds out what kind of file a paper came as: its name and its structure must say the same.

mod old_word;
mod pdf_trailer;
mod plain;
mod zipped;

use super::archive::read_at;
use crate::drafts::reading::FileKind;
use std::io::{self, Read, Seek, SeekFrom};

/// How much of the beginning tells the formats apart.
const HEAD: usize = 16;

/// Why we cannot take a file as a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongFile {
    NotAPaper,
    Empty,
    Locked,
    OldWord,
}

impl WrongFile {
    /// What we tell the person who chose the file.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotAPaper => "Your paper must be a Word, PDF, OpenDocument or plain text file",
            Self::Empty => "This file is empty",
            Self::Locked => {
                "This file is locked with a password. Save a copy without it and try again"
            }
            Self::OldWord => "This is an older Word file (.doc). Save it as .docx and try again",
        }
    }
}

/// The kind of the file called `name`. Reads little of it and unpacks nothing, so it is safe in the server itself.
/// A file that we cannot read from disk counts as no paper.
///
/// # Errors
/// Why the file cannot be a paper.
pub fn recognise(name: &str, file: &mut (impl Read + Seek)) -> Result<FileKind, WrongFile> {
    look(name, file).unwrap_or(Err(WrongFile::NotAPaper))
}

fn look(name: &str, file: &mut (impl Read + Seek)) -> io::Result<Result<FileKind, WrongFile>> {
    let head = read_at(file, 0, HEAD)?;
    if head.is_empty() {
        return Ok(Err(WrongFile::Empty));
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.trim().to_lowercase());
    let extension = extension.unwrap_or_default();
    if let "doc" | "dot" = extension.as_str() {
        return Ok(Err(old_word::by_name(&head)));
    }
    let kind = match extension.as_str() {
        "markdown" => Some(FileKind::Md),
        "text" => Some(FileKind::Txt),
        other => FileKind::parse(other),
    };
    let Some(kind) = kind else {
        return Ok(Err(WrongFile::NotAPaper));
    };
    let found = match kind {
        FileKind::Docx if head.starts_with(old_word::MAGIC) => old_word::inside(file)?,
        FileKind::Docx => zipped::docx(file)?,
        FileKind::Odt => zipped::odt(file)?,
        FileKind::Rtf => head
            .starts_with(b"{\\rtf")
            .then_some(())
            .ok_or(WrongFile::NotAPaper),
        FileKind::Pdf => pdf_trailer::check(file)?,
        FileKind::Txt | FileKind::Md => plain::check(file)?,
    };
    Ok(found.map(|()| kind))
}

/// The length of the file in bytes.
fn size(file: &mut impl Seek) -> io::Result<u64> {
    file.seek(SeekFrom::End(0))
}

/// Where `needle` first stands in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

#[cfg(test)]
mod tests;
