//! What programs change: who has a paper, where it stands, what goes with it, its next draft.

use rocket::http::Method;
use serde_json::json;

use super::ben_marks;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn a_paper_is_given_and_handed_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    let given = cora.patch(
        "/api/papers/P-1001",
        &json!({ "assignee_email": "Ben@example.edu" }),
    );
    assert_eq!(
        (given.is(200).field("status"), given.field("assignee_email")),
        ("assigned".into(), "ben@example.edu".into())
    );
    cora.patch(
        "/api/papers/P-1001",
        &json!({ "assignee_email": "ben@example.edu" }),
    )
    .is(200);
    let other = cora.patch(
        "/api/papers/P-1001",
        &json!({ "assignee_email": "bea@example.edu" }),
    );
    assert!(
        other
            .is_problem(409, "conflict")
            .field("detail")
            .contains("is with Ben Okafor")
    );
    let back = cora.patch(
        "/api/papers/P-1001",
        &json!({ "assignee_email": null, "reason": "Ben is ill" }),
    );
    assert_eq!(
        (back.is(200).field("status"), back.field("assignee_email")),
        ("waiting".into(), "null".into())
    );
    cora.patch("/api/papers/P-1001", &json!({ "assignee_email": null }))
        .is(200);
    assert_eq!(desk.state(number), "waiting");
    assert_eq!(
        desk.count("select count(*) as n from events"),
        3,
        "what changes nothing is no event"
    );
}

#[test]
fn a_program_takes_nothing_back_so_its_mail_goes_out_at_once() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    desk.program("cora@example.edu")
        .patch(
            "/api/papers/P-1001",
            &json!({ "assignee_email": "ben@example.edu" }),
        )
        .is(200);
    let told: Vec<String> = desk.carry().into_iter().map(|mail| mail.to).collect();
    assert!(
        told.ends_with(&["ada@example.edu".into(), "ben@example.edu".into()]),
        "{told:?}"
    );
}

#[test]
fn an_unfit_assignee_is_named_and_an_unknown_paper_is_not_made() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    for email in ["nobody@example.edu", "tess@example.edu", "", "x"] {
        let answer = cora.patch("/api/papers/P-1001", &json!({ "assignee_email": email }));
        assert_eq!(
            answer.is_problem(422, "bad-field").bad_fields(),
            ["assignee_email"],
            "{email}"
        );
    }
    let body = json!({ "assignee_email": "ben@example.edu" });
    for id in [
        "P-7777",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "1001",
        "%00",
        "P-99999999999999999999",
    ] {
        cora.patch(&format!("/api/papers/{id}"), &body)
            .is_problem(404, "not-found");
    }
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
}

#[test]
fn a_paper_is_withdrawn_sent_back_or_asked_about() {
    let desk = Desk::open();
    for title in ["Gardens", "Rivers", "Towns"] {
        send_in(&desk, &desk.ada(), title);
    }
    let cora = desk.program("cora@example.edu");
    let change = |n: u32, status: &str, reason: &str| {
        let body = json!({ "status": status, "reason": reason });
        cora.patch(&format!("/api/papers/P-100{n}"), &body)
    };
    for (n, status) in [(1, "withdrawn"), (2, "sent_back"), (3, "needs_info")] {
        let done = change(n, status, "They wrote to us");
        assert_eq!(done.is(200).field("status"), status);
    }
    assert_eq!(
        change(1, "withdrawn", "").is(200).field("version"),
        "2",
        "it stands there already"
    );
    change(2, "withdrawn", "").is_problem(409, "conflict");
    let mails = desk.carry();
    let said = |mail: &&crate::desk::Mail| {
        mail.to == "ada@example.edu" && mail.text.contains("They wrote to us")
    };
    assert_eq!(mails.iter().filter(said).count(), 3);
}

#[test]
fn a_reason_is_needed_where_a_student_reads_it_and_no_other_status_can_be_set() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    for status in ["sent_back", "needs_info"] {
        let answer = cora.patch("/api/papers/P-1001", &json!({ "status": status }));
        assert_eq!(answer.is(422).bad_fields(), ["reason"]);
    }
    for status in ["assigned", "marking", "returned", "done"] {
        let answer = cora.patch("/api/papers/P-1001", &json!({ "status": status }));
        assert_eq!(answer.is(422).bad_fields(), ["status"], "{status}");
    }
}

#[test]
fn a_student_withdraws_and_puts_right_their_own_paper_with_fewer_scopes() {
    use paperdesk::sign_in::Scope;
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let ada = desk.program_with("ada@example.edu", &[Scope::PapersSubmit]);
    let right = ada.patch(
        "/api/papers/P-1001",
        &json!({ "title": "Urban gardens", "due_on": "2026-12-01" }),
    );
    assert_eq!(
        (right.is(200).field("title"), right.field("due_on")),
        ("Urban gardens".into(), "2026-12-01".into())
    );
    assert_eq!(
        ada.patch("/api/papers/P-1001", &json!({ "due_on": null }))
            .field("due_on"),
        "null"
    );
    assert_eq!(
        ada.patch("/api/papers/P-1001", &json!({ "title": null }))
            .is(422)
            .bad_fields(),
        ["title"]
    );
    ada.patch(
        "/api/papers/P-1001",
        &json!({ "assignee_email": "ben@example.edu" }),
    )
    .is_problem(403, "not-allowed");
    assert_eq!(
        ada.patch("/api/papers/P-1001", &json!({ "status": "withdrawn" }))
            .field("status"),
        "withdrawn"
    );
    desk.program("cleo@example.edu")
        .patch("/api/papers/P-1001", &json!({ "title": "Mine" }))
        .is(404);
}

#[test]
fn what_cannot_be_done_whole_is_not_done_at_all() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    let body = json!({ "title": "Changed", "assignee_email": "nobody@example.edu" });
    cora.patch("/api/papers/P-1001", &body).is(422);
    assert_eq!(cora.get("/api/papers/P-1001").field("title"), "Gardens");
    let both = json!({ "assignee_email": null, "status": "withdrawn" });
    assert_eq!(
        cora.patch("/api/papers/P-1001", &both).is(422).bad_fields(),
        ["status"]
    );
}

#[test]
fn nobody_overwrites_what_changed_meanwhile() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.program("cora@example.edu");
    let change = |version: &str, title: &str| {
        let headers = [("content-type", "application/json"), ("if-match", version)];
        let body = json!({ "title": title }).to_string();
        cora.send(
            (Method::Patch, "/api/papers/P-1001"),
            &headers,
            body.as_bytes(),
        )
    };
    let first = change("\"1\"", "First");
    assert_eq!(first.is(200).header("etag"), "\"2\"");
    change("\"1\"", "Second").is_problem(412, "changed-meanwhile");
    change("W/\"2\"", "Weak").is_problem(412, "changed-meanwhile");
    change("\"7\", \"2\"", "Third").is(200);
    change("*", "Fourth").is(200);
    assert_eq!(cora.get("/api/papers/P-1001").field("title"), "Fourth");
}

#[test]
fn the_next_draft_waits_under_a_new_promise_and_its_last_reader_hears_first() {
    let desk = Desk::open();
    let number = ben_marks(&desk, "Gardens");
    let ada = desk.program("ada@example.edu");
    let draft = json!({ "text": "Gardens are more than vegetables, and here is why." });
    ada.post("/api/papers/P-1001/drafts", &draft)
        .is_problem(409, "conflict");
    crate::deeds::return_letter(&desk, number, "Dear Ada");
    desk.minutes_pass(60);
    let added = ada.post("/api/papers/P-1001/drafts", &draft);
    added.is(201);
    assert_eq!(
        (
            added.field("draft"),
            added.field("status"),
            added.field("words")
        ),
        ("2".into(), "waiting".into(), "9".into())
    );
    assert_eq!(added.field("promised_at"), "2026-11-04T10:10:00Z");
    assert_eq!(desk.state(number), "waiting");
    let mails = desk.carry();
    let mut to_ben = mails.iter().filter(|mail| mail.to == "ben@example.edu");
    let last = to_ben.next_back().unwrap();
    assert!(
        last.text.contains("sent in draft 2") && last.text.contains("you hear of it first"),
        "{}",
        last.text
    );
    desk.program("cleo@example.edu")
        .post("/api/papers/P-1001/drafts", &draft)
        .is(404);
}
