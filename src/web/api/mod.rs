//! The desk for programs: the same deeds as the pages, in JSON. No rule, no statement and no permission stands here.

mod answers;
mod bearer;
mod body;
mod calls;
mod catchers;
mod conditions;
mod deliveries;
mod description;
mod docs;
mod drafts;
mod events;
mod fields;
mod json;
mod lists;
mod modifiers;
mod papers;
mod patch;
mod people;
mod pipeline;
mod postman;
mod problem;
mod query;
mod rates;
mod sendable;
mod sent;
mod shapes;
mod text;
mod vocabulary;

use rocket::fairing::AdHoc;
use rocket::http::Header;
use rocket::{Build, Rocket, Route};

use bearer::Counted;

pub use rates::Rates;

/// Where the API begins, and the one call of the original pipeline that stands beside it.
const PLACES: [&str; 2] = ["/api", "/paper"];

/// The calls.
pub fn routes() -> Vec<Route> {
    [
        papers::routes(),
        drafts::routes(),
        events::routes(),
        deliveries::routes(),
        people::routes(),
        pipeline::routes(),
        description::routes(),
        postman::routes(),
        docs::routes(),
    ]
    .concat()
}

/// Mounts the API: its calls, its problems, and how the token stands on every answer.
pub fn mount(rocket: Rocket<Build>) -> Rocket<Build> {
    let counted = AdHoc::on_response("rate limit fields", |request, response| {
        Box::pin(async move {
            let counted: &Counted = request.local_cache(|| Counted(None));
            for (name, value) in counted.0.into_iter().flat_map(rates::Standing::fields) {
                response.set_header(Header::new(name, value));
            }
        })
    });
    PLACES
        .into_iter()
        .fold(rocket.mount("/", routes()), |rocket, place| {
            rocket.register(place, catchers::all())
        })
        .attach(counted)
}
