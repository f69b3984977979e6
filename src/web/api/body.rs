//! What a call brings with it: JSON, or a form with a file. Anything else is not taken.

use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::Status;
use rocket::request::Request;
use sha2::{Digest, Sha256};

use super::bearer::stop;
use super::problem::Problem;
use crate::web::house::House;
use crate::web::parcel::Parcel;
use crate::web::upload::Upload;

/// A merge patch as RFC 7396 names it.
pub const MERGE_PATCH: &str = "application/merge-patch+json";

/// JSON, not read yet.
pub struct Json {
    /// All of it.
    pub bytes: Vec<u8>,
    /// SHA-256 of the call and all that came with it.
    pub fingerprint: [u8; 32],
}

/// A merge patch, not read yet.
pub struct Patch(pub Vec<u8>);

/// A paper: as JSON, or as a form with a file.
pub enum Paper {
    /// As JSON.
    Json(Json),
    /// As a form, and SHA-256 of the call and all that came with it.
    Form(Parcel, [u8; 32]),
}

impl Paper {
    /// SHA-256 of the call and all that came with it.
    pub const fn fingerprint(&self) -> [u8; 32] {
        match self {
            Self::Json(json) => json.fingerprint,
            Self::Form(_, fingerprint) => *fingerprint,
        }
    }
}

fn is(request: &Request<'_>, kinds: &[&str]) -> bool {
    request.content_type().is_some_and(|kind| {
        let said = format!("{}/{}", kind.top(), kind.sub());
        kinds.iter().any(|kind| said.eq_ignore_ascii_case(kind))
    })
}

async fn read(request: &Request<'_>, data: Data<'_>) -> Result<Vec<u8>, Problem> {
    let house = request.rocket().state::<House>();
    let house = house.ok_or(Problem::of(Status::InternalServerError))?;
    let limit = crate::web::limits(house.max_upload).max_json.bytes();
    match data.open(limit).into_bytes().await {
        Ok(bytes) if bytes.is_complete() => Ok(bytes.into_inner()),
        Ok(_) => Err(Problem::of(Status::PayloadTooLarge)),
        Err(_) => Err(Problem::new(400, "The body did not arrive whole.")),
    }
}

/// The beginning of a fingerprint: which call it is.
fn call(request: &Request<'_>) -> Sha256 {
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update(request.uri().path().as_str());
    hash
}

/// Whatever boundary it came with.
fn fingerprint_of(request: &Request<'_>, parcel: &Parcel) -> [u8; 32] {
    let mut hash = call(request);
    for (name, words) in parcel.fields().unwrap_or_default() {
        for part in [name, words] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
    }
    match (&parcel.file, parcel.file.told()) {
        (Upload::Nothing, _) => {}
        (_, Some((name, sha256))) => {
            hash.update(name);
            hash.update(sha256);
        }
        // Nobody knows what it was: it is like no other.
        (_, None) => hash.update(uuid::Uuid::now_v7().as_bytes()),
    }
    hash.finalize().into()
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Json {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if !is(request, &["application/json"]) {
            let problem = Problem::media_type("accept-post", "application/json");
            return stopped(request, problem);
        }
        match read(request, data).await {
            Ok(bytes) => {
                let mut hash = call(request);
                hash.update(&bytes);
                let fingerprint = hash.finalize().into();
                Outcome::Success(Self { bytes, fingerprint })
            }
            Err(problem) => stopped(request, problem),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Patch {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let kinds = ["application/json", MERGE_PATCH];
        if !is(request, &kinds) {
            return stopped(
                request,
                Problem::media_type("accept-patch", &kinds.join(", ")),
            );
        }
        match read(request, data).await {
            Ok(bytes) => Outcome::Success(Self(bytes)),
            Err(problem) => stopped(request, problem),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Paper {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if request
            .content_type()
            .is_some_and(|kind| kind.is_form_data())
        {
            return match Parcel::from_data(request, data).await {
                Outcome::Success(parcel) => {
                    let fingerprint = fingerprint_of(request, &parcel);
                    Outcome::Success(Self::Form(parcel, fingerprint))
                }
                Outcome::Error(error) => Outcome::Error(error),
                Outcome::Forward(forward) => Outcome::Forward(forward),
            };
        }
        if !is(request, &["application/json"]) {
            let kinds = "application/json, multipart/form-data";
            return stopped(request, Problem::media_type("accept-post", kinds));
        }
        Json::from_data(request, data).await.map(Self::Json)
    }
}

fn stopped<'r, T>(request: &Request<'_>, problem: Problem) -> Outcome<'r, T, ()> {
    match stop::<T>(request, problem) {
        rocket::outcome::Outcome::Error(error) => Outcome::Error(error),
        _ => Outcome::Error((Status::InternalServerError, ())),
    }
}
