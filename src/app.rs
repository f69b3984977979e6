//! Puts the parts together: opens a data dir, starts the courier, the pages and the gate, and closes them in order.

mod behind;
mod rounds;
mod scribe;

use std::fs::OpenOptions;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tokio::runtime::{self, Runtime};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::audit::Looks;
use crate::centre;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::{DataDir, Db, MigrateError, ServerLock};
use crate::documents::Apart;
use crate::mail::{self, Carriage, Relay};
use crate::outbox::tally::Tallies;
use crate::outbox::{self, Courier};
use crate::pages::Pages;
use crate::refusal::{Failure, Fault};
use crate::sign_in::{self, Token};
use crate::telemetry;
use crate::web::gate::{Gate, Hosts, Inside};
use crate::web::{self, House, Signs};

use behind::Behind;
pub use scribe::{scribe, signed_by};

/// Connections to the mail server, kept open.
const MAIL_CONNECTIONS: usize = 4;

/// Threads that answer requests. More than a small machine has cores: they read the database themselves, and while
/// the disk lets some of them wait, the others go on.
const THREADS: usize = 8;

/// What a desk runs on.
///
/// # Errors
/// When the machine gives no more threads.
pub fn runtime() -> Result<Runtime, Fault> {
    runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .map_err(|error| Fault::from_error("starting the runtime", error))
}

/// Why a desk could not be opened.
#[derive(Debug)]
pub enum CannotOpen {
    /// Another server holds the data dir.
    Taken,
    /// The schema could not be brought up to date.
    Schema(MigrateError),
    /// Something else is broken.
    Broken(Fault),
}

impl From<MigrateError> for CannotOpen {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Fault(fault) => Self::Broken(fault),
            migration @ MigrateError::Migration(_) => Self::Schema(migration),
        }
    }
}

impl From<Fault> for CannotOpen {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl From<Failure> for CannotOpen {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Broken(fault) => Self::Broken(fault),
            Failure::Refused(refusal) => Self::Broken(Fault::new(refusal.says)),
        }
    }
}

/// An open desk that does not serve yet.
pub struct Desk {
    /// How it is set.
    pub settings: Settings,
    /// Where everything is kept.
    pub dir: DataDir,
    /// Its database.
    pub db: Db,
    /// Its templates.
    pub pages: Arc<Pages>,
    /// Who looked at which paper and is not written down yet.
    pub looks: Looks,
    /// What came of tries at deliveries since it was opened.
    pub tallies: Tallies,
    /// What became of spans for a collector.
    pub spans: telemetry::Counts,
    lock: ServerLock,
}

impl Desk {
    /// Opens a data dir for one server: takes its lock, migrates its database, clears what was half-uploaded.
    ///
    /// # Errors
    /// When another server is at work there, or the database cannot be used.
    pub fn open(settings: Settings, clock: Clock) -> Result<Self, CannotOpen> {
        let dir = DataDir::open(&settings.data)?;
        let lock = dir.lock()?.ok_or(CannotOpen::Taken)?;
        dir.clear_uploads()?;
        let db = Db::open(&dir, clock)?;
        let (configured, domain) = (settings.smtp.is_some(), domain_of(&settings.mail_from)?);
        let way_back = settings.inbound_domain.clone();
        db.write_now(move |tx| {
            outbox::introduce_relay(tx, configured, &domain)?;
            outbox::introduce_way_back(tx, way_back.as_deref())
        })?;
        Ok(Self {
            settings,
            dir,
            db,
            pages: Arc::new(Pages::open()?),
            looks: Looks::default(),
            tallies: Tallies::default(),
            spans: telemetry::Counts::default(),
            lock,
        })
    }

    /// A fresh setup link where nobody is admin yet, kept in the data dir until it is used.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn first_link(&self, public_url: &str) -> Result<Option<String>, CannotOpen> {
        if self.db.read_now(centre::find)?.is_some() {
            return Ok(None);
        }
        let token = self.db.write_now(sign_in::setup_link)?;
        let link = setup_url(public_url, &token);
        write_private(&self.dir.setup_link(), &link)?;
        Ok(Some(link))
    }

    /// What the pages need, with the signs of life of what runs beside them.
    #[must_use]
    pub fn house(&self, public_url: &str, signs: Signs) -> House {
        House {
            db: self.db.clone(),
            pages: Arc::clone(&self.pages),
            reader: Apart::new(own_program()),
            uploads: self.dir.uploads(),
            settings: Settings {
                public_url: public_url.to_owned(),
                ..self.settings.clone()
            },
            max_upload: self.settings.max_upload,
            public_url: public_url.to_owned(),
            rates: web::Rates::default(),
            looks: self.looks.clone(),
            tallies: self.tallies.clone(),
            spans: self.spans.clone(),
            signs,
        }
    }

    /// Serves until `closing` resolves: then nothing new is taken in, and what is under way may finish.
    ///
    /// # Errors
    /// When a part cannot be started.
    pub async fn serve(
        self,
        listener: TcpListener,
        public_url: &str,
        closing: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), CannotOpen> {
        let (shut, shutting) = watch::channel(false);
        let (beat, beating) = watch::channel(Instant::now());
        let relay = self
            .settings
            .smtp
            .clone()
            .map(|url| Relay::new(url, MAIL_CONNECTIONS));
        let courier = self.courier(relay.clone(), public_url)?;
        let behind = Behind::begin()?;
        let courier = behind.spawn(courier.work(shutting.clone(), Arc::new(beat)));
        let hooks = behind.spawn(rounds::webhooks(&self, public_url, shutting.clone()));
        let rounds = rounds::begin(&self.db, &self.looks);
        let inside = web::open(self.house(public_url, Signs::new(beating, shutting))).await?;
        let gate = self.gate(inside.clone(), public_url);
        let until_closing = async move {
            closing.await;
            shut.send_replace(true);
        };
        let cut = gate.open(listener, until_closing).await;
        inside.close().await;
        rounds.iter().for_each(JoinHandle::abort);
        self.looks.settle(&self.db).await?;
        courier
            .await
            .map_err(|error| Fault::from_error("the courier stopped half-way", error))?;
        hooks
            .await
            .map_err(|error| Fault::from_error("telling webhooks stopped half-way", error))?;
        if let Some(relay) = relay {
            relay.close().await;
        }
        self.db.checkpoint().await?;
        tracing::info!(cut = cut.unwrap_or(0), "closed");
        drop(self.lock);
        Ok(())
    }

    fn courier(
        &self,
        relay: Option<Relay>,
        public_url: &str,
    ) -> Result<Courier<Carriage>, CannotOpen> {
        let courier = Courier::new(
            self.db.clone(),
            Arc::new(relay.map_or(Carriage::Nobody, Carriage::Relay)),
            signed_by(
                self.settings.signer(),
                scribe(&self.pages, &self.settings.mail_from, public_url),
            ),
            (sender(&self.settings.mail_from)?, MAIL_CONNECTIONS),
        );
        Ok(courier.counting(self.tallies.mail.clone()))
    }

    fn gate(&self, inside: Inside, public_url: &str) -> Gate {
        let named = public_url
            .split("://")
            .nth(1)
            .unwrap_or_default()
            .split('/')
            .next()
            .unwrap_or_default();
        let hosts = if self.settings.public_url_is_set {
            Hosts::Only(vec![named.to_owned()])
        } else {
            Hosts::Any
        };
        Gate {
            limits: web::limits(self.settings.max_upload),
            proxies: self.settings.trusted_proxies.clone(),
            inside,
            hosts,
            walls: web::walls(self.settings.public_url.starts_with("https://")),
        }
    }
}

/// The address of a setup link.
#[must_use]
pub fn setup_url(public_url: &str, token: &Token) -> String {
    format!("{public_url}/setup/{}", token.reveal())
}

fn sender(mail_from: &str) -> Result<String, Fault> {
    mail::bare(mail_from).map_err(|error| Fault::from_error("reading mail_from", error))
}

fn domain_of(mail_from: &str) -> Result<String, Fault> {
    let bare = sender(mail_from)?;
    Ok(bare.rsplit('@').next().unwrap_or("localhost").to_owned())
}

fn write_private(path: &Path, text: &str) -> Result<(), Fault> {
    let writing = |error| Fault::from_error(format!("writing {}", path.display()), error);
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .map_err(writing)?;
    writeln!(file, "{text}").map_err(writing)
}

/// The program that runs now, to read files in a process of its own.
fn own_program() -> std::path::PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "/proc/self/exe".into())
}
