//! A file on its way in: streamed to disk with its fingerprint taken on the way, never held in memory.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Result, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use multer::Field;
use sha2::{Digest, Sha256};

use super::aside;
use super::house::House;
use super::parcel::Search;
use crate::documents::{self, WrongFile, recognise};
use crate::drafts::reading::FileKind;
use crate::drafts::{Bytes, HandedIn};
use crate::refusal::{Fault, Outcome, Refusal};

/// A text up to this is split where it is, in bytes: that takes less than handing it to another thread and back.
const SHORT: usize = 8 * 1024;
/// So much is gathered before it is written, in bytes.
const CHUNK: usize = 128 * 1024;
/// What stands before a file's ending, in letters, and the ending itself, in bytes.
const LONGEST_NAME: usize = 180;
const LONGEST_ENDING: usize = 10;

/// What a file field held.
pub enum Upload {
    /// Nothing was chosen.
    Nothing,
    /// More than we take; what came beyond it was not kept.
    TooLarge,
    /// It did not arrive whole, or could not be kept.
    Broken,
    /// The disk is full.
    NoRoom,
    /// It stands in the uploads folder until this is dropped.
    Arrived(Arrived),
}

/// A file that arrived whole.
pub struct Arrived {
    path: PathBuf,
    name: String,
    sha256: [u8; 32],
    size: u64,
}

impl Drop for Arrived {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "an upload could not be cleared away");
        }
    }
}

impl Arrived {
    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Upload {
    /// What arrived: its name, which says what it is, and its SHA-256; nothing where nothing did.
    pub fn told(&self) -> Option<(&str, &[u8; 32])> {
        match self {
            Self::Arrived(arrived) => Some((&arrived.name, &arrived.sha256)),
            _ => None,
        }
    }
}

/// Takes in a file that came in base64; nothing where it is none.
pub async fn decode(house: &House, name: &str, content: &[u8]) -> Option<Upload> {
    let stored = store_decoded(house, name, content).await;
    stored.unwrap_or_else(|error| Some(lost(&error)))
}

async fn store_decoded(house: &House, name: &str, content: &[u8]) -> Result<Option<Upload>> {
    let mut store = Store::open(house, shown_name(name)).await?;
    for piece in content.chunks(CHUNK) {
        let Ok(bytes) = BASE64.decode(piece) else {
            return Ok(None);
        };
        store.arrived.size += bytes.len() as u64;
        if store.arrived.size > house.max_upload {
            return Ok(Some(Upload::TooLarge));
        }
        (store, _) = store.keep(bytes).await?;
    }
    Ok(Some(Upload::Arrived(store.finish())))
}

/// Takes in the file of a form.
pub async fn receive(house: &House, part: Field<'_>, search: &Search) -> Upload {
    let name = shown_name(part.file_name().unwrap_or_default());
    store(house, (part, search), name)
        .await
        .unwrap_or_else(|error| lost(&error))
}

/// What an upload is that could not be kept.
fn lost(error: &std::io::Error) -> Upload {
    tracing::warn!(%error, "an upload did not arrive");
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Upload::NoRoom,
        _ => Upload::Broken,
    }
}

async fn store(
    house: &House,
    (mut part, search): (Field<'_>, &Search),
    name: String,
) -> Result<Upload> {
    let mut gathered = Vec::with_capacity(CHUNK);
    let mut more = gather((&mut part, search), &mut gathered).await?;
    // A browser sends such a field where nothing was chosen.
    if name.is_empty() && gathered.is_empty() {
        return Ok(Upload::Nothing);
    }
    let mut store = Store::open(house, name).await?;
    loop {
        store.arrived.size += gathered.len() as u64;
        if store.arrived.size > house.max_upload {
            return Ok(Upload::TooLarge);
        }
        (store, gathered) = store.keep(gathered).await?;
        if !more {
            return Ok(Upload::Arrived(store.finish()));
        }
        more = gather((&mut part, search), &mut gathered).await?;
    }
}

/// Fills the buffer; tells whether there may be more.
async fn gather((part, search): (&mut Field<'_>, &Search), gathered: &mut Vec<u8>) -> Result<bool> {
    while gathered.len() < CHUNK {
        match part.chunk().await.map_err(std::io::Error::other)? {
            Some(bytes) => {
                search.found();
                gathered.extend_from_slice(&bytes);
            }
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// A file that is being written, and what is known of it so far.
struct Store {
    arrived: Arrived,
    file: File,
    hash: Sha256,
}

impl Store {
    async fn open(house: &House, name: String) -> Result<Self> {
        let path = house.uploads.join(uuid::Uuid::now_v7().to_string());
        let opening = move || {
            let mut options = OpenOptions::new();
            let file = options.write(true).create_new(true).mode(0o600).open(&path);
            file.map(|file| (file, path))
        };
        let (file, path) = aside::blocking(opening).await??;
        Ok(Self {
            arrived: Arrived {
                path,
                name,
                sha256: [0; 32],
                size: 0,
            },
            file,
            hash: Sha256::new(),
        })
    }

    /// Writes and hashes off the async threads; gives the buffer back, empty.
    async fn keep(mut self, mut bytes: Vec<u8>) -> Result<(Self, Vec<u8>)> {
        let kept = aside::blocking(move || {
            self.hash.update(&bytes);
            self.file.write_all(&bytes)?;
            bytes.clear();
            Ok((self, bytes))
        });
        kept.await?
    }

    fn finish(mut self) -> Arrived {
        self.arrived.sha256 = self.hash.finalize().into();
        self.arrived
    }
}

/// A file's name for display: its last part, visible characters only, at most 200 of them. A long one is cut before its
/// ending, which tells what the file is.
fn shown_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((name, ending)) if ending.len() <= LONGEST_ENDING => {
            let name: String = name.chars().take(LONGEST_NAME).collect();
            crate::people::clean_name(&format!("{name}.{ending}"))
        }
        _ => crate::people::clean_name(last),
    }
}

/// The sentence for a file that is too large.
pub fn too_large(house: &House) -> String {
    let most = house.max_upload / (1024 * 1024);
    format!("Your paper must be smaller than {most} MB")
}

/// What a form handed in, read and ready to be kept: the file, or else the pasted text. The upload must outlive the
/// deed that keeps it.
///
/// # Errors
/// A refusal at the field `file` in the words of the brief.
pub async fn hand_in(house: &House, upload: &Upload, text: &str) -> Outcome<Option<HandedIn>> {
    match upload {
        Upload::TooLarge => Err(Refusal::field("file", too_large(house)).into()),
        Upload::Broken => {
            Err(Refusal::field("file", "We could not upload your paper. Try again").into())
        }
        Upload::NoRoom => Err(crate::db::full().into()),
        Upload::Arrived(arrived) => read_file(house, arrived).await.map(Some),
        Upload::Nothing if text.trim().is_empty() => Ok(None),
        Upload::Nothing => read_text(text.to_owned()).await.map(Some),
    }
}

/// What a file that arrived is, by its name and its structure.
///
/// # Errors
/// When it cannot be opened.
pub async fn kind_of(arrived: &Arrived) -> Outcome<std::result::Result<FileKind, WrongFile>> {
    let opening = |error| Fault::from_error("opening an upload", error);
    let (path, name) = (arrived.path.clone(), arrived.name.clone());
    let looked =
        aside::blocking(move || File::open(path).map(|mut file| recognise(&name, &mut file)));
    Ok(super::answers::joined(looked.await)?.map_err(opening)?)
}

async fn read_file(house: &House, arrived: &Arrived) -> Outcome<HandedIn> {
    let kind = kind_of(arrived).await?;
    let kind = kind.map_err(|wrong| Refusal::field("file", wrong.sentence()))?;
    let reading = house.reader.read(kind, &arrived.path).await;
    let (text, flags) = match reading {
        Ok(reading) => {
            let flags: Vec<String> = reading
                .flags
                .iter()
                .map(|flag| format!("{flag:?}").to_lowercase())
                .collect();
            (Ok(reading.text), flags)
        }
        Err(documents::Unreadable::Locked) => {
            return Err(Refusal::field("file", WrongFile::Locked.sentence()).into());
        }
        Err(unreadable) => (Err(unreadable.sentence().to_owned()), Vec::new()),
    };
    let bytes = Bytes::in_file(arrived.path.clone(), arrived.sha256, arrived.size);
    let name = arrived.name.clone();
    let made = aside::blocking(move || HandedIn::new((&name, kind), bytes, text, &flags));
    Ok(super::answers::joined(made.await)?)
}

/// Pasted text is ours to split, in linear time, so it needs no process of its own; a long one not an async thread either.
async fn read_text(text: String) -> Outcome<HandedIn> {
    if text.len() <= SHORT {
        return Ok(split(text));
    }
    let read = aside::blocking(move || split(text));
    Ok(super::answers::joined(read.await)?)
}

fn split(text: String) -> HandedIn {
    let reading = documents::pasted(&text);
    HandedIn::pasted(text, reading)
}
