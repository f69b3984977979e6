//! Whom the gate waits for, and for how long.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, sleep};

use super::stage::{Stage, limits, rest, until};
use crate::web::gate::Limits;

#[tokio::test]
async fn a_head_that_drips_is_cut() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    let begun = Instant::now();
    socket.write_all(b"GET / HT").await.unwrap();
    sleep(Duration::from_millis(90)).await;
    socket.write_all(b"TP/1.1\r\n").await.unwrap();
    assert_eq!(rest(&mut socket).await, "");
    assert!(
        begun.elapsed() < Duration::from_millis(290),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn a_silent_connection_is_cut_sooner_than_a_kept_one() {
    let stage = Stage::open(limits()).await;
    let begun = Instant::now();
    rest(&mut stage.visit().await).await;
    assert!(
        begun.elapsed() < Duration::from_millis(290),
        "{:?}",
        begun.elapsed()
    );
    let mut kept = stage.visit().await;
    kept.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    until(&mut kept, "body: 0.").await;
    let begun = Instant::now();
    rest(&mut kept).await;
    assert!(
        begun.elapsed() > Duration::from_millis(250),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn a_head_that_drips_on_a_kept_connection_is_cut_too() {
    let stage = Stage::open(Limits {
        idle: Duration::from_secs(9),
        ..limits()
    })
    .await;
    let mut kept = stage.visit().await;
    kept.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    until(&mut kept, "body: 0.").await;
    kept.write_all(b"GET / HT").await.unwrap();
    assert_eq!(rest(&mut kept).await, "");
}

#[tokio::test]
async fn a_body_that_stops_arriving_is_cut() {
    let stage = Stage::open(limits()).await;
    let answer = stage
        .say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        .await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn a_body_that_drips_is_cut() {
    let grace = Duration::from_millis(200);
    let stage = Stage::open(Limits {
        body_grace: grace,
        body_idle: Duration::from_secs(9),
        ..limits()
    })
    .await;
    let mut socket = stage.visit().await;
    let head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";
    socket.write_all(head).await.unwrap();
    for _ in 0..4 {
        sleep(Duration::from_millis(70)).await;
        let _ = socket.write_all(b"x").await;
    }
    assert!(rest(&mut socket).await.starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_cut() {
    let stage = Stage::open(limits()).await;
    let mut socket = stage.visit().await;
    socket
        .write_all(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    sleep(Duration::from_millis(500)).await;
    let heard = rest(&mut socket).await;
    assert!(heard.len() < 7_900_000, "{}", heard.len());
}

#[tokio::test]
async fn a_reader_who_sips_is_cut() {
    let limits = Limits {
        stalled_reader: Duration::from_secs(9),
        ..limits()
    };
    let stage = Stage::open(limits).await;
    let mut socket = stage.visit().await;
    socket
        .write_all(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let (mut heard, mut sip) = (0, [0; 4096]);
    for _ in 0..400 {
        match socket.read(&mut sip).await {
            Ok(0) | Err(_) => break,
            Ok(bytes) => heard += bytes,
        }
        if heard < 100_000 {
            sleep(Duration::from_millis(40)).await;
        }
    }
    let rest = rest(&mut socket).await;
    assert!(heard + rest.len() < 7_900_000, "{}", rest.len());
}

#[tokio::test]
async fn a_desk_that_does_not_answer_is_not_waited_for() {
    let stage = Stage::open(limits()).await;
    let answer = stage.say("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 504"), "{answer}");
}

#[tokio::test]
async fn a_visitor_who_leaves_takes_the_work_along() {
    let limits = Limits {
        answer: Duration::from_secs(9),
        ..limits()
    };
    let stage = Stage::open(limits).await;
    let mut socket = stage.visit().await;
    socket
        .write_all(b"GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    while stage.seen.begun.load(Ordering::SeqCst) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    drop(socket);
    for _ in 0..100 {
        if stage.seen.abandoned.load(Ordering::SeqCst) == 1 {
            return;
        }
        sleep(Duration::from_millis(5)).await;
    }
    panic!("the desk still works for a visitor who left");
}
