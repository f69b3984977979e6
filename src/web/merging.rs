//! Two accounts of one person: found, looked at side by side, and made one.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::merging::{self, alike};
use crate::pages::merging::{AlikePage, ChoosePage, MOST_FOUND, MergePage, TOLD_APART, merged};
use crate::people::{self, PersonId};
use crate::refusal::Refusal;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![choose, look, merge, alike_ones, tell_apart]
}

#[get("/people/<id>/merge?<q>")]
async fn choose(coordinator: Coordinator, house: &House, id: i64, q: Option<&str>) -> Reply {
    let sought = q.unwrap_or_default().trim().to_owned();
    let words = sought.clone();
    let reading = house.db.read(move |tx| {
        let person = people::find(tx, PersonId(id))?.ok_or_else(Refusal::not_found)?;
        let from = ("", PersonId(0));
        let found = if words.is_empty() {
            Vec::new()
        } else {
            people::search(tx, (None, &words), from, MOST_FOUND + 1)?
        };
        Ok((person, found))
    });
    let (person, found) = reading.await?;
    coordinator.page(house, &ChoosePage::of(&person, &found, sought))
}

#[get("/people/<id>/merge/<other>")]
async fn look(coordinator: Coordinator, house: &House, id: i64, other: i64) -> Reply {
    let (by, both) = (coordinator.person.clone(), (PersonId(id), PersonId(other)));
    let pair = house
        .db
        .read(move |tx| merging::look(tx, &by, both))
        .await?;
    coordinator.page(house, &MergePage::of(&pair))
}

#[derive(FromForm)]
struct MergeForm {
    #[field(default = String::new())]
    address: String,
}

#[post("/people/<id>/merge/<other>", data = "<form>")]
async fn merge(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    other: i64,
    form: Form<MergeForm>,
) -> Reply {
    let (by, both) = (coordinator.person.clone(), (PersonId(id), PersonId(other)));
    let others_address = form.address == "other";
    let merging = house.db.write(move |tx| {
        merging::merge(tx, &by, both, others_address)?;
        people::find(tx, both.0)?.ok_or_else(|| Refusal::not_found().into())
    });
    let person = merging.await?;
    Ok(Answer::told(format!("/people/{id}"), merged(&person)))
}

#[get("/people/alike")]
async fn alike_ones(coordinator: Coordinator, house: &House) -> Reply {
    let found = house.db.read_apart(alike::pairs).await?;
    coordinator.page(house, &AlikePage::of(found))
}

#[derive(FromForm)]
struct PairForm {
    #[field(default = 0)]
    one: i64,
    #[field(default = 0)]
    other: i64,
}

#[post("/people/alike/tell-apart", data = "<form>")]
async fn tell_apart(coordinator: Coordinator, house: &House, form: Form<PairForm>) -> Reply {
    let by = coordinator.person.clone();
    let both = (PersonId(form.one), PersonId(form.other));
    house
        .db
        .write(move |tx| alike::tell_apart(tx, &by, both))
        .await?;
    Ok(Answer::told("/people/alike", TOLD_APART))
}
