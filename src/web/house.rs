//! What every page may reach: the database, the templates, the reader of files, and the signs of life.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, watch};

use super::api::Rates;
use crate::audit::Looks;
use crate::config::Settings;
use crate::db::Db;
use crate::documents::Apart;
use crate::outbox::tally::Tallies;
use crate::pages::Pages;
use crate::telemetry;

/// Shared by all handlers.
pub struct House {
    /// The database.
    pub db: Db,
    /// The templates.
    pub pages: Arc<Pages>,
    /// Reads uploaded files in a process of its own.
    pub reader: Apart,
    /// Where uploads stand while they arrive.
    pub uploads: PathBuf,
    /// How the desk is set, for the page that looks it over.
    pub settings: Settings,
    /// The largest file taken, in bytes.
    pub max_upload: u64,
    /// What every link in a mail starts with; no slash at its end.
    pub public_url: String,
    /// How often each token asks.
    pub rates: Rates,
    /// Who looked at which paper, until it is written down.
    pub looks: Looks,
    /// What came of tries at deliveries since the desk was opened.
    pub tallies: Tallies,
    /// What became of spans for a collector.
    pub spans: telemetry::Counts,
    /// Whether the desk's parts are alive.
    pub signs: Signs,
}

impl House {
    /// Whether people reach us by https, so that cookies may insist on it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Free bytes on the disk that holds the data, where the system tells.
    #[must_use]
    pub fn free_disk(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.uploads).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}

/// Whoever asks whether the database can be written costs a write at most this often.
const PROBE_EVERY: Duration = Duration::from_secs(1);

/// Signs of life of what runs beside the pages.
#[derive(Clone, Debug)]
pub struct Signs {
    courier: watch::Receiver<Instant>,
    closing: watch::Receiver<bool>,
    /// When the database was last probed, and whether it could be written.
    probed: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Signs {
    /// From the courier's beat and the word that the desk closes.
    #[must_use]
    pub fn new(courier: watch::Receiver<Instant>, closing: watch::Receiver<bool>) -> Self {
        Self {
            courier,
            closing,
            probed: Arc::default(),
        }
    }

    /// Whether the courier made its round within half a minute.
    #[must_use]
    pub fn courier_is_alive(&self) -> bool {
        self.courier.borrow().elapsed() < Duration::from_secs(30)
    }

    /// Whether the database can be written, as of a second ago at most; those who ask at once share one probe.
    pub async fn is_writable(&self, db: &Db) -> bool {
        let mut probed = self.probed.lock().await;
        match *probed {
            Some((at, writable)) if at.elapsed() < PROBE_EVERY => writable,
            _ => {
                let writable = db.is_writable().await;
                *probed = Some((Instant::now(), writable));
                writable
            }
        }
    }

    /// Whether the desk is closing.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }
}
