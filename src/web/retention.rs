//! How long the centre keeps what: looked at first, then chosen.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::erasing::retention::{self, Kind};
use crate::pages::retention::{RetentionPage, SAVED};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, settle]
}

/// The days of each kind, as typed; nothing where the field was not there.
#[derive(FromForm)]
struct Typed {
    texts: Option<String>,
    feedback: Option<String>,
    mails: Option<String>,
    words: Option<String>,
    looks: Option<String>,
    signings: Option<String>,
}

impl Typed {
    fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, days)| days.is_none())
    }

    fn fields(&self) -> [(Kind, Option<&String>); 6] {
        [
            (Kind::Texts, self.texts.as_ref()),
            (Kind::Feedback, self.feedback.as_ref()),
            (Kind::Mails, self.mails.as_ref()),
            (Kind::Words, self.words.as_ref()),
            (Kind::Looks, self.looks.as_ref()),
            (Kind::Signings, self.signings.as_ref()),
        ]
    }

    fn all(&self) -> Vec<(Kind, String)> {
        let typed =
            |(kind, days): (Kind, Option<&String>)| (kind, days.cloned().unwrap_or_default());
        self.fields().map(typed).to_vec()
    }
}

#[get("/settings/retention?<typed..>")]
async fn look(coordinator: Coordinator, house: &House, typed: Typed) -> Reply {
    let (is_preview, all) = (!typed.is_empty(), typed.all());
    let asked = all.clone();
    let looking = house.db.read_apart(move |tx| {
        if is_preview {
            retention::preview(tx, &asked)
        } else {
            retention::rules(tx)
        }
    });
    match looking.await {
        Ok(rules) => coordinator.page(house, &RetentionPage::of(&rules, is_preview)),
        Err(failure) => coordinator.again(house, &RetentionPage::typed(&all), failure),
    }
}

#[post("/settings/retention", data = "<form>")]
async fn settle(coordinator: Coordinator, house: &House, form: Form<Typed>) -> Reply {
    let (by, all) = (coordinator.person.clone(), form.all());
    let typed = all.clone();
    let settling = house.db.write(move |tx| retention::settle(tx, &by, &typed));
    match settling.await {
        Ok(()) => Ok(Answer::told("/settings/retention", SAVED)),
        Err(failure) => coordinator.again(house, &RetentionPage::typed(&all), failure),
    }
}
