//! `demo`: a living centre of invented people, on a data dir of its own that goes when it ends.

use std::path::{Path, PathBuf};

use super::print;
use super::serve::{cannot, serve, start_log};
use super::stop::Stop;
use crate::app::Desk;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo;
use crate::people::{self, Email, Role};
use crate::refusal::{Fault, Refusal};
use crate::sign_in;

pub fn run(settings: &Settings) -> Result<(), Stop> {
    // The demo is told nothing but where to listen, so it sends no traces.
    start_log(&Settings {
        otlp: None,
        ..settings.clone()
    });
    let place = TemporaryPlace::new()?;
    let settings = Settings {
        listen: settings.listen,
        public_url: format!("http://{}", settings.listen),
        max_upload: settings.max_upload,
        ..Settings::with_defaults(place.0.clone())
    };
    furnish(&settings)?;
    let desk =
        Desk::open(settings.clone(), Clock::Machine).map_err(|error| cannot(&settings, error))?;
    let db = desk.db.clone();
    serve(desk, |public_url| {
        for (role, email) in demo::FACES {
            let token = db.write_now(move |tx| {
                let email = Email::parse(email).ok_or_else(Refusal::not_found)?;
                let person = people::find_by_email(tx, &email)?.ok_or_else(Refusal::not_found)?;
                sign_in::link_for(tx, &person)
            })?;
            let name = Role::as_str(role);
            print::say(&format!(
                "{name}: {public_url}/sign-in/once/{}\n",
                token.reveal()
            ))?;
        }
        Ok(())
    })
}

/// Lives some weeks of the centre's life on a clock of its own, and closes the desk again.
fn furnish(settings: &Settings) -> Result<(), Stop> {
    let now = Clock::Machine.now();
    let clock = Clock::held_at(now.plus_days(-demo::DAYS));
    let desk = Desk::open(settings.clone(), clock).map_err(|error| cannot(settings, error))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::from_error("starting the runtime", error))?;
    runtime.block_on(demo::furnish(&desk, now))?;
    Ok(())
}

/// A fresh folder among the system's temporary ones; gone when it is dropped.
struct TemporaryPlace(PathBuf);

impl TemporaryPlace {
    fn new() -> Result<Self, Stop> {
        let path = std::env::temp_dir().join(format!("paperdesk-demo-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&path)
            .map_err(|error| Fault::from_error("making a temporary place", error))?;
        Ok(Self(path))
    }
}

impl Drop for TemporaryPlace {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        eprintln!(
            "paperdesk: {} could not be cleared away: {error}",
            path.display()
        );
    }
}
