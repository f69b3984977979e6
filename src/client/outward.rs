//! One request to an address that somebody typed. Its name is looked up once, every machine that it stands for must be
//! in the public network, and the connection goes to the very machines that were looked at.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response};

use super::desk::cause;
use crate::hooks::carrier::{Carrier, Errand, Heard};
use crate::hooks::{Target, is_global};

/// From the first look-up to the last byte.
const DEADLINE: Duration = Duration::from_secs(15);
/// So much of an answer is read at most.
const LONGEST_ANSWER: usize = 64 * 1024;
/// So many letters of it are kept.
const KEPT: usize = 1000;
const PORT: u16 = 443;
const LATE: &str = "No answer within 15 seconds.";

/// What a look-up gives: every machine behind a name.
pub type Found = Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>>;

/// Where addresses lead: who looks names up, and which machines may be asked.
#[derive(Clone)]
pub struct Reach {
    /// Looks up a name.
    pub look_up: Arc<dyn Fn(String) -> Found + Send + Sync>,
    /// Whether a machine may be asked.
    pub may_be_asked: fn(IpAddr) -> bool,
    /// An authority to trust beside those that this machine trusts, in PEM.
    pub authority: Option<Vec<u8>>,
}

impl Reach {
    /// The public network, as this machine's own resolver knows it.
    #[must_use]
    pub fn global() -> Self {
        Self {
            look_up: Arc::new(|name| {
                Box::pin(async move {
                    let found = tokio::net::lookup_host((name, PORT)).await?;
                    Ok(found.collect())
                })
            }),
            may_be_asked: is_global,
            authority: None,
        }
    }
}

/// Whoever makes such requests.
pub struct Outward {
    reach: Reach,
    /// Made with the first request: most desks never make one.
    http: OnceLock<Result<Client, String>>,
}

impl Outward {
    /// The way into a reach.
    #[must_use]
    pub const fn within(reach: Reach) -> Self {
        Self {
            reach,
            http: OnceLock::new(),
        }
    }

    /// The client, or why there is none: this machine may know no authorities to trust.
    fn http(&self) -> Result<&Client, String> {
        let made = self
            .http
            .get_or_init(|| build(&self.reach).map_err(|error| cause(&error)));
        made.as_ref().map_err(Clone::clone)
    }

    async fn ask(&self, errand: &Errand) -> Result<Heard, String> {
        let http = self.http()?;
        let asking = if errand.puts {
            http.put(&errand.url)
        } else {
            http.post(&errand.url)
        };
        let request = asking.headers(headers(errand)).body(errand.body.clone());
        let mut response = request.send().await.map_err(|error| {
            if error.is_timeout() {
                LATE.to_owned()
            } else {
                clipped(&format!("No answer: {}.", cause(&error)))
            }
        })?;
        let status = Some(response.status().as_u16());
        let retry_after = retry_after(&response);
        let said = match beginning(&mut response).await {
            Ok(bytes) => plain(&bytes),
            Err(_) => "(its answer broke off)".to_owned(),
        };
        Ok(Heard {
            status,
            retry_after,
            said,
        })
    }
}

impl Carrier for Outward {
    async fn carry(&self, errand: &Errand) -> Heard {
        if let Err(says) = Target::parse(&errand.url) {
            return Heard::nothing(format!("Not asked: {says}."));
        }
        match tokio::time::timeout(DEADLINE, self.ask(errand)).await {
            Ok(Ok(heard)) => heard,
            Ok(Err(says)) => Heard::nothing(says),
            Err(_) => Heard::nothing(LATE),
        }
    }
}

fn build(reach: &Reach) -> Result<Client, reqwest::Error> {
    // Already chosen where mail was sent before: it is the same one.
    drop(rustls::crypto::ring::default_provider().install_default());
    let authority = reach.authority.as_deref().map(Certificate::from_pem);
    Client::builder()
        .https_only(true)
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        // Every request looks its name up anew: nothing is kept open.
        .pool_max_idle_per_host(0)
        .timeout(DEADLINE)
        .user_agent(concat!("Paperdesk/", env!("CARGO_PKG_VERSION")))
        .tls_certs_merge(authority.transpose()?)
        .dns_resolver(Arc::new(Pinning(reach.clone())))
        .build()
}

/// Looks a name up and hands on what was found only if all of it may be asked: one closed door among several closes all.
struct Pinning(Reach);

impl Resolve for Pinning {
    fn resolve(&self, name: Name) -> Resolving {
        let (finding, may_be_asked) = (
            (self.0.look_up)(name.as_str().to_owned()),
            self.0.may_be_asked,
        );
        Box::pin(async move {
            let found = finding.await?;
            if found.is_empty() {
                return Err("the name stands for no machine".into());
            }
            if !found.iter().all(|machine| may_be_asked(machine.ip())) {
                return Err(
                    "the name leads into a network that is not public, so it was not asked".into(),
                );
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn headers(errand: &Errand) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in &errand.headers {
        if let Ok(mut value) = HeaderValue::try_from(value) {
            value.set_sensitive(*name == "authorization");
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers
}

/// The wait that the other side asks for, in seconds or until a date.
fn retry_after(response: &Response) -> Option<Duration> {
    let headers = response.headers();
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| jiff::fmt::rfc2822::parse(text).ok();
    let there = headers.get("date").and_then(|date| date.to_str().ok());
    // By the other side's own clock, so that ours may be wrong.
    let span = date(asked)?.timestamp().as_second() - date(there?)?.timestamp().as_second();
    u64::try_from(span).ok().map(Duration::from_secs)
}

async fn beginning(response: &mut Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut bytes = Vec::new();
    while bytes.len() < LONGEST_ANSWER {
        match response.chunk().await? {
            Some(chunk) => bytes.extend_from_slice(&chunk),
            None => break,
        }
    }
    bytes.truncate(LONGEST_ANSWER);
    Ok(bytes)
}

/// An answer as plain text, without what could steer a terminal.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let is_plain = |c: &char| *c == '\n' || *c == '\t' || !c.is_control();
    clipped(
        text.trim()
            .chars()
            .filter(is_plain)
            .collect::<String>()
            .as_str(),
    )
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(KEPT) {
        Some((end, _)) => format!("{}\u{2026}", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
