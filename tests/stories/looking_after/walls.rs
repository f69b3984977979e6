//! What every answer carries, whatever it is: the walls around all pages.

use crate::desk::Desk;
use crate::seat::Answer;

const WALLS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
];

#[track_caller]
fn stand(answer: &Answer, status: u16) {
    answer.is(status);
    for (name, value) in WALLS {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("server"), "");
}

#[test]
fn the_walls_stand_around_every_kind_of_answer() {
    let desk = Desk::open();
    let ada = desk.ada();
    stand(&ada.get("/papers"), 200);
    stand(&ada.get("/"), 303);
    stand(&ada.get("/assign"), 403);
    stand(&ada.get("/papers/P-7777"), 404);
    stand(&ada.get("/no/such/page"), 404);
    stand(&ada.post("/account", &[]), 422);
    stand(&ada.post_from_elsewhere("/account", &[]), 403);
    stand(&desk.stranger().post("/account", &[]), 401);
    stand(&desk.stranger().get("/healthz"), 200);
}

#[test]
fn no_page_is_kept_by_anybody_on_the_way() {
    let desk = Desk::open();
    let ada = desk.ada();
    for place in ["/papers", "/papers/P-7777", "/no/such/page", "/"] {
        assert_eq!(
            ada.get(place).header("cache-control"),
            "no-store",
            "{place}"
        );
    }
}

#[test]
fn the_walls_stand_around_static_files_and_those_that_are_not_there() {
    let desk = Desk::open();
    let stranger = desk.stranger();
    stand(&stranger.get("/static/favicon.svg"), 200);
    stand(&stranger.get("/static/nothing.css"), 404);
    for way_out in [
        "/static/../Cargo.toml",
        "/static/%2e%2e/Cargo.toml",
        "/static/..%2fCargo.toml",
        "/static//etc/passwd",
    ] {
        let answer = stranger.get(way_out);
        assert!(matches!(answer.status, 404 | 422), "{way_out}");
        stand(&answer, answer.status);
    }
}

#[test]
fn nothing_is_written_into_a_page_that_a_browser_would_run() {
    let desk = Desk::open();
    let ada = desk.ada();
    ada.post("/account", &[("name", "<script>alert(1)</script>")])
        .is(303);
    for place in ["/papers", "/account", "/submit"] {
        let body = ada.get(place).body();
        assert!(!body.contains("<script>"), "{place}");
        assert!(
            !body.contains(" style=") && !body.contains(" onclick="),
            "{place}"
        );
    }
}
