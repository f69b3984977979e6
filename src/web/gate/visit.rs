//! One request: checked, cleaned, passed on, and its answer passed back.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::body::{Body, Incoming};
use hyper::header::{CONNECTION, HeaderValue};
use hyper::{Method, Request, Response, Uri, Version};
use tokio::time::{Instant, sleep};

use super::Limits;
use super::answers::Answer;
use super::doorway::{Presence, Visitor};
use super::lines::{Asked, Line};
use super::replies::Reply;
use super::scrub::{self, CLIENT, FORWARDED, REQUEST, SECRET};
use super::uploads::{Fate, Upload, Word};

const TAKEN: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PATCH,
    Method::PUT,
    Method::DELETE,
    Method::OPTIONS,
];

/// Answers one request, by passing it on or by the gate's own words.
pub async fn answer(
    visitor: Arc<Visitor>,
    request: Request<Incoming>,
) -> Result<Response<Answer>, Infallible> {
    let presence = Presence::enter(&visitor);
    let name = visitor.doorway.request_name();
    let path = request.uri().path();
    let api = path == "/api" || path.starts_with("/api/");
    let passed = match check(&visitor, &request) {
        Ok(()) => pass_on(&visitor, request, &name).await,
        Err(reply) => Err(reply),
    };
    Ok(match passed {
        Ok(response) => response.map(|(incoming, line)| Answer::inside(presence, incoming, line)),
        Err(reply) => reply.respond(presence, api, &name),
    })
}

/// What can be refused by the head alone.
fn check(visitor: &Visitor, request: &Request<Incoming>) -> Result<(), Reply> {
    let target = request.uri();
    if visitor.was_muddled() {
        return Err(Reply::Unreadable);
    }
    match *request.method() {
        Method::TRACE | Method::CONNECT => return Err(Reply::NotAllowed),
        ref method if TAKEN.contains(method) => {}
        _ => return Err(Reply::Unknown),
    }
    if !visitor.doorway.hosts.welcome(target, request.headers()) {
        return Err(Reply::WrongHost);
    }
    let limits = &visitor.doorway.limits;
    let asked = target.path_and_query().map_or("", |asked| asked.as_str());
    if !asked.starts_with('/') {
        return Err(Reply::Unreadable);
    }
    if asked.len() > limits.target_bytes {
        return Err(Reply::LongTarget);
    }
    if request.body().size_hint().lower() > limits.max_body {
        return Err(Reply::TooLarge);
    }
    Ok(())
}

/// Passes the request on; the answer's head comes back with the line its body is still on.
async fn pass_on(
    visitor: &Visitor,
    request: Request<Incoming>,
    name: &str,
) -> Result<Response<(Incoming, Box<Line>)>, Reply> {
    let doorway = &visitor.doorway;
    let (request, word) = prepare(visitor, request, name);
    let mut line = doorway.lines.take().await.map_err(|error| {
        tracing::warn!(error, "the desk behind the gate cannot be reached");
        Reply::Away
    })?;
    let patience = patience(&doorway.limits, word.as_ref());
    let fate = |otherwise| word.as_ref().map_or(otherwise, Word::fate);
    match line.ask(request, word.clone(), patience).await {
        Asked::Answered(mut response) => {
            scrub::outward(response.headers_mut());
            if fate(Fate::Whole) != Fate::Whole {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            Ok(response.map(|incoming| (incoming, line)))
        }
        Asked::Failed(error) => Err(match fate(Fate::Whole) {
            Fate::TooLarge => Reply::TooLarge,
            Fate::TooSlow => Reply::TooSlow,
            Fate::Broken => Reply::Unreadable,
            Fate::Whole | Fate::Flowing => {
                tracing::warn!(%error, request = name, "the desk broke off its answer");
                Reply::Broken
            }
        }),
        Asked::TooLate => {
            tracing::warn!(request = name, "the desk did not answer in time");
            Err(Reply::Late)
        }
    }
}

/// The request as Rocket gets it.
fn prepare(
    visitor: &Visitor,
    request: Request<Incoming>,
    name: &str,
) -> (Request<Upload>, Option<Word>) {
    let (mut head, incoming) = request.into_parts();
    let (client, forwarded) = visitor.client(&head.headers);
    scrub::inward(&mut head.headers);
    head.headers.insert(CLIENT, client);
    if forwarded {
        let yes = HeaderValue::from_static("1");
        head.headers.insert(FORWARDED, yes);
    }
    let secret = visitor.doorway.secret.clone();
    head.headers.insert(SECRET, secret);
    if let Ok(name) = HeaderValue::from_str(name) {
        head.headers.insert(REQUEST, name);
    }
    if head.uri.authority().is_some() {
        let asked = head.uri.path_and_query().cloned();
        head.uri = asked.map_or_else(Uri::default, Uri::from);
    }
    head.version = Version::HTTP_11;
    let (upload, word) = Upload::new(incoming, &visitor.doorway.limits);
    (Request::from_parts(head, upload), word)
}

/// Ends when the desk has had its time to answer, which starts anew while an upload is on its way.
async fn patience(limits: &Limits, word: Option<&Word>) {
    let longest = Instant::now() + limits.body_whole;
    loop {
        sleep(limits.answer).await;
        let flowing = word.is_some_and(|word| word.fate() == Fate::Flowing);
        if !flowing || Instant::now() >= longest {
            return;
        }
    }
}
