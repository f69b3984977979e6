//! A collector of traces, at the address that whoever runs the desk wrote into its settings: it may stand on this machine or in
//! a network of theirs.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use tokio::runtime::{self, Runtime};

use super::desk::cause;
use crate::refusal::Fault;

/// From the first look-up to the head of the answer.
const DEADLINE: Duration = Duration::from_secs(3);
/// Where traces go, below the address.
const TRACES: &str = "/v1/traces";

/// A collector, asked from a thread that has nothing else to do.
pub struct Collector {
    address: String,
    http: Client,
    runtime: Runtime,
}

impl Collector {
    /// The collector at an address without its path: `http://127.0.0.1:4318`.
    ///
    /// # Errors
    /// When this machine knows no authorities to trust for https.
    pub fn at(address: &str) -> Result<Self, Fault> {
        // Already chosen where mail was sent before: it is the same one.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = Client::builder()
            .redirect(Policy::none())
            .timeout(DEADLINE)
            .no_proxy()
            .user_agent(concat!("Paperdesk/", env!("CARGO_PKG_VERSION")));
        // What goes as plain text needs nobody's word for the other side.
        let builder = if address.starts_with("https://") {
            builder
        } else {
            builder.tls_certs_only([])
        };
        let http = builder.build().map_err(|error| {
            Fault::new(format!("preparing to ask the collector: {}", cause(&error)))
        })?;
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Fault::from_error("starting a runtime for the collector", error))?;
        Ok(Self {
            address: format!("{address}{TRACES}"),
            http,
            runtime,
        })
    }

    /// Hands spans over.
    ///
    /// # Errors
    /// Why they were not taken, in a few words.
    pub fn take(&self, spans: Vec<u8>) -> Result<(), String> {
        let asking = self
            .http
            .post(&self.address)
            .header(CONTENT_TYPE, "application/json")
            .body(spans);
        let answer = self
            .runtime
            // Its deadline is set as it is sent, and needs the runtime.
            .block_on(async { asking.send().await })
            .map_err(|error| cause(&error))?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(format!("it answered {}", answer.status()))
        }
    }
}
