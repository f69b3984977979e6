//! The data dir: where the desk keeps everything, and the lock that lets one server in.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::refusal::Fault;

/// The one folder that holds all of a desk.
#[derive(Clone, Debug)]
pub struct DataDir(PathBuf);

/// Held by the one server (or migration) that may be at work on a data dir; let go when it is dropped.
#[derive(Debug)]
pub struct ServerLock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl DataDir {
    /// Opens the folder, and makes it (0700) where there is none.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let dir = Self(path.to_owned());
        for folder in [dir.0.clone(), dir.uploads()] {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&folder)
                .map_err(|error| {
                    Fault::from_error(format!("making {}", folder.display()), error)
                })?;
        }
        Ok(dir)
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join("paperdesk.db")
    }

    /// Where uploads stand while they arrive; emptied at every start.
    #[must_use]
    pub fn uploads(&self) -> PathBuf {
        self.0.join("uploads")
    }

    /// Where the setup link waits until it is used.
    #[must_use]
    pub fn setup_link(&self) -> PathBuf {
        self.0.join("setup-link")
    }

    /// Takes the server's lock; nothing when another process holds it.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    pub fn lock(&self) -> Result<Option<ServerLock>, Fault> {
        let path = self.0.join("lock");
        let opening = |error| Fault::from_error(format!("opening {}", path.display()), error);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(opening)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(ServerLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(opening(error)),
        }
    }

    /// Throws away what an earlier process left half-uploaded.
    ///
    /// # Errors
    /// When the folder cannot be read or emptied.
    pub fn clear_uploads(&self) -> Result<(), Fault> {
        let clearing = |error| Fault::from_error("clearing half-finished uploads", error);
        for entry in fs::read_dir(self.uploads()).map_err(clearing)? {
            fs::remove_file(entry.map_err(clearing)?.path()).map_err(clearing)?;
        }
        Ok(())
    }
}
