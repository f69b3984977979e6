//! The names this desk answers to, so that a stranger's name never ends up in our links.

use std::net::IpAddr;

use hyper::header::HOST;
use hyper::http::uri::Authority;
use hyper::{HeaderMap, Uri};

/// The names this desk answers to.
#[derive(Clone, Debug)]
pub enum Hosts {
    /// Any name.
    Any,
    /// These names, with or without a port; loopback names are always among them.
    Only(Vec<String>),
}

impl Hosts {
    /// Whether the request names exactly one host, the same in its target and its header, and one of ours.
    pub fn welcome(&self, target: &Uri, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return false;
        };
        let Ok(host) = Authority::try_from(host.as_bytes()) else {
            return false;
        };
        if target
            .authority()
            .is_some_and(|authority| *authority != host)
        {
            return false;
        }
        !host.as_str().contains('@') && self.admit(&host)
    }

    fn admit(&self, host: &Authority) -> bool {
        let Self::Only(names) = self else {
            return true;
        };
        let known = |name: &String| {
            name.eq_ignore_ascii_case(host.as_str()) || name.eq_ignore_ascii_case(host.host())
        };
        names.iter().any(known) || is_loopback(host.host())
    }
}

fn is_loopback(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
