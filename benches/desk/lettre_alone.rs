//! The baseline: lettre alone over plain sockets, without our pool, deadlines and checks.

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Sends the same mail `n` times over `connections` with `TCP_NODELAY`; how long all of it took.
pub async fn lettre_alone(
    server: std::net::SocketAddr,
    mail: Arc<Vec<u8>>,
    (n, connections): (usize, usize),
) -> Duration {
    let start = Instant::now();
    let left = Arc::new(AtomicUsize::new(n));
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let (left, mail) = (Arc::clone(&left), Arc::clone(&mail));
        senders.spawn(async move {
            let mut line = open(server).await;
            let from: Address = "desk@example.edu".parse().unwrap();
            let to: Address = "ada@example.edu".parse().unwrap();
            let envelope = Envelope::new(Some(from), vec![to]).unwrap();
            while left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    left.checked_sub(1)
                })
                .is_ok()
            {
                line.send(&envelope, &mail).await.unwrap();
            }
            line.quit().await.unwrap();
        });
    }
    senders.join_all().await;
    start.elapsed()
}

/// A greeted line with `TCP_NODELAY`.
pub async fn open(server: std::net::SocketAddr) -> AsyncSmtpConnection {
    let socket = TcpStream::connect(server).await.unwrap();
    socket.set_nodelay(true).unwrap();
    let name = ClientId::Domain("localhost".to_owned());
    AsyncSmtpConnection::connect_with_transport(Box::new(socket), &name)
        .await
        .unwrap()
}
