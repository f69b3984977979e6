//! What every answer carries: the walls around all pages, and what is noted of each.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Method, Status};
use rocket::{Request, Response};

use super::looks;

/// What keeps a page to itself. The gate puts it on every answer that does not say otherwise itself.
const WALLS: [(&str, &str); 8] = [
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

/// Said by desks that are reached by https.
const ONLY_BY_HTTPS: (&str, &str) = (
    "strict-transport-security",
    "max-age=63072000; includeSubDomains",
);

/// The walls around every answer, for a desk that is reached by https or is not.
#[must_use]
pub fn walls(secure: bool) -> Vec<(&'static str, &'static str)> {
    WALLS
        .into_iter()
        .chain(secure.then_some(ONLY_BY_HTTPS))
        .collect()
}

/// Addresses that hold a secret: no referrer tells them, to us or to anybody. Not "no-referrer": under that, browsers
/// send their forms with "Origin: null", and at a desk without https those could not be told from another site's.
const HOLD_A_SECRET: [&str; 4] = ["/sign-in/link/", "/sign-in/once/", "/setup/", "/stop/"];

/// Notes every answer, and keeps secret addresses out of referrers.
pub struct Noted;

#[rocket::async_trait]
impl Fairing for Noted {
    fn info(&self) -> Info {
        Info {
            name: "noted",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let path = request.uri().path();
        if HOLD_A_SECRET.iter().any(|start| path.starts_with(start)) {
            response.set_header(Header::new("referrer-policy", "strict-origin"));
        }
        let route = request.route().map_or("none", |route| route.uri.as_str());
        tracing::Span::current()
            .record("route", route)
            .record("status", response.status().code);
        tracing::info!(
            request = super::calm::request_id(request),
            method = request.method().as_str(),
            // The route, not the address: an address may hold a secret.
            route,
            status = response.status().code,
            "answered"
        );
        let is_seen = request.method() == Method::Get && response.status() == Status::Ok;
        if is_seen && looks::shows_a_paper(route) {
            // In a box of its own: within this one, every answer would make room for it.
            Box::pin(looks::gather(request)).await;
        }
    }
}
