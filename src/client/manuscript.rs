//! A paper's file on this machine: looked at as the desk will, and fingerprinted, before it goes anywhere.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::documents::recognise;
use crate::people::clean_name;

/// No desk takes more than 64 MiB.
const LARGEST: u64 = 64 * 1024 * 1024;
/// So much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// A file that a desk may take.
#[derive(Clone, Debug)]
pub struct Manuscript {
    pub(super) path: PathBuf,
    /// What it is called at the desk.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl Manuscript {
    /// Looks at a file and reads it through once.
    ///
    /// # Errors
    /// Why a desk would not take it, in a sentence.
    pub fn open(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file {shown}"),
            _ => format!("{shown} cannot be read: {error}"),
        };
        let about = std::fs::metadata(path).map_err(unread)?;
        if !about.is_file() {
            return Err(format!("{shown} is not a file"));
        }
        if about.len() > LARGEST {
            return Err(format!(
                "{shown} is larger than 64 MiB, the most that a desk takes"
            ));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A quote would end the name early on its way.
        let name = clean_name(&name).replace('"', "'");
        let mut file = File::open(path).map_err(unread)?;
        recognise(&name, &mut file).map_err(|wrong| wrong.sentence().to_owned())?;
        file.rewind().map_err(unread)?;
        let (size, sha256) = fingerprint(&mut file).map_err(unread)?;
        Ok(Self {
            path: path.to_owned(),
            name,
            size,
            sha256,
        })
    }

    /// The file, to be read from its beginning.
    pub(super) fn reopen(&self) -> io::Result<File> {
        File::open(&self.path)
    }
}

fn fingerprint(file: &mut File) -> io::Result<(u64, [u8; 32])> {
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((size, hash.finalize().into()));
        }
        hash.update(&piece[..read]);
        size += read as u64;
    }
}
