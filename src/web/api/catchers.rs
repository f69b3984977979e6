//! What a program reads where no call answered it: no such place, no such method, no token, no room.

use rocket::http::{Method, Status};
use rocket::{Catcher, Request, catchers};

use super::bearer::Met;
use super::problem::Problem;

#[rocket::catch(default)]
fn anything(status: Status, request: &Request<'_>) -> Problem {
    if let Some(problem) = Met::on(request) {
        return problem;
    }
    let known = methods(request);
    if status == Status::NotFound && !known.is_empty() && !known.contains(&request.method()) {
        let all: Vec<&str> = known.iter().map(|method| method.as_str()).collect();
        return Problem::of(Status::MethodNotAllowed).with("allow", all.join(", "));
    }
    Problem::of(status)
}

/// The methods that the address of a request knows.
fn methods(request: &Request<'_>) -> Vec<Method> {
    let asked: Vec<&str> = request
        .uri()
        .path()
        .raw_segments()
        .map(rocket::http::RawStr::as_str)
        .collect();
    let mut known: Vec<Method> = request
        .rocket()
        .routes()
        .filter(|route| is_at(route.uri.path(), &asked))
        .map(|route| route.method)
        .collect();
    if known.contains(&Method::Get) {
        known.push(Method::Head);
    }
    known.sort_unstable_by_key(|method| method.as_str());
    known.dedup();
    known
}

/// Whether a route's address, in which `<…>` stands for anything, is the one asked for.
fn is_at(route: &str, asked: &[&str]) -> bool {
    let parts: Vec<&str> = route.split('/').filter(|part| !part.is_empty()).collect();
    parts.len() == asked.len()
        && parts
            .iter()
            .zip(asked)
            .all(|(part, asked)| part.starts_with('<') || part == asked)
}

/// For every call's address.
pub fn all() -> Vec<Catcher> {
    catchers![anything]
}
