//! Reads files and marks them up in a child process with little time, little memory and no way out, so that a bad file harms nothing.

mod child;

use super::{Annotations, MarkedUp, Reading, Unreadable, broken};
use crate::drafts::reading::FileKind;
pub use child::child_main;
use child::{Errand, joined};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::error::Elapsed;
use tokio::time::timeout;

/// How many files are read at the same time.
const AT_ONCE: usize = 2;
/// How long a file waits for its turn; together with its reading less than the gate waits for an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// How long one file may take before its reader is ended.
const LONGEST: Duration = Duration::from_secs(10);
/// The longest answer we take, in bytes; a file with comments in it may be longer.
const LONGEST_ANSWER: u64 = 16 * 1024 * 1024;
const LONGEST_FILE: u64 = 64 * 1024 * 1024;
/// How a zip file begins, and no answer in JSON does.
const ZIP: &[u8] = b"PK";

/// The desk's way to read files: each in a child of its own, of the same program.
#[derive(Debug)]
pub struct Apart {
    exe: PathBuf,
    places: Semaphore,
}

impl Apart {
    /// `exe` is this very program; it must hand the command `read-apart KIND` to [`child_main`].
    #[must_use]
    pub fn new(exe: PathBuf) -> Self {
        Self {
            exe,
            places: Semaphore::new(AT_ONCE),
        }
    }

    /// The reading text of the file at `file`, which [`super::recognise()`] found to be of `kind`.
    ///
    /// # Errors
    /// Why there is no text to show; a child that died or was too slow is a broken file.
    pub async fn read(&self, kind: FileKind, file: &Path) -> Result<Reading, Unreadable> {
        let answer = self.about_file(Errand::Read(kind), file).await?;
        result(&answer)
    }

    /// The comments of the Word file at `file`, and its own reading text.
    ///
    /// # Errors
    /// As `read`.
    pub async fn marked_up(&self, file: &Path) -> Result<MarkedUp, Unreadable> {
        let answer = self.about_file(Errand::MarkedUp, file).await?;
        result(&answer)
    }

    /// The same of a file that comes in pieces, counted from 0, until there is none.
    ///
    /// # Errors
    /// As `read`.
    pub async fn marked_up_in_pieces<F: Future<Output = Option<Vec<u8>>>>(
        &self,
        pieces: impl FnMut(u32) -> F,
    ) -> Result<MarkedUp, Unreadable> {
        let most = LONGEST_ANSWER;
        let answer = self.about_pieces((Errand::MarkedUp, most), Vec::new(), pieces);
        result(&answer.await?)
    }

    /// A Word file that comes in pieces, with comments written into it and nothing else changed.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub async fn annotated<F: Future<Output = Option<Vec<u8>>>>(
        &self,
        annotations: &Annotations,
        pieces: impl FnMut(u32) -> F,
    ) -> Result<Vec<u8>, Unreadable> {
        let errand = (Errand::Insert, LONGEST_FILE);
        let first = joined(annotations)?;
        let answer = self.about_pieces(errand, first, pieces).await?;
        if answer.starts_with(ZIP) {
            return Ok(answer);
        }
        Err(serde_json::from_slice(&answer).map_err(|_| broken("the reader stopped half-way"))?)
    }

    async fn about_file(&self, errand: Errand, file: &Path) -> Result<Vec<u8>, Unreadable> {
        let _place = self.place().await?;
        let file = tokio::fs::File::open(file).await.map_err(broken)?;
        let mut child = self.child(errand, file.into_std().await.into())?;
        let answer = timeout(LONGEST, answer_of(&mut child, LONGEST_ANSWER)).await;
        ended(child, answer).await
    }

    async fn about_pieces<F: Future<Output = Option<Vec<u8>>>>(
        &self,
        (errand, most): (Errand, u64),
        first: Vec<u8>,
        mut pieces: impl FnMut(u32) -> F,
    ) -> Result<Vec<u8>, Unreadable> {
        let _place = self.place().await?;
        let mut child = self.child(errand, Stdio::piped())?;
        let mut input = child
            .stdin
            .take()
            .ok_or_else(|| broken("the reader has no input"))?;
        let asking = async {
            input.write_all(&first).await.map_err(broken)?;
            let mut n = 0;
            while let Some(piece) = pieces(n).await {
                input.write_all(&piece).await.map_err(broken)?;
                n += 1;
            }
            drop(input);
            answer_of(&mut child, most).await
        };
        let answer = timeout(LONGEST, asking).await;
        ended(child, answer).await
    }

    async fn place(&self) -> Result<SemaphorePermit<'_>, Unreadable> {
        let place = timeout(LONGEST_WAIT, self.places.acquire()).await;
        place
            .map_err(|_| broken("too many files are being read"))?
            .map_err(broken)
    }

    fn child(&self, errand: Errand, input: Stdio) -> Result<Child, Unreadable> {
        Command::new(&self.exe)
            .args(["read-apart", errand.as_str()])
            .env_clear()
            .current_dir("/")
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(broken)
    }
}

/// The end of a child, whatever it answered.
async fn ended(
    mut child: Child,
    answer: Result<Result<Vec<u8>, Unreadable>, Elapsed>,
) -> Result<Vec<u8>, Unreadable> {
    if !matches!(answer, Ok(Ok(_))) {
        // Waiting for its end leaves no dead child behind.
        child.kill().await.map_err(broken)?;
    }
    answer.map_err(|_| broken("reading took too long"))?
}

fn result<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Unreadable> {
    serde_json::from_slice::<Result<T, Unreadable>>(answer)
        .map_err(|_| broken("the reader stopped half-way"))?
}

async fn answer_of(child: &mut Child, most: u64) -> Result<Vec<u8>, Unreadable> {
    let output = child
        .stdout
        .take()
        .ok_or_else(|| broken("the reader has no output"))?;
    let mut answer = Vec::new();
    output
        .take(most + 1)
        .read_to_end(&mut answer)
        .await
        .map_err(broken)?;
    if answer.len() as u64 > most {
        return Err(broken("the answer is too long"));
    }
    let end = child.wait().await.map_err(broken)?;
    if end.success() {
        Ok(answer)
    } else {
        Err(broken("the reader died"))
    }
}

#[cfg(test)]
mod tests;
