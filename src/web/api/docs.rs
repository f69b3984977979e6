//! The API for people who write programs: every call with its fields, its answers and a line to try it.

use rocket::{Route, get, routes};

use super::calls::{self, Body, Call, Field};
use super::description::written;
use super::problem::SORTS;
use crate::pages::api_docs::{ApiDocsPage, CallShown, FieldShown, Part, ProblemShown};
use crate::web::answers::Reply;
use crate::web::guards::Anyone;
use crate::web::house::House;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![docs]
}

#[expect(clippy::needless_pass_by_value, reason = "a guard comes by value")]
#[get("/api/docs")]
fn docs(visitor: Anyone, house: &House) -> Reply {
    let mut parts: Vec<Part> = Vec::new();
    for call in calls::of(written()) {
        let tag = call.tag.clone();
        let shown = shown(call, &house.public_url);
        match parts.last_mut() {
            Some(part) if part.name == tag => part.calls.push(shown),
            _ => parts.push(Part {
                name: tag,
                calls: vec![shown],
            }),
        }
    }
    let problems = SORTS.iter().map(|sort| ProblemShown {
        status: sort.status,
        name: sort.name,
        title: sort.title,
        means: plain(sort.means),
    });
    visitor.page(house, &ApiDocsPage::of(parts, problems.collect()))
}

/// Words without the marks that set names apart in the description.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

fn shown(call: Call, base: &str) -> CallShown {
    let try_it = curl(&call, base);
    let field = |field: Field| FieldShown {
        name: field.name,
        place: field.place,
        takes: field.takes,
        required: field.required,
        description: plain(&field.description),
    };
    let body = call.body.map(|body| (body.kinds, body.fields));
    let (kinds, fields) = body.unwrap_or_default();
    CallShown {
        method: call.method,
        path: call.path,
        summary: plain(&call.summary),
        description: plain(&call.description),
        scopes: call.scopes,
        kinds,
        fields: call
            .parameters
            .into_iter()
            .chain(fields)
            .map(field)
            .collect(),
        answers: call
            .answers
            .into_iter()
            .map(|(status, means)| (status, plain(&means)))
            .collect(),
        curl: try_it,
    }
}

/// A line for a shell.
fn curl(call: &Call, base: &str) -> String {
    let path = call.path.replace("{id}", "P-1042").replace("{n}", "1");
    let path = if path.contains("people") || path.contains("deliveries/") {
        path.replace("P-1042", "7")
    } else {
        path
    };
    let mut words = vec![format!("{base}{path}")];
    if call.method != "GET" {
        words.insert(0, format!("-X {}", call.method));
    }
    if !call.scopes.is_empty() {
        words.push("\\\n  -H \"Authorization: Bearer $PAPERDESK_TOKEN\"".to_owned());
    }
    if let Some(Body { example, kinds, .. }) = &call.body {
        let kind = kinds.iter().find(|kind| kind.ends_with("json"));
        let kind = kind.map_or("application/json", String::as_str);
        let example = example.to_string().replace('\'', "\\u0027");
        words.push(format!("\\\n  -H \"Content-Type: {kind}\""));
        words.push(format!("\\\n  -d '{example}'"));
    }
    format!("curl {}", words.join(" "))
}
