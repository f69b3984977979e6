//! Papers found and read, each exactly once.

use rocket::http::Method;
use serde_json::{Value, json};

use super::ben_marks;
use crate::desk::Desk;
use crate::program::Program;
use crate::telling_everyone::send_in;

fn references(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["reference"].as_str().unwrap().to_owned())
        .collect()
}

fn walk(program: &Program<'_>, path: &str, from: Option<&str>) -> Vec<String> {
    let behind = |next: &str| format!("&cursor={next}");
    let (mut seen, mut cursor) = (Vec::new(), from.map_or_else(String::new, behind));
    for _ in 0..20 {
        let page = program.get(&format!("{path}{cursor}")).json();
        seen.extend(references(&page));
        match page["next"].as_str() {
            Some(next) => cursor = behind(next),
            None => return seen,
        }
    }
    panic!("the list has no end: {seen:?}");
}

#[test]
fn papers_are_found_by_what_is_asked() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    send_in(&desk, &desk.cleo(), "100% rivers");
    desk.settle_words();
    let cora = desk.program("cora@example.edu");
    for (asked, found) in [
        ("", vec!["P-1002", "P-1001"]),
        ("?status=waiting", vec!["P-1002"]),
        ("?assignee=ben@example.edu", vec!["P-1001"]),
        ("?student=cleo@example.edu", vec!["P-1002"]),
        ("?student=nobody@example.edu", vec![]),
        ("?q=garden%20-rivers", vec!["P-1001"]),
        ("?q=Cleo", vec!["P-1002"]),
        ("?q=100%25", vec!["P-1002"]),
        ("?q=1%25r", vec![]),
        (
            "?status=marking&assignee=ben@example.edu&student=ada@example.edu",
            vec!["P-1001"],
        ),
        ("?course=SOC%20201", vec![]),
        ("?token=abc", vec!["P-1002", "P-1001"]),
    ] {
        let page = cora.get(&format!("/api/papers{asked}"));
        assert_eq!(references(&page.is(200).json()), found, "{asked}");
    }
}

#[test]
fn each_paper_is_seen_exactly_once_while_others_come_in() {
    let desk = Desk::open();
    for n in 0..7 {
        send_in(&desk, &desk.ada(), &format!("Paper {n}"));
    }
    let cora = desk.program("cora@example.edu");
    let first = cora.get("/api/papers?limit=3").json();
    send_in(&desk, &desk.ada(), "Late");
    let next = first["next"].as_str().unwrap();
    let mut seen = references(&first);
    seen.extend(walk(&cora, "/api/papers?limit=3", Some(next)));
    assert_eq!(
        seen,
        [
            "P-1007", "P-1006", "P-1005", "P-1004", "P-1003", "P-1002", "P-1001"
        ]
    );
    assert_eq!(walk(&cora, "/api/papers?limit=4", None).len(), 8);
}

#[test]
fn a_cursor_of_another_list_and_a_limit_beyond_reason_are_refused() {
    let desk = Desk::open();
    for n in 0..3 {
        send_in(&desk, &desk.ada(), &format!("Paper {n}"));
    }
    let cora = desk.program("cora@example.edu");
    let next = cora.get("/api/papers?limit=1").json()["next"]
        .as_str()
        .unwrap()
        .to_owned();
    for asked in [
        format!("/api/papers?status=waiting&cursor={next}"),
        format!("/api/events?cursor={next}"),
        format!("/api/papers?cursor={}", &next[1..]),
        "/api/papers?cursor=%00".to_owned(),
    ] {
        assert_eq!(
            cora.get(&asked).is_problem(422, "bad-field").bad_fields(),
            ["cursor"],
            "{asked}"
        );
    }
    for limit in ["0", "201", "-1", "x", "99999999999"] {
        assert_eq!(
            cora.get(&format!("/api/papers?limit={limit}"))
                .is(422)
                .bad_fields(),
            ["limit"]
        );
    }
    assert_eq!(
        cora.get("/api/papers?status=lost").is(422).bad_fields(),
        ["status"]
    );
}

#[test]
fn everybody_finds_what_is_theirs_and_nothing_else() {
    let desk = Desk::open();
    ben_marks(&desk, "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    for (who, finds) in [
        ("ada", vec!["P-1001"]),
        ("cleo", vec!["P-1002"]),
        ("ben", vec!["P-1002", "P-1001"]),
        ("bea", vec!["P-1002"]),
        ("tess", vec![]),
        ("odo", vec!["P-1002", "P-1001"]),
    ] {
        let program = desk.program(&format!("{who}@example.edu"));
        for asked in [
            "?limit=9",
            "?q=e",
            "?student=ada@example.edu",
            "?status=marking",
            "?assignee=ben@example.edu",
        ] {
            let found = references(&program.get(&format!("/api/papers{asked}")).json());
            let theirs = found.iter().all(|one| finds.contains(&one.as_str()));
            assert!(theirs, "{who} {asked}: {found:?}");
        }
        assert_eq!(
            references(&program.get("/api/papers").json()),
            finds,
            "{who}"
        );
    }
}

#[test]
fn a_paper_is_read_by_id_or_reference_and_not_twice() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let ada = desk.program("ada@example.edu");
    let paper = ada.get("/api/papers/p-1001");
    let id = paper.is(200).field("id");
    assert_eq!(
        ada.get(&format!("/api/papers/{}", id.to_uppercase()))
            .json(),
        paper.json()
    );
    let known = |tag: &'static str| {
        ada.send(
            (Method::Get, "/api/papers/P-1001"),
            &[("if-none-match", tag)],
            b"",
        )
    };
    let same = known("W/\"1\"");
    assert_eq!(
        (same.status, same.header("etag"), same.bytes.len()),
        (304, "\"1\"", 0)
    );
    known("\"2\"").is(200);
}

#[test]
fn what_was_returned_is_read_by_those_who_may() {
    let desk = Desk::open();
    let number = ben_marks(&desk, "Gardens");
    crate::deeds::return_letter(&desk, number, "Dear Ada,\n\nwell done.");
    let read = desk
        .program("ada@example.edu")
        .get("/api/papers/P-1001/feedback")
        .json();
    assert_eq!(
        read["items"],
        json!([{ "draft": 1, "tutor_name": "Ben Okafor", "letter": "Dear Ada,\n\nwell done.", "returned_at": "2026-11-02T09:10:00Z" }])
    );
    desk.program("cleo@example.edu")
        .get("/api/papers/P-1001/feedback")
        .is_problem(404, "not-found");
}

#[test]
fn a_draft_that_is_not_there_is_not_found_and_one_we_cannot_read_says_so() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let fields = [("student_email", "ada@example.edu"), ("title", "Locked")];
    odo.post_file(
        "/api/papers",
        &fields,
        ("a.docx", &crate::files::docx_of(b"<broken")),
    )
    .is(201);
    for n in ["0", "2", "x", "-1", "99999999999"] {
        odo.get(&format!("/api/papers/P-1001/drafts/{n}/file"))
            .is_problem(404, "not-found");
        odo.get(&format!("/api/papers/P-1001/drafts/{n}/text"))
            .is_problem(404, "not-found");
    }
}
