//! Reads the `smtp` setting: where the mail server is and how we may speak to it.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether the line to the mail server is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Sealed from the first byte (`smtps://`).
    Implicit,
    /// Sealed by STARTTLS, or nothing is sent.
    Required,
    /// Sealed where the server offers it.
    Opportunistic,
    /// In the clear.
    None,
}

/// The mail server's address; shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct RelayUrl {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) sign_in: Option<(String, String)>,
}

impl RelayUrl {
    /// The host alone.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Reads `smtp://user:pass@host:587?tls=required` or `smtps://host`.
    ///
    /// # Errors
    /// One sentence for the operator.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim())
            .map_err(|_| "smtp must look like smtp://host:587 or smtps://host.".to_owned())?;
        let sealed = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err("smtp must start with smtp:// or smtps://.".to_owned()),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err("smtp must end after the host, the port and ?tls=.".to_owned());
        }
        let (host, near) = host(&url)?;
        let tls = match tls_asked(&url)? {
            None | Some(Tls::Required) if sealed => Tls::Implicit,
            Some(_) if sealed => {
                return Err("smtps:// is always sealed: leave ?tls= out.".to_owned());
            }
            Some(tls) => tls,
            None if near => Tls::None,
            None => Tls::Required,
        };
        let sign_in = sign_in(&url)?;
        if sign_in.is_some() && tls == Tls::None && !near {
            return Err("smtp has a password, so it cannot have tls=none.".to_owned());
        }
        let usual_port = match tls {
            Tls::Implicit => 465,
            _ if near => 25,
            _ => 587,
        };
        let port = url.port().unwrap_or(usual_port);
        if port == 0 {
            return Err("smtp needs a port between 1 and 65535.".to_owned());
        }
        Ok(Self {
            host,
            port,
            tls,
            sign_in,
        })
    }
}

/// The host as we dial it, and whether it is this machine.
fn host(url: &Url) -> Result<(String, bool), String> {
    let missing = || "smtp must name a host, as in smtp://mail.example.org:587.".to_owned();
    let raw = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(missing)?;
    match Host::parse(&decoded(raw)?).map_err(|_| missing())? {
        Host::Domain(name) => {
            let near = name == "localhost";
            Ok((name, near))
        }
        Host::Ipv4(ip) => Ok((ip.to_string(), Ipv4Addr::is_loopback(&ip))),
        Host::Ipv6(ip) => Ok((ip.to_string(), Ipv6Addr::is_loopback(&ip))),
    }
}

fn tls_asked(url: &Url) -> Result<Option<Tls>, String> {
    let mut asked = None;
    for (key, value) in url.query_pairs() {
        asked = match (key.as_ref(), value.as_ref()) {
            ("tls", "required") => Some(Tls::Required),
            ("tls", "opportunistic") => Some(Tls::Opportunistic),
            ("tls", "none") => Some(Tls::None),
            ("tls", _) => return Err("smtp: tls is required, opportunistic or none.".to_owned()),
            _ => return Err("smtp: after ? only tls= is known.".to_owned()),
        };
    }
    Ok(asked)
}

fn sign_in(url: &Url) -> Result<Option<(String, String)>, String> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(password)) if !user.is_empty() => {
            Ok(Some((decoded(user)?, decoded(password)?)))
        }
        _ => Err(
            "smtp needs both a user and a password, as in smtp://user:password@host.".to_owned(),
        ),
    }
}

fn decoded(text: &str) -> Result<String, String> {
    let wrong = || "smtp has a % that is not followed by two hex digits of UTF-8 text.".to_owned();
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else {
            return Err(wrong());
        };
        let digit = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        let (Some(high), Some(low)) = (digit(*high), digit(*low)) else {
            return Err(wrong());
        };
        bytes.push(high * 16 + low);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

impl fmt::Display for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls == Tls::Implicit {
            "smtps"
        } else {
            "smtp"
        };
        write!(f, "{scheme}://")?;
        if let Some((user, _)) = &self.sign_in {
            write!(f, "{}:***@", user.escape_default())?;
        }
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)?;
        } else {
            write!(f, "{}:{}", self.host, self.port)?;
        }
        f.write_str(match self.tls {
            Tls::Implicit => "",
            Tls::Required => "?tls=required",
            Tls::Opportunistic => "?tls=opportunistic",
            Tls::None => "?tls=none",
        })
    }
}

impl fmt::Debug for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        RelayUrl::parse(text).map_or_else(|why| why, |url| url.to_string())
    }

    #[test]
    fn the_usual_ways_to_name_a_mail_server_work() {
        for (text, expected) in [
            (
                "smtp://mail.example.org",
                "smtp://mail.example.org:587?tls=required",
            ),
            (
                "smtp://mail.example.org:25?tls=none",
                "smtp://mail.example.org:25?tls=none",
            ),
            (
                "smtp://Mail.Example.org/?tls=opportunistic",
                "smtp://mail.example.org:587?tls=opportunistic",
            ),
            (
                "smtps://u%40x:p%3a%C3%A9@mail.example.org",
                "smtps://u@x:***@mail.example.org:465",
            ),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525?tls=none"),
            ("smtp://[::1]", "smtp://[::1]:25?tls=none"),
            (
                "smtp://localhost?tls=required",
                "smtp://localhost:25?tls=required",
            ),
            ("smtp://10.0.0.7", "smtp://10.0.0.7:587?tls=required"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let url = RelayUrl::parse("smtps://u%40x:p%3a%C3%A9@mail.example.org");
        assert_eq!(
            url.map(|url| url.sign_in),
            Ok(Some(("u@x".into(), "p:\u{e9}".into())))
        );
    }

    #[test]
    fn a_wrong_one_is_explained_in_one_sentence_without_the_password() {
        for text in [
            "",
            "mail.example.org",
            "mail.example.org:587",
            "http://mail.example.org",
            "smtp://",
            "smtp:///x",
            "smtp://user@host",
            "smtp://:secret@host",
            "smtp://u:secret%zz@host",
            "smtp://u:secret%ff@host",
            "smtp://u:secret@host?tls=none",
            "smtp://host?tls=maybe",
            "smtp://host?timeout=1",
            "smtp://host/path",
            "smtp://host:99999",
            "smtp://host:0",
            "smtps://host?tls=none",
            "smtp://host#x",
            "smtp://a b",
        ] {
            let why = RelayUrl::parse(text).expect_err(text);
            assert!(
                why.ends_with('.') && why.contains("smtp") && !why.contains("secret"),
                "{text}: {why}"
            );
        }
    }
}
