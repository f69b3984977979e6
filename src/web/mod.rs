//! The only room that knows Rocket: who may come in, what they asked, and what they are answered.

mod account;
mod all_papers;
pub mod answers;
mod api;
mod arrival;
pub(crate) mod aside;
mod assign;
mod audit;
mod bank;
mod belongings;
mod board;
mod bulk;
mod caller;
mod calm;
mod centre_fields;
mod desk;
mod download;
mod feedback;
mod feeds;
pub mod gate;
pub mod guards;
mod headers;
mod health;
mod health_page;
mod home;
mod hook_fields;
mod hooks;
mod house;
mod inbound;
mod keep;
mod last_look;
mod letter;
mod looks;
mod mail;
mod mail_acts;
mod mail_choices;
mod mail_defaults;
mod mail_webhooks;
mod marked_up;
mod marking;
mod merging;
mod metrics;
mod next_draft;
mod note_fields;
mod notes;
mod own_letters;
mod paper_acts;
mod papers;
mod parcel;
mod people;
mod pipeline;
mod plan;
mod policies;
mod reports;
mod retention;
mod roster;
mod same_site;
mod second;
mod selection;
mod settings;
mod setup;
mod sign_in;
mod signed;
mod statics;
mod stop;
mod submit;
mod suggest;
mod taken_home;
mod tokens;
mod tutors;
mod upload;
mod walk;

use rocket::config::{Config, Ident};
use rocket::data::{Limits, ToByteUnit};
use rocket::{Build, Rocket};

use crate::refusal::Fault;
use gate::Inside;

pub use api::Rates;
pub use headers::walls;
pub use house::{House, Signs};

/// The largest form without a file: a long paper as pasted text, with room for its coding.
const LARGEST_FORM: u64 = 4 * 1024 * 1024;
/// What may stand around a file in JSON, in bytes.
const AROUND: u64 = 1024 * 1024;
/// So much of a form with files that is too large is still read, so that the person gets their form back with a sentence.
const PATIENCE: u64 = 4;

/// What the gate lets through where files may have so many bytes.
#[must_use]
pub fn limits(max_upload: u64) -> gate::Limits {
    gate::Limits {
        max_files: max_upload
            .saturating_mul(PATIENCE)
            .saturating_add(LARGEST_FORM),
        // In base64 a file grows by a third.
        max_json: (max_upload / 3).saturating_mul(4).saturating_add(AROUND),
        max_form: LARGEST_FORM,
        ..gate::Limits::default()
    }
}

/// Rocket with every page mounted; only the gate talks to it.
#[must_use]
pub fn rocket(house: House) -> Rocket<Build> {
    api::mount(rocket::custom(config()))
        .mount("/", health::routes())
        .mount("/", metrics::routes())
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
        .mount("/", mail_acts::routes())
        .mount("/", own_letters::routes())
        .mount("/", inbound::routes())
        .mount("/", mail_choices::routes())
        .mount("/", mail_defaults::routes())
        .mount("/", mail_webhooks::routes())
        .mount("/", feeds::routes())
        .mount("/", people::routes())
        .mount("/", merging::routes())
        .mount("/", roster::routes())
        .mount("/", tutors::routes())
        .mount("/", policies::routes())
        .mount("/", settings::routes())
        .mount("/", audit::routes())
        .mount("/", belongings::routes())
        .mount("/", retention::routes())
        .mount("/", tokens::routes())
        .mount("/", hooks::routes())
        .mount("/", statics::routes())
        .mount("/", stop::routes())
        .mount("/", all_papers::routes())
        .mount("/", bulk::routes())
        .mount("/", assign::routes())
        .mount("/", reports::routes())
        .mount("/", pipeline::routes())
        .mount("/", board::routes())
        .mount("/", suggest::routes())
        .mount("/", desk::routes())
        .mount("/", marking::routes())
        .mount("/", marked_up::routes())
        .mount("/", notes::routes())
        .mount("/", letter::routes())
        .mount("/", last_look::routes())
        .mount("/", second::routes())
        .mount("/", keep::routes())
        .mount("/", bank::routes())
        .mount("/", feedback::routes())
        .mount("/", plan::routes())
        .mount("/", taken_home::routes())
        .mount("/", next_draft::routes())
        .register("/", calm::catchers())
        // Rocket's own headers make way for ours.
        .attach(rocket::shield::Shield::new())
        .attach(headers::Noted)
        .manage(house)
}

/// Opens the pages behind the gate.
///
/// # Errors
/// When they cannot be put together.
pub async fn open(house: House) -> Result<Inside, Fault> {
    Inside::open(rocket(house)).await
}

fn config() -> Config {
    Config {
        ident: Ident::none(),
        ip_header: None,
        log_level: rocket::config::LogLevel::Off,
        limits: Limits::new()
            .limit("form", LARGEST_FORM.bytes())
            .limit("string", LARGEST_FORM.bytes()),
        ..Config::release_default()
    }
}
