//! The mail's own way to stop alerts: one click of a mail program, or a page with one button for a person.
#![expect(
    clippy::needless_pass_by_value,
    reason = "Rocket hands guards over by value"
)]

use rocket::{Route, get, post, routes};

use super::answers::Reply;
use super::guards::Anyone;
use super::house::House;
use crate::pages::stop::StopPage;
use crate::people;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, stop]
}

#[get("/stop/<token>")]
fn look(visitor: Anyone, house: &House, token: &str) -> Reply {
    visitor.page(
        house,
        &StopPage {
            action: format!("/stop/{token}"),
            done: false,
        },
    )
}

/// Whoever holds the token may stop the alerts, without signing in; the answer never tells whose it is. A mail
/// program wants a plain 200 here, no redirect.
#[post("/stop/<token>")]
async fn stop(visitor: Anyone, house: &House, token: &str) -> Reply {
    let (action, token) = (format!("/stop/{token}"), token.to_owned());
    house
        .db
        .write(move |tx| people::stop_alerts(tx, &token))
        .await?;
    visitor.page(house, &StopPage { action, done: true })
}
