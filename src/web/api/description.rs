//! The description of the API as `OpenAPI` 3.1, put together from the calls themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rocket::response::content::RawJson;
use rocket::{Route, get, routes};
use serde_json::Value;
use utoipa::openapi::schema::{AdditionalProperties, Schema};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

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
    modifiers(&Token, &Keys, &Strict),
    tags(
        (name = "Papers", description = "Sent in, found, read and changed."),
        (name = "Drafts", description = "The next one, its file, its text, and what was returned on it."),
        (name = "Events", description = "What has happened."),
        (name = "Deliveries", description = "Who was told, and how each mail fared."),
        (name = "People", description = "Who is at the desk."),
        (name = "The original pipeline", description = "Its two calls, in its own field names."),
        (name = "Description", description = "This description, as programs read it."),
    ),
)]
pub struct Desk;

/// How a token is shown.
struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("pd_…")
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// Every POST takes a key by which it is done once.
struct Keys;

impl Modify for Keys {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .description(Some(
                "The sender's own name for this request: sent again within 24 h, it gets the first answer again.",
            ))
            .schema(Some(
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .min_length(Some(1))
                    .max_length(Some(255))
                    .pattern(Some("^[!-~]+$")),
            ))
            .build();
        for item in openapi.paths.paths.values_mut() {
            if let Some(post) = &mut item.post {
                post.parameters
                    .get_or_insert_default()
                    .push(RefOr::T(key.clone()));
            }
        }
    }
}

/// What is sent to the desk holds no field that nobody knows.
struct Strict;

/// The shapes that are sent to the desk.
const SENT: [&str; 8] = [
    "NewPaper",
    "NewDraft",
    "NewFile",
    "PaperPatch",
    "NewPerson",
    "PersonPatch",
    "FirstPaper",
    "FirstAssignment",
];

impl Modify for Strict {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let schemas = openapi
            .components
            .get_or_insert_default()
            .schemas
            .iter_mut();
        for (_, schema) in schemas.filter(|(name, _)| SENT.contains(&name.as_str())) {
            if let RefOr::T(Schema::Object(object)) = schema {
                object.additional_properties =
                    Some(Box::new(AdditionalProperties::FreeForm(false)));
            }
        }
    }
}

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
