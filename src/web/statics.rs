//! Styles, fonts and the script: the same for everybody, kept by the browser until they change.
#![expect(
    clippy::needless_pass_by_value,
    reason = "Rocket hands guards over by value"
)]

use rocket::Route;
use rocket::http::{ContentType, Header};
use rocket::response::{Responder, Response, Result as Responded};
use rocket::{Request, get, routes};

use super::answers::CHUNK;
use crate::assets;

/// Where static files are served.
pub fn routes() -> Vec<Route> {
    routes![file]
}

struct StaticFile(String);

impl<'r> Responder<'r, 'static> for StaticFile {
    fn respond_to(self, _: &'r Request<'_>) -> Responded<'static> {
        let (bytes, mime) = assets::static_file(&self.0).ok_or(rocket::http::Status::NotFound)?;
        let kind = ContentType::parse_flexible(&mime).unwrap_or(ContentType::Binary);
        let age = if assets::RELOADS {
            "no-cache"
        } else {
            "public, max-age=31536000, immutable"
        };
        Response::build()
            .header(kind)
            .header(Header::new("cache-control", age))
            .sized_body(bytes.len(), std::io::Cursor::new(bytes))
            .max_chunk_size(CHUNK)
            .ok()
    }
}

#[get("/static/<path..>")]
fn file(path: std::path::PathBuf) -> StaticFile {
    StaticFile(path.to_string_lossy().into_owned())
}
