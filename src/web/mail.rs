//! Looking after mail: what waits, what failed and why, sending it again, and a test of the mail server.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox::{self, Delivery, DeliveryId, Shelf, State};
use crate::pages::delivery::{DeliveryKnown, DeliveryPage, GOES_AGAIN, Letter};
use crate::pages::mail::{MailKnown, MailPage, PER_PAGE, Part, TEST_KEPT, TEST_SENT, go_again};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};
use crate::{flow, hooks};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, look, again, all_again, test]
}

/// The shelves that are counted: not what was ever sent, which has no end.
const COUNTED: [Shelf; 7] = [
    Shelf::Waiting,
    Shelf::Sending,
    Shelf::SentToday,
    Shelf::Delayed,
    Shelf::Failed,
    Shelf::Bounced,
    Shelf::Held,
];

/// What the Mail page knows of a part; `today` is the moment the day began.
pub(super) fn known(tx: &Tx<'_>, (shelf, before): Part, today: Moment) -> Outcome<MailKnown> {
    let counted = |shelf: &Shelf| outbox::count_on(tx, *shelf, today).map(|n| (*shelf, n));
    let limit = PER_PAGE + 1;
    Ok(MailKnown {
        relay: outbox::relay(tx)?,
        stops: outbox::stops(tx)?,
        counts: COUNTED.iter().map(counted).collect::<Outcome<_>>()?,
        kept: outbox::count_kept(tx)?,
        found: match shelf {
            Some(shelf) => outbox::on_shelf(tx, (shelf, today), before, limit)?,
            None => outbox::list(tx, None, before, limit)?,
        },
        hooks: (hooks::is_any(tx)?, flow::webhooks(tx)?),
    })
}

#[get("/mail?<state>&<before>")]
async fn list(
    coordinator: Coordinator,
    house: &House,
    state: Option<&str>,
    before: Option<i64>,
) -> Reply {
    let part = (state.and_then(Shelf::parse), before.map(DeliveryId));
    let times = coordinator.times();
    let today = times.start_of_today();
    let known = house.db.read(move |tx| known(tx, part, today)).await?;
    coordinator.page(house, &MailPage::of(known, part, &times))
}

/// A delivery's page, with what this coordinator may see of it.
pub(super) async fn delivery_page(
    coordinator: &Coordinator,
    house: &House,
    id: i64,
) -> Outcome<DeliveryPage> {
    let reader = coordinator.person.clone();
    let found = house.db.read(move |tx| {
        let delivery = outbox::find(tx, DeliveryId(id))?.ok_or_else(Refusal::not_found)?;
        let may_read = delivery.may_be_read_by(&reader);
        let raw = if may_read {
            outbox::written(tx, delivery.id)?
        } else {
            None
        };
        let known = DeliveryKnown {
            attempts: outbox::attempts_of(tx, delivery.id)?,
            bounces: outbox::bounces_of(tx, delivery.id)?,
            unreached: outbox::suppression(tx, &delivery.recipient)?,
            stops: outbox::stops(tx)?,
            relay: outbox::relay(tx)?,
            delivery,
        };
        Ok((known, raw))
    });
    let (known, raw) = found.await?;
    note_reading(house, &known.delivery, &coordinator.person).await?;
    let letter = letter(house, &known.delivery, &coordinator.person, raw);
    Ok(DeliveryPage::of(known, letter, &coordinator.times()))
}

#[get("/mail/<id>")]
async fn look(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let page = delivery_page(&coordinator, house, id).await?;
    coordinator.page(house, &page)
}

/// Who opens a letter that would let them in as somebody else is written down before they see it.
async fn note_reading(house: &House, delivery: &Delivery, reader: &Person) -> Outcome<()> {
    let is_shown = delivery.may_be_read_by(reader) && delivery.is_kept();
    if !(is_shown && delivery.letter.opens_the_door()) {
        return Ok(());
    }
    let (by, id) = (reader.id.0, delivery.id.0);
    let whose = delivery
        .person
        .map_or(Subject::Desk, |person| Subject::Person(person.0));
    let noting = house.db.write(move |tx| {
        let details = serde_json::json!({ "delivery": id });
        audit::note(tx, Some(by), (Act::LetterRead, whose), &details)
    });
    noting.await.map(drop)
}

/// What this reader may see of the letter.
fn letter(house: &House, delivery: &Delivery, reader: &Person, raw: Option<Vec<u8>>) -> Letter {
    if !delivery.may_be_read_by(reader) {
        return Letter::Closed;
    }
    if !delivery.is_kept() {
        return Letter::Gone;
    }
    let written = house.pages.letter(delivery, &house.public_url);
    if let Err(fault) = &written {
        tracing::warn!(delivery = delivery.id.0, %fault, "a letter could not be written");
    }
    Letter::Open {
        written: written.ok(),
        raw,
    }
}

#[post("/mail/<id>/again")]
async fn again(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| outbox::send_again(tx, &by, DeliveryId(id)))
        .await?;
    Ok(Answer::told(format!("/mail/{id}"), GOES_AGAIN))
}

#[post("/mail/again?<state>")]
async fn all_again(_coordinator: Coordinator, house: &House, state: &str) -> Reply {
    let state = State::parse(state).ok_or_else(Refusal::not_found)?;
    let moved = house
        .db
        .write(move |tx| outbox::send_all_again(tx, state))
        .await?;
    Ok(Answer::told("/mail", go_again(moved)))
}

#[derive(FromForm)]
struct TestForm {
    #[field(default = String::new())]
    to: String,
}

#[post("/mail/test", data = "<form>")]
async fn test(coordinator: Coordinator, house: &House, form: Form<TestForm>) -> Reply {
    let to = form.to.clone();
    let centre = coordinator
        .centre
        .as_ref()
        .map(|centre| centre.name.clone())
        .unwrap_or_default();
    let done = house.db.write(move |tx| {
        outbox::test(tx, &to, &centre)?;
        Ok(outbox::relay(tx)?.configured)
    });
    match done.await {
        Ok(goes_out) => Ok(Answer::told(
            "/mail",
            if goes_out { TEST_SENT } else { TEST_KEPT },
        )),
        Err(failure) => {
            let times = coordinator.times();
            let today = times.start_of_today();
            let known = house
                .db
                .read(move |tx| known(tx, (None, None), today))
                .await?;
            let page = MailPage::of(known, (None, None), &times);
            coordinator.again(house, &page.testing(&form.to), failure)
        }
    }
}
