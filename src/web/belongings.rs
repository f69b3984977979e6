//! All that the desk keeps of a person: taken by themself or for them, and erased.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;

use rocket::form::Form;
use rocket::http::Header;
use rocket::response::{Responder, Response, Result as Responded};
use rocket::{FromForm, Request, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields, joined};
use super::aside;
use super::calm::Stop;
use super::download::disposition;
use super::guards::{Coordinator, SignedIn};
use super::house::House;
use crate::audit::{self, Act, Subject};
use crate::belongings::{self, Belongings, Content};
use crate::db::Db;
use crate::documents::parcel::Parcel;
use crate::drafts;
use crate::erasing;
use crate::pages::erasing::{BelongingsPage, ERASED, ErasePage};
use crate::people::{Person, PersonId};
use crate::refusal::{Fault, Outcome};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![own, own_file, look, file, preview, erase]
}

async fn page(house: &House, by: &Person, id: PersonId) -> Outcome<BelongingsPage> {
    let by = by.clone();
    let looking = house.db.read(move |tx| {
        let person = belongings::find_for(tx, &by, id)?;
        let held = belongings::count(tx, id)?;
        Ok(BelongingsPage::of(&person, held, by.id == id))
    });
    looking.await
}

#[get("/account/data")]
async fn own(visitor: SignedIn, house: &House) -> Reply {
    let page = page(house, &visitor.person, visitor.person.id).await?;
    visitor.page(house, &page)
}

#[get("/people/<id>/export")]
async fn look(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let page = page(house, &coordinator.person, PersonId(id)).await?;
    coordinator.page(house, &page)
}

#[get("/account/data/file")]
async fn own_file(visitor: SignedIn, house: &House) -> Result<Packed, Stop> {
    Ok(pack(house, &visitor.person, visitor.person.id).await?)
}

#[get("/people/<id>/export/file")]
async fn file(coordinator: Coordinator, house: &House, id: i64) -> Result<Packed, Stop> {
    Ok(pack(house, &coordinator.person, PersonId(id)).await?)
}

/// A parcel as an answer. Its file has no name any more: it is gone as soon as the answer is.
struct Packed {
    file: File,
    size: u64,
}

impl<'r> Responder<'r, 'static> for Packed {
    fn respond_to(self, _: &'r Request<'_>) -> Responded<'static> {
        let size = usize::try_from(self.size).ok();
        Response::build()
            .header(Header::new("content-type", "application/zip"))
            .header(Header::new(
                "content-disposition",
                disposition("paperdesk-data.zip"),
            ))
            .header(Header::new(
                "content-security-policy",
                "default-src 'none'; sandbox",
            ))
            .sized_body(size, rocket::tokio::fs::File::from_std(self.file))
            .ok()
    }
}

/// Puts a person's belongings together in the uploads folder; that they are taken is written down first.
async fn pack(house: &House, by: &Person, id: PersonId) -> Outcome<Packed> {
    let (asks, db) = (by.clone(), house.db.clone());
    let found = db
        .read_apart(move |tx| belongings::of(tx, &asks, id))
        .await?;
    let who = by.id.0;
    let noting = house.db.write(move |tx| {
        audit::note_plainly(tx, Some(who), Act::PersonExported, Subject::Person(id.0))
    });
    noting.await?;
    let path = house
        .uploads
        .join(format!("parcel-{}", uuid::Uuid::now_v7()));
    let packing = aside::blocking(move || {
        let spooling = |error| Fault::from_error("putting a parcel together", error);
        let file = OpenOptions::new()
            .create_new(true)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(spooling)?;
        fs::remove_file(&path).map_err(spooling)?;
        let mut file = fill(&db, Parcel::new(file), found)?;
        let size = file.seek(SeekFrom::End(0)).map_err(spooling)?;
        file.rewind().map_err(spooling)?;
        Ok(Packed { file, size })
    });
    joined(packing.await)?
}

fn fill(db: &Db, mut parcel: Parcel, found: Belongings) -> Outcome<File> {
    for (name, content) in found.files {
        parcel.begin(&name)?;
        match content {
            Content::Text(text) => parcel.put(text.as_bytes())?,
            Content::Mail(id) => parcel.put(&db.read_now(|tx| belongings::mail(tx, id))?)?,
            Content::Kept(file) => {
                let mut n = 0;
                while let Some(piece) = db.read_now(|tx| drafts::piece(tx, file, n))? {
                    parcel.put(&piece)?;
                    n += 1;
                }
            }
        }
    }
    Ok(parcel.close()?)
}

async fn previewed(coordinator: &Coordinator, house: &House, id: i64) -> Outcome<ErasePage> {
    let by = coordinator.person.clone();
    let looking = house
        .db
        .read(move |tx| erasing::look(tx, &by, PersonId(id)));
    Ok(ErasePage::of(&looking.await?))
}

#[get("/people/<id>/erase")]
async fn preview(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let page = previewed(&coordinator, house, id).await?;
    coordinator.page(house, &page)
}

#[derive(FromForm)]
struct EraseForm {
    #[field(default = String::new())]
    address: String,
}

#[post("/people/<id>/erase", data = "<form>")]
async fn erase(coordinator: Coordinator, house: &House, id: i64, form: Form<EraseForm>) -> Reply {
    let (by, address) = (coordinator.person.clone(), form.address.clone());
    let erasing = house
        .db
        .write(move |tx| erasing::erase(tx, &by, PersonId(id), &address));
    match erasing.await {
        Ok(()) => {
            // What was erased stands in the log file until this.
            if let Err(failure) = house.db.checkpoint().await {
                tracing::warn!(%failure, "what was erased leaves the log file later");
            }
            Ok(Answer::told("/people", ERASED))
        }
        Err(failure) if is_about_fields(&failure) => {
            let page = previewed(&coordinator, house, id).await?;
            coordinator.again(house, &page.typed(form.address.clone()), failure)
        }
        Err(failure) => Err(failure.into()),
    }
}
