//! Does a form come from our own pages? One on another site is turned away, whoever is signed in.

use rocket::Request;
use rocket::http::Method;

use super::answers::session_cookie;
use super::house::House;

/// Whether a request that changes something comes from our own pages: a form on another site is turned away.
pub(super) fn is_same_site(request: &Request<'_>, house: &House) -> bool {
    if matches!(
        request.method(),
        Method::Get | Method::Head | Method::Options
    ) {
        return true;
    }
    let headers = request.headers();
    if let Some(site) = headers.get_one("Sec-Fetch-Site") {
        return matches!(site, "same-origin" | "none");
    }
    match headers.get_one("Origin") {
        Some(origin) => is_our_origin(origin, headers.get_one("Host"), house),
        None => request.cookies().get(session_cookie(house)).is_none(),
    }
}

/// Behind https only the configured origin counts; a desk at home is reached by whatever name its machine has.
fn is_our_origin(origin: &str, host: Option<&str>, house: &House) -> bool {
    let plain = origin.strip_prefix("http://");
    origin == house.public_url || (!house.is_secure() && plain.is_some() && plain == host)
}
