//! The comment bank: its page, its CSV file, and what the script puts into an open comment.

use rocket::form::Form;
use rocket::http::Status;
use rocket::{FromForm, Route, get, post, routes};
use serde_json::json;

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Tutor, reference};
use super::house::House;
use super::marking::theirs;
use crate::db::Tx;
use crate::feedback::bank::{self, SnippetId};
use crate::feedback::sheet;
use crate::pages::bank::{ADDED, BankPage, REMOVED, SAVED, imported};
use crate::people::Person;
use crate::refusal::{Failure, Outcome, Refusal};

const BANK: &str = "/desk/bank";
/// So many comments are taken in at once.
const MOST_IMPORTED: usize = 1000;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, add, change, export, import, list, fill]
}

async fn page(tutor: &Tutor, house: &House, search: &str) -> Outcome<BankPage> {
    let (person, wanted) = (tutor.person.clone(), search.to_owned());
    let reading = house.db.read(move |tx| bank::all(tx, &person, &wanted));
    Ok(BankPage::of(
        reading.await?,
        search,
        tutor.person.oversees(),
    ))
}

#[get("/desk/bank?<q>")]
async fn look(tutor: Tutor, house: &House, q: Option<&str>) -> Reply {
    let page = page(&tutor, house, q.unwrap_or_default()).await?;
    tutor.page(house, &page)
}

#[derive(FromForm)]
struct NewForm {
    #[field(default = String::new())]
    words: String,
    shared: Option<String>,
}

#[post("/desk/bank", data = "<form>")]
async fn add(tutor: Tutor, house: &House, form: Form<NewForm>) -> Reply {
    let (person, words, shared) = (
        tutor.person.clone(),
        form.words.clone(),
        form.shared.is_some(),
    );
    match house
        .db
        .write(move |tx| bank::add(tx, &person, &words, shared))
        .await
    {
        Ok(()) => Ok(Answer::told(BANK, ADDED)),
        Err(failure) if is_about_fields(&failure) => {
            let page = page(&tutor, house, "").await?.with(form.into_inner().words);
            tutor.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[derive(FromForm)]
struct ChangeForm {
    #[field(default = String::new())]
    words: String,
    #[field(default = String::new())]
    then: String,
}

#[post("/desk/bank/<id>", data = "<form>", rank = 2)]
async fn change(tutor: Tutor, house: &House, id: i64, form: Form<ChangeForm>) -> Reply {
    let (person, id, form) = (tutor.person.clone(), SnippetId(id), form.into_inner());
    let told = if form.then == "remove" {
        REMOVED
    } else {
        SAVED
    };
    let changing = house.db.write(move |tx| match form.then.as_str() {
        "remove" => bank::remove(tx, &person, id),
        "share" => bank::share(tx, &person, id),
        _ => bank::change(tx, &person, id, &form.words),
    });
    match changing.await {
        Ok(()) => Ok(Answer::told(BANK, told)),
        Err(failure) if is_about_fields(&failure) => {
            let page = page(&tutor, house, "").await?;
            tutor.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[get("/desk/bank.csv")]
async fn export(tutor: Tutor, house: &House) -> Reply {
    let person = tutor.person.clone();
    let all = house.db.read(move |tx| bank::all(tx, &person, "")).await?;
    let written = sheet::write(all.iter().map(|snippet| snippet.words.as_str()));
    Ok(Answer::file(
        ("text/csv; charset=utf-8", "comment-bank.csv"),
        written.into_bytes(),
    ))
}

#[derive(FromForm)]
struct ImportForm {
    #[field(default = String::new())]
    csv: String,
}

#[post("/desk/bank/import", data = "<form>")]
async fn import(tutor: Tutor, house: &House, form: Form<ImportForm>) -> Reply {
    let person = tutor.person.clone();
    let read = sheet::read(&form.csv);
    let many = read.len().min(MOST_IMPORTED);
    let taking = house.db.write(move |tx| take_in(tx, &person, &read));
    match taking.await {
        Ok(()) => Ok(Answer::told(BANK, imported(many))),
        Err(failure) if is_about_fields(&failure) => {
            let page = page(&tutor, house, "").await?;
            tutor.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

fn take_in(tx: &Tx<'_>, person: &Person, read: &[String]) -> Outcome<()> {
    if read.is_empty() {
        return Err(Refusal::field("csv", "Paste a CSV file with at least one comment").into());
    }
    read.iter()
        .take(MOST_IMPORTED)
        .try_for_each(|words| bank::add(tx, person, words, false))
}

/// The snippets for an open comment: number, whether shared, and words.
#[get("/desk/bank.json?<q>")]
async fn list(tutor: Tutor, house: &House, q: Option<&str>) -> Reply {
    let (person, search) = (tutor.person.clone(), q.unwrap_or_default().to_owned());
    let all = house
        .db
        .read(move |tx| bank::all(tx, &person, &search))
        .await?;
    let said = all
        .iter()
        .take(50)
        .map(|snippet| json!({"id": snippet.id, "shared": snippet.shared, "words": snippet.words}));
    Ok(Answer::json(Status::Ok, &said.collect()))
}

#[derive(FromForm)]
struct FillForm {
    #[field(default = 0)]
    snippet: i64,
    #[field(default = String::new())]
    quote: String,
    sure: Option<i64>,
}

/// One snippet filled in for a paper, to be put into an open comment; 422 with a sentence where they are asked first.
#[post("/desk/<number>/snippet", data = "<form>")]
async fn fill(tutor: Tutor, house: &House, number: &str, form: Form<FillForm>) -> Reply {
    let (person, number, form) = (tutor.person.clone(), reference(number)?, form.into_inner());
    let filling = house.db.write(move |tx| {
        let paper = theirs(tx, &person, number)?;
        let onto = bank::Onto {
            paper: number,
            name: paper.student.first_name(),
            quote: &form.quote,
            sure: form.sure == Some(form.snippet),
        };
        bank::fill(tx, &person, SnippetId(form.snippet), &onto)
    });
    match filling.await {
        Ok(words) => Ok(Answer::json(Status::Ok, &json!({"words": words}))),
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => {
            let says = json!({"says": refusal.says});
            Ok(Answer::json(Status::UnprocessableEntity, &says))
        }
        Err(failure) => Err(failure.into()),
    }
}
