//! Asks the machine's own resolver for texts and for the name of an address: just enough to look mail over.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use super::dns_message::{Kind, Message, question};

/// A person waits for the answer.
const PATIENCE: Duration = Duration::from_secs(2);
const SETTINGS: &str = "/etc/resolv.conf";

/// No resolver answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence;

/// The resolvers that this machine asks.
#[derive(Clone, Debug)]
pub struct Resolver(Vec<SocketAddr>);

impl Resolver {
    /// Those of this machine's settings; where there are none, the machine itself.
    #[must_use]
    pub fn of_this_machine() -> Self {
        let settings = std::fs::read_to_string(SETTINGS).unwrap_or_default();
        let named = settings.lines().filter_map(|line| {
            let address = line.trim().strip_prefix("nameserver")?;
            let address: IpAddr = address.trim().parse().ok()?;
            Some(SocketAddr::new(address, 53))
        });
        let mut all: Vec<SocketAddr> = named.take(3).collect();
        if all.is_empty() {
            all.push(SocketAddr::from((Ipv4Addr::LOCALHOST, 53)));
        }
        Self(all)
    }

    /// A resolver at an address, for tests.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        Self(vec![address])
    }

    /// The texts of a name; none where there is no such name.
    ///
    /// # Errors
    /// When no resolver answers.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, Silence> {
        self.ask(name, Kind::Text).await
    }

    /// The names of an address.
    ///
    /// # Errors
    /// When no resolver answers.
    pub async fn names_of(&self, address: IpAddr) -> Result<Vec<String>, Silence> {
        self.ask(&reverse(address), Kind::Name).await
    }

    async fn ask(&self, name: &str, kind: Kind) -> Result<Vec<String>, Silence> {
        for server in &self.0 {
            if let Ok(Ok(Some(found))) = timeout(PATIENCE, ask_one(*server, (name, kind))).await {
                return Ok(found);
            }
        }
        Err(Silence)
    }
}

/// One resolver's answer; none: it makes no sense.
async fn ask_one(server: SocketAddr, asked: (&str, Kind)) -> io::Result<Option<Vec<String>>> {
    let (id, words) = question(rand::random(), asked);
    let here: SocketAddr = if server.is_ipv4() {
        (Ipv4Addr::UNSPECIFIED, 0).into()
    } else {
        (std::net::Ipv6Addr::UNSPECIFIED, 0).into()
    };
    let socket = UdpSocket::bind(here).await?;
    socket.connect(server).await?;
    socket.send(&words).await?;
    let mut buffer = vec![0; 4096];
    loop {
        let length = socket.recv(&mut buffer).await?;
        match Message::read(&buffer[..length], id) {
            // What is no answer to this question is somebody else's.
            None => {}
            Some(message) if message.is_cut() => {
                return by_stream(server, (id, &words), asked.1).await;
            }
            Some(message) => return Ok(message.answers(asked.1)),
        }
    }
}

/// The same over TCP, for answers that are too long for one packet.
async fn by_stream(
    server: SocketAddr,
    (id, words): (u16, &[u8]),
    kind: Kind,
) -> io::Result<Option<Vec<String>>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(words.len()).map_err(io::Error::other)?;
    stream
        .write_all(&[&length.to_be_bytes()[..], words].concat())
        .await?;
    let length = stream.read_u16().await?;
    let mut buffer = vec![0; length.into()];
    stream.read_exact(&mut buffer).await?;
    Ok(Message::read(&buffer, id).and_then(|message| message.answers(kind)))
}

fn reverse(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(address) => {
            let digits = address.octets().into_iter().rev();
            let digits = digits.map(|byte| format!("{:x}.{:x}.", byte & 15, byte >> 4));
            format!("{}ip6.arpa", digits.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reverse;

    #[test]
    fn an_address_is_asked_for_from_behind() {
        let name = |text: &str| text.parse().map(reverse).unwrap_or_default();
        assert_eq!(name("192.0.2.7"), "7.2.0.192.in-addr.arpa");
        assert!(
            name("2001:db8::1").starts_with("1.0.0.0.")
                && name("2001:db8::1").ends_with("8.b.d.0.1.0.0.2.ip6.arpa")
        );
    }
}
