//! Cleans the headers: what only the gate may say is taken out on the way in, what concerns only one hop both ways.

use hyper::HeaderMap;
use hyper::header::{CONNECTION, HOST, HeaderName, HeaderValue, SERVER};

/// The client's address, as the gate sees it.
pub const CLIENT: HeaderName = HeaderName::from_static("x-paperdesk-client");
/// The request's name: 16 hex digits, made by the gate.
pub const REQUEST: HeaderName = HeaderName::from_static("x-paperdesk-request");

/// Set when somebody else stands behind the peer and the gate does not know their address.
pub const FORWARDED: HeaderName = HeaderName::from_static("x-paperdesk-forwarded");

const ONE_HOP: [&str; 9] = [
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
const OURS_TO_SAY: [&str; 4] = [
    "forwarded",
    "proxy-connection",
    "x-http-method-override",
    "x-real-ip",
];
const OURS_BY_PREFIX: [&str; 2] = ["x-forwarded-", "x-paperdesk-"];

/// Whether the peer says that it speaks for somebody else.
pub fn speaks_for_another(headers: &HeaderMap) -> bool {
    headers
        .keys()
        .map(HeaderName::as_str)
        .any(|name| matches!(name, "forwarded" | "x-real-ip") || name.starts_with("x-forwarded-"))
}

/// Takes out what a stranger may not say and what ends at the gate.
pub fn inward(headers: &mut HeaderMap) {
    take_out(headers, |name| {
        ONE_HOP.contains(&name)
            || OURS_TO_SAY.contains(&name)
            || OURS_BY_PREFIX.iter().any(|ours| name.starts_with(ours))
    });
}

/// Takes out what ends at the gate, and the name of the software inside.
pub fn outward(headers: &mut HeaderMap) {
    headers.remove(SERVER);
    take_out(headers, |name| ONE_HOP.contains(&name));
}

fn take_out(headers: &mut HeaderMap, leaves: impl Fn(&str) -> bool) {
    let mut leaving: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .flat_map(listed)
        .filter(|name| *name != HOST)
        .collect();
    leaving.extend(headers.keys().filter(|name| leaves(name.as_str())).cloned());
    for name in leaving {
        headers.remove(name);
    }
}

/// The headers a `Connection` line declares to be for this hop only.
fn listed(value: &HeaderValue) -> impl Iterator<Item = HeaderName> {
    value
        .as_bytes()
        .split(|byte| *byte == b',')
        .filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok())
}
