//! A calm no: what a person reads when the desk refuses, when there is nothing here, and when something is broken.

use rocket::http::{Header, Status};
use rocket::response::{Responder, Result as Responded};
use rocket::{Catcher, Request};
use serde::Serialize;

use super::answers::{Answer, html_response};
use super::gate;
use super::guards::Visitor;
use super::house::House;
use crate::pages::{Page, Shell};
use crate::refusal::{Failure, Fault, Kind, Refusal};

/// An answer that did not go well: the desk's no, or a fault.
pub struct Stop(Failure);

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.into())
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self(fault.into())
    }
}

/// The one table from a kind of no to a status.
pub(super) const fn status_of(kind: Kind) -> Status {
    match kind {
        Kind::NotFound => Status::NotFound,
        Kind::NotAllowed => Status::Forbidden,
        Kind::Conflict => Status::Conflict,
        Kind::Invalid => Status::UnprocessableEntity,
        Kind::TooMany => Status::TooManyRequests,
        Kind::Unavailable => Status::ServiceUnavailable,
    }
}

impl<'r> Responder<'r, 'static> for Stop {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'static> {
        match self.0 {
            Failure::Refused(refusal) => {
                let status = status_of(refusal.kind);
                let mut response = calm(request, status, Some(&refusal.says))?;
                if let Some(seconds) = refusal.retry_after {
                    response.set_header(Header::new("Retry-After", seconds.to_string()));
                }
                Ok(response)
            }
            Failure::Broken(fault) => {
                tracing::error!(request = request_id(request), %fault, "the desk is broken");
                calm(request, Status::InternalServerError, None)
            }
        }
    }
}

/// The reference by which a person can tell us which visit it was.
pub(super) fn request_id(request: &Request<'_>) -> String {
    request
        .headers()
        .get_one(gate::REQUEST.as_str())
        .unwrap_or("none")
        .to_owned()
}

#[derive(Serialize)]
struct CalmPage {
    heading: &'static str,
    said: String,
    reference: String,
    signed_out: bool,
}

impl Page for CalmPage {
    const TEMPLATE: &'static str = "errors/calm.html";

    fn title(&self) -> String {
        self.heading.to_owned()
    }
}

/// What happened, why, one way on, and the reference.
fn calm(request: &Request<'_>, status: Status, says: Option<&str>) -> Responded<'static> {
    let house = request
        .rocket()
        .state::<House>()
        .ok_or(Status::InternalServerError)?;
    let visitor: &Option<std::sync::Arc<Visitor>> = request.local_cache(|| None);
    let shell = visitor.as_ref().map_or_else(
        || Shell::new(("", ""), None, ""),
        |visitor| visitor.shell.clone(),
    );
    let (heading, usual) = words_for(status);
    let page = CalmPage {
        heading,
        said: says.unwrap_or(usual).to_owned(),
        reference: request_id(request),
        signed_out: status == Status::Unauthorized,
    };
    let html = house
        .pages
        .render(&shell, &page, &[])
        .unwrap_or_else(|fault| {
            tracing::error!(%fault, "even the error page is broken");
            format!("<!doctype html><title>{heading}</title><h1>{heading}</h1><p>{usual}</p>")
        });
    Ok(html_response(status, html))
}

const fn words_for(status: Status) -> (&'static str, &'static str) {
    match status.code {
        401 => (
            "You are signed out",
            "Sign in and go back to where you were. What you typed is still in your browser.",
        ),
        403 => ("This is not for you", "Your account cannot open this page."),
        404 => (
            "There is nothing here",
            "There is nothing here, or it is not yours to see.",
        ),
        405 => ("This cannot be done here", "This page cannot do that."),
        409 => (
            "That is not possible now",
            "Something changed in the meantime.",
        ),
        413 => ("That was too large", "We cannot take that much at once."),
        400 | 415 | 422 => (
            "We could not read that",
            "What your browser sent is not what this page expects.",
        ),
        429 => ("That was too often", "Wait a little and try again."),
        503 => (
            "Not just now",
            "The desk cannot do this just now. Try again in a few seconds.",
        ),
        _ => (
            "Something is broken on our side",
            "We have written down what happened. Nothing you sent before is lost.",
        ),
    }
}

#[rocket::catch(default)]
async fn anything(status: Status, request: &Request<'_>) -> Result<Answer, Calm> {
    Visitor::behind(request).await;
    let is_page = request.method() == rocket::http::Method::Get
        && !request.uri().path().starts_with("/static/");
    if status == Status::Unauthorized && is_page {
        let next: String =
            url::form_urlencoded::byte_serialize(request.uri().to_string().as_bytes()).collect();
        return Ok(Answer::go(format!("/sign-in?next={next}")));
    }
    Err(Calm(status))
}

struct Calm(Status);

impl<'r> Responder<'r, 'static> for Calm {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'static> {
        calm(request, self.0, None)
    }
}

/// The calm pages for whatever has no page of its own.
#[must_use]
pub fn catchers() -> Vec<Catcher> {
    rocket::catchers![anything]
}
