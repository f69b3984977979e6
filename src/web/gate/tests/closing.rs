//! How the gate closes.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::stage::{Stage, limits, rest, until};
use crate::web::gate::Limits;

async fn in_flight(stage: &Stage, path: &str) -> TcpStream {
    let mut socket = stage.visit().await;
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    while stage.seen.begun.load(Ordering::SeqCst) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    socket
}

#[tokio::test]
async fn what_is_in_flight_finishes_and_nobody_new_comes_in() {
    let stage = Stage::open(limits()).await;
    let mut socket = in_flight(&stage, "/slow").await;
    let door = stage.door;
    let closing = tokio::spawn(stage.close());
    sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(door).await.is_err());
    let answer = rest(&mut socket).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("body: 0."), "{answer}");
    drop(socket);
    assert_eq!(closing.await.unwrap(), 0);
}

#[tokio::test]
async fn kept_connections_end_when_the_gate_closes() {
    let stage = Stage::open(Limits {
        idle: Duration::from_secs(9),
        closing: Duration::from_secs(9),
        ..limits()
    })
    .await;
    let mut kept = in_flight(&stage, "/").await;
    until(&mut kept, "body: 0.").await;
    let closing = tokio::spawn(stage.close());
    assert_eq!(rest(&mut kept).await, "");
    drop(kept);
    assert_eq!(closing.await.unwrap(), 0);
}

#[tokio::test]
async fn what_does_not_finish_is_cut_and_counted() {
    let limits = Limits {
        answer: Duration::from_secs(9),
        closing: Duration::from_millis(100),
        ..limits()
    };
    let stage = Stage::open(limits).await;
    let mut socket = in_flight(&stage, "/stuck").await;
    assert_eq!(stage.close().await, 1);
    assert_eq!(rest(&mut socket).await, "");
}
