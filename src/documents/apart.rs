//! Reads files in a child process with little time, little memory and no way out, so that a bad file harms nothing.

mod child;

use super::{Reading, Unreadable, broken};
use crate::drafts::reading::FileKind;
pub use child::child_main;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How many files are read at the same time.
const AT_ONCE: usize = 2;
/// How long a file waits for its turn; together with its reading less than the gate waits for an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// How long one file may take before its reader is ended.
const LONGEST: Duration = Duration::from_secs(10);
/// The longest answer we take, in bytes.
const LONGEST_ANSWER: u64 = 16 * 1024 * 1024;

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
        let place = timeout(LONGEST_WAIT, self.places.acquire()).await;
        let _place = place
            .map_err(|_| broken("too many files are being read"))?
            .map_err(broken)?;
        let file = tokio::fs::File::open(file).await.map_err(broken)?;
        let mut child = Command::new(&self.exe)
            .args(["read-apart", kind.as_str()])
            .env_clear()
            .current_dir("/")
            .stdin(file.into_std().await)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(broken)?;
        let answer = timeout(LONGEST, answer_of(&mut child)).await;
        if !matches!(answer, Ok(Ok(_))) {
            // Waiting for its end leaves no dead child behind.
            child.kill().await.map_err(broken)?;
        }
        let answer = answer.map_err(|_| broken("reading took too long"))??;
        serde_json::from_slice(&answer).map_err(|_| broken("the reader stopped half-way"))?
    }
}

async fn answer_of(child: &mut Child) -> Result<Vec<u8>, Unreadable> {
    let output = child
        .stdout
        .take()
        .ok_or_else(|| broken("the reader has no output"))?;
    let mut answer = Vec::new();
    output
        .take(LONGEST_ANSWER + 1)
        .read_to_end(&mut answer)
        .await
        .map_err(broken)?;
    if answer.len() as u64 > LONGEST_ANSWER {
        return Err(broken("the text is too long"));
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
