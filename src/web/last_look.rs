//! The last look at feedback, and the return with its ten minutes.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{Tutor, reference};
use super::house::House;
use super::marking::theirs;
use crate::feedback::{effort, second};
use crate::pages::letter::{Check, CheckPage};
use crate::pages::marked::{Deed, done};
use crate::papers::PaperNumber;
use crate::refusal::{Failure, Kind as No, Outcome};
use crate::{centre, drafts, feedback};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![check, release, undo]
}

async fn look(tutor: &Tutor, house: &House, number: PaperNumber) -> Outcome<Check> {
    let person = tutor.person.clone();
    let reading = house.db.read(move |tx| {
        let mut ready = feedback::ready(tx, &person, number)?;
        ready.paper = theirs(tx, &person, number)?;
        let text = drafts::reading_text(tx, ready.draft.manuscript.id)?;
        Ok(Check {
            text: text.unwrap_or_default(),
            ways: centre::ways(tx)?,
            second: second::applies_to(tx, &person)?,
            lies_since: second::open(tx, ready.draft.id)?.map(|reading| reading.asked_at),
            ready,
        })
    });
    reading.await
}

#[get("/desk/<number>/return")]
async fn check(tutor: Tutor, house: &House, number: &str) -> Reply {
    let number = reference(number)?;
    match look(&tutor, house, number).await {
        Ok(Check { ready, .. }) if ready.letter.trim().is_empty() => {
            let says = format!("Write a few lines to {} first.", ready.paper.student.name);
            Ok(Answer::warned(format!("/desk/{number}/letter"), says))
        }
        Ok(check) => tutor.page(house, &CheckPage::of(check, &tutor.times())),
        Err(Failure::Refused(refusal)) if refusal.kind == No::Conflict => {
            Ok(Answer::warned(format!("/desk/{number}"), refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What a tutor says beside what they return.
#[derive(FromForm)]
pub(super) struct Beside {
    /// How many minutes it took; empty: they do not say.
    #[field(default = String::new())]
    pub(super) minutes: String,
    /// What they looked at.
    #[field(default = String::new())]
    pub(super) edition: String,
}

/// The end of a return, or of sending it to a second reader: a word on the next page; or, where it did not go, the page
/// on which that can be mended.
pub(super) async fn end(
    (tutor, house): (&Tutor, &House),
    number: PaperNumber,
    (did, told): (Outcome<()>, String),
    typed: Beside,
) -> Reply {
    let base = format!("/desk/{number}");
    match did {
        Ok(()) => Ok(Answer::told("/desk", told)),
        Err(Failure::Refused(refusal))
            if refusal.fields.iter().any(|one| one.field == "minutes") =>
        {
            let check = look(tutor, house, number).await?;
            let page = CheckPage::of(check, &tutor.times()).with(typed.minutes);
            tutor.again(house, &page, refusal.into())
        }
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => Ok(Answer::warned(
            format!("{base}/letter"),
            format!("{}.", refusal.says),
        )),
        Err(Failure::Refused(refusal)) if refusal.kind == No::Conflict => {
            Ok(Answer::warned(format!("{base}/return"), refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/desk/<number>/return", data = "<form>")]
async fn release(tutor: Tutor, house: &House, number: &str, form: Form<Beside>) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let (minutes, edition) = (form.minutes.clone(), form.edition.clone());
    let releasing = house.db.write(move |tx| {
        feedback::refuse_unless_seen(tx, &person, number, &edition)?;
        effort::note(tx, &person, number, &minutes)?;
        feedback::release(tx, &person, number)
    });
    let did = (releasing.await, done(Deed::Return, number));
    end((&tutor, house), number, did, form.into_inner()).await
}

#[post("/desk/<number>/return/undo")]
async fn undo(tutor: Tutor, house: &House, number: &str) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let deed = house
        .db
        .write(move |tx| feedback::undo(tx, &person, number));
    match deed.await {
        Ok(()) => {
            let told = done(Deed::UndoReturn, number);
            Ok(Answer::told(format!("/desk/{number}"), told))
        }
        Err(Failure::Refused(refusal)) if refusal.kind == No::Conflict => {
            Ok(Answer::warned(format!("/desk/{number}"), refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}
