//! What was sent in: files kept byte for byte, the text we could read in them, and the drafts of a paper.

pub mod reading;
mod rows;
pub mod sentences;
pub mod words;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
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

/// How much of a file stands in one row, in bytes.
pub const PIECE: usize = 256 * 1024;

/// Something handed in, read and ready to be kept.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// What the person called the file; for display only.
    pub name: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// Where its bytes are.
    pub bytes: Bytes,
    /// The text we could read, or the sentence why we could not.
    pub text: Result<ReadingText, String>,
    /// What a tutor should know about the file (macros, linked content, an author's name).
    pub flags: Vec<String>,
}

/// Bytes on their way into the desk.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// Few enough to be held: pasted text.
    Held(Vec<u8>),
    /// In a file of the uploads folder, with the SHA-256 and size taken while it arrived.
    Uploaded {
        /// Where it stands.
        path: PathBuf,
        /// Its fingerprint.
        sha256: [u8; 32],
        /// Its size in bytes.
        size: u64,
    },
}

/// Keeps what was handed in: the file in pieces (once, however often it is sent), and its reading text.
///
/// # Errors
/// When the uploaded file is gone or the disk is full.
pub fn keep(tx: &Tx<'_>, handed_in: &HandedIn) -> Outcome<ManuscriptId> {
    let file = match &handed_in.bytes {
        Bytes::Held(bytes) => keep_held(tx, bytes)?,
        Bytes::Uploaded { path, sha256, size } => keep_uploaded(tx, path, (sha256, *size))?,
    };
    let words = handed_in.text.as_ref().map_or(0, ReadingText::words);
    let flags = serde_json::to_string(&handed_in.flags)
        .map_err(|error| Fault::from_error("writing a file's flags", error))?;
    let id = rows::insert_manuscript(
        tx,
        (file, &handed_in.name, handed_in.kind),
        (words, &handed_in.text, &flags),
    )?;
    if let Ok(text) = &handed_in.text {
        let text = serde_json::to_string(text)
            .map_err(|error| Fault::from_error("writing a reading text", error))?;
        rows::insert_text(tx, id, &text)?;
    }
    Ok(id)
}

fn keep_held(tx: &Tx<'_>, bytes: &[u8]) -> Outcome<FileId> {
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    if let Some(kept) = rows::find_file(tx, &sha256)? {
        return Ok(kept);
    }
    let id = rows::insert_file(tx, &sha256, bytes.len() as u64)?;
    for (n, piece) in bytes.chunks(PIECE).enumerate() {
        rows::insert_piece(tx, id, (n, piece))?;
    }
    Ok(id)
}

fn keep_uploaded(tx: &Tx<'_>, path: &Path, (sha256, size): (&[u8; 32], u64)) -> Outcome<FileId> {
    if let Some(kept) = rows::find_file(tx, sha256)? {
        return Ok(kept);
    }
    let reading = |error| Fault::from_error("reading an upload", error);
    let mut file = File::open(path).map_err(reading)?;
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    let id = rows::insert_file(tx, sha256, size)?;
    let mut piece = vec![0; PIECE];
    for n in 0.. {
        let filled = fill(&mut file, &mut piece).map_err(reading)?;
        if filled == 0 {
            break;
        }
        rows::insert_piece(tx, id, (n, &piece[..filled]))?;
    }
    Ok(id)
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
