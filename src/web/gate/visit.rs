//! One request: checked, cleaned, handed in, and its answer handed out.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::IpAddr;
use std::sync::Arc;

use hyper::body::{Body, Incoming};
use hyper::header::{CONNECTION, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, Uri};
use rocket::http::uri::Origin;
use tokio::time::{Instant, sleep};
use tracing::Instrument;
use tracing::field::Empty;

use super::Limits;
use super::answers::{Answer, Source};
use super::doorway::{Presence, Visitor};
use super::inside::Asked;
use super::kinds::Kind;
use super::network;
use super::replies::Reply;
use super::scrub::{self, CLIENT, FORWARDED, REQUEST};
use super::uploads::{Fate, Flow, Inbound, Word};

/// By this whoever asked can tell us which visit it was.
const NAMED: HeaderName = HeaderName::from_static("x-request-id");

const TAKEN: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PATCH,
    Method::PUT,
    Method::DELETE,
    Method::OPTIONS,
];

/// Answers one request, by handing it in or by the gate's own words.
pub async fn answer(
    visitor: Arc<Visitor>,
    request: Request<Incoming>,
) -> Result<Response<Answer>, Infallible> {
    let presence = Presence::enter(&visitor);
    let name = visitor.doorway.request_name();
    let is_api = super::kinds::is_api(request.uri().path());
    let handed_in = match check(&visitor, &request) {
        Ok(kind) => {
            let visit = span(&request, &name);
            hand_in(&visitor, (request, kind), &name)
                .instrument(visit)
                .await
        }
        Err(reply) => Err(reply),
    };
    let mut response = match handed_in {
        Ok(response) => response.map(|source| Answer::new(source, presence)),
        Err(reply) => reply.respond(presence, is_api, &name),
    };
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(NAMED, name);
    }
    Ok(response)
}

/// What every line of the log about this visit stands in, whatever its level. Its route and status are known later.
fn span(request: &Request<Incoming>, name: &str) -> tracing::Span {
    tracing::error_span!(
        "request",
        request = name,
        method = request.method().as_str(),
        route = Empty,
        status = Empty
    )
}

/// What can be refused by the head alone; gives what kind of body follows it.
fn check(visitor: &Visitor, request: &Request<Incoming>) -> Result<Kind, Reply> {
    let target = request.uri();
    if visitor.was_muddled() {
        return Err(Reply::Unreadable);
    }
    if !TAKEN.contains(request.method()) {
        return Err(Reply::NotAllowed);
    }
    if !visitor.doorway.hosts.welcome(target, request.headers()) {
        return Err(Reply::WrongHost);
    }
    let limits = &visitor.doorway.limits;
    let asked = target.path_and_query().map_or("", |asked| asked.as_str());
    if asked.len() > limits.target_bytes {
        return Err(Reply::LongTarget);
    }
    if Origin::parse(asked).is_err() {
        return Err(Reply::Unreadable);
    }
    let kind = Kind::of(target.path(), request.headers());
    if request.body().size_hint().lower() > kind.largest(limits) {
        return Err(Reply::TooLarge);
    }
    Ok(kind)
}

/// Hands the request in, and gives the answer's head with where its body comes from.
async fn hand_in(
    visitor: &Visitor,
    (request, kind): (Request<Incoming>, Kind),
    name: &str,
) -> Result<Response<Source>, Reply> {
    let doorway = &visitor.doorway;
    let (mut head, incoming) = request.into_parts();
    clean(visitor, &mut head, name);
    let crowd = crowd_of(&head);
    let (body, upload) = take_in(visitor, (incoming, crowd), kind).await?;
    let mut work = doorway.inside.ask(head, body);
    let answered = tokio::select! {
        biased;
        answered = work.head() => answered,
        () = patience(&doorway.limits, upload.as_ref()) => {
            tracing::warn!(request = name, "the desk did not answer in time");
            return Err(Reply::Late);
        }
    };
    let fate = match upload {
        Some(upload) => upload.see_through().await,
        None => Fate::Whole,
    };
    if let Some(reply) = fate.reply() {
        return Err(reply);
    }
    let Some(mut answered) = answered else {
        tracing::error!(request = name, "the work for a request broke off");
        return Err(Reply::Broken);
    };
    let headers = &mut answered.head.headers;
    scrub::outward(headers);
    doorway.wall_in(headers);
    if fate == Fate::Flowing {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let source = if answered.whole {
        Source::Whole(answered.first)
    } else {
        Source::Flowing(Some(answered.first), work)
    };
    Ok(Response::from_parts(answered.head, source))
}

/// The network of a client, as the gate itself wrote it down.
fn crowd_of(head: &Parts) -> Option<IpAddr> {
    let client = head.headers.get(CLIENT)?.to_str().ok()?;
    client.parse().ok().map(network::crowd)
}

/// Takes in a body: all of it, or the beginning of a form with files and a hold on it.
async fn take_in(
    visitor: &Visitor,
    (incoming, crowd): (Incoming, Option<IpAddr>),
    kind: Kind,
) -> Result<(Asked, Option<Upload>), Reply> {
    let doorway = &visitor.doorway;
    if incoming.is_end_stream() {
        return Ok((Asked::Whole(doorway.shelf.nothing()), None));
    }
    let (flow, word) = Flow::new(incoming, &doorway.limits, kind.largest(&doorway.limits));
    if kind != Kind::Files {
        return Ok((Asked::Whole(doorway.shelf.gather(flow, crowd).await?), None));
    }
    let inbound = Inbound::of(flow);
    let upload = Upload {
        inbound: inbound.clone(),
        word,
    };
    Ok((Asked::Flowing(inbound), Some(upload)))
}

/// A form with files that was handed in while it is still on its way.
struct Upload {
    inbound: Inbound,
    word: Word,
}

impl Upload {
    /// Reads past what nobody wanted, so that the visitor, who is still sending, hears why; gives what became of it.
    async fn see_through(self) -> Fate {
        if let Some(mut flow) = self.inbound.take() {
            while let Some(Ok(_)) = poll_fn(|cx| flow.poll_piece(cx)).await {}
        }
        self.word.fate()
    }
}

/// Takes out of the head what strangers may not say, and puts in what only the gate says.
fn clean(visitor: &Visitor, head: &mut Parts, name: &str) {
    let (client, forwarded) = visitor.client(&head.headers);
    scrub::inward(&mut head.headers);
    head.headers.insert(CLIENT, client);
    if forwarded {
        let yes = HeaderValue::from_static("1");
        head.headers.insert(FORWARDED, yes);
    }
    if let Ok(name) = HeaderValue::from_str(name) {
        head.headers.insert(REQUEST, name);
    }
    if head.uri.authority().is_some() {
        let asked = head.uri.path_and_query().cloned();
        head.uri = asked.map_or_else(Uri::default, Uri::from);
    }
}

/// Ends when the desk has had its time to answer, all of it after an upload has ended.
async fn patience(limits: &Limits, upload: Option<&Upload>) {
    let longest = Instant::now() + limits.body_whole;
    loop {
        let flowing = upload.is_some_and(|upload| upload.word.fate() == Fate::Flowing);
        sleep(limits.answer).await;
        if !flowing || Instant::now() >= longest {
            return;
        }
    }
}
