//! Who may ask, how, and what is refused before anything is done.

use crate::desk::Desk;
use crate::program::Program;
use crate::telling_everyone::send_in;
use paperdesk::people;
use paperdesk::sign_in::Scope;
use rocket::http::Method;

#[test]
fn without_a_good_token_nothing_is_answered() {
    let desk = Desk::open();
    for token in ["", "pd_nonsense", "pd_nonsense extra", "\u{e9}"] {
        let answer = Program::with(&desk, token).get("/api/papers");
        answer.is_problem(401, "no-token");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    let stranger = desk.stranger();
    let basic = stranger
        .request(Method::Get, "/api/papers")
        .header(rocket::http::Header::new("authorization", "Basic eDp5"))
        .dispatch();
    assert_eq!(basic.status().code, 401);
    desk.ada().get("/api/papers").is(401);
}

#[test]
fn a_token_dies_with_its_persons_right_to_come_in() {
    let desk = Desk::open();
    let ben = desk.program("ben@example.edu");
    ben.get("/api/papers").is(200);
    let (odo, id) = (
        desk.person("odo@example.edu"),
        desk.person("ben@example.edu").id,
    );
    desk.deed(move |tx| people::disable(tx, &odo, id));
    ben.get("/api/papers").is_problem(401, "no-token");
}

#[test]
fn each_call_wants_its_scope_and_says_which() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    for (scope, method, path) in [
        (Scope::PapersSubmit, Method::Post, "/api/papers"),
        (Scope::PapersSubmit, Method::Post, "/paper"),
        (
            Scope::PapersSubmit,
            Method::Post,
            "/api/papers/P-1001/drafts",
        ),
        (Scope::PapersRead, Method::Get, "/api/papers"),
        (Scope::PapersRead, Method::Get, "/api/papers/P-1001"),
        (
            Scope::PapersRead,
            Method::Get,
            "/api/papers/P-1001/drafts/1/file",
        ),
        (
            Scope::PapersRead,
            Method::Get,
            "/api/papers/P-1001/drafts/1/text",
        ),
        (Scope::PapersAssign, Method::Patch, "/api/papers/P-1001"),
        (Scope::PapersAssign, Method::Patch, "/paper"),
        (
            Scope::FeedbackRead,
            Method::Get,
            "/api/papers/P-1001/feedback",
        ),
        (Scope::EventsRead, Method::Get, "/api/events"),
        (Scope::EventsRead, Method::Get, "/api/papers/P-1001/events"),
        (Scope::DeliveriesRead, Method::Get, "/api/deliveries"),
        (
            Scope::DeliveriesRead,
            Method::Get,
            "/api/papers/P-1001/deliveries",
        ),
        (
            Scope::DeliveriesRetry,
            Method::Post,
            "/api/deliveries/1/retry",
        ),
        (Scope::PeopleRead, Method::Get, "/api/people"),
        (Scope::PeopleRead, Method::Get, "/api/people/1"),
        (Scope::PeopleWrite, Method::Post, "/api/people"),
        (Scope::PeopleWrite, Method::Patch, "/api/people/1"),
    ] {
        let json = [("content-type", "application/json")];
        let others: Vec<Scope> = Scope::ALL
            .iter()
            .copied()
            .filter(|other| {
                *other != scope && (path != "/api/papers/P-1001" || *other != Scope::PapersSubmit)
            })
            .collect();
        let lacking =
            desk.program_with("odo@example.edu", &others)
                .send((method, path), &json, b"{}");
        lacking.is_problem(403, "not-allowed");
        assert!(
            lacking.header("www-authenticate").contains(scope.as_str()),
            "{path}"
        );
        let having =
            desk.program_with("odo@example.edu", &[scope])
                .send((method, path), &json, b"{}");
        assert!(
            ![401, 403, 404, 405, 500].contains(&having.status),
            "{path}: {}",
            having.status
        );
    }
}

#[test]
fn other_peoples_papers_are_not_there_in_any_call() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cleo = desk.program("cleo@example.edu");
    let json = [("content-type", "application/json")];
    for id in [
        "P-1001".to_owned(),
        desk.program("ada@example.edu")
            .get("/api/papers/P-1001")
            .field("id"),
    ] {
        for rest in [
            "",
            "/drafts/1/file",
            "/drafts/1/text",
            "/feedback",
            "/events",
            "/deliveries",
        ] {
            cleo.get(&format!("/api/papers/{id}{rest}"))
                .is_problem(404, "not-found");
        }
        let patch = br#"{"title":"Mine"}"#;
        cleo.send((Method::Patch, &format!("/api/papers/{id}")), &json, patch)
            .is_problem(404, "not-found");
        let draft = br#"{"text":"Mine."}"#;
        cleo.send(
            (Method::Post, &format!("/api/papers/{id}/drafts")),
            &json,
            draft,
        )
        .is_problem(404, "not-found");
    }
}

#[test]
fn what_is_no_json_and_what_is_no_kind_of_ours_is_refused() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "",
    ] {
        let headers: &[(&'static str, &str)] = if kind.is_empty() {
            &[]
        } else {
            &[("content-type", kind)]
        };
        let answer = odo.send((Method::Post, "/api/papers"), headers, b"{}");
        answer.is_problem(415, "media-type");
        assert_eq!(
            answer.header("accept-post"),
            "application/json, multipart/form-data"
        );
        let answer = odo.send((Method::Patch, "/api/papers/P-1"), headers, b"{}");
        assert_eq!(
            answer.is_problem(415, "media-type").header("accept-patch"),
            "application/json, application/merge-patch+json"
        );
    }
    let json = [("content-type", "application/json")];
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "{",
        "{}x",
        r#"{"title":"a","title":"b"}"#,
        r#"{"title":"\ud800"}"#,
        "{\"a\":1e999}",
        &deep,
    ] {
        let answer = odo.send((Method::Post, "/api/papers"), &json, body.as_bytes());
        answer.is_problem(400, "malformed");
    }
    for body in ["[]", "7", "null", "\"x\""] {
        odo.send((Method::Post, "/api/papers"), &json, body.as_bytes())
            .is_problem(422, "bad-field");
    }
}

#[test]
fn a_place_that_is_not_there_and_a_method_it_does_not_know_are_told_apart() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    for path in ["/api", "/api/nothing", "/api/papers/P-1/nothing"] {
        odo.get(path).is_problem(404, "not-found");
    }
    for (method, path, allow) in [
        (Method::Delete, "/api/papers/P-1001", "GET, HEAD, PATCH"),
        (Method::Put, "/api/papers", "GET, HEAD, POST"),
        (Method::Get, "/paper", "PATCH, POST"),
        (Method::Post, "/api/openapi.json", "GET, HEAD"),
    ] {
        let answer = odo.send((method, path), &[], b"");
        assert_eq!(
            answer.is_problem(405, "no-such-method").header("allow"),
            allow,
            "{path}"
        );
    }
}

#[test]
fn every_answer_says_how_often_its_token_may_ask() {
    let desk = Desk::open();
    let ada = desk.program("ada@example.edu");
    let first = ada.get("/api/papers");
    assert_eq!(first.header("ratelimit-policy"), "\"person\";q=600;w=60");
    assert_eq!(first.header("ratelimit"), "\"person\";r=599;t=0");
    let refused = ada.get("/api/papers/P-7");
    assert!(
        refused
            .is_problem(404, "not-found")
            .header("ratelimit")
            .contains(";r=59")
    );
}

#[test]
fn a_token_in_an_address_or_a_cookie_opens_nothing() {
    let desk = Desk::open();
    let token = "pd_whatever";
    let answer = desk
        .stranger()
        .get(&format!("/api/papers?token={token}&access_token={token}"));
    answer.is(401);
}

#[test]
fn names_without_end_are_not_said_back() {
    let desk = Desk::open();
    let name = "\u{7f}".repeat(100_000);
    let body = format!("{{\"{name}\":1,\"{name}\":2}}");
    let json = [("content-type", "application/json")];
    let odo = desk.program("odo@example.edu");
    let answer = odo.send((Method::Post, "/api/papers"), &json, body.as_bytes());
    assert!(answer.is_problem(400, "malformed").bytes.len() < 1000);
}

#[test]
fn a_form_in_which_no_part_begins_is_given_up() {
    let desk = Desk::open();
    let kind = [("content-type", "multipart/form-data; boundary=nowhere")];
    let odo = desk.program("odo@example.edu");
    let endless = vec![b'a'; 2 * 1024 * 1024];
    odo.send((Method::Post, "/api/papers"), &kind, &endless)
        .is_problem(400, "malformed");
}

#[test]
fn what_is_too_large_is_said_to_be_so() {
    let desk = Desk::open();
    let odo = desk.program("odo@example.edu");
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let fields = [("student_email", "ada@example.edu")];
    odo.post_file("/api/papers", &fields, ("a.txt", &large))
        .is_problem(413, "too-large");
}
