//! For those who watch over the desk: is it alive, is it ready, and its figures.

use std::fmt::Write;

use rocket::http::{ContentType, Status};
use rocket::{Route, get, routes};
use serde::Serialize;

use super::guards::Anyone;
use super::house::House;
use crate::db::newest_version;
use crate::outbox::{self, State};
use crate::papers;
use crate::refusal::Outcome;

/// Below this the disk counts as nearly full, in bytes.
const LOW_DISK: u64 = 64 * 1024 * 1024;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![alive, ready, metrics]
}

#[get("/healthz")]
fn alive() -> &'static str {
    "ok"
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one check, answered yes or no"
)]
#[derive(Serialize)]
struct Readiness {
    database_writable: bool,
    schema: i64,
    disk_has_room: bool,
    courier_alive: bool,
    open: bool,
}

impl Readiness {
    const fn is_ready(&self) -> bool {
        self.database_writable && self.disk_has_room && self.courier_alive && self.open
    }
}

#[get("/readyz")]
async fn ready(visitor: Anyone, house: &House) -> (Status, (ContentType, String)) {
    let readiness = Readiness {
        database_writable: house.signs.is_writable(&house.db).await,
        // A database with another schema is never opened, so whoever answers has this one.
        schema: newest_version(),
        disk_has_room: house.free_disk().is_none_or(|free| free > LOW_DISK),
        courier_alive: house.signs.courier_is_alive(),
        open: !house.signs.is_closing(),
    };
    let status = if readiness.is_ready() {
        Status::Ok
    } else {
        Status::ServiceUnavailable
    };
    let body = if visitor.is_local {
        serde_json::to_string(&readiness).unwrap_or_default()
    } else {
        format!("{{\"ready\":{}}}", readiness.is_ready())
    };
    (status, (ContentType::JSON, body))
}

#[get("/metrics")]
async fn metrics(visitor: Anyone, house: &House) -> Result<(ContentType, String), Status> {
    if !visitor.is_local {
        return Err(Status::NotFound);
    }
    let figures = house
        .db
        .read(figures)
        .await
        .map_err(|_| Status::ServiceUnavailable)?;
    let courier = i32::from(house.signs.courier_is_alive());
    let text = format!(
        "{figures}# TYPE paperdesk_courier_alive gauge\npaperdesk_courier_alive {courier}\n"
    );
    Ok((
        ContentType::new("text", "plain").with_params(("version", "0.0.4")),
        text,
    ))
}

fn figures(tx: &crate::db::Tx<'_>) -> Outcome<String> {
    let mut text = String::new();
    // Counted up to 1,001 and no further, so that watching costs the same at any size.
    text.push_str("# TYPE paperdesk_deliveries gauge\n");
    for state in State::ALL
        .iter()
        .filter(|state| !matches!(state, State::Sent | State::Cancelled))
    {
        let n = outbox::count_by_state(tx, *state)?;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "paperdesk_deliveries{{state=\"{}\"}} {n}",
            state.as_str()
        );
    }
    let queue = papers::queue(tx, tx.now())?;
    let oldest = queue
        .oldest
        .map_or(0, |oldest| tx.now().seconds_since(oldest));
    let relay = outbox::relay(tx)?;
    for (name, value) in [
        ("paperdesk_papers_waiting", queue.waiting),
        ("paperdesk_papers_waiting_past_promise", queue.due),
        ("paperdesk_papers_oldest_waiting_seconds", oldest),
        ("paperdesk_relay_configured", i64::from(relay.configured)),
        ("paperdesk_relay_troubles", i64::from(relay.troubles)),
    ] {
        let _ = writeln!(text, "# TYPE {name} gauge\n{name} {value}");
    }
    Ok(text)
}
