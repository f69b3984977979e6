//! The mail's own way to stop alerts: one click of a mail program, or a page with one button for a person.
#![expect(
    clippy::needless_pass_by_value,
    reason = "Rocket hands guards over by value"
)]

use rocket::{Route, get, post, routes};

use super::answers::Reply;
use super::calm::Stop;
use super::guards::Anyone;
use super::house::House;
use crate::outbox::subscriptions::{self, DIGEST, Topic};
use crate::pages::stop::{StopPage, what_stops};
use crate::refusal::Refusal;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, stop, look_at, stop_one]
}

#[get("/stop/<token>")]
fn look(visitor: Anyone, house: &House, token: &str) -> Reply {
    visitor.page(
        house,
        &StopPage {
            action: format!("/stop/{token}"),
            done: false,
            what: what_stops(Some(Topic::Queue)),
        },
    )
}

/// What a letter of today stops: a topic, or all digests.
fn topic(word: &str) -> Result<Option<Topic>, Stop> {
    if word == DIGEST {
        return Ok(None);
    }
    let topic = Topic::parse(word).filter(|topic| *topic != Topic::Everything);
    topic.map(Some).ok_or_else(|| Refusal::not_found().into())
}

#[get("/stop/<token>/<what>")]
fn look_at(visitor: Anyone, house: &House, token: &str, what: &str) -> Reply {
    let page = StopPage {
        action: format!("/stop/{token}/{what}"),
        done: false,
        what: what_stops(topic(what)?),
    };
    visitor.page(house, &page)
}

#[post("/stop/<token>/<what>")]
async fn stop_one(visitor: Anyone, house: &House, token: &str, what: &str) -> Reply {
    let (topic, typed) = (topic(what)?, token.to_owned());
    house
        .db
        .write(move |tx| subscriptions::stop(tx, &typed, topic))
        .await?;
    let page = StopPage {
        action: format!("/stop/{token}/{what}"),
        done: true,
        what: what_stops(topic),
    };
    visitor.page(house, &page)
}

/// Whoever holds the token may stop the alerts, without signing in; the answer never tells whose it is. A mail
/// program wants a plain 200 here, no redirect.
#[post("/stop/<token>")]
async fn stop(visitor: Anyone, house: &House, token: &str) -> Reply {
    let (action, token) = (format!("/stop/{token}"), token.to_owned());
    house
        .db
        .write(move |tx| subscriptions::stop(tx, &token, Some(Topic::Queue)))
        .await?;
    let what = what_stops(Some(Topic::Queue));
    let page = StopPage {
        action,
        done: true,
        what,
    };
    visitor.page(house, &page)
}
