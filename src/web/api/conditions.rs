//! Conditions on a version: only if it is still this one, only if it is another one.

use rocket::http::{Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Responder, Response, Result as Responded};

/// `If-Match`: the change is made only to one of these versions; nothing: to any.
pub struct IfMatch(Option<Tags>);

/// `If-None-Match`: the answer is wanted only if the version is none of these.
pub struct IfNoneMatch(Option<Tags>);

/// The versions that a header names.
struct Tags(Vec<String>);

impl Tags {
    /// Nothing where there is no such header. What is no version is kept, too: it names none.
    fn on(request: &Request<'_>, header: &str) -> Option<Self> {
        let lines: Vec<&str> = request.headers().get(header).collect();
        let tags = lines.iter().flat_map(|line| line.split(','));
        (!lines.is_empty()).then(|| Self(tags.map(|tag| tag.trim().to_owned()).collect()))
    }

    fn name(&self, version: u32) -> bool {
        let strong = format!("\"{version}\"");
        self.0.iter().any(|tag| *tag == strong || tag == "*")
    }

    /// As `name`, and a proxy may have made a strong tag a weak one: enough for reading.
    fn name_weakly(&self, version: u32) -> bool {
        let weak = format!("W/\"{version}\"");
        self.name(version) || self.0.contains(&weak)
    }
}

impl IfMatch {
    /// Whether a change to this version is wanted.
    pub fn allows(&self, version: u32) -> bool {
        self.0.as_ref().is_none_or(|tags| tags.name(version))
    }
}

impl IfNoneMatch {
    /// Whether the sender has this version already.
    pub fn names(&self, version: u32) -> bool {
        self.0
            .as_ref()
            .is_some_and(|tags| tags.name_weakly(version))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IfMatch {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Outcome::Success(Self(Tags::on(request, "If-Match")))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IfNoneMatch {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Outcome::Success(Self(Tags::on(request, "If-None-Match")))
    }
}

/// 304: the sender has it already.
pub struct NotModified(pub u32);

impl<'r> Responder<'r, 'static> for NotModified {
    fn respond_to(self, _: &'r Request<'_>) -> Responded<'static> {
        Response::build()
            .status(Status::NotModified)
            .header(Header::new("etag", format!("\"{}\"", self.0)))
            .ok()
    }
}
