//! What happened, and who was told: followed by programs.

use serde_json::{Value, json};

use super::ben_marks;
use crate::desk::Desk;
use crate::finding_tutors::apart;
use crate::telling_everyone::send_in;

fn kinds(page: &Value) -> Vec<&str> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn the_whole_stream_is_followed_from_a_place_on() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    let cora = desk.program("cora@example.edu");
    let all = cora.get("/api/events").json();
    assert_eq!(kinds(&all), ["submitted", "assigned", "marking_began"]);
    let assigned = &all["items"][1];
    assert_eq!(
        assigned["data"],
        json!({ "assignee_email": "ben@example.edu" })
    );
    assert_eq!(
        (&assigned["actor_email"], &assigned["paper_reference"]),
        (&json!("cora@example.edu"), &json!("P-1001"))
    );
    assert_eq!(
        kinds(&cora.get("/api/events?after=2").json()),
        ["marking_began"]
    );
    assert_eq!(
        kinds(&cora.get("/api/events?after=3").json()),
        Vec::<&str>::new()
    );
    let page = cora.get("/api/events?after=1&limit=1").json();
    let next = page["next"].as_str().unwrap();
    assert_eq!(
        kinds(
            &cora
                .get(&format!("/api/events?limit=1&cursor={next}"))
                .json()
        ),
        ["marking_began"]
    );
    assert_eq!(
        cora.get("/api/events?after=x").is(422).bad_fields(),
        ["after"]
    );
}

#[test]
fn a_papers_timeline_is_for_those_who_may_see_the_paper() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    desk.ben()
        .post("/desk/P-1001/hand-back", &[("reason", "I know her well")])
        .is(303);
    let told = |who: &str| desk.program(who).get("/api/papers/P-1001/events").json();
    let staff = told("cora@example.edu");
    assert_eq!(staff["items"][3]["data"]["said"], "I know her well");
    let ada = told("ada@example.edu");
    assert_eq!(kinds(&ada).len(), 4);
    let handed_back = &ada["items"][3];
    assert_eq!(
        (&handed_back["data"], &handed_back["actor_email"]),
        (&json!({}), &Value::Null),
        "what staff say among themselves"
    );
    desk.program("cleo@example.edu")
        .get("/api/papers/P-1001/events")
        .is_problem(404, "not-found");
    assert_eq!(
        kinds(&desk.program("cleo@example.edu").get("/api/events").json()),
        Vec::<&str>::new()
    );
}

#[test]
fn whoever_is_kept_apart_from_its_student_hears_nothing_of_a_paper_that_waits() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let ben = desk.program("ben@example.edu");
    assert_eq!(kinds(&ben.get("/api/events").json()), ["submitted"]);
    apart(&desk, "ben@example.edu", "ada@example.edu");
    ben.get("/api/papers/P-1001").is_problem(404, "not-found");
    assert_eq!(kinds(&ben.get("/api/events").json()), [""; 0]);
}

#[test]
fn every_mail_is_seen_and_sent_again() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    let of_paper = cora.get("/api/papers/P-1001/deliveries").json();
    let receipt = &of_paper["items"][0];
    assert_eq!(
        (&receipt["channel"], &receipt["letter"], &receipt["state"]),
        (&json!("mail"), &json!("received"), &json!("pending"))
    );
    assert_eq!(
        (&receipt["event_seq"], &receipt["recipient"]),
        (&json!(1), &json!("ada@example.edu"))
    );
    let id = receipt["id"].clone();
    desk.deed(|tx| {
        tx.run(
            "update deliveries set state = 'failed', finished_at = 1 where letter = 'received'",
            &[],
        )
    });
    let failed = cora.get("/api/deliveries?state=failed").json();
    assert_eq!(
        (
            failed["items"].as_array().unwrap().len(),
            &failed["items"][0]["id"]
        ),
        (1, &id)
    );
    let again = cora.post(&format!("/api/deliveries/{id}/retry"), &json!({}));
    assert_eq!(
        (again.is(200).field("state"), again.field("message_id")),
        (
            "pending".into(),
            receipt["message_id"].as_str().unwrap().to_owned()
        )
    );
    desk.carry();
    cora.post(&format!("/api/deliveries/{id}/retry"), &json!({}))
        .is_problem(409, "conflict");
    cora.post("/api/deliveries/777/retry", &json!({}))
        .is_problem(404, "not-found");
    assert_eq!(
        cora.get("/api/deliveries?state=lost").is(422).bad_fields(),
        ["state"]
    );
}

#[test]
fn how_mails_fared_is_not_for_students() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    desk.program("ada@example.edu")
        .get("/api/papers/P-1001/deliveries")
        .is(404);
    desk.program("ben@example.edu")
        .get("/api/papers/P-1001/deliveries")
        .is(200);
    desk.program("bea@example.edu")
        .get("/api/papers/P-1001/deliveries")
        .is(404);
    desk.program("ben@example.edu")
        .get("/api/deliveries")
        .is_problem(403, "not-allowed");
}
