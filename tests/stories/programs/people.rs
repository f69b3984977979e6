//! Who is at the desk, as programs see and change it.

use serde_json::json;

use super::ben_marks;
use crate::desk::Desk;

#[test]
fn people_are_found_added_and_changed() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let zoe = odo.post(
        "/api/people",
        &json!({ "email": "Zoe@example.edu", "name": "Zoe Lund", "roles": ["tutor"] }),
    );
    let place = zoe.is(201).location().to_owned();
    assert_eq!(
        zoe.json(),
        json!({ "id": 8, "email": "zoe@example.edu", "name": "Zoe Lund", "roles": ["tutor"], "disabled": false })
    );
    assert_eq!(
        odo.get("/api/people?role=tutor&limit=1").json()["items"][0]["name"],
        "Zoe Lund"
    );
    assert_eq!(
        odo.get("/api/people?q=marsh").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let changed = odo.patch(
        &place,
        &json!({ "name": "Zoë Lund", "roles": ["tutor", "teacher"], "disabled": true }),
    );
    assert_eq!(changed.is(200).json()["roles"], json!(["tutor", "teacher"]));
    assert_eq!(odo.get(&place).field("disabled"), "true");
    odo.patch(&place, &json!({ "disabled": false })).is(200);
    assert_eq!(odo.get(&place).field("name"), "Zoë Lund");
}

#[test]
fn every_bad_field_of_a_person_is_named() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let answer = odo.post(
        "/api/people",
        &json!({ "email": "x", "name": "", "roles": [] }),
    );
    assert_eq!(
        answer.is_problem(422, "bad-field").bad_fields(),
        ["email", "name", "roles"]
    );
    let answer = odo.post(
        "/api/people",
        &json!({ "email": "x@example.edu", "name": "X", "roles": ["king"], "is_admin": true }),
    );
    assert_eq!(answer.is(422).bad_fields(), ["roles", "is_admin"]);
    let twice = odo.post(
        "/api/people",
        &json!({ "email": "ada@example.edu", "name": "Ada", "roles": ["student"] }),
    );
    assert_eq!(twice.is(422).bad_fields(), ["email"]);
    odo.get("/api/people/777").is_problem(404, "not-found");
    odo.patch("/api/people/x", &json!({}))
        .is_problem(404, "not-found");
}

#[test]
fn the_pages_rules_hold_for_programs_too() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    let (odo, cora) = (
        desk.program("odo@example.edu"),
        desk.program("cora@example.edu"),
    );
    let ben = desk.person("ben@example.edu").id.0;
    odo.patch(&format!("/api/people/{ben}"), &json!({ "disabled": true }))
        .is_problem(409, "conflict");
    let me = desk.person("odo@example.edu").id.0;
    cora.patch(&format!("/api/people/{me}"), &json!({ "name": "Mine" }))
        .is_problem(403, "not-allowed");
    odo.patch(
        &format!("/api/people/{me}"),
        &json!({ "roles": ["student"] }),
    )
    .is_problem(409, "conflict");
    let admin = json!({ "email": "eve@example.edu", "name": "Eve", "roles": ["admin"] });
    assert_eq!(
        cora.post("/api/people", &admin).is(422).bad_fields(),
        ["roles"]
    );
    desk.program("ben@example.edu")
        .get("/api/people")
        .is_problem(403, "not-allowed");
}
