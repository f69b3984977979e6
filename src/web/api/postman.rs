//! A Postman collection (v2.1) made from the description, and an environment for it: it runs as it is against a fresh desk.

use std::sync::LazyLock;

use rocket::response::content::RawJson;
use rocket::{Route, get, routes};
use serde_json::{Value, json};

use super::calls::{self, Call};
use super::description::written;
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![collection, environment]
}

/// What stands in an example for what a run made before: (in the example, in the collection).
const MADE_BEFORE: [(&str, &str); 4] = [
    ("ana@example.edu", "ana-{{run}}@example.edu"),
    ("ben@example.edu", "{{tutor_email}}"),
    ("0f8fad5b-d9cb-469f-a165-70867728950e", "{{first_id}}"),
    ("2026-12-04", "2099-12-04"),
];

/// Which variable stands for `{id}`: (what the address begins with, the variable).
const IDS: [(&str, &str); 3] = [
    ("/api/papers/", "paper_id"),
    ("/api/people/", "person_id"),
    ("/api/deliveries/", "delivery_id"),
];

/// What a run keeps of an answer for the calls that follow: (method, address, script).
const KEPT: [(&str, &str, &str); 3] = [
    (
        "POST",
        "/api/papers",
        "pm.collectionVariables.set('paper_id', pm.response.json().id);",
    ),
    (
        "POST",
        "/api/people",
        "pm.collectionVariables.set('person_id', pm.response.json().id);",
    ),
    (
        "GET",
        "/api/deliveries",
        "pm.collectionVariables.set('delivery_id', pm.response.json().items[0].id);",
    ),
];

/// Calls that a fresh desk may rightly refuse: nothing was returned yet, and no mail has failed.
const MAY_CONFLICT: [&str; 2] = ["/api/papers/{id}/drafts", "/api/deliveries/{id}/retry"];

/// Names that no two runs share.
const BEFORE: &str = "const turn = String(pm.info.iteration);\n\
    if (pm.collectionVariables.get('turn') !== turn) {\n    \
    pm.collectionVariables.set('turn', turn);\n    \
    const run = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);\n    \
    pm.collectionVariables.set('run', run);\n    \
    pm.collectionVariables.set('tutor_email', `ben-${run}@example.edu`);\n    \
    pm.collectionVariables.set('first_id', pm.variables.replaceIn('{{$guid}}'));\n}";

fn script(kind: &str, lines: &str) -> Value {
    let lines: Vec<&str> = lines.lines().collect();
    json!({ "listen": kind, "script": { "type": "text/javascript", "exec": lines } })
}

fn checks(call: &Call) -> String {
    let good = call.answers.iter().map(|(status, _)| status.as_str());
    let mut good: Vec<&str> = good.filter(|status| status.starts_with('2')).collect();
    if MAY_CONFLICT.contains(&call.path.as_str()) {
        good.push("409");
    }
    let mut lines = format!(
        "pm.test('is answered as described', () => {{\n    \
         pm.expect(pm.response.code).to.be.oneOf([{}]);\n}});",
        good.join(", ")
    );
    let kept = KEPT
        .iter()
        .find(|(method, path, _)| *method == call.method && *path == call.path);
    if let Some((_, _, keeps)) = kept {
        lines.push('\n');
        lines.push_str(keeps);
    }
    lines
}

fn address(call: &Call) -> Value {
    let id = IDS.iter().find(|(begins, _)| call.path.starts_with(begins));
    let id = id.map_or_else(String::new, |(_, variable)| format!("{{{{{variable}}}}}"));
    let path = call.path.replace("{id}", &id).replace("{n}", "1");
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let asked = call.parameters.iter().filter(|one| one.place == "query");
    let query: Vec<Value> = asked
        .map(|one| json!({ "key": one.name, "value": "", "description": one.description, "disabled": true }))
        .collect();
    json!({ "raw": format!("{{{{base_url}}}}{path}"), "host": ["{{base_url}}"], "path": parts, "query": query })
}

fn item(call: &Call) -> Value {
    let mut request = json!({
        "method": call.method,
        "url": address(call),
        "description": format!("{}\n\n{}", call.summary, call.description),
        "header": [],
    });
    if call.scopes.is_empty() {
        request["auth"] = json!({ "type": "noauth" });
    }
    if let Some(body) = &call.body {
        let example = serde_json::to_string_pretty(&body.example).unwrap_or_default();
        let example = MADE_BEFORE
            .iter()
            .fold(example, |text, (from, to)| text.replace(from, to));
        let kind = body.kinds.iter().find(|kind| kind.ends_with("json"));
        request["header"] = json!([{ "key": "Content-Type", "value": kind }]);
        request["body"] = json!({
            "mode": "raw", "raw": example, "options": { "raw": { "language": "json" } },
        });
    }
    json!({
        "name": format!("{} {}", call.method, call.path),
        "request": request,
        "event": [script("test", &checks(call))],
        "response": [],
    })
}

static COLLECTION: LazyLock<String> = LazyLock::new(|| {
    let mut folders: Vec<(String, Vec<Value>)> = Vec::new();
    for call in calls::of(written()) {
        match folders.last_mut() {
            Some((tag, items)) if *tag == call.tag => items.push(item(&call)),
            _ => folders.push((call.tag.clone(), vec![item(&call)])),
        }
    }
    let folders: Vec<Value> = folders
        .into_iter()
        .map(|(tag, items)| json!({ "name": tag, "item": items }))
        .collect();
    let variables = [
        "turn",
        "run",
        "tutor_email",
        "first_id",
        "paper_id",
        "person_id",
        "delivery_id",
    ]
    .map(|key| json!({ "key": key, "value": "" }));
    json!({
        "info": {
            "name": "Paperdesk",
            "description": "Set `base_url` and `token` (of an admin, with all scopes) in the environment, then run it from top to bottom.",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "{{token}}", "type": "string" }] },
        "variable": variables,
        "event": [script("prerequest", BEFORE)],
        "item": folders,
    })
    .to_string()
});

/// The same for Postman: a collection (v2.1) that runs from top to bottom.
#[utoipa::path(tag = "Description", security(()), responses((status = 200, description = "A Postman collection.", content_type = "application/json")))]
#[get("/api/postman.json")]
pub fn collection() -> RawJson<&'static str> {
    RawJson(COLLECTION.as_str())
}

/// An environment for that collection: this desk's address, and the place for a token.
#[utoipa::path(tag = "Description", security(()), responses((status = 200, description = "A Postman environment.", content_type = "application/json")))]
#[get("/api/postman-environment.json")]
pub fn environment(house: &House) -> RawJson<String> {
    let values = json!([
        { "key": "base_url", "value": house.public_url, "type": "default", "enabled": true },
        { "key": "token", "value": "", "type": "secret", "enabled": true },
    ]);
    let environment = json!({
        "name": "Paperdesk", "values": values, "_postman_variable_scope": "environment",
    });
    RawJson(environment.to_string())
}
