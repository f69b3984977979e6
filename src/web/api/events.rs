//! What has happened: a paper's timeline, and the whole stream as a pull feed.

use rocket::{Route, get, routes};
use utoipa::IntoParams;

use super::answers::{Answer, Reply};
use super::bearer::Follows;
use super::description::Refused;
use super::lists::{Page, Pages, Place};
use super::papers::find;
use super::query::Query;
use super::shapes::Event;
use crate::events::{self, Seq};
use crate::papers;
use crate::refusal::Refusal;
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![timeline, stream]
}

/// Which part of the stream is asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what is read from the address")]
pub struct Asked {
    /// Only events after this one: the `seq` of the last one that was read; from the beginning where nothing is said.
    #[param(minimum = 0, value_type = i64, required = false)]
    after: Option<String>,
}

/// Everything that happened to the papers that the token's person may see, oldest first.
///
/// To follow it, remember the last `seq` and ask again with `after`; nothing is ever put in before it.
#[utoipa::path(
    tag = "Events",
    security(("token" = ["events:read"])),
    params(Asked, Pages),
    responses((status = 200, body = Page<Event>, description = "A page of events."), Refused),
)]
#[get("/api/events")]
pub async fn stream(bearer: Follows, house: &House, query: Query) -> Reply {
    let place = Place::read("events".to_owned(), &query)?;
    let after = match query.one("after")?.map(str::parse) {
        None => 0,
        Some(Ok(after @ 0..)) => after,
        Some(_) => return Err(Refusal::field("after", "This must be the seq of an event").into()),
    };
    let (person, rows) = (bearer.person.clone(), place.rows());
    let from = Seq(place.after.unwrap_or(after));
    let (found, hidden) = house
        .db
        .read(move |tx| {
            let hidden = papers::are_writers_hidden(tx, &person)?;
            Ok((events::stream(tx, &person, from, rows)?, hidden))
        })
        .await?;
    let shape = |event| Event::seen_by(event, (&bearer.person, hidden));
    Ok(Answer::of(&place.page(found, |event| event.seq.0, shape))?)
}

/// Everything that happened to one paper, oldest first.
#[utoipa::path(
    tag = "Events",
    security(("token" = ["events:read"])),
    params(
        ("id" = String, Path, description = "The paper's id, or its reference."),
        Pages,
    ),
    responses((status = 200, body = Page<Event>, description = "A page of events."), Refused),
)]
#[get("/api/papers/<id>/events")]
pub async fn timeline(bearer: Follows, house: &House, id: &str, query: Query) -> Reply {
    let place = Place::read(format!("timeline of {id}"), &query)?;
    let (person, id) = (bearer.person.clone(), id.to_owned());
    let (from, rows) = (Seq(place.after.unwrap_or(0)), place.rows());
    let found = house.db.read(move |tx| {
        let paper = find(tx, &person, &id)?;
        let hidden = papers::are_writers_hidden(tx, &person)?;
        Ok((
            events::timeline(tx, &person, paper.number, (from, rows))?,
            hidden,
        ))
    });
    let (found, hidden) = found.await?;
    let shape = |event| Event::seen_by(event, (&bearer.person, hidden));
    Ok(Answer::of(&place.page(found, |event| event.seq.0, shape))?)
}
