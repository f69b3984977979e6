//! `serve`: the server, from its first line on stdout to its last request.

use std::net::TcpListener;

use tokio::signal::unix::{SignalKind, signal};
use tracing::subscriber::set_global_default;
use tracing_subscriber::fmt::time::SystemTime;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

use super::print;
use super::stop::Stop;
use crate::app::{self, CannotOpen, Desk};
use crate::client::collector::Collector;
use crate::clock::Clock;
use crate::config::{LogForm, Settings};
use crate::refusal::Fault;
use crate::telemetry::{self, Exporter, Spans};
use crate::web::gate;

pub fn run(settings: &Settings) -> Result<(), Stop> {
    let exporter = start_log(settings);
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let mut desk =
        Desk::open(settings.clone(), Clock::Machine).map_err(|error| cannot(settings, error))?;
    if let Some(exporter) = &exporter {
        desk.spans = exporter.counts();
    }
    let served = serve(desk, |_| Ok(()));
    if let Some(exporter) = exporter {
        exporter.close();
    }
    served
}

/// Serves an open desk until it is told to stop; `greet` may say something on stdout before the listening line.
pub fn serve(desk: Desk, greet: impl FnOnce(&str) -> Result<(), Stop>) -> Result<(), Stop> {
    if let Err(error) = gate::raise_descriptor_limit() {
        tracing::warn!(%error, "the limit of open connections could not be raised");
    }
    let settings = desk.settings.clone();
    let listening = |error| Stop::failed(format!("cannot listen on {}: {error}", settings.listen));
    let listener = TcpListener::bind(settings.listen).map_err(listening)?;
    let bound = listener.local_addr().map_err(listening)?;
    let public_url = settings.public_url_for(bound);
    let first_link = desk
        .first_link(&public_url)
        .map_err(|error| cannot(&settings, error))?;
    let runtime = app::runtime()?;
    greet(&public_url)?;
    if let Some(link) = first_link {
        print::say(&format!("setup: {link}\n"))?;
    }
    let served = runtime.block_on(async {
        let closing = told_to_stop()?;
        print::say(&format!("listening on http://{bound}\n"))?;
        desk.serve(listener, &public_url, closing)
            .await
            .map_err(|error| cannot(&settings, error))
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    served
}

/// Resolves at the first SIGTERM or Ctrl-C.
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, Stop> {
    let listening = |error| Fault::from_error("listening for signals", error);
    let mut terminate = signal(SignalKind::terminate()).map_err(listening)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(listening)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
    })
}

/// Begins to write the log, and to send traces where a collector is set; gives who sends them.
pub fn start_log(settings: &Settings) -> Option<Exporter> {
    // Hyper speaks of every closed connection.
    let quiet = "hyper=off";
    let filter = EnvFilter::try_new(format!("{},{quiet}", settings.log_level))
        .unwrap_or_else(|_| EnvFilter::new(format!("info,{quiet}")));
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_timer(SystemTime);
    let lines = match settings.log {
        LogForm::Text => lines.boxed(),
        // Each line says in which request or delivery it was said; there is never one within another.
        LogForm::Json => lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .boxed(),
    };
    let (spans, exporter) = settings.otlp.as_deref().and_then(sending_to).unzip();
    // No bridge for the log crate: under our own modules' names, Rocket would write what people typed in a form.
    let log = registry().with(filter).with(lines).with(spans);
    if let Err(error) = set_global_default(log) {
        eprintln!("paperdesk: the log could not be started: {error}");
    }
    exporter
}

/// A desk whose collector cannot be asked works without it.
fn sending_to(address: &str) -> Option<(Spans, Exporter)> {
    let begun = Collector::at(address)
        .and_then(|collector| telemetry::begin(move |spans| collector.take(spans)));
    begun
        .inspect_err(|fault| eprintln!("paperdesk: traces go nowhere: {fault}"))
        .ok()
}

pub fn cannot(settings: &Settings, error: CannotOpen) -> Stop {
    match error {
        CannotOpen::Taken => Stop::busy(&settings.data),
        CannotOpen::Schema(error) => error.into(),
        CannotOpen::Broken(fault) => fault.into(),
    }
}
