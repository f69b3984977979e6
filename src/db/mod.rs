//! The only room that knows SQLite: one writer, many readers, and everything that keeps the file safe.

mod backup;
mod connection;
mod data_dir;
mod examine;
mod memory;
mod migrate;
mod tx;
mod value;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use crate::clock::Clock;
use crate::refusal::{Fault, Outcome};

pub use backup::{Verified, back_up, restore, verify};
pub use connection::sqlite_version;
pub use data_dir::{DataDir, ServerLock};
pub use examine::{first_damage, schema_of};
pub use migrate::{MigrateError, newest_version};
pub use tx::{Row, Tx, full};
pub use value::{FromCell, Value, listed};
pub(crate) use value::{bind, number_id, text, word_enum};

use writer::Writer;

/// A read slower than this is given up, so that it cannot hold the log file open for ever.
const READ_WAIT: Duration = Duration::from_secs(5);
/// One for each thread of the runtime that may read at once, and some for long looks beside them.
const READERS: u32 = 12;

/// The database: cheap to clone, shared by everything that runs.
#[derive(Clone)]
pub struct Db {
    path: PathBuf,
    clock: Clock,
    writer: Writer,
    readers: r2d2::Pool<connection::Readers>,
    bell: Arc<Notify>,
}

impl Db {
    /// Opens the database file of a data dir, makes or migrates it, and starts the writer.
    ///
    /// # Errors
    /// A schema newer than this binary, a failed migration (the file is left as it was), or a file that cannot be used.
    pub fn open(dir: &DataDir, clock: Clock) -> Result<Self, MigrateError> {
        let path = dir.database();
        connection::refuse_unsafe_version()?;
        let mut connection = connection::open_writer(&path)?;
        migrate::migrate(&mut connection, dir, &clock)?;
        let bell = Arc::new(Notify::new());
        let readers = connection::pool(&path, READERS, READ_WAIT)?;
        let writer = Writer::start(connection, clock.clone(), Arc::clone(&bell))?;
        Ok(Self {
            path,
            clock,
            writer,
            readers,
            bell,
        })
    }

    /// The file behind it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The clock that every deed reads.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Rings after every commit that left something for the courier.
    #[must_use]
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }

    /// Runs a deed in a transaction of its own; the answer comes after it is on disk.
    ///
    /// # Errors
    /// What the deed itself refuses or breaks on; `Unavailable` when the desk cannot write just now.
    pub async fn write<T, F>(&self, deed: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    {
        self.writer.submit(deed).await
    }

    /// The same as `write` for a caller without an async runtime: the command line.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_now<T, F>(&self, deed: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    {
        self.writer.submit_blocking(deed)
    }

    /// Reads one consistent snapshot, on the thread that asks: the few rows of a page take less time than handing them
    /// to another thread and back would, and the runtime keeps more threads than there are cores, so that a slow disk
    /// stalls nobody else. What takes long goes to `read_apart`.
    ///
    /// # Errors
    /// What the reading closure refuses or breaks on; `Unavailable` when all readers stay busy.
    #[expect(
        clippy::unused_async,
        reason = "whoever asks from an async thread says so, and need not know where it is read"
    )]
    pub async fn read<T>(&self, look: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        self.read_now(look)
    }

    /// The same as `read`, on a thread of its own: for long looks and what is put together from them.
    ///
    /// # Errors
    /// As `read`.
    pub async fn read_apart<T, F>(&self, look: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    {
        let (db, span) = (self.clone(), tracing::Span::current());
        tokio::task::spawn_blocking(move || span.in_scope(|| db.read_now(look)))
            .await
            .map_err(|stopped| Fault::from_error("a read stopped half-way", stopped))?
    }

    /// The same as `read` for a caller that may block: the command line.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_now<T>(&self, look: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        let reader = self.readers.get().map_err(|_| tx::busy())?;
        let _snapshot = connection::Snapshot::begin(&reader.connection)?;
        look(&Tx::new(
            (&reader.connection, &reader.memory),
            self.clock.now(),
        ))
    }

    /// Moves what stands in the log file into the database file, for a clean end.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn checkpoint(&self) -> Outcome<()> {
        self.writer.checkpoint().await
    }

    /// True while the writer answers; the truth behind `/readyz`.
    pub async fn is_writable(&self) -> bool {
        let probe = self.write(|tx| tx.run("update heartbeat set beats = beats + 1", &[]));
        matches!(tokio::time::timeout(READ_WAIT, probe).await, Ok(Ok(_)))
    }
}
