//! Saving while somebody writes: the script's own way to keep a note or a letter, answered in a few words.

use rocket::form::Form;
use rocket::http::Status;
use rocket::{Route, post, routes};
use serde_json::json;

use super::answers::{Answer, Reply};
use super::calm::status_of;
use super::guards::{Tutor, reference};
use super::house::House;
use super::note_fields::Fields;
use crate::feedback::margin;
use crate::feedback::pieces::Kept;
use crate::refusal::Failure;

/// The one way.
pub fn routes() -> Vec<Route> {
    routes![keep]
}

/// 200 with the piece, its version and the time; 409 where another window saved meanwhile and this is kept beside it;
/// any other status with a sentence that says why.
#[post("/desk/<number>/keep", data = "<form>")]
async fn keep(tutor: Tutor, house: &House, number: &str, form: Form<Fields>) -> Reply {
    let (person, number, times) = (tutor.person.clone(), reference(number)?, tutor.times());
    let kept = match form.typed() {
        Ok(typed) => {
            let (hand, about) = (form.hand(), form.about());
            let keeping = house
                .db
                .write(move |tx| margin::keep(tx, &person, number, (&hand, &typed, about)));
            keeping.await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let at = times.time(tutor.now);
    Ok(match kept {
        Ok(Kept::Saved(piece, version)) => Answer::json(
            Status::Ok,
            &json!({"piece": piece, "version": version, "at": at}),
        ),
        Ok(Kept::Beside(piece, version)) => Answer::json(
            Status::Conflict,
            &json!({"piece": piece, "version": version, "at": at, "beside": true}),
        ),
        Err(Failure::Refused(refusal)) => {
            Answer::json(status_of(refusal.kind), &json!({"says": refusal.says}))
        }
        Err(failure) => return Err(failure.into()),
    })
}
