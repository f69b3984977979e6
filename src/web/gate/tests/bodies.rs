//! Bodies on their way in, and answers on their way out.

use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::HeaderMap;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

use super::stage::{Stage, gate, limits, until};
use crate::web::gate::Limits;
use crate::web::gate::kinds::Kind;

const FILES: &str = "Content-Type: multipart/form-data; boundary=x\r\n";

fn post(path: &str, more: &str, length: usize) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: a\r\n{more}Content-Length: {length}\r\n\r\n")
}

#[tokio::test]
async fn a_form_with_files_reaches_the_desk_as_it_comes() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let head = post("/", FILES, 6);
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(b"abc").await.unwrap();
    while stage.seen.begun.load(Ordering::SeqCst) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    socket.write_all(b"def").await.unwrap();
    until(&mut socket, "body: 6.").await;
    // All of it was read, so the connection may be used again.
    let again = format!("{}abc", post("/", FILES, 3));
    socket.write_all(again.as_bytes()).await.unwrap();
    until(&mut socket, "body: 3.").await;
}

#[tokio::test]
async fn files_that_stop_arriving_or_are_too_many_are_cut_too() {
    let stage = Stage::open(limits()).await;
    let stops = stage.say(&format!("{}x", post("/", FILES, 100))).await;
    assert!(stops.starts_with("HTTP/1.1 408"), "{stops}");
    let announced = stage.say(&post("/", FILES, 2001)).await;
    assert!(announced.starts_with("HTTP/1.1 413"), "{announced}");
    let chunk = format!("578\r\n{}\r\n", "x".repeat(1400));
    let coded = format!("{FILES}Transfer-Encoding: chunked\r\n");
    let head = format!("POST / HTTP/1.1\r\nHost: a\r\n{coded}\r\n");
    let chunked = stage.say(&format!("{head}{chunk}{chunk}0\r\n\r\n")).await;
    assert!(chunked.starts_with("HTTP/1.1 413"), "{chunked}");
}

#[tokio::test]
async fn whoever_is_refused_before_their_upload_was_read_hears_it_once_they_have_sent_it() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let head = post("/refuse", FILES, 500);
    socket.write_all(head.as_bytes()).await.unwrap();
    // Longer than the gate would read on after it hung up.
    for _ in 0..5 {
        sleep(Duration::from_millis(80)).await;
        socket.write_all(&[b'x'; 100]).await.unwrap();
    }
    let answer = until(&mut socket, "</html>").await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
}

#[tokio::test]
async fn when_the_shelf_is_full_long_forms_wait_outside_and_short_ones_come_in() {
    let stage = Stage::open(Limits {
        max_form: 1_000_000,
        shelf: 200_000,
        ..limits()
    })
    .await;
    let long = "x".repeat(200_000);
    let answer = stage
        .say(&format!("{}{long}", post("/", "", 200_000)))
        .await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 2\r\n"), "{answer}");
    let close = "Connection: close\r\n";
    let fits = format!("{}{}", post("/", close, 150_000), &long[..150_000]);
    for _ in 0..2 {
        let answer = stage.say(&fits).await;
        assert!(answer.ends_with("body: 150000."), "{answer}");
    }
}

#[tokio::test]
async fn one_network_takes_at_most_half_of_the_shelf() {
    let limits = Limits {
        max_form: 1_000_000,
        shelf: 400_000,
        body_idle: Duration::from_secs(9),
        body_grace: Duration::from_secs(9),
        ..limits()
    };
    let (mut gate, seen) = gate(limits).await;
    gate.proxies = vec!["127.0.0.1".parse().unwrap()];
    let stage = Stage::before(gate, seen);
    let sent = |network: u8, announced: usize, bytes: usize| {
        let more = format!("X-Forwarded-For: 203.0.113.{network}\r\nConnection: close\r\n");
        format!("{}{}", post("/", &more, announced), "x".repeat(bytes))
    };
    let mut slow = stage.visit().await;
    let half = sent(1, 230_000, 220_000);
    slow.write_all(half.as_bytes()).await.unwrap();
    // The slow one may need a moment until it has its place.
    let mut answer = String::new();
    while !answer.starts_with("HTTP/1.1 503") {
        answer = stage.say(&sent(1, 150_000, 150_000)).await;
    }
    let answer = stage.say(&sent(2, 150_000, 150_000)).await;
    assert!(answer.ends_with("body: 150000."), "{answer}");
}

#[tokio::test]
async fn a_panic_is_one_500_and_the_connection_goes_on() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let panics = b"GET /panic HTTP/1.1\r\nHost: a\r\n\r\n";
    socket.write_all(panics).await.unwrap();
    let answer = until(&mut socket, "</html>").await;
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    socket
        .write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    until(&mut socket, "body: 0.").await;
}

#[tokio::test]
async fn a_long_answer_arrives_whole() {
    let stage = Stage::open(limits()).await;
    let answer = stage
        .say("GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-length: 8000008"), "{head}");
    assert_eq!(body.len(), 8_000_008);
}

#[tokio::test]
async fn cookies_are_told_as_cookies() {
    let stage = Stage::open(limits()).await;
    let told = stage
        .say("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=%20x\r\nCookie: c=3\r\nConnection: close\r\n\r\n")
        .await;
    for cookie in ["cookie a is 1\n", "cookie b is  x\n", "cookie c is 3\n"] {
        assert!(told.contains(cookie), "{cookie}: {told}");
    }
}

#[test]
fn only_the_api_takes_large_json() {
    let kind = |path, said| {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(said))]);
        Kind::of(path, &headers)
    };
    assert_eq!(
        kind("/api/papers", "Application/JSON; charset=utf-8"),
        Kind::Json
    );
    assert_eq!(
        kind("/api/papers", "application/merge-patch+json"),
        Kind::Json
    );
    assert_eq!(kind("/apiary", "application/json"), Kind::Form);
    assert_eq!(kind("/api/papers", "text/json"), Kind::Form);
    assert_eq!(
        kind("/submit", "multipart/form-data; boundary=a"),
        Kind::Files
    );
    assert_eq!(Kind::of("/submit", &HeaderMap::new()), Kind::Form);
}
