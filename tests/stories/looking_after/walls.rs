//! What every answer carries, whatever it is: the walls around all pages.

use std::io::Result;

use crate::desk::Desk;
use crate::place::Place;
use crate::server::Server;
use crate::wire::{Browser, Reply};

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

/// Odo and a stranger before a desk as it is served: the walls are put up at the gate.
fn at_the_gate(story: impl FnOnce(&mut Browser, &mut Browser)) {
    let place = Place::new();
    let (server, mut odo) = Server::first(&place, &[]);
    story(&mut odo, &mut Browser::before(server.address));
}

#[track_caller]
fn stand(answer: Result<Reply>, status: u16) {
    let answer = answer.unwrap();
    assert_eq!(answer.status, status, "{}", answer.body);
    for (name, value) in WALLS {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("server"), "");
}

#[test]
fn the_walls_stand_around_every_kind_of_answer() {
    at_the_gate(|odo, stranger| {
        stand(odo.get("/assign"), 200);
        stand(odo.get("/"), 303);
        stand(odo.get("/papers/P-7777"), 404);
        stand(odo.get("/no/such/page"), 404);
        stand(odo.post("/account", &[]), 422);
        stand(stranger.post("/account", &[]), 401);
        stand(stranger.get("/healthz"), 200);
        stand(stranger.get("/api/papers"), 401);
    });
}

#[test]
fn no_page_is_kept_by_anybody_on_the_way() {
    at_the_gate(|odo, _| {
        for place in ["/assign", "/papers/P-7777", "/no/such/page", "/"] {
            let answer = odo.get(place).unwrap();
            assert_eq!(answer.header("cache-control"), "no-store", "{place}");
        }
    });
}

#[test]
fn what_says_otherwise_itself_is_left_alone() {
    at_the_gate(|_, stranger| {
        let secret = stranger.get("/sign-in/link/nobody-knows-it").unwrap();
        assert_eq!(secret.header("referrer-policy"), "strict-origin");
        let drawing = stranger.get("/static/favicon.svg").unwrap();
        assert_ne!(drawing.header("cache-control"), "no-store");
    });
}

#[test]
fn the_walls_stand_around_static_files_and_those_that_are_not_there() {
    at_the_gate(|_, stranger| {
        stand(stranger.get("/static/favicon.svg"), 200);
        stand(stranger.get("/static/nothing.css"), 404);
        for way_out in [
            "/static/../Cargo.toml",
            "/static/%2e%2e/Cargo.toml",
            "/static/..%2fCargo.toml",
            "/static//etc/passwd",
        ] {
            let answer = stranger.get(way_out).unwrap();
            assert!(matches!(answer.status, 400 | 404 | 422), "{way_out}");
            let status = answer.status;
            stand(Ok(answer), status);
        }
    });
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
