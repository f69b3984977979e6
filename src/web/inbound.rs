//! Where a mail server hands over what comes back: reports on mail that did not arrive, and answers to papers.

use rocket::http::Status;
use rocket::{Route, post, routes};
use serde_json::json;

use super::answers::{Answer, Reply};
use super::house::House;
use super::signed::Signed;
use crate::inbound::{self, Filed};

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![bounce, reply]
}

/// A whole mail, as it came. What is no mail, or nothing to us, is dropped: its sender must never hear of it.
async fn take(house: &House, signed: Signed) -> Reply {
    let came = inbound::read(&signed.0, None);
    let filed = match came {
        Some(came) => house.db.write(move |tx| inbound::file(tx, &came)).await?,
        None => Filed::Nothing,
    };
    tracing::info!(filed = filed.as_str(), "a mail came in");
    Ok(Answer::json(
        Status::Ok,
        &json!({ "filed": filed.as_str() }),
    ))
}

#[post("/inbound/bounce", data = "<signed>")]
async fn bounce(house: &House, signed: Signed) -> Reply {
    take(house, signed).await
}

#[post("/inbound/reply", data = "<signed>")]
async fn reply(house: &House, signed: Signed) -> Reply {
    take(house, signed).await
}
