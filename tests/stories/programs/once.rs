//! A request that is sent twice is done once.

use serde_json::json;

use crate::desk::Desk;

#[test]
fn the_same_key_and_body_give_the_first_answer_again() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let paper = json!({ "student_email": "ada@example.edu", "text": "Gardens matter." });
    let first = odo.post_as("monday-1", "/api/papers", &paper);
    let again = odo.post_as("monday-1", "/api/papers", &paper);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(
        (first.body(), first.location(), first.header("etag")),
        (again.body(), again.location(), again.header("etag"))
    );
    assert_eq!(
        (
            first.header("idempotency-replayed"),
            again.header("idempotency-replayed")
        ),
        ("", "true")
    );
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
    assert_eq!(desk.count("select count(*) as n from events"), 1);
}

#[test]
fn a_form_with_a_file_is_done_once_whatever_its_boundary_is() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let send = |boundary: &str, words: &str| {
        let body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"student_email\"\r\n\r\nada@example.edu\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{words}\r\n--{boundary}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={boundary}");
        let headers = [
            ("content-type", kind.as_str()),
            ("idempotency-key", "file-1"),
        ];
        odo.send(
            (rocket::http::Method::Post, "/api/papers"),
            &headers,
            body.as_bytes(),
        )
    };
    send("one", "Gardens matter.").is(201);
    assert_eq!(
        send("another", "Gardens matter.")
            .is(201)
            .header("idempotency-replayed"),
        "true"
    );
    send("one", "Gardens do not matter.").is_problem(422, "bad-field");
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
}

#[test]
fn a_key_stands_for_one_request_of_one_person() {
    let desk = Desk::open();
    let (odo, cora) = (
        desk.program("odo@example.edu"),
        desk.program("cora@example.edu"),
    );
    let paper = |words: &str| json!({ "student_email": "ada@example.edu", "text": words });
    odo.post_as("k", "/api/papers", &paper("Gardens.")).is(201);
    let other = odo.post_as("k", "/api/papers", &paper("Rivers."));
    assert_eq!(
        other.is_problem(422, "bad-field").bad_fields(),
        ["Idempotency-Key"]
    );
    odo.post_as(
        "k",
        "/paper",
        &json!({ "student_email": "ada@example.edu", "file": "Gardens." }),
    )
    .is(422);
    cora.post_as("k", "/api/papers", &paper("Rivers.")).is(201);
    assert_eq!(desk.count("select count(*) as n from papers"), 2);
    odo.post_as(" ", "/api/papers", &paper("Towns."))
        .is_problem(400, "malformed");
}

#[test]
fn what_failed_is_tried_anew_and_a_key_is_forgotten_after_a_day() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let body = json!({ "student_email": "zoe@example.edu", "text": "Gardens.", "id": "0f8fad5b-d9cb-469f-a165-70867728950e" });
    odo.post("/api/papers", &body).is(201);
    odo.post_as("k", "/api/papers", &body).is(409);
    let body = json!({ "student_email": "zoe@example.edu", "text": "Gardens." });
    odo.post_as("k", "/api/papers", &body).is(201);
    desk.minutes_pass(24 * 60 + 1);
    odo.post_as("k", "/api/papers", &body).is(201);
    assert_eq!(desk.count("select count(*) as n from papers"), 3);
    desk.minutes_pass(24 * 60);
    assert_eq!(desk.deed(paperdesk::idempotency::sweep), 1);
}

#[test]
fn fifty_at_once_under_one_key_make_one_paper() {
    let desk = Desk::open();
    let person = desk.person("odo@example.edu");
    let made = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..50 {
            let (db, person, made) = (desk.db().clone(), person.clone(), &made);
            scope.spawn(move || {
                let asked = paperdesk::idempotency::Asked {
                    person: person.id,
                    key: Some("k".into()),
                    fingerprint: [1; 32],
                };
                let given = db.write_now(move |tx| {
                    paperdesk::idempotency::once(tx, &asked, |tx| {
                        paperdesk::people::add(
                            tx,
                            "zoe@example.edu",
                            "Zoe",
                            &[paperdesk::people::Role::Student],
                        )?;
                        Ok(paperdesk::idempotency::Answered {
                            status: 201,
                            headers: Vec::new(),
                            body: "{}".into(),
                        })
                    })
                });
                if matches!(given.unwrap(), paperdesk::idempotency::Given::First(_)) {
                    made.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                }
            });
        }
    });
    assert_eq!(made.into_inner(), 1);
}
