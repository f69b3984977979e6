//! What has happened: a paper's timeline, and the whole stream as a pull feed.

use rocket::{FromForm, Route, get, routes};
use utoipa::IntoParams;

use super::answers::{Answer, Reply};
use super::bearer::Follows;
use super::description::Refused;
use super::lists::{Page, Place};
use super::papers::find;
use super::shapes::Event;
use crate::events::{self, Seq};
use crate::refusal::Refusal;
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![timeline, stream]
}

/// Which part of the stream is asked for.
#[derive(FromForm, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked<'r> {
    /// Only events after this one: the `seq` of the last one that was read; from the beginning where nothing is said.
    #[param(minimum = 0, value_type = Option<i64>)]
    after: Option<&'r str>,
    /// Rows on a page, 1 to 200; 50 where nothing is said.
    #[param(minimum = 1, maximum = 200, value_type = Option<u32>)]
    limit: Option<&'r str>,
    /// `next` of the page before.
    cursor: Option<&'r str>,
}

/// Everything that happened to the papers that the token's person may see, oldest first.
///
/// To follow it, remember the last `seq` and ask again with `after`; nothing is ever put in before it.
#[utoipa::path(
    tag = "Events",
    security(("token" = ["events:read"])),
    params(Asked),
    responses((status = 200, body = Page<Event>, description = "A page of events."), Refused),
)]
#[get("/api/events?<asked..>")]
pub async fn stream(bearer: Follows, house: &House, asked: Asked<'_>) -> Reply {
    let place = Place::read("events".to_owned(), asked.limit, asked.cursor)?;
    let after = match asked.after.map(str::parse) {
        None => 0,
        Some(Ok(after @ 0..)) => after,
        Some(_) => return Err(Refusal::field("after", "This must be the seq of an event").into()),
    };
    let (person, rows) = (bearer.person.clone(), place.rows());
    let from = Seq(place.after.unwrap_or(after));
    let found = house
        .db
        .read(move |tx| events::stream(tx, &person, from, rows))
        .await?;
    let shape = |event| Event::seen_by(event, &bearer.person);
    Ok(Answer::of(&place.page(found, |event| event.seq.0, shape))?)
}

/// Everything that happened to one paper, oldest first.
#[utoipa::path(
    tag = "Events",
    security(("token" = ["events:read"])),
    params(
        ("id" = String, Path, description = "The paper's id, or its reference."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 200, description = "Rows on a page."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before."),
    ),
    responses((status = 200, body = Page<Event>, description = "A page of events."), Refused),
)]
#[get("/api/papers/<id>/events?<limit>&<cursor>")]
pub async fn timeline(
    bearer: Follows,
    house: &House,
    id: &str,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> Reply {
    let place = Place::read("timeline".to_owned(), limit, cursor)?;
    let (person, id) = (bearer.person.clone(), id.to_owned());
    let (from, rows) = (Seq(place.after.unwrap_or(0)), place.rows());
    let found = house.db.read(move |tx| {
        let paper = find(tx, &person, &id)?;
        events::timeline(tx, paper.number, from, rows)
    });
    let shape = |event| Event::seen_by(event, &bearer.person);
    Ok(Answer::of(&place.page(
        found.await?,
        |event| event.seq.0,
        shape,
    ))?)
}
