//! What every answer carries, and what every request must show: the walls around all pages.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{ContentType, Header, Method, uri::Origin};
use rocket::{Data, Request, Response};
use subtle::ConstantTimeEq;

use super::gate;
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

/// Where a request goes that did not come through the gate: nowhere.
const NOWHERE: &str = "/not-through-the-gate";

/// Refuses whatever did not come through the gate, and puts the walls around every answer.
pub struct Guarded {
    secret: String,
    secure: bool,
}

impl Guarded {
    /// The walls of this house.
    #[must_use]
    pub fn new(house: &House) -> Self {
        Self {
            secret: house.secret.clone(),
            secure: house.is_secure(),
        }
    }
}

#[rocket::async_trait]
impl Fairing for Guarded {
    fn info(&self) -> Info {
        Info {
            name: "walls",
            kind: Kind::Request | Kind::Response,
        }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        let shown = request
            .headers()
            .get_one(gate::SECRET.as_str())
            .unwrap_or_default();
        if !bool::from(shown.as_bytes().ct_eq(self.secret.as_bytes())) {
            request.set_method(Method::Get);
            request.set_uri(Origin::const_new(NOWHERE, None));
        }
        // Rocket holds each field of such a form in memory, up to the largest upload, before anybody looks at it.
        let path = request.uri().path();
        let takes_files = path == "/submit" || path.ends_with("/file");
        let kind = request.content_type();
        if !takes_files && kind.is_some_and(|kind| kind.is_form_data()) {
            request.replace_header(ContentType::Binary);
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
