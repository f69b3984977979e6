//! What the desk is told, and by whom.

use std::net::IpAddr;
use std::sync::atomic::Ordering;

use tokio::io::AsyncWriteExt;

use super::stage::{Stage, gate, limits, until};
use crate::web::gate::network::{Network, crowd};

const SPOOFED: &str = "X-Real-IP: 9.9.9.9\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Host: evil\r\n\
    Forwarded: for=9.9.9.9\r\nX-HTTP-Method-Override: DELETE\r\nX-Paperdesk-Client: 9.9.9.9\r\n\
    X-Paperdesk-Request: mine\r\nTE: trailers\r\nUpgrade: h2c\r\n\
    X-Hop: 1\r\nConnection: close, X-Hop\r\n";

#[tokio::test]
async fn nobody_speaks_for_the_gate() {
    let stage = Stage::open(limits()).await;
    let request = format!("GET /a HTTP/1.1\r\nHost: desk\r\nAccept: text/html\r\n{SPOOFED}\r\n");
    let answer = stage.say(&request).await;
    let (head, told) = answer.split_once("\r\n\r\n").unwrap();
    for spoofed in [
        "9.9.9.9", "evil", "delete", "mine", "trailers", "h2c", "x-hop",
    ] {
        assert!(!told.contains(spoofed), "{spoofed}: {told}");
    }
    for kept in [
        "host: desk",
        "accept: text/html",
        "x-paperdesk-client: 127.0.0.1",
    ] {
        assert!(told.contains(kept), "{kept}: {told}");
    }
    assert!(!head.contains("Rocket"), "{head}");
}

#[tokio::test]
async fn each_request_gets_a_name_of_its_own() {
    let stage = Stage::open(limits()).await;
    let mut names = Vec::new();
    for _ in 0..2 {
        let told = stage
            .say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .await;
        let name = told.split("x-paperdesk-request: ").nth(1).unwrap();
        let name = name.lines().next().unwrap().to_owned();
        assert_eq!(name.len(), 16, "{name}");
        names.push(name);
    }
    assert_ne!(names[0], names[1]);
}

#[tokio::test]
async fn a_listed_proxy_may_say_who_the_client_is() {
    let (mut gate, seen) = gate(limits()).await;
    gate.proxies = vec!["127.0.0.0/8".parse().unwrap(), "10.0.0.1".parse().unwrap()];
    let stage = Stage::before(gate, seen);
    let stories = [
        ("9.9.9.9, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("[2001:db8::1]:80", "2001:db8::1"),
        ("9.9.9.9, somebody", "127.0.0.1"),
        ("10.0.0.1", "10.0.0.1"),
    ];
    for (said, client) in stories {
        let request = format!(
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {said}\r\nConnection: close\r\n\r\n"
        );
        let told = stage.say(&request).await;
        let line = format!("x-paperdesk-client: {client}\n");
        assert!(told.contains(&line), "{said}: {told}");
    }
}

#[tokio::test]
async fn the_desk_hears_when_somebody_unknown_stands_behind_the_peer() {
    let stage = Stage::open(limits()).await;
    let asked =
        |more: &str| format!("GET / HTTP/1.1\r\nHost: a\r\n{more}Connection: close\r\n\r\n");
    for said in [
        "X-Forwarded-For: 9.9.9.9",
        "Forwarded: for=9.9.9.9",
        "X-Real-IP: 9.9.9.9",
    ] {
        let told = stage.say(&asked(&format!("{said}\r\n"))).await;
        assert!(told.contains("x-paperdesk-forwarded: 1"), "{said}: {told}");
    }
    for said in ["", "X-Paperdesk-Forwarded: 1\r\n"] {
        let told = stage.say(&asked(said)).await;
        assert!(!told.contains("x-paperdesk-forwarded"), "{said}: {told}");
    }
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    for _ in 0..3 {
        let request = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab";
        socket.write_all(request).await.unwrap();
        let answer = until(&mut socket, "body: 2.").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    assert_eq!(stage.seen.begun.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_request_split_and_pipelined_is_answered_in_order() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let first = b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHo";
    socket.write_all(first).await.unwrap();
    assert!(until(&mut socket, "body: 0.").await.contains("GET /1\n"));
    socket.write_all(b"st: a\r\n\r\n").await.unwrap();
    assert!(until(&mut socket, "body: 0.").await.contains("GET /2\n"));
}

#[tokio::test]
async fn a_head_request_has_no_body_and_keeps_its_length() {
    let stage = Stage::open(limits()).await;
    let answer = stage
        .say("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("content-length: "), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn a_cautious_client_is_told_to_go_on() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
    socket.write_all(head).await.unwrap();
    assert_eq!(
        until(&mut socket, "\r\n\r\n").await,
        "HTTP/1.1 100 Continue\r\n\r\n"
    );
    socket.write_all(b"abc").await.unwrap();
    assert!(until(&mut socket, "body: 3.").await.contains("POST /\n"));
}

#[test]
fn networks_are_read_and_hold_what_they_should() {
    let network = |text: &str| text.parse::<Network>().unwrap();
    let address = |text: &str| text.parse::<IpAddr>().unwrap();
    assert!(network("10.0.0.0/8").contains(address("10.255.0.1")));
    assert!(network("10.0.0.0/8").contains(address("::ffff:10.1.1.1")));
    assert!(!network("10.0.0.0/8").contains(address("11.0.0.1")));
    assert!(network("0.0.0.0/0").contains(address("1.2.3.4")));
    assert!(!network("10.0.0.7").contains(address("10.0.0.8")));
    assert!(network("fd00::/8").contains(address("fd12::1")));
    assert!("10.0.0.0/33".parse::<Network>().is_err());
    assert!("desk".parse::<Network>().is_err());
    assert_eq!(
        crowd(address("2001:db8:1:2:3::4")),
        address("2001:db8:1:2::")
    );
}
