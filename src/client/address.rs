//! Where a desk is, and whether a token may go there.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Position, Url};

/// The address of a desk to which a token may be shown: https, or http that never leaves this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    origin: String,
    secure: bool,
}

impl Address {
    /// Reads an address as it was typed.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        let url = Url::parse(typed)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let url = url.ok_or_else(|| {
            format!("{typed} is not the address of a desk; it looks like https://desk.example.edu")
        })?;
        let plain = url.username().is_empty() && url.password().is_none();
        if !plain || !matches!(&url[Position::BeforePath..], "" | "/") {
            return Err(
                "the address of a desk is https://, its host and maybe a port, and nothing else"
                    .to_owned(),
            );
        }
        let secure = url.scheme() == "https";
        if !secure && !stays_here(&url) {
            let host = url.host_str().unwrap_or_default();
            return Err(format!(
                "over http:// anybody on the way to {host} could read the token; use https://, or a tunnel to \
                 http://127.0.0.1"
            ));
        }
        Ok(Self {
            origin: url[..Position::BeforePath].to_owned(),
            secure,
        })
    }

    /// Whether what is said on the way is kept from others.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// The address of something at this desk.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

fn stays_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn https_goes_anywhere_and_http_stays_on_this_machine() {
        for good in [
            "https://desk.example.edu/",
            "https://desk.example.edu:8443",
            "http://127.0.0.1:8000",
            "http://[::1]:8000",
            "http://localhost:8000",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://desk.example.edu",
            "http://10.0.0.7:8000",
            "http://127.0.0.1.example.edu",
            "http://localhost.example.edu",
            "http://0.0.0.0:8000",
        ] {
            let says = Address::parse(bad).unwrap_err();
            assert!(says.contains("could read the token"), "{bad}: {says}");
        }
    }

    #[test]
    fn an_address_is_an_origin_and_nothing_else() {
        for bad in [
            "desk.example.edu",
            "ftp://desk.example.edu",
            "https://",
            "https://desk.example.edu/papers",
            "https://desk.example.edu/?a",
            "https://ben:secret@desk.example.edu",
            "",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        let address = Address::parse(" https://Desk.example.edu:443/ ").unwrap();
        assert_eq!(address.at("/api"), "https://desk.example.edu/api");
    }
}
