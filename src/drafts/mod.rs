//! What was sent in: files kept byte for byte, the text we could read in them, and the drafts of a paper.

pub mod changes;
pub mod reading;
mod rows;
pub mod sentences;
pub mod words;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::db::{Tx, number_id};
use crate::events::PaperNumber;
use crate::refusal::{Fault, Outcome};
use reading::{FileKind, ReadingText};

pub use rows::{
    Draft, Manuscript, add, begin, check_files, find, newest, of_paper, piece, reading_text, swap,
};

number_id! {
    /// A kept file's number.
    FileId
}

number_id! {
    /// A manuscript's number.
    ManuscriptId
}

number_id! {
    /// A draft's number.
    DraftId
}

/// What a text is called that was pasted and not sent as a file. No file is called so: each has an ending.
const PASTED: &str = "Pasted text";

/// How much of a file stands in one row, in bytes.
pub const PIECE: usize = 256 * 1024;

/// Something handed in, read and ready to be kept. Everything that takes time was done when it was made, so that
/// the one writer only writes.
#[derive(Clone, Debug)]
pub struct HandedIn {
    name: String,
    kind: FileKind,
    bytes: Bytes,
    text: Result<ReadingText, String>,
    words: usize,
    written: Option<String>,
    flags: String,
}

impl HandedIn {
    /// From what the person called the file (for display only) and its kind; its bytes; the text we could read in
    /// it, or the sentence why we could not; and what a tutor should know about it (macros, linked content).
    #[must_use]
    pub fn new(
        (name, kind): (&str, FileKind),
        bytes: Bytes,
        text: Result<ReadingText, String>,
        flags: &[String],
    ) -> Self {
        // Words and numbers alone can always be written as JSON.
        let written = text
            .as_ref()
            .ok()
            .and_then(|text| serde_json::to_string(text).ok());
        let words = text.as_ref().map_or(0, ReadingText::words);
        let flags = serde_json::Value::from(flags).to_string();
        Self {
            name: name.to_owned(),
            kind,
            bytes,
            text,
            words,
            written,
            flags,
        }
    }

    /// From words that were pasted, and the text we read in them.
    #[must_use]
    pub fn pasted(words: String, text: ReadingText) -> Self {
        let bytes = Bytes::held(words.into_bytes());
        Self::new((PASTED, FileKind::Txt), bytes, Ok(text), &[])
    }

    /// Whether it was pasted.
    #[must_use]
    pub fn is_pasted(&self) -> bool {
        self.name == PASTED
    }

    /// What the person called the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text we could read.
    #[must_use]
    pub fn text(&self) -> Option<&ReadingText> {
        self.text.as_ref().ok()
    }
}

/// Bytes on their way into the desk, with the SHA-256 taken while they arrived.
#[derive(Clone, Debug)]
pub struct Bytes {
    sha256: [u8; 32],
    size: u64,
    place: BytesPlace,
}

#[derive(Clone, Debug)]
enum BytesPlace {
    Held(Vec<u8>),
    File(PathBuf),
}

impl Bytes {
    /// Few enough to be held: pasted text.
    #[must_use]
    pub fn held(bytes: Vec<u8>) -> Self {
        let sha256 = Sha256::digest(&bytes).into();
        Self {
            sha256,
            size: bytes.len() as u64,
            place: BytesPlace::Held(bytes),
        }
    }

    /// In a file of the uploads folder.
    #[must_use]
    pub const fn in_file(path: PathBuf, sha256: [u8; 32], size: u64) -> Self {
        Self {
            sha256,
            size,
            place: BytesPlace::File(path),
        }
    }
}

impl Manuscript {
    /// Whether its file is still here: it goes with its writer, or when the centre keeps it no longer.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.size > 0
    }

    /// Whether it was pasted.
    #[must_use]
    pub fn is_pasted(&self) -> bool {
        self.file_name == PASTED
    }
}

/// The words of a text that was pasted, as they were pasted.
///
/// # Errors
/// When the database fails.
pub fn pasted_words(tx: &Tx<'_>, manuscript: &Manuscript) -> Outcome<String> {
    let mut bytes = Vec::new();
    for n in 0.. {
        match piece(tx, manuscript.file, n)? {
            Some(piece) => bytes.extend(piece),
            None => break,
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Keeps what was handed in: the file in pieces (once, however often it is sent), and its reading text.
///
/// # Errors
/// When the uploaded file is gone or the disk is full.
pub fn keep(tx: &Tx<'_>, handed_in: &HandedIn) -> Outcome<ManuscriptId> {
    let file = keep_file(tx, &handed_in.bytes)?;
    let id = rows::insert_manuscript(tx, file, handed_in)?;
    if let Some(written) = &handed_in.written {
        rows::insert_text(tx, id, written)?;
    }
    Ok(id)
}

fn keep_file(tx: &Tx<'_>, bytes: &Bytes) -> Outcome<FileId> {
    if let Some(kept) = rows::find_file(tx, &bytes.sha256)? {
        return Ok(kept);
    }
    let id = rows::insert_file(tx, &bytes.sha256, bytes.size)?;
    match &bytes.place {
        BytesPlace::Held(held) => {
            for (n, piece) in held.chunks(PIECE).enumerate() {
                rows::insert_piece(tx, id, (n, piece))?;
            }
        }
        BytesPlace::File(path) => keep_pieces(tx, id, path)?,
    }
    Ok(id)
}

fn keep_pieces(tx: &Tx<'_>, id: FileId, path: &Path) -> Outcome<()> {
    let reading = |error| Fault::from_error("reading an upload", error);
    let mut file = File::open(path).map_err(reading)?;
    let mut piece = vec![0; PIECE];
    for n in 0.. {
        let filled = fill(&mut file, &mut piece).map_err(reading)?;
        if filled == 0 {
            break;
        }
        rows::insert_piece(tx, id, (n, &piece[..filled]))?;
    }
    Ok(())
}

fn fill(file: &mut File, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match file.read(&mut piece[filled..])? {
            0 => break,
            more => filled += more,
        }
    }
    Ok(filled)
}

/// Lets go of what was handed in, with its file, unless a draft or a preparation still refers to it.
///
/// # Errors
/// When the database fails.
pub fn let_go(tx: &Tx<'_>, id: ManuscriptId) -> Outcome<()> {
    match find(tx, id)? {
        Some(manuscript) if !rows::is_used(tx, id)? => rows::delete(tx, &manuscript),
        _ => Ok(()),
    }
}

/// What a downloaded draft is called, whatever its writer called it.
#[must_use]
pub fn file_name(paper: PaperNumber, draft: u32, kind: FileKind) -> String {
    format!("{paper}-draft-{draft}.{}", kind.extension())
}
