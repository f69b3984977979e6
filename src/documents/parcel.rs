//! Packs many files into one zip file on disk, piece by piece, so that it may be large.

use std::fs::File;
use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::refusal::Fault;

/// A zip file that is being packed.
pub struct Parcel(ZipWriter<File>);

impl Parcel {
    /// Into this file, which is empty.
    #[must_use]
    pub fn new(file: File) -> Self {
        Self(ZipWriter::new(file))
    }

    /// Begins the next file in it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&mut self, name: &str) -> Result<(), Fault> {
        self.0
            .start_file(name, SimpleFileOptions::default())
            .map_err(|error| Fault::from_error("packing a parcel", error))
    }

    /// The next bytes of the file that was begun last.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.0
            .write_all(bytes)
            .map_err(|error| Fault::from_error("packing a parcel", error))
    }

    /// Closes it, and gives the file.
    ///
    /// # Errors
    /// When it cannot be written to its end.
    pub fn close(self) -> Result<File, Fault> {
        self.0
            .finish()
            .map_err(|error| Fault::from_error("packing a parcel", error))
    }
}
