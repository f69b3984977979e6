//! A file on its way in: streamed to disk with its fingerprint taken on the way, never held in memory.

use std::path::PathBuf;

use rocket::data::ToByteUnit;
use rocket::form::{DataField, FromFormField, Result as Parsed, ValueField};
use sha2::{Digest, Sha256};
use tokio::fs::OpenOptions;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::house::House;
use crate::documents::{self, WrongFile, recognise};
use crate::drafts::reading::FileKind;
use crate::drafts::{Bytes, HandedIn};
use crate::refusal::{Fault, Outcome, Refusal};

const CHUNK: usize = 64 * 1024;
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

#[rocket::async_trait]
impl<'r> FromFormField<'r> for Upload {
    fn default() -> Option<Self> {
        Some(Self::Nothing)
    }

    fn from_value(_: ValueField<'r>) -> Parsed<'r, Self> {
        Ok(Self::Nothing)
    }

    async fn from_data(field: DataField<'r, '_>) -> Parsed<'r, Self> {
        let Some(house) = field.request.rocket().state::<House>() else {
            return Ok(Self::Broken);
        };
        let name = field
            .file_name
            .map(|name| name.dangerous_unsafe_unsanitized_raw().as_str());
        let name = shown_name(name.unwrap_or_default());
        Ok(match receive(house, field, name).await {
            Ok(upload) => upload,
            Err(error) => {
                tracing::warn!(%error, "an upload did not arrive");
                Self::Broken
            }
        })
    }
}

async fn receive(house: &House, field: DataField<'_, '_>, name: String) -> std::io::Result<Upload> {
    let path = house.uploads.join(uuid::Uuid::now_v7().to_string());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .await?;
    let mut arrived = Arrived {
        path,
        name,
        sha256: [0; 32],
        size: 0,
    };
    let mut stream = field.data.open(house.max_upload.saturating_add(1).bytes());
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        let read = stream.read(&mut chunk).await?;
        if read == 0 {
            break;
        }
        arrived.size += read as u64;
        if arrived.size > house.max_upload {
            return Ok(Upload::TooLarge);
        }
        hash.update(&chunk[..read]);
        file.write_all(&chunk[..read]).await?;
    }
    file.flush().await?;
    if arrived.size == 0 && arrived.name.is_empty() {
        return Ok(Upload::Nothing);
    }
    arrived.sha256 = hash.finalize().into();
    Ok(Upload::Arrived(arrived))
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

/// What a form handed in, read and ready to be kept: the file, or else the pasted text. The upload must outlive the
/// deed that keeps it.
///
/// # Errors
/// A refusal at the field `file` in the words of the brief.
pub async fn hand_in(house: &House, upload: &Upload, text: &str) -> Outcome<Option<HandedIn>> {
    match upload {
        Upload::TooLarge => {
            let most = house.max_upload / (1024 * 1024);
            Err(Refusal::field("file", format!("Your paper must be smaller than {most} MB")).into())
        }
        Upload::Broken => {
            Err(Refusal::field("file", "We could not upload your paper. Try again").into())
        }
        Upload::Arrived(arrived) => read_file(house, arrived).await.map(Some),
        Upload::Nothing if text.trim().is_empty() => Ok(None),
        Upload::Nothing => read_text(text.to_owned()).await.map(Some),
    }
}

async fn read_file(house: &House, arrived: &Arrived) -> Outcome<HandedIn> {
    let opening = |error| Fault::from_error("opening an upload", error);
    let (path, name) = (arrived.path.clone(), arrived.name.clone());
    let looked = tokio::task::spawn_blocking(move || {
        std::fs::File::open(path).map(|mut file| recognise(&name, &mut file))
    });
    let kind = super::answers::joined(looked.await)?
        .map_err(opening)?
        .map_err(|wrong| Refusal::field("file", wrong.sentence()))?;
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
    let made =
        tokio::task::spawn_blocking(move || HandedIn::new((&name, kind), bytes, text, &flags));
    Ok(super::answers::joined(made.await)?)
}

/// Pasted text is ours to split, in linear time, so it needs no process of its own; but not an async thread either.
async fn read_text(text: String) -> Outcome<HandedIn> {
    let read = tokio::task::spawn_blocking(move || {
        let reading = documents::pasted(&text);
        HandedIn::new(
            ("Pasted text", FileKind::Txt),
            Bytes::held(text.into_bytes()),
            Ok(reading),
            &[],
        )
    });
    Ok(super::answers::joined(read.await)?)
}
