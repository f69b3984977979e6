//! Feeds at a secret address, which opens nothing else and needs no cookie.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;

use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome as Asked};
use rocket::response::{Responder, Response, Result as Responded};
use rocket::{Request, Route, get, routes};

use super::calm::Stop;
use super::house::House;
use crate::db::Tx;
use crate::pages::feeds;
use crate::people::{Person, Role};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::{self, Token};
use crate::{events, papers};

/// So many events stand in a feed.
const EVENTS: u32 = 50;

/// The feeds.
pub fn routes() -> Vec<Route> {
    routes![promises, news]
}

/// What a reader has already.
struct Known(Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Known {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Asked<Self, Self::Error> {
        let known = request.headers().get_one("If-None-Match");
        Asked::Success(Self(known.map(str::to_owned)))
    }
}

/// A feed, or the word that nothing is new in it.
struct Feed {
    kind: &'static str,
    tag: String,
    body: Option<String>,
}

impl Feed {
    fn new(kind: &'static str, body: String, known: &Known) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let tag = format!("\"{:016x}\"", hasher.finish());
        let is_known = known.0.as_ref().is_some_and(|known| known.contains(&tag));
        Self {
            kind,
            tag,
            body: (!is_known).then_some(body),
        }
    }
}

impl<'r> Responder<'r, 'static> for Feed {
    fn respond_to(self, _: &'r Request<'_>) -> Responded<'static> {
        let mut response = Response::build();
        response.header(Header::new("ETag", self.tag));
        response.header(Header::new("Cache-Control", "private, no-cache"));
        let Some(body) = self.body else {
            return response.status(Status::NotModified).ok();
        };
        if let Some(kind) = ContentType::parse_flexible(self.kind) {
            response.header(kind);
        }
        response.sized_body(body.len(), Cursor::new(body)).ok()
    }
}

fn owner(tx: &Tx<'_>, token: &str) -> Outcome<Person> {
    let found = sign_in::feeds::owner(tx, &Token::received(token))?;
    found.ok_or_else(|| Refusal::not_found().into())
}

#[get("/feeds/<token>/promises.ics")]
async fn promises(house: &House, token: &str, known: Known) -> Result<Feed, Stop> {
    let (token, url) = (token.to_owned(), house.public_url.trim_end_matches('/'));
    let looking = house.db.read_apart(move |tx| {
        let person = owner(tx, &token)?;
        if !person.is(Role::Tutor) {
            return Ok(Vec::new());
        }
        papers::of_tutor(tx, person.id)
    });
    let papers = looking.await?;
    let body = feeds::promises(&papers, url);
    Ok(Feed::new("text/calendar; charset=utf-8", body, &known))
}

#[get("/feeds/<token>/news.atom")]
async fn news(house: &House, token: &str, known: Known) -> Result<Feed, Stop> {
    let (token, url) = (token.to_owned(), house.public_url.trim_end_matches('/'));
    let own = format!("{url}/feeds/{token}/news.atom");
    let looking = house.db.read_apart(move |tx| {
        let person = owner(tx, &token)?;
        let newest = events::newest(tx, &person, EVENTS)?;
        Ok((person, newest))
    });
    let (person, newest) = looking.await?;
    let body = feeds::news(&person, &newest, (url, &own));
    Ok(Feed::new(
        "application/atom+xml; charset=utf-8",
        body,
        &known,
    ))
}
