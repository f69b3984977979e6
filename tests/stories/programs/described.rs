//! The description, the collection and the documentation say what is there, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::Desk;
use crate::program::Program;

fn described(desk: &Desk) -> Value {
    Program::with(desk, "")
        .get("/api/openapi.json")
        .is(200)
        .json()
}

#[test]
fn the_description_names_every_mounted_call_and_no_other() {
    let desk = Desk::open();
    let description = described(&desk);
    let paths = description["paths"].as_object().unwrap();
    let told: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .keys()
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let is_api =
        |path: &str| (path.starts_with("/api/") && path != "/api/docs") || path == "/paper";
    let mounted: BTreeSet<String> = desk
        .client
        .rocket()
        .routes()
        .filter(|route| is_api(route.uri.path()))
        .map(|route| {
            format!(
                "{} {}",
                route.method,
                route.uri.path().replace('<', "{").replace('>', "}")
            )
        })
        .collect();
    assert_eq!(told, mounted);
}

#[test]
fn the_description_is_whole() {
    let desk = Desk::open();
    let description = described(&desk);
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let text = description.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(
            description.pointer(pointer).is_some(),
            "{pointer} leads nowhere"
        );
    }
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            assert!(
                !call["summary"].as_str().unwrap_or_default().is_empty(),
                "{method} {path}"
            );
            assert!(
                call["responses"]
                    .as_object()
                    .unwrap()
                    .keys()
                    .any(|status| status.starts_with('2')),
                "{method} {path}"
            );
            if method == "post" {
                assert!(
                    call["parameters"].to_string().contains("Idempotency-Key"),
                    "{path}"
                );
            }
        }
    }
}

#[test]
fn each_described_field_of_a_paper_can_be_sent_and_no_other() {
    let desk = Desk::open();
    let description = described(&desk);
    let fields = description["components"]["schemas"]["NewPaper"]["properties"]
        .as_object()
        .unwrap();
    let odo = desk.program("odo@example.edu");
    for name in fields.keys() {
        let body = Value::Object([(name.clone(), Value::Null)].into_iter().collect());
        let named = odo.post("/api/papers", &body).bad_fields();
        assert!(
            !named.contains(name) || name == "student_email",
            "{name} is not known: {named:?}"
        );
    }
}

#[test]
fn the_collection_holds_every_call_and_no_secret() {
    let desk = Desk::open();
    let collection = Program::with(&desk, "")
        .get("/api/postman.json")
        .is(200)
        .json();
    let calls = |value: &Value| value["item"].as_array().unwrap().len();
    let folders = collection["item"].as_array().unwrap();
    let all: usize = folders.iter().map(calls).sum();
    let description = described(&desk);
    let told: usize = description["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum();
    assert_eq!(all, told);
    assert!(
        collection["info"]["schema"]
            .as_str()
            .unwrap()
            .contains("v2.1.0")
    );
    let environment = Program::with(&desk, "")
        .get("/api/postman-environment.json")
        .json();
    assert_eq!(environment["values"][1]["value"], "");
}

#[test]
fn the_documentation_shows_every_call_with_a_line_to_try_it() {
    let desk = Desk::open();
    let page = desk.stranger().get("/api/docs");
    page.is(200);
    let body = page.body();
    for (path, item) in described(&desk)["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let shown = format!("{} {path}", method.to_uppercase()).replace('/', "&#x2F;");
            assert!(body.contains(&shown), "{shown}");
        }
    }
    assert_eq!(
        body.matches("<code>curl").count(),
        body.matches("<details").count()
    );
    assert!(!body.contains("src=\"http"), "nothing comes from elsewhere");
}
