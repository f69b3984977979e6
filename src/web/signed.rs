//! Calls of programs that prove themselves by a signature, as Standard Webhooks has it: a key, the time, the whole body.

use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::Status;
use rocket::request::Request;

use super::LARGEST_FORM;
use super::house::House;
use crate::clock::Moment;
use crate::hooks;

/// A signature is good for so many seconds before and after it was made.
const GOOD_FOR: i64 = 300;

/// The body of a call whose signature fits.
pub struct Signed(pub Vec<u8>);

/// What the signature is over, as the headers say it.
struct Claim<'r> {
    id: &'r str,
    at: &'r str,
    signatures: &'r str,
}

impl<'r> Claim<'r> {
    fn of(request: &'r Request<'_>) -> Option<Self> {
        let header = |name| request.headers().get_one(name);
        Some(Self {
            id: header("webhook-id")?,
            at: header("webhook-timestamp")?,
            signatures: header("webhook-signature")?,
        })
    }

    /// Whether one of the signatures is of this body, by this key, made just now.
    fn fits(&self, key: &[u8], body: &[u8], now: Moment) -> bool {
        let Some(at) = self
            .at
            .parse()
            .ok()
            .map(|at: i64| Moment(at.saturating_mul(1000)))
        else {
            return false;
        };
        now.seconds_since(at).abs() <= GOOD_FOR
            && hooks::is_signed(key, (self.id, self.at), body, self.signatures)
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Signed {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let Some(house) = request.rocket().state::<House>() else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let Some(key) = &house.settings.inbound_key else {
            return Outcome::Error((Status::NotFound, ()));
        };
        let Some(claim) = Claim::of(request) else {
            return Outcome::Error((Status::Unauthorized, ()));
        };
        let body = match data.open(LARGEST_FORM.bytes()).into_bytes().await {
            Ok(body) if body.is_complete() => body.into_inner(),
            Ok(_) => return Outcome::Error((Status::PayloadTooLarge, ())),
            Err(_) => return Outcome::Error((Status::BadRequest, ())),
        };
        if claim.fits(key.bytes(), &body, house.db.clock().now()) {
            Outcome::Success(Self(body))
        } else {
            Outcome::Error((Status::Unauthorized, ()))
        }
    }
}
