//! What a coordinator does with mail: a selection of it, another address, calling it back, stopping it, and the list of
//! addresses that it does not reach.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, safe_next};
use super::guards::Coordinator;
use super::house::House;
use super::mail::{delivery_page, known};
use crate::outbox::{self, DeliveryId};
use crate::pages::delivery::{CALLED_BACK, READDRESSED};
use crate::pages::mail::{GOES_ON, MailPage, NOTHING_SELECTED, STOPPED, called_back, go_again};
use crate::pages::suppressed::{ADDED, LIFTED, MOST, SuppressedPage};
use crate::refusal::{Outcome, Refusal};

const UNREACHED: &str = "/mail/unreached";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        selected, cancel, readdress, stop, go_on, unreached, suppress, lift
    ]
}

#[derive(FromForm)]
struct SelectedForm {
    #[field(default = Vec::new())]
    mails: Vec<i64>,
    #[field(default = String::new())]
    act: String,
    #[field(default = String::new())]
    next: String,
}

#[post("/mail/selected", data = "<form>")]
async fn selected(coordinator: Coordinator, house: &House, form: Form<SelectedForm>) -> Reply {
    let ids: Vec<DeliveryId> = form.mails.iter().copied().map(DeliveryId).collect();
    let next = Some(form.next.as_str()).filter(|next| next.starts_with("/mail"));
    let next = next.map_or_else(|| "/mail".to_owned(), |next| safe_next(Some(next)));
    if ids.is_empty() {
        return Ok(Answer::warned(next, NOTHING_SELECTED));
    }
    let says = match form.act.as_str() {
        "again" => {
            let by = coordinator.person.clone();
            let done = house
                .db
                .write(move |tx| outbox::send_some_again(tx, &by, &ids));
            go_again(done.await?)
        }
        "cancel" => {
            let by = coordinator.person.clone();
            let done = house.db.write(move |tx| outbox::cancel_some(tx, &by, &ids));
            called_back(done.await?)
        }
        _ => return Err(Refusal::not_found().into()),
    };
    Ok(Answer::told(next, says))
}

#[post("/mail/<id>/cancel")]
async fn cancel(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| outbox::cancel(tx, &by, DeliveryId(id)))
        .await?;
    Ok(Answer::told(format!("/mail/{id}"), CALLED_BACK))
}

#[derive(FromForm)]
struct AddressForm {
    #[field(default = String::new())]
    address: String,
    #[field(default = String::new())]
    reason: String,
}

#[post("/mail/<id>/address", data = "<form>")]
async fn readdress(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    form: Form<AddressForm>,
) -> Reply {
    let (by, address) = (coordinator.person.clone(), form.address.clone());
    let done = house
        .db
        .write(move |tx| outbox::readdress(tx, &by, DeliveryId(id), &address));
    match done.await {
        Ok(()) => {
            tracing::info!(
                delivery = id,
                by = coordinator.person.id.0,
                "a mail got another address"
            );
            Ok(Answer::told(format!("/mail/{id}"), READDRESSED))
        }
        Err(failure) => {
            let page = delivery_page(&coordinator, house, id).await?;
            coordinator.again(house, &page.addressing(&form.address), failure)
        }
    }
}

#[derive(FromForm)]
struct StopForm {
    #[field(default = String::new())]
    destination: String,
    /// Everything, whatever stands in the field.
    all: Option<String>,
}

impl StopForm {
    /// What is meant: an empty destination means everything, and must be said.
    fn read(&self) -> Result<String, Refusal> {
        match (&self.all, self.destination.trim()) {
            (Some(_), _) => Ok(String::new()),
            (None, "") => Err(Refusal::field(
                "destination",
                "Enter a mail domain like example.edu",
            )),
            (None, domain) => Ok(domain.to_owned()),
        }
    }
}

#[post("/mail/stop", data = "<form>")]
async fn stop(coordinator: Coordinator, house: &House, form: Form<StopForm>) -> Reply {
    let (by, destination) = (coordinator.person.clone(), form.read());
    let done = house
        .db
        .write(move |tx| outbox::stop(tx, &by, &destination?));
    match done.await {
        Ok(()) => Ok(Answer::told("/mail", STOPPED)),
        Err(failure) => {
            let times = coordinator.times();
            let today = times.start_of_today();
            let known = house
                .db
                .read(move |tx| known(tx, (None, None), today))
                .await?;
            let page = MailPage::of(known, (None, None), &times);
            coordinator.again(house, &page.stopping(&form.destination), failure)
        }
    }
}

#[post("/mail/go-on", data = "<form>")]
async fn go_on(coordinator: Coordinator, house: &House, form: Form<StopForm>) -> Reply {
    let (by, destination) = (coordinator.person.clone(), form.destination.clone());
    house
        .db
        .write(move |tx| outbox::go_on(tx, &by, &destination))
        .await?;
    Ok(Answer::told("/mail", GOES_ON))
}

async fn list_of_unreached(coordinator: &Coordinator, house: &House) -> Outcome<SuppressedPage> {
    let all = house.db.read(|tx| outbox::suppressions(tx, MOST)).await?;
    Ok(SuppressedPage::of(all, &coordinator.times()))
}

#[get("/mail/unreached")]
async fn unreached(coordinator: Coordinator, house: &House) -> Reply {
    let page = list_of_unreached(&coordinator, house).await?;
    coordinator.page(house, &page)
}

#[post("/mail/unreached", data = "<form>")]
async fn suppress(coordinator: Coordinator, house: &House, form: Form<AddressForm>) -> Reply {
    let by = coordinator.person.clone();
    let (address, reason) = (form.address.clone(), form.reason.clone());
    let done = house
        .db
        .write(move |tx| outbox::suppress(tx, &by, &address, &reason));
    match done.await {
        Ok(()) => Ok(Answer::told(UNREACHED, ADDED)),
        Err(failure) => {
            let page = list_of_unreached(&coordinator, house).await?;
            coordinator.again(house, &page.typed(&form.address, &form.reason), failure)
        }
    }
}

#[post("/mail/unreached/lift", data = "<form>")]
async fn lift(coordinator: Coordinator, house: &House, form: Form<AddressForm>) -> Reply {
    let (by, address) = (coordinator.person.clone(), form.address.clone());
    let lifting = house.db.write(move |tx| outbox::lift(tx, &by, &address));
    let lifted = lifting.await?;
    if !lifted {
        return Err(Refusal::not_found().into());
    }
    tracing::info!(
        by = coordinator.person.id.0,
        "an address is written to again"
    );
    Ok(Answer::told(UNREACHED, LIFTED))
}
