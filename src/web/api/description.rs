//! The description of the API as `OpenAPI` 3.1, put together from the calls themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rocket::response::content::RawJson;
use rocket::{Route, get, routes};
use serde_json::Value;
use utoipa::openapi::{ContentBuilder, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, OpenApi};

use super::modifiers::{Headers, Names, Strict, Token};
use super::problem::{self, SORTS};
use super::{deliveries, drafts, events, papers, people, pipeline, postman};

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![openapi]
}

/// Everything that programs can ask of the desk.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Paperdesk",
        description = "Papers, their drafts and feedback, everything that happened to them, and who was told. \
                       Each call wants a token: make one at `/settings/tokens` or with `paperdesk token create`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        papers::submit, papers::list, papers::one, papers::change,
        drafts::add, drafts::file, drafts::text, drafts::returned,
        events::timeline, events::stream,
        deliveries::of_paper, deliveries::list, deliveries::retry,
        people::list, people::one, people::add, people::change,
        pipeline::submit, pipeline::assign,
        openapi, postman::collection, postman::environment,
    ),
    components(schemas(problem::Said)),
    modifiers(&Token, &Headers, &Strict, &Names),
    tags(
        (name = "People", description = "Who is at the desk."),
        (name = "Papers", description = "Sent in, found, read and changed."),
        (name = "Drafts", description = "The next one, its file, its text, and what was returned on it."),
        (name = "Events", description = "What has happened."),
        (name = "Deliveries", description = "Who was told, and how each mail fared."),
        (name = "The original pipeline", description = "Its two calls, in its own field names."),
        (name = "Description", description = "This description, as programs read it."),
    ),
)]
pub struct Desk;

fn answers(statuses: &[u16]) -> BTreeMap<String, RefOr<Response>> {
    let one = |status: &u16| {
        let sort = SORTS.iter().find(|sort| sort.status == *status)?;
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        let response = ResponseBuilder::new()
            .description(sort.means)
            .content("application/problem+json", content);
        let response = match status {
            429 | 503 => response.header("Retry-After", HeaderBuilder::new().build()),
            405 => response.header("Allow", HeaderBuilder::new().build()),
            _ => response,
        };
        Some((status.to_string(), response.build().into()))
    };
    statuses.iter().filter_map(one).collect()
}

/// How a call that reads may say no.
pub struct Refused;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        answers(&[400, 401, 403, 404, 422, 429, 503])
    }
}

/// How a call that writes may say no.
pub struct RefusedWrite;

impl IntoResponses for RefusedWrite {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        answers(&[400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503])
    }
}

/// The whole description as JSON, put together once.
pub fn written() -> &'static Value {
    static WHOLE: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(Desk::openapi()).unwrap_or_default());
    &WHOLE
}

static TEXT: LazyLock<String> = LazyLock::new(|| written().to_string());

/// This description.
#[utoipa::path(tag = "Description", security(()), responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json")))]
#[get("/api/openapi.json")]
pub fn openapi() -> RawJson<&'static str> {
    RawJson(TEXT.as_str())
}
