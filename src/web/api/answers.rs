//! What a call answers: JSON, with the headers that belong to it; and a deed that is done once, however often it is asked.

use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Responder, Response, Result as Responded};
use serde::Serialize;

use super::bearer::{Bearer, stop};
use super::problem::Problem;
use crate::db::Tx;
use crate::idempotency::{self, Answered, Asked, Given};
use crate::refusal::{Fault, Outcome as Done};
use crate::web::answers::CHUNK;
use crate::web::house::House;

/// What every call gives.
pub type Reply = Result<Answer, Problem>;

/// An answer that went well.
pub struct Answer {
    said: Answered,
    replayed: bool,
}

impl Answer {
    /// 200 with this.
    ///
    /// # Errors
    /// A fault when it cannot be written as JSON.
    pub fn of(shape: &impl Serialize) -> Result<Self, Fault> {
        Ok(Self {
            said: answered(200, &[], shape)?,
            replayed: false,
        })
    }

    /// The same, under this version.
    #[must_use]
    pub fn version(mut self, version: u32) -> Self {
        self.said.headers.push(etag(version));
        self
    }
}

/// An answer as it is kept, with its headers.
///
/// # Errors
/// A fault when it cannot be written as JSON.
pub fn answered(
    status: u16,
    headers: &[(String, String)],
    shape: &impl Serialize,
) -> Result<Answered, Fault> {
    let body = serde_json::to_string(shape)
        .map_err(|error| Fault::from_error("writing an answer", error))?;
    Ok(Answered {
        status,
        headers: headers.to_vec(),
        body,
    })
}

/// The header that names a version.
pub fn etag(version: u32) -> (String, String) {
    ("etag".to_owned(), format!("\"{version}\""))
}

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, _: &'r Request<'_>) -> Responded<'static> {
        let Answered {
            status,
            headers,
            body,
        } = self.said;
        let mut response = Response::build()
            .status(Status::new(status))
            .header(ContentType::JSON)
            .sized_body(body.len(), std::io::Cursor::new(body))
            .max_chunk_size(CHUNK)
            .finalize();
        for (name, value) in headers {
            response.set_header(Header::new(name, value));
        }
        if self.replayed {
            response.set_header(Header::new("idempotency-replayed", "true"));
        }
        Ok(response)
    }
}

/// The sender's own name for a request, if it gave one.
pub struct Key(Option<String>);

impl Key {
    /// The request as its answer is kept.
    pub fn asked(&self, bearer: &Bearer, fingerprint: [u8; 32]) -> Asked {
        Asked {
            person: bearer.person.id,
            key: self.0.clone(),
            fingerprint,
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Key {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.headers().get_one("Idempotency-Key") {
            None => Outcome::Success(Self(None)),
            Some(key)
                if (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) =>
            {
                Outcome::Success(Self(Some(key.to_owned())))
            }
            Some(_) => {
                let says = "An Idempotency-Key has 1 to 255 visible ASCII letters.";
                stop(request, Problem::new(400, says))
            }
        }
    }
}

/// The answer that this very request was given before, if it was: what comes with it need not be read again.
///
/// # Errors
/// A problem when the key stood for another request.
pub async fn given_before(house: &House, asked: &Asked) -> Result<Option<Answer>, Problem> {
    if asked.key.is_none() {
        return Ok(None);
    }
    let asked = asked.clone();
    let before = house.db.read(move |tx| idempotency::before(tx, &asked));
    Ok(before.await?.map(|said| Answer {
        said,
        replayed: true,
    }))
}

/// Does a deed once, and keeps its answer in the same transaction.
///
/// # Errors
/// Whatever the deed gives, and when the key stood for another request.
pub async fn once(
    house: &House,
    asked: Asked,
    deed: impl FnOnce(&Tx<'_>) -> Done<Answered> + Send + 'static,
) -> Reply {
    let done = house
        .db
        .write(move |tx| idempotency::once(tx, &asked, deed));
    Ok(match done.await? {
        Given::First(said) => Answer {
            said,
            replayed: false,
        },
        Given::Again(said) => Answer {
            said,
            replayed: true,
        },
    })
}
