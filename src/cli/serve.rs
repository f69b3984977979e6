//! `serve`: the server, from its first line on stdout to its last request.

use std::net::TcpListener;

use tokio::signal::unix::{SignalKind, signal};
use tracing::subscriber::set_global_default;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::time::SystemTime;

use super::print;
use super::stop::Stop;
use crate::app::{self, CannotOpen, Desk};
use crate::clock::Clock;
use crate::config::{LogForm, Settings};
use crate::refusal::Fault;
use crate::web::gate;

pub fn run(settings: &Settings) -> Result<(), Stop> {
    start_log(settings);
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let desk =
        Desk::open(settings.clone(), Clock::Machine).map_err(|error| cannot(settings, error))?;
    serve(desk, |_| Ok(()))
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

pub fn start_log(settings: &Settings) {
    // Hyper speaks of every closed connection.
    let quiet = "hyper=off";
    let filter = EnvFilter::try_new(format!("{},{quiet}", settings.log_level))
        .unwrap_or_else(|_| EnvFilter::new(format!("info,{quiet}")));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_timer(SystemTime);
    // No bridge for the log crate: under our own modules' names, Rocket would write what people typed in a form.
    let started = match settings.log {
        LogForm::Text => set_global_default(log.finish()),
        LogForm::Json => set_global_default(log.json().flatten_event(true).finish()),
    };
    if let Err(error) = started {
        eprintln!("paperdesk: the log could not be started: {error}");
    }
}

pub fn cannot(settings: &Settings, error: CannotOpen) -> Stop {
    match error {
        CannotOpen::Taken => Stop::busy(&settings.data),
        CannotOpen::Schema(error) => error.into(),
        CannotOpen::Broken(fault) => fault.into(),
    }
}
