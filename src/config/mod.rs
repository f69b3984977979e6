//! The only place that reads the environment: every setting, its value, and where that value came from.

mod inbound_key;
mod keys;
#[cfg(test)]
mod mail_tests;
mod sources;
mod surroundings;
#[cfg(test)]
mod tests;
mod token;
mod values;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::Serialize;

use crate::mail::{DkimKey, RelayUrl, Signer, bare};
use crate::web::gate::Network;
use keys::Key;
use sources::Given;

pub use inbound_key::InboundKey;
pub use surroundings::{FileText, Flags, Origin, Surroundings};
pub use token::Token;

/// What is wrong with the settings, in one sentence that names where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mistake {}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogForm {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// Everything an operator can set, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder that holds all of the desk.
    pub data: PathBuf,
    /// Where the server listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What every link starts with; no slash at its end.
    pub public_url: String,
    /// False: `public_url` was made from `listen`.
    pub public_url_is_set: bool,
    /// The mail server; none: mail is kept.
    pub smtp: Option<RelayUrl>,
    /// The sender of every mail, as `Name <a@b>`.
    pub mail_from: String,
    /// What signs every mail; none: no mail is signed here.
    pub dkim_key: Option<DkimKey>,
    /// Under which name the signature's public key stands in the DNS.
    pub dkim_selector: String,
    /// What proves that a mail handed over comes from our own mail server; none: nothing is taken.
    pub inbound_key: Option<InboundKey>,
    /// The domain at which mail comes back to the desk; none: it comes back to the sender, and the desk never sees it.
    pub inbound_domain: Option<String>,
    /// The proxies whose word on the client's address is taken.
    pub trusted_proxies: Vec<Network>,
    /// The largest file a person may send, in bytes.
    pub max_upload: u64,
    /// How log lines are written.
    pub log: LogForm,
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub log_level: String,
    /// Where traces go, without a slash at its end; none: nowhere.
    pub otlp: Option<String>,
    /// What works but should be mended, one sentence each: a secret that others may read.
    pub warnings: Vec<String>,
    /// Where each value came from.
    pub provenance: Provenance,
}

/// Where each value came from, for `explain`.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    origins: Vec<(Key, Origin)>,
    proxies_as_given: String,
}

/// One setting as `paperdesk config` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Its name.
    pub key: &'static str,
    /// Its value; a password in it is masked.
    pub value: String,
    /// Where the value came from.
    pub origin: String,
}

impl Settings {
    /// Reads the settings of this process.
    ///
    /// # Errors
    /// The first mistake in them.
    pub fn read(flags: &Flags) -> Result<Self, Mistake> {
        Self::gather(flags, &Surroundings::of_this_process()?)
    }

    /// Reads the settings from what is given: a later source overrides an earlier one.
    ///
    /// # Errors
    /// The first mistake in them.
    pub fn gather(flags: &Flags, around: &Surroundings<'_>) -> Result<Self, Mistake> {
        let found = sources::gather(flags, around)?;
        let mut settings = Self::with_defaults(found.data.0);
        settings.log = if around.on_terminal {
            LogForm::Text
        } else {
            LogForm::Json
        };
        settings.warnings = found.warnings;
        settings.provenance.origins.push((Key::Data, found.data.1));
        for (key, given) in found.values {
            settings.set(key, &given)?;
            settings
                .provenance
                .origins
                .retain(|(known, _)| *known != key);
            settings.provenance.origins.push((key, given.origin));
        }
        if !settings.public_url_is_set {
            settings.public_url = format!("http://{}", settings.listen);
        }
        Ok(settings)
    }

    /// The built-in settings for a data dir, whatever the environment says: for tests and the demo.
    #[must_use]
    pub fn with_defaults(data: PathBuf) -> Self {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 8000));
        Self {
            data,
            listen,
            public_url: format!("http://{listen}"),
            public_url_is_set: false,
            smtp: None,
            mail_from: values::MAIL_FROM.to_owned(),
            dkim_key: None,
            dkim_selector: values::DKIM_SELECTOR.to_owned(),
            inbound_key: None,
            inbound_domain: None,
            trusted_proxies: Vec::new(),
            max_upload: values::MAX_UPLOAD,
            log: LogForm::Json,
            log_level: "info".to_owned(),
            otlp: None,
            warnings: Vec::new(),
            provenance: Provenance::default(),
        }
    }

    fn set(&mut self, key: Key, given: &Given) -> Result<(), Mistake> {
        let says = |says: String| Mistake(format!("{}: {says}", given.origin));
        let text = given.text.as_str();
        match key {
            Key::Data => {}
            Key::Listen => self.listen = values::listen(text).map_err(says)?,
            Key::PublicUrl => {
                self.public_url = values::public_url(text).map_err(says)?;
                self.public_url_is_set = true;
            }
            Key::Smtp => self.smtp = values::smtp(text).map_err(says)?,
            Key::MailFrom => self.mail_from = values::mail_from(text).map_err(says)?,
            Key::Signing => self.dkim_key = values::dkim_key(text).map_err(says)?,
            Key::DkimSelector => self.dkim_selector = values::selector(text).map_err(says)?,
            Key::Inbound => self.inbound_key = values::inbound_key(text).map_err(says)?,
            Key::InboundDomain => self.inbound_domain = values::domain(text).map_err(says)?,
            Key::TrustedProxies => {
                self.trusted_proxies = values::networks(text).map_err(says)?;
                text.clone_into(&mut self.provenance.proxies_as_given);
            }
            Key::MaxUpload => self.max_upload = values::max_upload(text).map_err(says)?,
            Key::Log => self.log = values::log(text).map_err(says)?,
            Key::LogLevel => self.log_level = values::log_level(text).map_err(says)?,
            Key::Otlp => self.otlp = values::otlp(text).map_err(says)?,
        }
        Ok(())
    }

    /// What links start with once the server has its port: `public_url`, or the address itself.
    #[must_use]
    pub fn public_url_for(&self, bound: SocketAddr) -> String {
        if self.public_url_is_set {
            self.public_url.clone()
        } else {
            format!("http://{bound}")
        }
    }

    /// What signs every mail, where there is a key.
    #[must_use]
    pub fn signer(&self) -> Option<Signer> {
        let sender = bare(&self.mail_from).ok()?;
        Some(Signer {
            key: self.dkim_key.clone()?,
            domain: sender.rsplit('@').next()?.to_owned(),
            selector: self.dkim_selector.clone(),
        })
    }

    /// Whether mails still come from the made-up sender that we start with.
    #[must_use]
    pub fn mail_from_is_default(&self) -> bool {
        self.mail_from == values::MAIL_FROM
    }

    /// Every setting with its value and where it came from; passwords are masked.
    #[must_use]
    pub fn explain(&self) -> Vec<Explained> {
        let explained = |key: &Key| Explained {
            key: key.name(),
            value: self.shown(*key),
            origin: self.origin(*key).to_string(),
        };
        Key::ALL.iter().map(explained).collect()
    }

    fn origin(&self, key: Key) -> &Origin {
        let found = self
            .provenance
            .origins
            .iter()
            .find(|(known, _)| *known == key);
        found.map_or(&Origin::Default, |(_, origin)| origin)
    }

    fn shown(&self, key: Key) -> String {
        let none = || "none".to_owned();
        match key {
            Key::Data => self.data.display().to_string(),
            Key::Listen => self.listen.to_string(),
            Key::PublicUrl => self.public_url.clone(),
            Key::Smtp => self
                .smtp
                .as_ref()
                .map_or_else(|| "none".to_owned(), ToString::to_string),
            Key::MailFrom => self.mail_from.clone(),
            Key::Signing => self
                .dkim_key
                .as_ref()
                .map_or_else(none, |key| format!("{} ***", key.kind())),
            Key::DkimSelector => self.dkim_selector.clone(),
            Key::Inbound => self
                .inbound_key
                .as_ref()
                .map_or_else(none, |_| "whsec_***".to_owned()),
            Key::InboundDomain => self.inbound_domain.clone().unwrap_or_else(none),
            Key::TrustedProxies if self.trusted_proxies.is_empty() => "none".to_owned(),
            Key::TrustedProxies => self.provenance.proxies_as_given.clone(),
            Key::MaxUpload => values::shown_size(self.max_upload),
            Key::Log => match self.log {
                LogForm::Text => "text".to_owned(),
                LogForm::Json => "json".to_owned(),
            },
            Key::LogLevel => self.log_level.clone(),
            Key::Otlp => self.otlp.clone().unwrap_or_else(none),
        }
    }
}
