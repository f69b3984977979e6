//! What answers behind the gate: Rocket, asked in this very process. It has no port, so nobody gets past the gate.
//!
//! The work for a request is driven by the visit that asked for it rather than by a task of its own: no hand-over between
//! threads, and a visitor who leaves takes the work along.

use std::future::{Future, poll_fn};
use std::io;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, COOKIE, HeaderName, HeaderValue};
use hyper::http::{request, response};
use hyper::{HeaderMap, Response};
use rocket::futures::FutureExt;
use rocket::http::{Cookie, Header, Method};
use rocket::local::asynchronous::{Client, LocalRequest, LocalResponse};
use rocket::{Build, Rocket};
use tokio::io::AsyncReadExt;
use tracing::Instrument;

use super::hatch::Hatch;
use super::shelf::Held;
use super::uploads::Inbound;
use crate::refusal::Fault;

/// An answer of a known size up to this goes out in one piece, in bytes.
const WHOLE: usize = 512 * 1024;
/// Any other answer goes out in pieces of this size, in bytes.
const PIECE: usize = 64 * 1024;

/// Rocket, open for requests from the gate.
#[derive(Clone)]
pub struct Inside(Arc<Client>);

impl Inside {
    /// Opens what was put together.
    ///
    /// # Errors
    /// When Rocket finds something wrong with it.
    pub async fn open(rocket: Rocket<Build>) -> Result<Self, Fault> {
        match Client::untracked(rocket).await {
            Ok(client) => Ok(Self(Arc::new(client))),
            Err(error) => Err(Fault::new(format!(
                "the pages could not be started: {}",
                error.kind()
            ))),
        }
    }

    /// Lets Rocket end, after the gate has let everything through.
    pub async fn close(self) {
        if let Some(client) = Arc::into_inner(self.0) {
            drop(client.terminate().await);
        } else {
            tracing::warn!("some requests were cut before they ended");
        }
    }

    /// Hands a request in; nothing happens before the work is polled.
    pub(super) fn ask(&self, head: request::Parts, body: Asked) -> Work {
        let hatch = Hatch::default();
        // In the span of the visit until the last byte of the answer, whoever asks for it.
        let doing = answer(Arc::clone(&self.0), (head, body), hatch.clone()).in_current_span();
        Work {
            // A panic in a handler is Rocket's to catch; one around it ends the work without an answer.
            doing: Some(AssertUnwindSafe(doing).catch_unwind().map(drop).boxed()),
            hatch,
        }
    }
}

/// The body of a request.
pub enum Asked {
    /// All of it.
    Whole(Held),
    /// A form with files, read as it comes.
    Flowing(Inbound),
}

/// The head of an answer and the beginning of its body.
pub struct Answered {
    pub head: response::Parts,
    pub first: Bytes,
    /// Whether the beginning is all of it.
    pub whole: bool,
}

/// What the work tells, in this order.
pub enum Told {
    Head(Box<Answered>),
    Piece(Bytes),
    Broke(io::Error),
}

/// A request being worked on; dropping it ends the work.
pub struct Work {
    doing: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    hatch: Hatch<Told>,
}

impl Work {
    /// The head of the answer; none where the work broke off before it.
    pub async fn head(&mut self) -> Option<Answered> {
        match poll_fn(|cx| self.poll_told(cx)).await {
            Some(Told::Head(answered)) => Some(*answered),
            _ => None,
        }
    }

    /// The next piece of the answer's body.
    pub fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.poll_told(cx).map(|told| match told? {
            Told::Piece(bytes) => Some(Ok(bytes)),
            Told::Broke(error) => Some(Err(error)),
            Told::Head(_) => None,
        })
    }

    fn poll_told(&mut self, cx: &mut Context<'_>) -> Poll<Option<Told>> {
        if let Some(told) = self.hatch.take() {
            return Poll::Ready(Some(told));
        }
        let Some(doing) = &mut self.doing else {
            return Poll::Ready(None);
        };
        let ended = doing.as_mut().poll(cx).is_ready();
        if ended {
            self.doing = None;
        }
        match self.hatch.take() {
            None if !ended => Poll::Pending,
            told => Poll::Ready(told),
        }
    }
}

async fn answer(client: Arc<Client>, (asked, body): (request::Parts, Asked), hatch: Hatch<Told>) {
    let Some(mut request) = translate(&client, &asked) else {
        return;
    };
    // What is held keeps its room until the answer is on its way.
    let room = match body {
        Asked::Whole(body) => {
            request.set_body(body.bytes());
            Some(body.emptied())
        }
        Asked::Flowing(inbound) => {
            request.local_cache(|| inbound);
            None
        }
    };
    let mut response = request.dispatch().await;
    drop(room);
    let has_body = asked.method != hyper::Method::HEAD;
    if let Err(error) = pass_out(&mut response, has_body, &hatch).await {
        tracing::warn!(%error, "an answer broke off");
        hatch.put(Told::Broke(error)).await;
    }
}

/// The request as Rocket would have read it from a wire.
fn translate<'c>(client: &'c Client, head: &'c request::Parts) -> Option<LocalRequest<'c>> {
    let method: Method = head.method.as_str().parse().ok()?;
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |asked| asked.as_str());
    let mut request = client.req(method, target);
    // Rocket knows only values that are text; what is none stays visible as such.
    let text = |value: &'c HeaderValue| String::from_utf8_lossy(value.as_bytes());
    for (name, value) in &head.headers {
        request
            .inner_mut()
            .add_header(Header::new(name.as_str(), text(value)));
    }
    for line in head.headers.get_all(COOKIE).iter().map(text) {
        request = request.cookies(Cookie::split_parse_encoded(line).flatten());
    }
    Some(request)
}

/// Hands out the answer: its head with the beginning of its body, then the rest as it is taken.
async fn pass_out(
    response: &mut LocalResponse<'_>,
    has_body: bool,
    hatch: &Hatch<Told>,
) -> io::Result<()> {
    let size = response.body().preset_size();
    let head = head_of(response, size).map_err(io::Error::other)?;
    let whole = size.filter(|size| *size <= WHOLE);
    let first = piece(response, whole.unwrap_or(PIECE)).await?;
    let mut more = whole.is_none() && first.len() == PIECE;
    let said = head
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|said| said.to_str().ok());
    let said: Option<usize> = said.and_then(|said| said.parse().ok());
    if has_body && !more && said.is_some_and(|said| said > first.len()) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    hatch
        .put(Told::Head(Box::new(Answered {
            head,
            first,
            whole: !more,
        })))
        .await;
    while more {
        let next = piece(response, PIECE).await?;
        more = next.len() == PIECE;
        hatch.put(Told::Piece(next)).await;
    }
    Ok(())
}

/// As many bytes as asked for, or fewer at the end.
async fn piece(response: &mut LocalResponse<'_>, size: usize) -> io::Result<Bytes> {
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size && response.read_buf(&mut bytes).await? > 0 {}
    Ok(bytes.into())
}

fn head_of(
    response: &LocalResponse<'_>,
    size: Option<usize>,
) -> Result<response::Parts, hyper::http::Error> {
    let mut headers = HeaderMap::with_capacity(24);
    for header in response.headers().iter() {
        let name = HeaderName::from_bytes(header.name().as_str().as_bytes())?;
        headers.append(name, HeaderValue::from_str(header.value())?);
    }
    // An answer to HEAD has no body, but tells how long it would be.
    if let Some(size) = size.filter(|size| *size > 0) {
        headers.insert(CONTENT_LENGTH, size.into());
    }
    let (mut head, ()) = Response::builder()
        .status(response.status().code)
        .body(())?
        .into_parts();
    head.headers = headers;
    Ok(head)
}
