//! A small browser over a real socket: one request for each connection, and whatever is answered.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Somebody's browser, before the real server.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    session: Option<String>,
}

/// An answer that came whole.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Reply {
    /// Reads to the end of the connection; half a head is no answer.
    pub fn read(stream: &mut TcpStream) -> Result<Self> {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let cut = || {
            Error::new(
                ErrorKind::UnexpectedEof,
                format!("half an answer: {text:?}"),
            )
        };
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .ok_or_else(cut)?;
        Ok(Self {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs
            .filter(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
            .unwrap_or_default()
    }

    fn session(&self) -> Option<String> {
        let mut cookies = self.head.lines().filter_map(|line| line.split_once(": "));
        let session = cookies.find_map(|(_, value)| value.strip_prefix("session="))?;
        session.split(';').next().map(str::to_owned)
    }
}

impl Browser {
    pub fn before(address: SocketAddr) -> Self {
        Self {
            address,
            session: None,
        }
    }

    /// The same browser, before a server that was started anew.
    pub fn goes_to(&mut self, address: SocketAddr) {
        self.address = address;
    }

    pub fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(stream)
    }

    /// The head of a form with a body of this type and length.
    pub fn head(&self, path: &str, (kind, length): (&str, usize)) -> String {
        let cookie = self.session.as_ref().map_or_else(String::new, |session| {
            format!("Cookie: session={session}\r\n")
        });
        format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n{cookie}\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            self.address
        )
    }

    /// Sends a form, and keeps the session that the answer begins.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Reply> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut stream = self.connect()?;
        let head = self.head(path, ("application/x-www-form-urlencoded", body.len()));
        stream.write_all(format!("{head}{body}").as_bytes())?;
        let reply = Reply::read(&mut stream)?;
        self.session = reply.session().or(self.session.take());
        Ok(reply)
    }

    pub fn get(&self, path: &str) -> Result<Reply> {
        let mut stream = self.connect()?;
        let head = self
            .head(path, ("text/plain", 0))
            .replacen("POST", "GET", 1);
        stream.write_all(head.as_bytes())?;
        Reply::read(&mut stream)
    }

    /// Sends in a pasted paper, by both steps; gives its reference once the desk has acknowledged it.
    pub fn send_in(&mut self, title: &str) -> Result<String> {
        let typed = [
            ("title", title),
            ("text", "Rivers are long. Lakes are not."),
            ("concerns", "I am not sure"),
        ];
        let checked = self.post("/submit", &typed)?;
        let sent = self.post(&format!("{}/send", checked.header("location")), &[])?;
        let place = sent.header("location").split('/').nth(2).map(str::to_owned);
        place.ok_or_else(|| Error::other(format!("not taken: {} {}", checked.status, sent.status)))
    }
}
