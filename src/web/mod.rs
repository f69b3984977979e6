//! The only room that knows Rocket: who may come in, what they asked, and what they are answered.

mod account;
mod all_papers;
pub mod answers;
mod assign;
mod bank;
mod calm;
mod centre_fields;
mod desk;
mod download;
mod feedback;
pub mod gate;
pub mod guards;
mod headers;
mod health;
mod health_page;
mod home;
mod house;
mod keep;
mod letter;
mod mail;
mod marking;
mod note_fields;
mod notes;
mod paper_acts;
mod papers;
mod people;
mod plan;
mod same_site;
mod settings;
mod setup;
mod sign_in;
mod statics;
mod stop;
mod submit;
mod upload;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use rocket::config::{Config, Ident, Shutdown};
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::{Build, Rocket};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::refusal::Fault;

pub use headers::SECURITY_HEADERS;
pub use house::{House, Signs};

/// The largest form without a file: a long paper as pasted text, with room for its coding.
const LARGEST_FORM: u64 = 4 * 1024 * 1024;
/// So much of a body that is too large is still read, so that the person gets their form back with a sentence.
const PATIENCE: u64 = 4;

/// The largest body that the gate lets through, in bytes.
#[must_use]
pub const fn largest_body(max_upload: u64) -> u64 {
    max_upload
        .saturating_mul(PATIENCE)
        .saturating_add(LARGEST_FORM)
}

/// Rocket with every page mounted, listening on a loopback port of its own; only the gate talks to it.
#[must_use]
pub fn rocket(house: House) -> Rocket<Build> {
    rocket::custom(config(&house))
        .mount("/", health::routes())
        .mount("/", home::routes())
        .mount("/", setup::routes())
        .mount("/", submit::routes())
        .mount("/", papers::routes())
        .mount("/", paper_acts::routes())
        .mount("/", download::routes())
        .mount("/", sign_in::routes())
        .mount("/", account::routes())
        .mount("/", health_page::routes())
        .mount("/", mail::routes())
        .mount("/", people::routes())
        .mount("/", settings::routes())
        .mount("/", statics::routes())
        .mount("/", stop::routes())
        .mount("/", all_papers::routes())
        .mount("/", assign::routes())
        .mount("/", desk::routes())
        .mount("/", marking::routes())
        .mount("/", notes::routes())
        .mount("/", letter::routes())
        .mount("/", keep::routes())
        .mount("/", bank::routes())
        .mount("/", feedback::routes())
        .mount("/", plan::routes())
        .register("/", calm::catchers())
        // Rocket's own headers make way for ours.
        .attach(rocket::shield::Shield::new())
        .attach(headers::Guarded::new(&house))
        .manage(house)
}

/// Rocket at work behind the gate.
pub struct Launched {
    /// The loopback address on which it listens.
    pub inside: SocketAddr,
    shutdown: rocket::Shutdown,
    ended: JoinHandle<()>,
}

impl Launched {
    /// Lets Rocket finish and end.
    pub async fn close(self) {
        self.shutdown.notify();
        if let Err(error) = self.ended.await {
            tracing::error!(%error, "rocket stopped half-way");
        }
    }
}

/// Starts Rocket on a free loopback port.
///
/// # Errors
/// When it cannot start.
pub async fn launch(house: House) -> Result<Launched, Fault> {
    let (tell_port, port) = oneshot::channel();
    let tell_port = Mutex::new(Some(tell_port));
    let ready = AdHoc::on_liftoff("port", move |rocket| {
        Box::pin(async move {
            let waiting = tell_port
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            // Whoever waits for the port may have given up.
            let _ = waiting.map(|waiting| waiting.send(rocket.config().port));
        })
    });
    let failed = |error: rocket::Error| {
        Fault::new(format!("the pages could not be started: {}", error.kind()))
    };
    let ignited = rocket(house).attach(ready).ignite().await.map_err(failed)?;
    let shutdown = ignited.shutdown();
    let ended = tokio::spawn(async move {
        if let Err(error) = ignited.launch().await {
            tracing::error!(error = %error.kind(), "the pages stopped");
        }
    });
    let port = port
        .await
        .map_err(|error| Fault::from_error("waiting for the pages", error))?;
    Ok(Launched {
        inside: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        shutdown,
        ended,
    })
}

fn config(house: &House) -> Config {
    let body = largest_body(house.max_upload);
    Config {
        port: 0,
        ident: Ident::none(),
        ip_header: None,
        workers: 2,
        keep_alive: 60,
        log_level: rocket::config::LogLevel::Off,
        limits: Limits::new()
            .limit("form", LARGEST_FORM.bytes())
            .limit("string", LARGEST_FORM.bytes())
            .limit("data-form", body.bytes())
            .limit("file", body.bytes()),
        // The desk closes in its own order: see `app`.
        shutdown: Shutdown {
            ctrlc: false,
            signals: std::collections::HashSet::new(),
            grace: 2,
            mercy: 1,
            ..Shutdown::default()
        },
        ..Config::release_default()
    }
}
