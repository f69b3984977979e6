//! What may stand between a client and its desk: one who sends visitors elsewhere, and one who loses an answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Somebody at an address of their own, until the story ends.
pub struct StandIn {
    pub address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl StandIn {
    /// Answers every request with these bytes.
    pub fn who_says(answer: String) -> Self {
        Self::who_does(move |_, client| {
            let request = request(client);
            if !request.is_empty() {
                client.write_all(answer.as_bytes()).unwrap();
            }
        })
    }

    /// Hands everything on to the desk and back, but loses the first answer.
    pub fn who_loses_one(desk: SocketAddr) -> Self {
        Self::who_does(move |n, client| {
            let request = request(client);
            let mut behind = TcpStream::connect(desk).unwrap();
            behind.write_all(&request).unwrap();
            let mut answer = Vec::new();
            behind.read_to_end(&mut answer).unwrap();
            if n > 0 {
                client.write_all(&answer).unwrap();
            }
        })
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn who_does(deed: impl Fn(usize, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        thread::spawn(move || {
            for client in listener.incoming() {
                deed(counted.fetch_add(1, Ordering::SeqCst), &mut client.unwrap());
            }
        });
        Self { address, asked }
    }
}

/// Reads a whole request, which then asks for its connection to be closed.
fn request(client: &mut TcpStream) -> Vec<u8> {
    let (mut bytes, mut piece) = (Vec::new(), vec![0; 65536]);
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                bytes.splice(end..end, *b"\r\nConnection: close");
                return bytes;
            }
        }
        match client.read(&mut piece).unwrap() {
            0 => return Vec::new(),
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
}
