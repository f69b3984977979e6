//! Putting in a list of people: looked at first, then done row by row.

use rocket::form::Form;
use rocket::futures::future::join_all;
use rocket::{FromForm, Route, get, post, routes};

use super::LARGEST_FORM;
use super::answers::{Answer, Reply, is_about_fields, joined};
use super::aside;
use super::guards::Coordinator;
use super::house::House;
use super::parcel::Parcel;
use super::upload::Upload;
use crate::db::Db;
use crate::documents;
use crate::outbox;
use crate::pages::roster::{
    ImportPage, LookedPage, NO_TABLE, NOT_ARRIVED, NOTHING, TOO_LARGE, WORKBOOK, looked_again,
    rows, template, was_done,
};
use crate::people::Person;
use crate::refusal::{Fault, Outcome, Refusal};
use crate::roster::{self, Looked, Roster, Row};

/// So many rows wait for the disk together.
const TOGETHER: usize = 100;
const PAGE: &str = "/people/import";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, blank, put_in, take, again, download]
}

fn page_of(id: &str) -> String {
    format!("{PAGE}?list={id}")
}

#[get("/people/import?<list>")]
async fn look(coordinator: Coordinator, house: &House, list: Option<&str>) -> Reply {
    let Some(list) = list else {
        return coordinator.page(house, &ImportPage::default());
    };
    let (by, id) = (coordinator.person.clone(), list.to_owned());
    let read = house.db.read_apart(move |tx| {
        let roster = roster::find_for(tx, &by, &id)?;
        Ok((roster, outbox::relay(tx)?.configured))
    });
    let (roster, mail_goes_out) = read.await?;
    let page = LookedPage::of(&roster, mail_goes_out, &coordinator.times());
    coordinator.page(house, &page)
}

/// A table with the names of the columns, to fill in.
#[get("/people/import/list.csv")]
fn blank(_coordinator: Coordinator) -> Answer {
    csv("people.csv", template())
}

fn csv(name: &str, table: String) -> Answer {
    Answer::file(("text/csv; charset=utf-8", name), table.into_bytes())
}

#[derive(FromForm)]
struct Pasted {
    #[field(default = String::new())]
    text: String,
}

#[post("/people/import", data = "<parcel>")]
async fn put_in(coordinator: Coordinator, house: &House, parcel: Parcel) -> Reply {
    let pasted = parcel.words::<Pasted>()?.text;
    match keep(house, &coordinator.person, (&parcel.file, &pasted)).await {
        Ok(id) => Ok(Answer::go(page_of(&id))),
        Err(failure) if is_about_fields(&failure) => {
            coordinator.again(house, &ImportPage { text: pasted }, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Looks at a list and keeps it with what was found; gives its id.
async fn keep(house: &House, by: &Person, (file, pasted): (&Upload, &str)) -> Outcome<String> {
    let text = text(file, pasted).await?;
    let looked = look_at(&house.db, by, text.clone()).await?;
    let by = by.clone();
    let keeping = house
        .db
        .write(move |tx| roster::keep(tx, &by, &text, &looked));
    keeping.await
}

/// The list as text: the file, or else what was pasted.
async fn text(file: &Upload, pasted: &str) -> Outcome<String> {
    let no = |says: &str| Refusal::field("file", says).into();
    let arrived = match file {
        Upload::Nothing if pasted.trim().is_empty() => return Err(no(NOTHING)),
        Upload::Nothing => return Ok(pasted.to_owned()),
        Upload::TooLarge => return Err(no(TOO_LARGE)),
        Upload::NoRoom => return Err(crate::db::full().into()),
        Upload::Broken => return Err(no(NOT_ARRIVED)),
        Upload::Arrived(arrived) => arrived.path().to_owned(),
    };
    let reading = aside::blocking(move || {
        let bytes = std::fs::read(arrived);
        bytes.map_err(|error| Fault::from_error("reading an upload", error))
    });
    let bytes = joined(reading.await)??;
    if bytes.len() as u64 > LARGEST_FORM {
        return Err(no(TOO_LARGE));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(no(WORKBOOK));
    }
    let text = documents::decode(&bytes);
    if text.contains('\0') {
        return Err(no(NO_TABLE));
    }
    Ok(text)
}

async fn look_at(db: &Db, by: &Person, text: String) -> Outcome<Vec<Looked>> {
    let by = by.clone();
    db.read_apart(move |tx| roster::look(tx, &by, &roster::read(&text)?))
        .await
}

#[derive(FromForm)]
struct ListForm {
    #[field(default = String::new())]
    list: String,
    invite: Option<String>,
}

/// Goes on to its end also when the browser goes away.
#[post("/people/import/take", data = "<form>")]
async fn take(coordinator: Coordinator, house: &House, form: Form<ListForm>) -> Reply {
    let (by, id) = (coordinator.person.clone(), form.list.clone());
    let begun = house
        .db
        .write(move |tx| roster::begin(tx, &by, &id))
        .await?;
    let (db, by, invite) = (
        house.db.clone(),
        coordinator.person.clone(),
        form.invite.is_some(),
    );
    let done = joined(aside::going_on(carry_out(db, by, (begun, invite))).await)??;
    Ok(Answer::told(page_of(&form.list), was_done(&done)))
}

/// Each row is a deed of its own; those that are under way together share the way to the disk.
async fn carry_out(db: Db, by: Person, (begun, invite): (Roster, bool)) -> Outcome<Vec<Looked>> {
    let sheet = roster::read(&begun.sheet)?;
    let mut done = Vec::with_capacity(begun.looked.len());
    let pairs: Vec<(Row, Looked)> = sheet.rows.into_iter().zip(begun.looked).collect();
    for some in pairs.chunks(TOGETHER) {
        let deeds = some.iter().cloned().map(|(row, shown)| {
            let (db, by) = (db.clone(), by.clone());
            async move {
                let verdict = shown.verdict.clone();
                let deed = db.write(move |tx| roster::take(tx, &by, (&row, &verdict), invite));
                let said = roster::said(deed.await);
                said.map(|verdict| Looked { verdict, ..shown })
            }
        });
        for looked in join_all(deeds).await {
            done.push(looked?);
        }
    }
    let kept = done.clone();
    db.write(move |tx| roster::finish(tx, &begun.id, &kept))
        .await?;
    Ok(done)
}

#[post("/people/import/again", data = "<form>")]
async fn again(coordinator: Coordinator, house: &House, form: Form<ListForm>) -> Reply {
    let (by, id) = (coordinator.person.clone(), form.list.clone());
    let found = house.db.read(move |tx| roster::find_for(tx, &by, &id));
    let text = found.await?.sheet;
    let looked = look_at(&house.db, &coordinator.person, text).await?;
    let (by, id) = (coordinator.person.clone(), form.list.clone());
    let keeping = house
        .db
        .write(move |tx| roster::look_again(tx, &by, &id, &looked));
    keeping.await?;
    Ok(Answer::told(page_of(&form.list), looked_again()))
}

/// The list itself, with what each row came to beside it; `only=refused` for what has to be mended.
#[get("/people/import/rows.csv?<list>&<only>")]
async fn download(
    coordinator: Coordinator,
    house: &House,
    list: Option<&str>,
    only: Option<&str>,
) -> Reply {
    let (by, id) = (
        coordinator.person.clone(),
        list.unwrap_or_default().to_owned(),
    );
    let refused_only = only == Some("refused");
    let writing = house.db.read_apart(move |tx| {
        let roster = roster::find_for(tx, &by, &id)?;
        rows(&roster, refused_only)
    });
    Ok(csv("people-looked-at.csv", writing.await?))
}
