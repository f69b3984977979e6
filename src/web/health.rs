//! For those who watch over the desk: is it alive, and is it ready?

use rocket::http::{ContentType, Status};
use rocket::{Route, get, routes};
use serde::Serialize;

use super::guards::Anyone;
use super::house::House;
use crate::db::newest_version;

/// Below this the disk counts as nearly full, in bytes.
const LOW_DISK: u64 = 64 * 1024 * 1024;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![alive, ready]
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
