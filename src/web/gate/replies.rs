//! What the gate itself says, in one calm sentence.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::Shutdown;

use hyper::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{HeaderMap, Response, StatusCode};
use tokio::net::TcpStream;

use super::answers::{Answer, Source};
use super::doorway::Presence;

/// Why the gate answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The request can be understood in two ways, or not at all.
    Unreadable,
    /// No host, two hosts, or a name that is not ours.
    WrongHost,
    /// A way of asking that is not for visitors, or that we do not know.
    NotAllowed,
    /// The path and query are too long.
    LongTarget,
    /// The body is too large.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// Too much is being held for others.
    Crowded,
    /// The work inside broke off before it answered.
    Broken,
    /// There was no answer in time.
    Late,
}

impl Reply {
    /// The status and the sentence.
    fn says(self) -> (StatusCode, &'static str) {
        match self {
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                "We could not understand this request.",
            ),
            Self::WrongHost => (
                StatusCode::BAD_REQUEST,
                "This desk does not answer to the name in this request.",
            ),
            Self::NotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "The desk does not take requests of this kind.",
            ),
            Self::LongTarget => (
                StatusCode::URI_TOO_LONG,
                "This address is longer than the desk can take.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "This is larger than the desk can take.",
            ),
            Self::TooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "Nothing more arrived for a while, so we stopped waiting. It can be sent again.",
            ),
            Self::Crowded => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The desk has too much in its hands just now. It can be tried again in a moment.",
            ),
            Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The desk could not finish its answer. Trying again in a moment may help.",
            ),
            Self::Late => (
                StatusCode::GATEWAY_TIMEOUT,
                "The desk took too long to answer. Trying again in a moment may help.",
            ),
        }
    }

    /// The whole answer; the connection ends with it, as what follows on it may be anything.
    pub fn respond(self, presence: Presence, api: bool, name: &str) -> Response<Answer> {
        let (status, sentence) = self.says();
        let (kind, words) = if api {
            ("application/problem+json", problem(status, sentence, name))
        } else {
            ("text/plain; charset=utf-8", format!("{sentence}\n"))
        };
        let mut head = HeaderMap::new();
        presence.doorway().wall_in(&mut head);
        let mut response = Response::new(Answer::new(Source::Whole(words.into()), presence));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        *headers = head;
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        if self == Self::Crowded {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self == Self::NotAllowed {
            let allowed = "GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS";
            headers.insert(ALLOW, HeaderValue::from_static(allowed));
        }
        response
    }
}

fn problem(status: StatusCode, sentence: &str, name: &str) -> String {
    serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": sentence,
        "instance": name,
    })
    .to_string()
}

/// The ready answer for a visitor when every place is taken.
pub fn full(walls: &[(&str, &str)]) -> Vec<u8> {
    let sentence = "The desk has too many visitors just now. It can be tried again in a moment.\n";
    let mut text = String::from("HTTP/1.1 503 Service Unavailable\r\n");
    for (name, value) in walls {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("content-type: text/plain; charset=utf-8\r\nretry-after: 5\r\n");
    text.push_str("connection: close\r\n");
    let _ = write!(text, "content-length: {}\r\n\r\n{sentence}", sentence.len());
    text.into_bytes()
}

/// Says that every place is taken, without waiting for anything.
pub fn turn_away(stream: TcpStream, full: &[u8]) {
    let Ok(mut stream) = stream.into_std() else {
        return;
    };
    if stream.write(full).is_ok() {
        let _ = stream.shutdown(Shutdown::Write);
    }
}
