//! Webhooks on pages: which there are, making and changing one, its log, a test, and sending something again.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::hook_fields::{HookFields, RangeFields};
use super::house::House;
use crate::db::Tx;
use crate::hooks::{self, Format, Hook, HookId, Secret, Sent, Typed};
use crate::outbox::DeliveryId;
use crate::pages::hook::{HookPage, PER_PAGE};
use crate::pages::hook_form::{HookFormPage, SecretPage, href};
use crate::pages::hook_sent::HookSentPage;
use crate::pages::hooks::{self as says, HooksPage};
use crate::papers::courses::{self, Course};
use crate::people::{self, Person};
use crate::refusal::{Outcome, Refusal};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        list, new, make, look, edit, change, turn, switch, remove, test, replay, sent, again
    ]
}

#[get("/settings/webhooks")]
async fn list(coordinator: Coordinator, house: &House) -> Reply {
    let found = house.db.read(hooks::list).await?;
    coordinator.page(house, &HooksPage::of(found, &coordinator.times()))
}

/// What a webhook's filters can name.
fn named(tx: &Tx<'_>) -> Outcome<(Vec<Course>, Vec<Person>)> {
    Ok((courses::all(tx)?, people::tutors(tx)?))
}

fn found(tx: &Tx<'_>, id: i64) -> Outcome<Hook> {
    hooks::find(tx, HookId(id))?.ok_or_else(|| Refusal::not_found().into())
}

async fn form(house: &House, id: Option<i64>) -> Outcome<HookFormPage> {
    let reading = house.db.read(|tx| {
        let hook = id.map(|id| found(tx, id)).transpose()?;
        Ok((hook, named(tx)?))
    });
    let (hook, (courses, tutors)) = reading.await?;
    Ok(HookFormPage::of(hook.as_ref(), (&courses, &tutors)))
}

#[get("/settings/webhooks/new")]
async fn new(coordinator: Coordinator, house: &House) -> Reply {
    coordinator.page(house, &form(house, None).await?)
}

#[get("/settings/webhooks/<hook>/edit")]
async fn edit(coordinator: Coordinator, house: &House, hook: i64) -> Reply {
    coordinator.page(house, &form(house, Some(hook)).await?)
}

/// What came of a form: a webhook with its secret, or the one that the same form has made before.
enum Made {
    Now(Box<Hook>, Secret),
    Before(HookId),
}

fn make_once(tx: &Tx<'_>, by: &Person, typed: &Typed) -> Outcome<Made> {
    if let Some(id) = hooks::made_by_form(tx, &typed.form)? {
        return Ok(Made::Before(id));
    }
    let (id, secret) = hooks::create(tx, by, typed)?;
    Ok(Made::Now(Box::new(found(tx, id.0)?), secret))
}

/// The answer itself is the page with the secret, as with tokens: a way on would have to carry it.
#[post("/settings/webhooks", data = "<fields>")]
async fn make(coordinator: Coordinator, house: &House, fields: Form<HookFields>) -> Reply {
    let typed = fields.into_inner().form();
    let (by, asked) = (coordinator.person.clone(), typed.read());
    match house.db.write(move |tx| make_once(tx, &by, &asked)).await {
        Ok(Made::Now(hook, secret)) if hook.format == Format::Standard => {
            coordinator.page(house, &SecretPage::of(&hook, &secret.reveal()))
        }
        Ok(Made::Now(hook, _)) => Ok(Answer::told(href(hook.id), says::MADE)),
        Ok(Made::Before(id)) => Ok(Answer::warned(href(id), says::MADE_BEFORE)),
        Err(failure) => {
            let page = form(house, None).await?.typed(typed);
            coordinator.again(house, &page, failure)
        }
    }
}

#[post("/settings/webhooks/<hook>", data = "<fields>")]
async fn change(
    coordinator: Coordinator,
    house: &House,
    hook: i64,
    fields: Form<HookFields>,
) -> Reply {
    let typed = fields.into_inner().form();
    let (by, asked) = (coordinator.person.clone(), typed.read());
    let done = house
        .db
        .write(move |tx| hooks::change(tx, &by, HookId(hook), &asked));
    match done.await {
        Ok(()) => Ok(Answer::told(href(HookId(hook)), says::CHANGED)),
        Err(failure) => {
            let page = form(house, Some(hook)).await?.typed(typed);
            coordinator.again(house, &page, failure)
        }
    }
}

async fn page(
    coordinator: &Coordinator,
    house: &House,
    id: i64,
    before: Option<i64>,
) -> Outcome<HookPage> {
    let reading = house.db.read(|tx| {
        let hook = found(tx, id)?;
        let log = hooks::of_hook(tx, hook.id, before.map(DeliveryId), PER_PAGE + 1)?;
        Ok((hook, log, named(tx)?))
    });
    let (hook, log, (courses, tutors)) = reading.await?;
    Ok(HookPage::of(
        &hook,
        (log, before.is_none()),
        (&courses, &tutors),
        &coordinator.times(),
    ))
}

#[get("/settings/webhooks/<hook>?<before>")]
async fn look(coordinator: Coordinator, house: &House, hook: i64, before: Option<i64>) -> Reply {
    let page = page(&coordinator, house, hook, before).await?;
    coordinator.page(house, &page)
}

#[derive(FromForm)]
struct TurnFields {
    #[field(default = -1)]
    turns: i64,
}

#[post("/settings/webhooks/<hook>/secret", data = "<fields>")]
async fn turn(
    coordinator: Coordinator,
    house: &House,
    hook: i64,
    fields: Form<TurnFields>,
) -> Reply {
    let (by, turns) = (coordinator.person.clone(), fields.turns);
    let done = house.db.write(move |tx| {
        let secret = hooks::rotate(tx, &by, HookId(hook), turns)?;
        Ok((found(tx, hook)?, secret))
    });
    match done.await? {
        (hook, Some(secret)) => coordinator.page(house, &SecretPage::of(&hook, &secret.reveal())),
        (hook, None) => Ok(Answer::warned(href(hook.id), says::TURNED_BEFORE)),
    }
}

#[derive(FromForm)]
struct SwitchFields {
    #[field(default = String::new())]
    to: String,
}

#[post("/settings/webhooks/<hook>/switch", data = "<fields>")]
async fn switch(
    coordinator: Coordinator,
    house: &House,
    hook: i64,
    fields: Form<SwitchFields>,
) -> Reply {
    let (by, id, on) = (coordinator.person.clone(), HookId(hook), fields.to == "on");
    let deed = if on {
        hooks::switch_on
    } else {
        hooks::switch_off
    };
    house.db.write(move |tx| deed(tx, &by, id)).await?;
    Ok(Answer::told(
        href(id),
        if on { says::ON } else { says::OFF },
    ))
}

#[post("/settings/webhooks/<hook>/remove")]
async fn remove(coordinator: Coordinator, house: &House, hook: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| hooks::remove(tx, &by, HookId(hook)))
        .await?;
    Ok(Answer::told("/settings/webhooks", says::REMOVED))
}

fn sent_at(hook: i64, id: DeliveryId) -> String {
    format!("{}/sent/{}", href(HookId(hook)), id.0)
}

#[post("/settings/webhooks/<hook>/test")]
async fn test(coordinator: Coordinator, house: &House, hook: i64) -> Reply {
    let by = coordinator.person.clone();
    let id = house
        .db
        .write(move |tx| hooks::test(tx, &by, HookId(hook)))
        .await?;
    Ok(Answer::told(sent_at(hook, id), says::TESTED))
}

#[post("/settings/webhooks/<hook>/replay", data = "<fields>")]
async fn replay(
    coordinator: Coordinator,
    house: &House,
    hook: i64,
    fields: Form<RangeFields>,
) -> Reply {
    let typed = fields.into_inner().range();
    let (by, range) = (
        coordinator.person.clone(),
        RangeFields::read(&typed, &coordinator.times()),
    );
    let done = match range {
        Ok(range) => {
            let deed = move |tx: &Tx<'_>| hooks::replay(tx, &by, HookId(hook), range);
            house.db.write(deed).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(count) => Ok(Answer::told(href(HookId(hook)), says::replayed(count))),
        Err(failure) => {
            let page = page(&coordinator, house, hook, None).await?;
            coordinator.again(house, &page.ranging(typed), failure)
        }
    }
}

/// One telling of this very webhook.
fn told(tx: &Tx<'_>, hook: i64, id: i64) -> Outcome<(Hook, Sent)> {
    let hook = found(tx, hook)?;
    let sent = hooks::find_sent(tx, DeliveryId(id))?.filter(|sent| sent.hook == hook.id);
    Ok((hook, sent.ok_or_else(Refusal::not_found)?))
}

#[get("/settings/webhooks/<hook>/sent/<sent>")]
async fn sent(coordinator: Coordinator, house: &House, hook: i64, sent: i64) -> Reply {
    let reading = house.db.read(|tx| {
        let (hook, sent) = told(tx, hook, sent)?;
        Ok((hooks::attempts_of(tx, sent.id)?, hook, sent))
    });
    let (attempts, hook, sent) = reading.await?;
    let page = HookSentPage::of(&hook, &sent, &attempts, &coordinator.times());
    coordinator.page(house, &page)
}

#[post("/settings/webhooks/<hook>/sent/<sent>/again")]
async fn again(coordinator: Coordinator, house: &House, hook: i64, sent: i64) -> Reply {
    let by = coordinator.person.clone();
    let done = house.db.write(move |tx| {
        let (_, sent) = told(tx, hook, sent)?;
        hooks::send_again(tx, &by, sent.id)
    });
    done.await?;
    Ok(Answer::told(sent_at(hook, DeliveryId(sent)), says::AGAIN))
}
