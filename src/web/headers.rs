//! What every answer carries: the walls around all pages.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Header;
use rocket::{Request, Response};

use super::house::House;

/// What keeps a page to itself, on every answer without exception.
pub const SECURITY_HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
    ("cache-control", "no-store"),
    ("vary", "Sec-Fetch-Site, Origin, Cookie"),
];

/// Addresses that hold a secret: no referrer tells them, to us or to anybody. Not "no-referrer": under that, browsers
/// send their forms with "Origin: null", and at a desk without https those could not be told from another site's.
const HOLD_A_SECRET: [&str; 4] = ["/sign-in/link/", "/sign-in/once/", "/setup/", "/stop/"];

/// Puts the walls around every answer.
pub struct Guarded {
    secure: bool,
}

impl Guarded {
    /// The walls of this house.
    #[must_use]
    pub fn new(house: &House) -> Self {
        Self {
            secure: house.is_secure(),
        }
    }
}

#[rocket::async_trait]
impl Fairing for Guarded {
    fn info(&self) -> Info {
        Info {
            name: "walls",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let path = request.uri().path();
        if HOLD_A_SECRET.iter().any(|start| path.starts_with(start)) {
            response.set_header(Header::new("referrer-policy", "strict-origin"));
        }
        for (name, value) in SECURITY_HEADERS {
            if !response.headers().contains(name) {
                response.set_header(Header::new(*name, *value));
            }
        }
        if self.secure {
            let two_years = "max-age=63072000; includeSubDomains";
            response.set_header(Header::new("strict-transport-security", two_years));
        }
        response.remove_header("x-frame-options");
        let route = request.route().map_or("none", |route| route.uri.as_str());
        tracing::info!(
            request = super::calm::request_id(request),
            method = request.method().as_str(),
            // The route, not the address: an address may hold a secret.
            route,
            status = response.status().code,
            "answered"
        );
    }
}
