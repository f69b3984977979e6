//! The outbox: how each mail and each webhook's telling fared, and sending it again.

use rocket::{Route, get, post, routes};
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::answers::{Answer, Key, Reply, answered, once};
use super::bearer::{Retries, SeesAllMail, SeesMail};
use super::description::{Refused, RefusedWrite};
use super::lists::{Page, Pages, Place};
use super::papers::find;
use super::query::Query;
use super::shapes::Delivery;
use super::vocabulary::DeliveryState;
use crate::db::Tx;
use crate::hooks;
use crate::outbox::{self, Delivery as Carried, DeliveryId, State};
use crate::papers::{self, possible};
use crate::refusal::{Outcome, Refusal};
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![of_paper, list, retry]
}

/// Which deliveries are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what is read from the address")]
pub struct Asked {
    /// Only deliveries in this state.
    #[param(inline, value_type = DeliveryState, required = false)]
    state: Option<String>,
}

fn shaped(tx: &Tx<'_>, delivery: Carried) -> Outcome<Delivery> {
    let paper = delivery.paper.map(|number| papers::id_of(tx, number));
    Ok(Delivery::from((delivery, paper.transpose()?.flatten())))
}

fn page(place: &Place, found: Vec<Delivery>) -> Reply {
    let whole = |delivery: Delivery| delivery;
    Ok(Answer::of(&place.page(
        found,
        |delivery| delivery.id,
        whole,
    ))?)
}

/// Lists deliveries, newest first. For coordinators and admins.
#[utoipa::path(
    tag = "Deliveries",
    security(("token" = ["deliveries:read"])),
    params(Asked, Pages),
    responses((status = 200, body = Page<Delivery>, description = "A page of deliveries."), Refused),
)]
#[get("/api/deliveries")]
pub async fn list(_bearer: SeesAllMail, house: &House, query: Query) -> Reply {
    let state = query.word("state", State::parse)?;
    let place = Place::read(format!("deliveries {state:?}"), &query)?;
    let (before, rows) = (place.after.map(DeliveryId), place.rows());
    let found = house.db.read(move |tx| {
        let mails = outbox::list(tx, state, before, rows)?.into_iter();
        let mails = mails.map(|delivery| shaped(tx, delivery));
        let mut found: Vec<Delivery> = mails.collect::<Outcome<_>>()?;
        let told = hooks::list_sent(tx, state, before, rows)?;
        found.extend(told.into_iter().map(Delivery::from));
        found.sort_by_key(|delivery| std::cmp::Reverse(delivery.id));
        found.truncate(rows as usize);
        Ok(found)
    });
    page(&place, found.await?)
}

/// Every delivery about one paper, oldest first. For those who see behind it: its tutor, coordinators and admins.
#[utoipa::path(
    tag = "Deliveries",
    security(("token" = ["deliveries:read"])),
    params(("id" = String, Path, description = "The paper's id, or its reference."), Pages),
    responses((status = 200, body = Page<Delivery>, description = "A page of deliveries."), Refused),
)]
#[get("/api/papers/<id>/deliveries")]
pub async fn of_paper(bearer: SeesMail, house: &House, id: &str, query: Query) -> Reply {
    let place = Place::read(format!("deliveries of {id}"), &query)?;
    let (after, rows) = (place.after.unwrap_or(0), place.rows() as usize);
    let (person, id) = (bearer.person.clone(), id.to_owned());
    let found = house.db.read(move |tx| {
        let paper = find(tx, &person, &id)?;
        let hidden = papers::are_writers_hidden(tx, &person)?;
        if hidden || !possible(&paper, &person).see_behind {
            return Err(Refusal::not_found().into());
        }
        let mails = outbox::of_paper(tx, paper.number)?.into_iter();
        let mails = mails.map(|delivery| shaped(tx, delivery));
        let mut found: Vec<Delivery> = mails.collect::<Outcome<_>>()?;
        let told = hooks::of_paper(tx, paper.number)?;
        found.extend(told.into_iter().map(Delivery::from));
        found.retain(|delivery| delivery.id > after);
        found.sort_by_key(|delivery| delivery.id);
        found.truncate(rows);
        Ok(found)
    });
    page(&place, found.await?)
}

/// Tries a delivery again at once, with the same Message-ID or webhook-id. For coordinators and admins.
#[utoipa::path(
    tag = "Deliveries",
    security(("token" = ["deliveries:retry"])),
    params(("id" = i64, Path, description = "The delivery's number.")),
    responses((status = 200, body = Delivery, description = "The delivery as it stands now."), RefusedWrite),
)]
#[post("/api/deliveries/<id>/retry")]
pub async fn retry(bearer: Retries, house: &House, key: Key, id: &str) -> Reply {
    let fingerprint = Sha256::digest(format!("retry {id}")).into();
    let id = DeliveryId(id.parse().map_err(|_| Refusal::not_found())?);
    let person = bearer.person.clone();
    once(house, key.asked(&bearer, fingerprint), move |tx| {
        if hooks::find_sent(tx, id)?.is_some() {
            hooks::send_again(tx, &person, id)?;
            let told = hooks::find_sent(tx, id)?.ok_or_else(Refusal::not_found)?;
            return Ok(answered(200, &[], &Delivery::from(told))?);
        }
        outbox::send_again(tx, &person, id)?;
        let delivery = outbox::find(tx, id)?.ok_or_else(Refusal::not_found)?;
        Ok(answered(200, &[], &shaped(tx, delivery)?)?)
    })
    .await
}
