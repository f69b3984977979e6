//! What is refused before the desk hears of it.

use std::sync::atomic::Ordering;

use super::stage::{Stage, gate, limits};
use crate::web::gate::Hosts;
use crate::web::gate::admission::Admission;
use crate::web::gate::head::HeadWatch;
use crate::web::gate::limits::Limits;

const END: &str = "Connection: close\r\n\r\n";

async fn refused(stage: &Stage, request: &str, status: &str) {
    let answer = stage.say(request).await;
    let expected = format!("HTTP/1.1 {status}");
    assert!(answer.starts_with(&expected), "{request:.80}\n{answer}");
    assert_eq!(stage.seen.begun.load(Ordering::SeqCst), 0, "{request:.80}");
}

#[tokio::test]
async fn a_request_names_exactly_one_host() {
    let stage = Stage::open(limits()).await;
    refused(&stage, &format!("GET / HTTP/1.1\r\n{END}"), "400").await;
    let two = format!("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n{END}");
    refused(&stage, &two, "400").await;
    let empty = format!("GET / HTTP/1.1\r\nHost:\r\n{END}");
    refused(&stage, &empty, "400").await;
}

#[tokio::test]
async fn only_our_own_names_are_answered() {
    let (mut gate, seen) = gate(limits()).await;
    gate.hosts = Hosts::Only(vec!["desk.example".into()]);
    let stage = Stage::before(gate, seen);
    let evil = format!("GET / HTTP/1.1\r\nHost: evil.example\r\n{END}");
    refused(&stage, &evil, "400").await;
    let absolute = format!("GET http://evil.example/ HTTP/1.1\r\nHost: desk.example\r\n{END}");
    refused(&stage, &absolute, "400").await;
    for host in [
        "desk.example",
        "DESK.example:8080",
        "localhost:8000",
        "127.0.0.1",
        "[::1]:80",
    ] {
        let answer = stage
            .say(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n{END}"))
            .await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{host}: {answer}");
    }
    let ours = format!("GET http://desk.example/a?b HTTP/1.1\r\nHost: desk.example\r\n{END}");
    assert!(stage.say(&ours).await.contains("GET /a?b\n"));
}

#[tokio::test]
async fn what_can_be_read_in_two_ways_is_not_read_at_all() {
    let stage = Stage::open(limits()).await;
    let (length, coding) = ("Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n");
    for (first, second) in [(length, coding), (coding, length)] {
        let both = format!("POST / HTTP/1.1\r\nHost: a\r\n{first}{second}\r\n0\r\n\r\n");
        refused(&stage, &both, "400").await;
    }
    let lengths = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab";
    refused(&stage, lengths, "400").await;
    refused(&stage, "GET / HTTP/1.1\nHost: a\n\n", "400").await;
}

#[test]
fn a_muddled_head_is_noticed_byte_by_byte() {
    let mut watch = HeadWatch::default();
    for byte in b"POST / HTTP/1.1\r\ntransfer-ENCODING: chunked\r\ncontent-LENGTH: 3\r\n\r\n" {
        watch.look(&[*byte]);
    }
    assert!(watch.is_muddled());
    let mut plain = HeadWatch::default();
    plain
        .look(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n\nContent-Length: 1\r\n");
    assert!(!plain.is_muddled(), "a body is not a head");
}

#[tokio::test]
async fn large_heads_and_long_targets_are_refused() {
    let stage = Stage::open(limits()).await;
    let long = "x".repeat(33 * 1024);
    let head = format!("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {long}\r\n{END}");
    refused(&stage, &head, "431").await;
    let many = "X-One: 1\r\n".repeat(65);
    refused(
        &stage,
        &format!("GET / HTTP/1.1\r\nHost: a\r\n{many}{END}"),
        "431",
    )
    .await;
    let target = format!("GET /{} HTTP/1.1\r\nHost: a\r\n{END}", &long[..9000]);
    refused(&stage, &target, "414").await;
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    let stage = Stage::open(limits()).await;
    refused(&stage, &format!("GET /a\"b HTTP/1.1\r\nHost: a\r\n{END}"), "400").await;
}

#[tokio::test]
async fn unknown_ways_of_asking_are_refused() {
    let stage = Stage::open(limits()).await;
    refused(&stage, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "405").await;
    refused(&stage, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "501").await;
    refused(&stage, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "400").await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_by_its_length_or_cut_in_its_chunks() {
    let stage = Stage::open(limits()).await;
    let announced = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n";
    refused(&stage, announced, "413").await;
    let chunk = format!("258\r\n{}\r\n", "x".repeat(600));
    let chunked = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"
    );
    let answer = stage.say(&chunked).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let largest = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n{END}{}",
        "x".repeat(1000)
    );
    assert!(stage.say(&largest).await.ends_with("body: 1000."));
}

#[tokio::test]
async fn the_gate_speaks_plainly_to_people_and_in_problems_to_programs() {
    let stage = Stage::open(limits()).await;
    let page = stage.say("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(page.starts_with("HTTP/1.1 504"), "{page}");
    assert!(
        page.contains("x-content-type-options: nosniff\r\n"),
        "{page}"
    );
    assert!(
        page.contains("content-type: text/plain; charset=utf-8\r\n"),
        "{page}"
    );
    assert!(page.ends_with("Trying again in a moment may help.\n"), "{page}");
    let api = stage
        .say("GET /api/stuck HTTP/1.1\r\nHost: a\r\n\r\n")
        .await;
    assert!(
        api.contains("content-type: application/problem+json\r\n"),
        "{api}"
    );
    assert!(api.contains(r#""title":"Gateway Timeout""#), "{api}");
}

#[tokio::test]
async fn when_every_place_is_taken_the_next_visitor_hears_so() {
    let stage = Stage::open(Limits {
        connections: 1,
        ..limits()
    })
    .await;
    let first = stage.visit().await;
    let answer = stage.say("").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    drop(first);
}

#[test]
fn one_network_cannot_take_every_place() {
    let admission = std::sync::Arc::new(Admission::default());
    let limits = Limits {
        per_network: 2,
        ..limits()
    };
    let crowd = "10.0.0.1".parse().ok();
    let first = admission.seat(crowd, &limits);
    let second = admission.seat(crowd, &limits);
    assert!(admission.seat(crowd, &limits).is_none());
    assert!(admission.seat("10.0.0.2".parse().ok(), &limits).is_some());
    assert!(admission.seat(None, &limits).is_some());
    drop(first);
    assert!(admission.seat(crowd, &limits).is_some());
    drop(second);
}
