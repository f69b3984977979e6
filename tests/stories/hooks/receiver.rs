//! A receiver of webhooks on this machine, which speaks TLS by an authority of its own and answers as it was told to.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The name that its certificate is for.
pub const NAME: &str = "hooks.example.edu";

pub struct Receiver {
    pub address: SocketAddr,
    /// The authority to trust, in PEM.
    pub authority: Vec<u8>,
    /// How often somebody connected, and what they asked.
    heard: Arc<Mutex<(usize, Vec<String>)>>,
}

impl Receiver {
    /// Opens one that gives this answer, byte for byte.
    pub fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let (config, authority) = papers();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, answer) = (Arc::<Mutex<(usize, Vec<String>)>>::default(), answer.into());
        let ears = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming() {
                ears.lock().unwrap().0 += 1;
                let asked = answered(stream.unwrap(), Arc::clone(&config), &answer);
                ears.lock().unwrap().1.extend(asked);
            }
        });
        Self {
            address,
            authority,
            heard,
        }
    }

    pub fn connections(&self) -> usize {
        self.heard.lock().unwrap().0
    }

    pub fn asked(&self) -> Vec<String> {
        self.heard.lock().unwrap().1.clone()
    }
}

/// An authority, and a server that it vouches for.
fn papers() -> (Arc<ServerConfig>, Vec<u8>) {
    drop(rustls::crypto::ring::default_provider().install_default());
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_paper = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let paper = CertificateParams::new([NAME.to_owned()])
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    let chain = vec![CertificateDer::from(paper.der().to_vec())];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    (Arc::new(config), authority_paper.pem().into_bytes())
}

/// One request, read to its end; none where the other side hung up before.
fn answered(socket: TcpStream, config: Arc<ServerConfig>, answer: &[u8]) -> Option<String> {
    socket.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut stream = StreamOwned::new(ServerConnection::new(config).ok()?, socket);
    let (mut asked, mut part) = (Vec::new(), [0; 4096]);
    while !is_whole(&asked) {
        match stream.read(&mut part) {
            Ok(read) if read > 0 => asked.extend_from_slice(&part[..read]),
            _ => return None,
        }
    }
    drop(stream.write_all(answer).and_then(|()| stream.flush()));
    stream.conn.send_close_notify();
    drop(stream.flush());
    String::from_utf8(asked).ok()
}

fn is_whole(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")?
            .parse()
            .ok()
    });
    body.len() >= length.unwrap_or(0)
}
