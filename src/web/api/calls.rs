//! The calls as the description lists them, in the order in which a newcomer would try them.

use serde_json::{Map, Value};

/// One call.
pub struct Call {
    /// GET, POST, PATCH.
    pub method: String,
    /// Its address; `{…}` stands for what it is about.
    pub path: String,
    /// The part of the API it belongs to.
    pub tag: String,
    /// What it does, in one sentence.
    pub summary: String,
    /// What else there is to know.
    pub description: String,
    /// The scopes of which a token needs one; none: no token.
    pub scopes: Vec<String>,
    /// What may stand in its address and its headers.
    pub parameters: Vec<Field>,
    /// What comes with it.
    pub body: Option<Body>,
    /// The statuses that it answers with, each with what it means.
    pub answers: Vec<(String, String)>,
}

/// What comes with a call.
pub struct Body {
    /// The kinds of body that it takes.
    pub kinds: Vec<String>,
    /// Its fields, where it is JSON.
    pub fields: Vec<Field>,
    /// An example.
    pub example: Value,
}

/// A field or a parameter.
pub struct Field {
    /// Its name.
    pub name: String,
    /// Where it stands: `path`, `query`, `header` or `body`.
    pub place: String,
    /// What kind of value it takes, in a few words.
    pub takes: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for.
    pub description: String,
}

/// Every call of a description, part by part: those about all of a kind before those about one.
pub fn of(description: &Value) -> Vec<Call> {
    let mut calls = Vec::new();
    for (path, item) in description["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            calls.push(call(description, (method, path), operation));
        }
    }
    let tags: Vec<&str> = texts(&description["tags"], "name").collect();
    let methods = ["POST", "GET", "PATCH"];
    let place = |all: &[&str], one: &str| all.iter().position(|known| *known == one);
    calls.sort_by_key(|call| {
        (
            place(&tags, &call.tag),
            call.path.matches('/').count(),
            place(&methods, &call.method),
        )
    });
    calls
}

fn texts<'a>(list: &'a Value, name: &'a str) -> impl Iterator<Item = &'a str> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(move |one| one[name].as_str())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn call(description: &Value, (method, path): (&str, &str), operation: &Value) -> Call {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let security = operation["security"].as_array().into_iter().flatten();
    let scopes = security.flat_map(|one| one["token"].as_array().into_iter().flatten());
    let answers = operation["responses"].as_object().into_iter().flatten();
    Call {
        method: method.to_uppercase(),
        path: path.to_owned(),
        tag: text(&operation["tags"][0]),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        scopes: scopes.map(text).collect(),
        parameters: parameters
            .map(|one| Field {
                name: text(&one["name"]),
                place: text(&one["in"]),
                takes: takes(&one["schema"]),
                required: one["required"] == true,
                description: text(&one["description"]),
            })
            .collect(),
        body: operation["requestBody"]["content"]
            .as_object()
            .map(|content| body(description, content)),
        answers: answers
            .map(|(status, answer)| (status.clone(), text(&answer["description"])))
            .collect(),
    }
}

fn body(description: &Value, content: &Map<String, Value>) -> Body {
    let json = content.iter().find(|(kind, _)| kind.ends_with("json"));
    let name = json.and_then(|(_, kind)| kind["schema"]["$ref"].as_str());
    let schema = name
        .and_then(|name| description.pointer(name.trim_start_matches('#')))
        .unwrap_or(&Value::Null);
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let fields = schema["properties"].as_object().into_iter().flatten();
    let mut fields: Vec<Field> = fields
        .map(|(name, field)| Field {
            name: name.clone(),
            place: "body".to_owned(),
            takes: takes(field),
            required: required.contains(&name.as_str()),
            description: means(field),
        })
        .collect();
    fields.sort_by_key(|field| !field.required);
    Body {
        kinds: content.keys().cloned().collect(),
        fields,
        example: schema["example"].clone(),
    }
}

/// What a field is for: said of it, or of what it leads to.
fn means(field: &Value) -> String {
    let within = field["oneOf"].as_array().into_iter().flatten();
    let all = std::iter::once(field).chain(within);
    all.map(|one| text(&one["description"]))
        .find(|said| !said.is_empty())
        .unwrap_or_default()
}

/// What kind of value a schema takes, in a few words.
fn takes(schema: &Value) -> String {
    let one_of = schema["oneOf"].as_array().into_iter().flatten();
    let inner = one_of.rev().find(|one| one["type"] != "null");
    let schema = inner.unwrap_or(schema);
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        return words.join(" | ");
    }
    if schema["$ref"].is_string() {
        return "object".to_owned();
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match schema["format"].as_str() {
        Some(format @ ("email" | "date" | "date-time" | "uuid")) => format.to_owned(),
        _ => kinds
            .iter()
            .find(|kind| **kind != "null")
            .map_or("any".to_owned(), |kind| (*kind).to_owned()),
    };
    if kinds.contains(&"null") {
        format!("{kind} or null")
    } else {
        kind
    }
}
