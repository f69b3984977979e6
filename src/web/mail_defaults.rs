//! What people get by mail who chose nothing themselves, as the centre sets it for each role.

use std::collections::HashMap;

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::outbox::subscriptions::Defaults;
use crate::outbox::subscriptions::defaults::{self, Setting};
use crate::pages::mail_defaults::{MailDefaultsPage, SAVED, read};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, settle]
}

#[get("/settings/mail")]
async fn look(coordinator: Coordinator, house: &House) -> Reply {
    let set = house.db.read(Defaults::set).await?;
    coordinator.page(house, &MailDefaultsPage::of(&set))
}

/// What was chosen for each role and kind of news; what was not sent stays as it is.
#[derive(FromForm)]
struct Chosen {
    set: HashMap<String, String>,
}

#[post("/settings/mail", data = "<form>")]
async fn settle(coordinator: Coordinator, house: &House, form: Form<Chosen>) -> Reply {
    let by = coordinator.person.clone();
    let chosen = form.set.iter();
    let mut all: Vec<Setting> = chosen
        .filter_map(|(field, chosen)| read(field, chosen))
        .collect();
    all.sort_by(|a, b| a.called.cmp(&b.called));
    house
        .db
        .write(move |tx| defaults::settle(tx, &by, &all))
        .await?;
    Ok(Answer::told("/settings/mail", SAVED))
}
