//! Papers sent in by programs: the contract’s way, and the original pipeline’s.

use serde_json::json;

use crate::desk::Desk;

fn ana() -> serde_json::Value {
    json!({
        "student_email": "ana@example.edu", "student_name": "Ana Duarte", "title": "Community gardens",
        "subject": "SOC 201", "description": "Is my main point clear?", "due_on": "2026-12-04",
        "text": "Gardens are more than vegetables.\n\nThey are where a street meets.",
        "id": "0F8FAD5B-d9cb-469f-a165-70867728950e", "consent_teacher": false,
    })
}

#[test]
fn a_paper_comes_in_as_json_and_is_answered_as_the_contract_says() {
    let desk = Desk::open();
    let answer = desk.program("odo@example.edu").post("/api/papers", &ana());
    answer.is(201);
    let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    assert_eq!(answer.location(), format!("/api/papers/{id}"));
    assert_eq!(answer.header("etag"), "\"1\"");
    let expected = json!({
        "id": id, "reference": "P-1001", "status": "waiting", "title": "Community gardens", "subject": "SOC 201",
        "description": "Is my main point clear?", "student_email": "ana@example.edu", "student_name": "Ana Duarte",
        "assignee_email": null, "draft": 1, "words": 11, "due_on": "2026-12-04",
        "promised_at": "2026-11-04T09:00:00Z", "submitted_at": "2026-11-02T09:00:00Z",
        "updated_at": "2026-11-02T09:00:00Z", "version": 1,
    });
    assert_eq!(answer.json(), expected);
}

#[test]
fn an_unknown_student_gets_an_account_a_receipt_and_can_sign_in() {
    let desk = Desk::open();
    let cora = desk.program("cora@example.edu");
    cora.post("/api/papers", &ana()).is(201);
    let ana = desk.person("ana@example.edu");
    assert_eq!(
        (ana.name.as_str(), desk.role_of("ana@example.edu").len()),
        ("Ana Duarte", 1)
    );
    let mails = desk.carry();
    assert!(
        mails
            .iter()
            .any(|mail| mail.to == "ana@example.edu" && mail.text.contains("P-1001"))
    );
    desk.seat("ana@example.edu").get("/papers/P-1001").is(200);
}

#[test]
fn a_file_comes_in_base64_and_goes_out_as_it_came() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let file = json!({ "name": "gardens.md", "content": "IyBHYXJkZW5zCgpUaGV5IG1hdHRlci4K" });
    let paper = odo.post(
        "/api/papers",
        &json!({ "student_email": "ada@example.edu", "file": file }),
    );
    paper.is(201);
    assert_eq!(
        (paper.field("title"), paper.field("words")),
        ("Gardens".into(), "3".into())
    );
    let back = odo.get("/api/papers/P-1001/drafts/1/file");
    assert_eq!(back.is(200).body(), "# Gardens\n\nThey matter.\n");
    assert_eq!(
        back.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    let text = odo.get("/api/papers/P-1001/drafts/1/text").json();
    assert_eq!(text["paragraphs"][0]["kind"], "heading");
    assert_eq!(text["paragraphs"][1]["sentences"], json!([[8, 20]]));
}

#[test]
fn a_file_comes_as_a_form_too() {
    let desk = Desk::open();
    let fields = [
        ("student_email", "ada@example.edu"),
        ("title", "Rivers"),
        ("consent_teacher", "true"),
    ];
    let odo = desk.program("odo@example.edu");
    let paper = odo.post_file("/api/papers", &fields, ("rivers.txt", b"Rivers run."));
    assert_eq!(
        (paper.is(201).field("title"), paper.field("words")),
        ("Rivers".into(), "2".into())
    );
    assert_eq!(desk.count("select consent_teacher as n from papers"), 1);
}

#[test]
fn the_original_pipelines_two_calls_submit_and_assign_and_everyone_is_told() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let body = json!({
        "id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "subject": "SOC 201", "student_email": "ana@example.edu",
        "description": "Is my main point clear?", "file": "Gardens are more than vegetables.",
    });
    let paper = odo.post("/paper", &body);
    assert_eq!(
        (paper.is(201).field("reference"), paper.field("subject")),
        ("P-1001".into(), "SOC 201".into())
    );
    let body =
        json!({ "id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "teacher_email": "ben@example.edu" });
    let given = odo.patch("/paper", &body);
    assert_eq!(
        (given.is(200).field("status"), given.field("assignee_email")),
        ("assigned".into(), "ben@example.edu".into())
    );
    let told: Vec<String> = desk.carry().into_iter().map(|mail| mail.to).collect();
    assert_eq!(
        told.iter().filter(|to| *to == "ana@example.edu").count(),
        2,
        "{told:?}"
    );
    assert!(told.contains(&"ben@example.edu".to_owned()), "{told:?}");
}

#[test]
fn the_original_pipelines_bad_fields_are_named_as_it_names_them() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let bad = odo.post("/paper", &json!({ "id": "P-1", "titel": "x" }));
    bad.is_problem(422, "bad-field");
    assert_eq!(bad.bad_fields(), ["id", "student_email", "file", "titel"]);
    odo.post(
        "/paper",
        &json!({ "id": "42", "student_email": "ada@example.edu", "file": "Gardens." }),
    )
    .is(201);
    let unfit = odo.patch(
        "/paper",
        &json!({ "id": "42", "teacher_email": "cora@example.edu" }),
    );
    assert_eq!(
        unfit.is_problem(422, "bad-field").bad_fields(),
        ["teacher_email"]
    );
    odo.patch(
        "/paper",
        &json!({ "id": "nothing", "teacher_email": "ben@example.edu" }),
    )
    .is_problem(404, "not-found");
}

#[test]
fn every_field_that_cannot_be_taken_is_named_at_once() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let body = json!({
        "student_email": 7, "title": "x".repeat(201), "due_on": "4.12.2026", "id": "abc", "consent_teacher": "yes",
        "file": { "name": "a.txt", "content": "not base64!", "size": 3 }, "colour": "red",
    });
    let answer = odo.post("/api/papers", &body);
    let mut named = answer.is_problem(422, "bad-field").bad_fields();
    named.sort();
    assert_eq!(
        named,
        [
            "colour",
            "consent_teacher",
            "due_on",
            "file.content",
            "file.size",
            "id",
            "student_email"
        ]
    );
    let long =
        json!({ "student_email": "ada@example.edu", "title": "x".repeat(201), "text": "Gardens." });
    assert_eq!(odo.post("/api/papers", &long).bad_fields(), ["title"]);
    assert_eq!(desk.count("select count(*) as n from papers"), 0);
}

#[test]
fn text_and_a_file_are_one_too_many_and_neither_is_one_too_few() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let (student, file) = (
        "ada@example.edu",
        json!({ "name": "a.txt", "content": "SGk=" }),
    );
    for body in [
        json!({ "student_email": student, "text": "Hi.", "file": file }),
        json!({ "student_email": student }),
        json!({ "student_email": student, "text": " \n" }),
    ] {
        assert_eq!(
            odo.post("/api/papers", &body).is(422).bad_fields(),
            ["text"],
            "{body}"
        );
    }
    let odd = json!({ "student_email": student, "file": { "name": "a.exe", "content": "SGk=" } });
    assert_eq!(odo.post("/api/papers", &odd).is(422).bad_fields(), ["file"]);
}

#[test]
fn an_id_that_is_there_already_is_a_conflict_and_changes_nothing() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    odo.post("/api/papers", &ana()).is(201);
    let mut other = ana();
    other["student_email"] = json!("ada@example.edu");
    other["title"] = json!("Mine now");
    odo.post("/api/papers", &other).is_problem(409, "conflict");
    assert_eq!(
        odo.get("/api/papers/P-1001").field("title"),
        "Community gardens"
    );
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
}

#[test]
fn a_student_sends_in_their_own_papers_only_and_not_without_end() {
    let desk = Desk::open();
    let ada = desk.program("ada@example.edu");
    let paper = |email: &str| json!({ "student_email": email, "text": "Gardens matter." });
    ada.post("/api/papers", &paper("cleo@example.edu"))
        .is_problem(403, "not-allowed");
    for _ in 0..20 {
        ada.post("/api/papers", &paper("ada@example.edu")).is(201);
    }
    let late = ada.post("/api/papers", &paper("ada@example.edu"));
    late.is_problem(429, "too-often");
    assert_eq!(late.header("retry-after"), "86400");
    desk.program("ben@example.edu")
        .post("/api/papers", &paper("ada@example.edu"))
        .is(403);
}

#[test]
fn whoever_is_no_student_has_no_papers_sent_in_for_them() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let paper = json!({ "student_email": "ben@example.edu", "text": "Gardens matter." });
    assert_eq!(
        odo.post("/api/papers", &paper).is(422).bad_fields(),
        ["student_email"]
    );
    assert_eq!(
        desk.role_of("ben@example.edu").len(),
        1,
        "nobody becomes a student on the way"
    );
}
