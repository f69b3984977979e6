//! A file on its way to the desk: read from disk piece by piece, and only let go whole if it is still what it was.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use sha2::{Digest, Sha256};

use super::manuscript::Manuscript;
use super::progress::Progress;

/// So much goes at once, in bytes.
const PIECE: usize = 64 * 1024;

/// What the reader of a body says when a file is no longer what it was.
pub const CHANGED: &str = "the file was changed while it was being sent";

/// The pieces of a file in order. The last one is only given when all of them are the bytes that were fingerprinted:
/// else the desk would keep, under the key of one paper, another.
pub struct Pieces {
    file: File,
    left: u64,
    hash: Sha256,
    expected: [u8; 32],
    progress: Arc<Progress>,
}

impl Pieces {
    pub fn of(manuscript: &Manuscript, progress: Arc<Progress>) -> io::Result<Self> {
        progress.begins();
        Ok(Self {
            file: manuscript.reopen()?,
            left: manuscript.size,
            hash: Sha256::new(),
            expected: manuscript.sha256,
            progress,
        })
    }

    fn next(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::with_capacity(PIECE);
        let most = self.left.min(PIECE as u64);
        let read = (&mut self.file).take(most).read_to_end(&mut piece)?;
        self.hash.update(&piece);
        self.left -= read as u64;
        let ends = self.left == 0;
        let is_same = !ends || self.hash.finalize_reset().as_slice() == self.expected;
        if (read as u64) < most || !is_same {
            return Err(io::Error::other(CHANGED));
        }
        self.progress.goes_on(read);
        Ok(piece)
    }
}

impl Stream for Pieces {
    type Item = io::Result<Vec<u8>>;

    /// Reads in place: a piece of a local file is there at once, and nothing else runs in this process.
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let piece = self.next();
        if piece.is_err() {
            self.left = 0;
        }
        Poll::Ready(Some(piece))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use super::{Manuscript, PIECE, Pieces, Progress};

    fn sent(path: &Path, before: &[u8], then: &[u8]) -> (Vec<u8>, bool) {
        fs::write(path, before).unwrap();
        let manuscript = Manuscript::open(path).unwrap();
        fs::write(path, then).unwrap();
        let mut pieces = Pieces::of(&manuscript, Arc::new(Progress::default())).unwrap();
        let mut all = Vec::new();
        while pieces.left > 0 {
            match pieces.next() {
                Ok(piece) => all.extend(piece),
                Err(_) => return (all, false),
            }
        }
        (all, true)
    }

    #[test]
    fn a_file_goes_whole_or_its_end_is_kept_back() {
        let path = std::env::temp_dir().join(format!("paperdesk-body-{}.txt", std::process::id()));
        let long = vec![b'a'; PIECE * 2 + 1];
        let mut other = long.clone();
        other[0] = b'b';
        assert_eq!(sent(&path, &long, &long), (long.clone(), true));
        assert_eq!(
            sent(&path, &long, &other),
            (other[..PIECE * 2].to_vec(), false)
        );
        assert_eq!(
            sent(&path, &long, &long[..PIECE]),
            (long[..PIECE].to_vec(), false)
        );
        fs::remove_file(path).unwrap();
    }
}
