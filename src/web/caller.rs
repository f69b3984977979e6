//! Where a request comes from: the address that the gate saw, as a network, and what the browser calls itself.

use std::net::IpAddr;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use super::gate;
use crate::sign_in::Caller;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Outcome::Success(caller(request))
    }
}

/// The address that the gate saw.
pub(super) fn address(request: &Request<'_>) -> Option<IpAddr> {
    request
        .headers()
        .get_one(gate::CLIENT.as_str())?
        .parse()
        .ok()
}

/// The network and the device behind a request.
pub(super) fn caller(request: &Request<'_>) -> Caller {
    let network = match address(request) {
        Some(IpAddr::V4(ip)) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "unknown".to_owned(),
    };
    let device = request
        .headers()
        .get_one("User-Agent")
        .unwrap_or("a browser")
        .to_owned();
    Caller { network, device }
}
