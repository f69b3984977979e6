//! What holds for many calls of the description at once, so that no call has to say it.

use utoipa::Modify;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi, RefOr};

/// How a token is shown.
pub struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("pd_…")
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The headers that many calls know: every POST a key by which it is done once, every change of a paper a version.
pub struct Headers;

fn header(name: &str, description: &str, text: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(description))
        .schema(Some(text.schema_type(Type::String)))
        .build()
}

impl Modify for Headers {
    fn modify(&self, openapi: &mut OpenApi) {
        let key = header(
            "Idempotency-Key",
            "The sender's own name for this request: sent again within 24 h, it gets the first answer again.",
            ObjectBuilder::new()
                .min_length(Some(1))
                .max_length(Some(255))
                .pattern(Some("^[!-~]+$")),
        );
        let version = header(
            "If-Match",
            "The change is made only if the paper is still this version.",
            ObjectBuilder::new(),
        );
        for (path, item) in &mut openapi.paths.paths {
            let changes = item.patch.as_mut().filter(|_| path.contains("/paper"));
            for (call, header) in [(item.post.as_mut(), &key), (changes, &version)] {
                if let Some(call) = call {
                    let parameters = call.parameters.get_or_insert_default();
                    parameters.push(RefOr::T(header.clone()));
                }
            }
        }
    }
}

/// Each call has a name of its own, made of its method and its address.
pub struct Names;

impl Modify for Names {
    fn modify(&self, openapi: &mut OpenApi) {
        for (path, item) in &mut openapi.paths.paths {
            let words = path.replace(['/', '{', '}', '.', '-'], " ");
            let words: Vec<&str> = words.split_whitespace().collect();
            let calls = [
                ("get", &mut item.get),
                ("post", &mut item.post),
                ("patch", &mut item.patch),
            ];
            for (method, call) in calls {
                if let Some(call) = call {
                    call.operation_id = Some(format!("{method}_{}", words.join("_")));
                }
            }
        }
    }
}

/// What is sent to the desk holds no field that nobody knows.
pub struct Strict;

/// The shapes that are sent to the desk.
const SENT: [&str; 10] = [
    "NewPaperForm",
    "NewDraftForm",
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
    fn modify(&self, openapi: &mut OpenApi) {
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
