//! What all webhooks are told, as a part of looking after mail. It is sent again at each webhook's own doors.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::Coordinator;
use super::house::House;
use crate::db::Tx;
use crate::outbox::{DeliveryId, Shelf};
use crate::pages::calls::{CallsKnown, CallsPage, SHELVES};
use crate::pages::mail::{PER_PAGE, Part};
use crate::refusal::Outcome;
use crate::{flow, hooks};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![webhooks]
}

fn known(tx: &Tx<'_>, (shelf, before): Part) -> Outcome<CallsKnown> {
    let counted = |shelf: &Shelf| Ok(hooks::count_calls(tx, *shelf)?.map(|n| (*shelf, n)));
    let counts: Vec<_> = SHELVES.iter().map(counted).collect::<Outcome<_>>()?;
    Ok(CallsKnown {
        stuck: flow::webhooks(tx)?,
        counts: counts.into_iter().flatten().collect(),
        calls: hooks::calls_on(tx, shelf, before, PER_PAGE + 1)?,
    })
}

#[get("/mail/webhooks?<state>&<before>")]
async fn webhooks(
    coordinator: Coordinator,
    house: &House,
    state: Option<&str>,
    before: Option<i64>,
) -> Reply {
    let shelf = state
        .and_then(Shelf::parse)
        .filter(|shelf| SHELVES.contains(shelf));
    let part = (shelf, before.map(DeliveryId));
    let known = house.db.read(move |tx| known(tx, part)).await?;
    coordinator.page(house, &CallsPage::of(known, part, &coordinator.times()))
}
