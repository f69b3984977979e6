//! A second reader before feedback goes out: its tutor sends it there, somebody else releases it or gives it back.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Staff, Tutor, Visitor, reference};
use super::house::House;
use super::last_look::{self, Beside};
use crate::feedback::{effort, second};
use crate::pages::Page;
use crate::pages::second::{
    Facts, SecondPage, WithPile, asked, called_off, gave_back, released, undone,
};
use crate::papers::{self, PaperNumber};
use crate::refusal::{Failure, Kind, Outcome};
use crate::{centre, drafts, feedback};

/// Where everybody's own work is.
const HOME: &str = "/";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![ask, call_off, read, release, give_back, undo]
}

/// A page with what waits for its reader as a second reader.
pub(super) async fn with_pile<P: Page>(
    visitor: &Visitor,
    house: &House,
    page: P,
) -> Outcome<WithPile<P>> {
    let person = visitor.person.clone();
    let reading = house.db.read(move |tx| match person {
        Some(person) => Ok((
            second::pile(tx, &person)?,
            papers::are_writers_hidden(tx, &person)?,
        )),
        None => Ok((second::Pile::default(), true)),
    });
    let (pile, blind) = reading.await?;
    Ok(WithPile::of(page, pile, blind, &visitor.times()))
}

/// The end of a deed: a word on the next page, or, where something else happened meanwhile, why not.
fn end(did: Outcome<()>, (to, told): (&str, String), otherwise: &str) -> Reply {
    match did {
        Ok(()) => Ok(Answer::told(to.to_owned(), told)),
        Err(Failure::Refused(refusal)) if refusal.kind == Kind::Conflict => {
            Ok(Answer::warned(otherwise.to_owned(), refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/desk/<number>/second-reader", data = "<form>")]
async fn ask(tutor: Tutor, house: &House, number: &str, form: Form<Beside>) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let (minutes, edition) = (form.minutes.clone(), form.edition.clone());
    let asking = house.db.write(move |tx| {
        feedback::refuse_unless_seen(tx, &person, number, &edition)?;
        effort::note(tx, &person, number, &minutes)?;
        second::ask(tx, &person, number)
    });
    let did = (asking.await, asked(number));
    last_look::end((&tutor, house), number, did, form.into_inner()).await
}

#[post("/desk/<number>/second-reader/call-off")]
async fn call_off(tutor: Tutor, house: &House, number: &str) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let calling = house
        .db
        .write(move |tx| second::call_off(tx, &person, number));
    let page = format!("/desk/{number}");
    end(calling.await, (&page, called_off(number)), &page)
}

async fn look(reader: &Staff, house: &House, number: PaperNumber) -> Outcome<SecondPage> {
    let person = reader.person.clone();
    let reading = house.db.read(move |tx| {
        let (mut ready, reading) = second::look(tx, &person, number)?;
        ready.paper = papers::as_seen_by(tx, &person, ready.paper)?;
        Ok(Facts {
            text: drafts::reading_text(tx, ready.draft.manuscript.id)?,
            ways: centre::ways(tx)?,
            ready,
            reading,
        })
    });
    Ok(SecondPage::of(reading.await?, &reader.times()))
}

#[get("/desk/<number>/second")]
async fn read(reader: Staff, house: &House, number: &str) -> Reply {
    match look(&reader, house, reference(number)?).await {
        Ok(page) => reader.page(house, &page),
        Err(Failure::Refused(refusal)) if refusal.kind == Kind::Conflict => {
            Ok(Answer::warned(HOME, refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/desk/<number>/second/release")]
async fn release(reader: Staff, house: &House, number: &str) -> Reply {
    let (person, number) = (reader.person.clone(), reference(number)?);
    let releasing = house
        .db
        .write(move |tx| second::release(tx, &person, number));
    end(releasing.await, (HOME, released(number)), HOME)
}

#[derive(FromForm)]
struct WordsForm {
    #[field(default = String::new())]
    words: String,
}

#[post("/desk/<number>/second/give-back", data = "<form>")]
async fn give_back(reader: Staff, house: &House, number: &str, form: Form<WordsForm>) -> Reply {
    let (person, number) = (reader.person.clone(), reference(number)?);
    let words = form.words.clone();
    let giving = house
        .db
        .write(move |tx| second::give_back(tx, &person, number, &words));
    match giving.await {
        Err(failure) if is_about_fields(&failure) => {
            let page = look(&reader, house, number).await?;
            reader.again(house, &page.with(form.into_inner().words), failure)
        }
        did => end(did, (HOME, gave_back(number)), HOME),
    }
}

#[post("/desk/<number>/second/undo")]
async fn undo(reader: Staff, house: &House, number: &str) -> Reply {
    let (person, number) = (reader.person.clone(), reference(number)?);
    let undoing = house
        .db
        .write(move |tx| feedback::undo(tx, &person, number));
    end(undoing.await, (HOME, undone(number)), HOME)
}
