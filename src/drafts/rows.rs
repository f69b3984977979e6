//! Every statement about files, manuscripts, reading texts and drafts.

use sha2::{Digest, Sha256};

use super::reading::{FileKind, ReadingText};
use super::{DraftId, FileId, HandedIn, ManuscriptId};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::PaperNumber;
use crate::refusal::{Fault, Outcome, Refusal};

/// What was handed in, without its bytes.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its number.
    pub id: ManuscriptId,
    /// The kept file.
    pub file: FileId,
    /// What the person called the file; for display only.
    pub file_name: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// The file's size in bytes.
    pub size: i64,
    /// Words in the reading text; 0 where there is none.
    pub words: u32,
    /// Why the text could not be read.
    pub unread_why: Option<String>,
    /// What a tutor should know about the file.
    pub flags: Vec<String>,
}

/// One version of a paper as sent in.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its number among all drafts.
    pub id: DraftId,
    /// Its number in the paper, from 1.
    pub n: u32,
    /// What was handed in.
    pub manuscript: Manuscript,
    /// When.
    pub sent_at: Moment,
    /// When marking began; from then on it never changes.
    pub begun_at: Option<Moment>,
}

macro_rules! select_draft {
    ($rest:literal) => {
        concat!(
            "select d.id as draft_id, d.n, d.sent_at, d.begun_at,
                    m.id, m.file_id, m.file_name, m.kind, f.size, m.words, m.unread_why, m.flags
             from drafts d join manuscripts m on m.id = d.manuscript_id join files f on f.id = m.file_id ",
            $rest
        )
    };
}

fn read_manuscript(row: &Row<'_>) -> Outcome<Manuscript> {
    let (kind, flags): (String, String) = (row.get("kind")?, row.get("flags")?);
    Ok(Manuscript {
        id: row.get("id")?,
        file: row.get("file_id")?,
        file_name: row.get("file_name")?,
        kind: FileKind::parse(&kind)
            .ok_or_else(|| Fault::new(format!("unknown kind of file {kind}")))?,
        size: row.get("size")?,
        words: row.get("words")?,
        unread_why: row.get("unread_why")?,
        flags: serde_json::from_str(&flags)
            .map_err(|error| Fault::from_error("reading a file's flags", error))?,
    })
}

fn read_draft(row: &Row<'_>) -> Outcome<Draft> {
    Ok(Draft {
        id: row.get("draft_id")?,
        n: row.get("n")?,
        manuscript: read_manuscript(row)?,
        sent_at: row.get("sent_at")?,
        begun_at: row.get("begun_at")?,
    })
}

/// What was handed in.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, id: ManuscriptId) -> Outcome<Option<Manuscript>> {
    tx.one(
        "select m.id, m.file_id, m.file_name, m.kind, f.size, m.words, m.unread_why, m.flags
         from manuscripts m join files f on f.id = m.file_id where m.id = ?1",
        bind![id],
        read_manuscript,
    )
}

/// All drafts of a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Draft>> {
    tx.all(
        select_draft!("where d.paper = ?1 order by d.n"),
        bind![paper],
        read_draft,
    )
}

/// The newest draft of a paper.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Option<Draft>> {
    tx.one(
        select_draft!("where d.paper = ?1 order by d.n desc limit 1"),
        bind![paper],
        read_draft,
    )
}

/// The reading text of what was handed in, where we could read one.
///
/// # Errors
/// When the database fails.
pub fn reading_text(tx: &Tx<'_>, manuscript: ManuscriptId) -> Outcome<Option<ReadingText>> {
    let text: Option<String> = tx.one(
        "select text from reading_texts where manuscript_id = ?1",
        bind![manuscript],
        |row| row.get("text"),
    )?;
    let parse = |text: String| serde_json::from_str(&text);
    Ok(text
        .map(parse)
        .transpose()
        .map_err(|error| Fault::from_error("reading a reading text", error))?)
}

/// One piece of a kept file, from 0; nothing behind its end.
///
/// # Errors
/// When the database fails.
pub fn piece(tx: &Tx<'_>, file: FileId, n: u32) -> Outcome<Option<Vec<u8>>> {
    tx.one(
        "select bytes from file_pieces where file_id = ?1 and n = ?2",
        bind![file, n],
        |row| row.get("bytes"),
    )
}

/// Adds a draft to a paper.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &Tx<'_>, paper: PaperNumber, n: u32, manuscript: ManuscriptId) -> Outcome<()> {
    tx.run(
        "insert into drafts (paper, n, manuscript_id, sent_at) values (?1, ?2, ?3, ?4)",
        bind![paper, n, manuscript, tx.now()],
    )?;
    Ok(())
}

/// Puts another manuscript in place of a wrong one, as long as marking has not begun.
///
/// # Errors
/// When the database fails; it refuses by itself once marking began.
pub fn swap(tx: &Tx<'_>, draft: DraftId, manuscript: ManuscriptId) -> Outcome<()> {
    tx.run(
        "update drafts set manuscript_id = ?2 where id = ?1",
        bind![draft, manuscript],
    )?;
    Ok(())
}

/// Fixes a draft: marking begins.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &Tx<'_>, draft: DraftId) -> Outcome<()> {
    tx.run(
        "update drafts set begun_at = coalesce(begun_at, ?2) where id = ?1",
        bind![draft, tx.now()],
    )?;
    Ok(())
}

/// Hashes every kept file anew, for `verify`.
///
/// # Errors
/// A refusal that names the first file whose bytes are not what was sent.
pub fn check_files(tx: &Tx<'_>) -> Outcome<()> {
    let files = tx.all(
        "select id, sha256, size from files order by id",
        &[],
        |row| {
            Ok((
                row.get::<FileId>("id")?,
                row.get::<Vec<u8>>("sha256")?,
                row.get::<i64>("size")?,
            ))
        },
    )?;
    for (id, sha256, size) in files {
        let (mut hash, mut found, mut n) = (Sha256::new(), 0, 0);
        while let Some(bytes) = piece(tx, id, n)? {
            found += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            hash.update(bytes);
            n += 1;
        }
        if found != size || hash.finalize().as_slice() != sha256 {
            return Err(Refusal::conflict(format!("The kept file {} is damaged.", id.0)).into());
        }
    }
    Ok(())
}

pub(super) fn find_file(tx: &Tx<'_>, sha256: &[u8; 32]) -> Outcome<Option<FileId>> {
    tx.one(
        "select id from files where sha256 = ?1",
        bind![&sha256[..]],
        |row| row.get("id"),
    )
}

pub(super) fn insert_file(tx: &Tx<'_>, sha256: &[u8; 32], size: u64) -> Outcome<FileId> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    tx.insert(
        "insert into files (sha256, size) values (?1, ?2)",
        bind![&sha256[..], size],
    )
    .map(FileId)
}

pub(super) fn insert_piece(tx: &Tx<'_>, file: FileId, (n, bytes): (usize, &[u8])) -> Outcome<()> {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    tx.run(
        "insert into file_pieces (file_id, n, bytes) values (?1, ?2, ?3)",
        bind![file, n, bytes],
    )?;
    Ok(())
}

pub(super) fn insert_manuscript(
    tx: &Tx<'_>,
    file: FileId,
    handed_in: &HandedIn,
) -> Outcome<ManuscriptId> {
    let words = i64::try_from(handed_in.words).unwrap_or(i64::MAX);
    let unread_why = handed_in.text.as_ref().err();
    tx.insert(
        "insert into manuscripts (file_id, file_name, kind, words, unread_why, flags) values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![file, &handed_in.name, handed_in.kind.as_str(), words, unread_why, &handed_in.flags],
    )
    .map(ManuscriptId)
}

pub(super) fn insert_text(tx: &Tx<'_>, manuscript: ManuscriptId, text: &str) -> Outcome<()> {
    tx.run(
        "insert into reading_texts (manuscript_id, text) values (?1, ?2)",
        bind![manuscript, text],
    )?;
    Ok(())
}

pub(super) fn is_used(tx: &Tx<'_>, manuscript: ManuscriptId) -> Outcome<bool> {
    let used = tx.one(
        "select exists (select 1 from drafts where manuscript_id = ?1)
             or exists (select 1 from preparations where manuscript_id = ?1) as used",
        bind![manuscript],
        |row| row.get("used"),
    )?;
    Ok(used.unwrap_or(false))
}

pub(super) fn delete(tx: &Tx<'_>, manuscript: &Manuscript) -> Outcome<()> {
    tx.run(
        "delete from reading_texts where manuscript_id = ?1",
        bind![manuscript.id],
    )?;
    tx.run(
        "delete from manuscripts where id = ?1",
        bind![manuscript.id],
    )?;
    let shared = tx.one(
        "select exists (select 1 from manuscripts where file_id = ?1) as shared",
        bind![manuscript.file],
        |row| row.get("shared"),
    )?;
    if !shared.unwrap_or(true) {
        tx.run(
            "delete from file_pieces where file_id = ?1",
            bind![manuscript.file],
        )?;
        tx.run("delete from files where id = ?1", bind![manuscript.file])?;
    }
    Ok(())
}
