//! Looking after people: adding them, their roles, shutting the door and opening it again.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::assignments::{self, Onward};
use crate::centre;
use crate::db::Tx;
use crate::merging::alike;
use crate::outbox;
use crate::pages::people::{AddPersonPage, PER_PAGE, PeoplePage, was_added};
use crate::pages::person::{
    DISABLED, ENABLED, Known, PASSWORD_CLEARED, PersonPage, QUEUE, ROLES_CHANGED,
    SECOND_READING_SAVED, SIGNED_OUT, was_invited,
};
use crate::people::second::SecondReading;
use crate::people::{self, PersonId, Role};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        list,
        ask,
        add,
        look,
        set_roles,
        settle_second_reading,
        disable,
        enable,
        invite,
        sign_out_everywhere,
        clear_password
    ]
}

#[get("/people?<role>&<q>&<after>")]
async fn list(
    coordinator: Coordinator,
    house: &House,
    role: Option<&str>,
    q: Option<&str>,
    after: Option<i64>,
) -> Reply {
    let (role, sought) = (
        role.and_then(Role::parse),
        q.unwrap_or_default().trim().to_owned(),
    );
    let words = sought.clone();
    let all = role.is_none() && sought.is_empty() && after.is_none();
    let found = house.db.read_apart(move |tx| {
        let last = after
            .map(|id| people::find(tx, PersonId(id)))
            .transpose()?
            .flatten();
        let after = last
            .as_ref()
            .map_or(("", PersonId(0)), |last| (last.name.as_str(), last.id));
        let found = people::search(tx, (role, &words), after, PER_PAGE + 1)?;
        let alike = if all { alike::pairs(tx)?.len() } else { 0 };
        Ok((found, alike))
    });
    let (found, alike) = found.await?;
    let page = PeoplePage::of(found, (role, &sought), after.is_none());
    coordinator.page(house, &page.with_alike(alike))
}

#[get("/people/new")]
#[expect(clippy::needless_pass_by_value, reason = "a guard comes by value")]
fn ask(coordinator: Coordinator, house: &House) -> Reply {
    coordinator.page(
        house,
        &AddPersonPage::of(("", ""), &[], &coordinator.person),
    )
}

#[derive(FromForm)]
struct AddForm {
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    email: String,
    #[field(default = Vec::new())]
    role: Vec<String>,
}

#[post("/people", data = "<form>")]
async fn add(coordinator: Coordinator, house: &House, form: Form<AddForm>) -> Reply {
    let by = coordinator.person.clone();
    let (name, email, roles) = (form.name.clone(), form.email.clone(), roles(&form.role));
    let done = house.db.write(move |tx| {
        let person = people::add_by(tx, &by, (&email, &name), &roles)?;
        sign_in::invite(tx, &person, Some(&by))?;
        Ok((person, outbox::relay(tx)?.configured))
    });
    match done.await {
        Ok((person, mail_goes_out)) => {
            Ok(Answer::told("/people", was_added(&person, mail_goes_out)))
        }
        Err(failure) => {
            let page =
                AddPersonPage::of((&form.name, &form.email), &form.role, &coordinator.person);
            coordinator.again(house, &page, failure)
        }
    }
}

fn roles(typed: &[String]) -> Vec<Role> {
    typed.iter().filter_map(|word| Role::parse(word)).collect()
}

fn page_of(id: i64) -> String {
    format!("/people/{id}")
}

fn known(tx: &Tx<'_>, id: i64) -> Outcome<Known> {
    let person = people::find(tx, PersonId(id))?.ok_or_else(Refusal::not_found)?;
    Ok(Known {
        sessions: sign_in::sessions_of(tx, &person)?,
        has_password: sign_in::has_password(tx, person.id)?,
        open_papers: assignments::open_of(tx, person.id)?,
        others: assignments::loads(tx)?,
        second: people::second::of(tx, person.id)?,
        whose: centre::ways(tx)?.second_reader,
        former: people::merged::former(tx, person.id)?,
        unreached: outbox::suppression(tx, &person.email)?,
        person,
    })
}

#[get("/people/<id>")]
async fn look(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let leads_to = house
        .db
        .read(move |tx| people::merged::leads_to(tx, PersonId(id)));
    if let Some(other) = leads_to.await? {
        return Ok(Answer::go(page_of(other.0)));
    }
    let known = house.db.read(move |tx| known(tx, id)).await?;
    coordinator.page(
        house,
        &PersonPage::of(&known, &coordinator.person, &coordinator.times()),
    )
}

#[derive(FromForm)]
struct RolesForm {
    #[field(default = Vec::new())]
    role: Vec<String>,
}

#[post("/people/<id>/roles", data = "<form>")]
async fn set_roles(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    form: Form<RolesForm>,
) -> Reply {
    let (by, roles) = (coordinator.person.clone(), roles(&form.role));
    let done = house
        .db
        .write(move |tx| assignments::set_roles(tx, &by, PersonId(id), &roles));
    match done.await {
        Ok(()) => Ok(Answer::told(page_of(id), ROLES_CHANGED)),
        Err(failure) => {
            let known = house.db.read(move |tx| known(tx, id)).await?;
            let page = PersonPage::of(&known, &coordinator.person, &coordinator.times());
            coordinator.again(house, &page.choosing(&form.role), failure)
        }
    }
}

#[derive(FromForm)]
struct SecondForm {
    is_read_twice: Option<String>,
    reads_second: Option<String>,
}

#[post("/people/<id>/second-reading", data = "<form>")]
async fn settle_second_reading(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    form: Form<SecondForm>,
) -> Reply {
    let by = coordinator.person.clone();
    let facts = SecondReading {
        is_read_twice: form.is_read_twice.is_some(),
        reads_second: form.reads_second.is_some(),
    };
    house
        .db
        .write(move |tx| people::second::settle(tx, &by, PersonId(id), facts))
        .await?;
    Ok(Answer::told(page_of(id), SECOND_READING_SAVED))
}

#[derive(FromForm)]
struct DisableForm {
    #[field(default = String::new())]
    onward: String,
}

impl DisableForm {
    /// What happens to their papers; nothing where nothing was chosen.
    fn read(&self) -> Option<Onward> {
        if self.onward == QUEUE {
            return Some(Onward::Queue);
        }
        self.onward.parse().ok().map(|id| Onward::To(PersonId(id)))
    }
}

#[post("/people/<id>/disable", data = "<form>")]
async fn disable(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    form: Form<DisableForm>,
) -> Reply {
    let (by, onward) = (coordinator.person.clone(), form.read());
    let done = house
        .db
        .write(move |tx| assignments::disable_and_pass_on(tx, &by, PersonId(id), onward));
    match done.await {
        Ok(()) => Ok(Answer::told(page_of(id), DISABLED)),
        Err(failure) => {
            let known = house.db.read(move |tx| known(tx, id)).await?;
            let page = PersonPage::of(&known, &coordinator.person, &coordinator.times());
            coordinator.again(house, &page.passing_on(&form.onward), failure)
        }
    }
}

#[post("/people/<id>/enable")]
async fn enable(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| people::enable(tx, &by, PersonId(id)))
        .await?;
    Ok(Answer::told(page_of(id), ENABLED))
}

#[post("/people/<id>/invite")]
async fn invite(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    let done = house.db.write(move |tx| {
        let person = people::find_to_change(tx, &by, PersonId(id))?;
        sign_in::invite(tx, &person, Some(&by))?;
        Ok((person, outbox::relay(tx)?.configured))
    });
    let (person, mail_goes_out) = done.await?;
    Ok(Answer::told(
        page_of(id),
        was_invited(&person, mail_goes_out),
    ))
}

#[post("/people/<id>/sign-out-everywhere")]
async fn sign_out_everywhere(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    let done = house.db.write(move |tx| {
        let person = people::find_to_change(tx, &by, PersonId(id))?;
        sign_in::end_everywhere(tx, by.id, person.id)
    });
    done.await?;
    Ok(Answer::told(page_of(id), SIGNED_OUT))
}

#[post("/people/<id>/password/remove")]
async fn clear_password(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let by = coordinator.person.clone();
    let done = house.db.write(move |tx| {
        let person = people::find_to_change(tx, &by, PersonId(id))?;
        if person.id == by.id {
            return Err(Refusal::conflict("Your own password is under your account.").into());
        }
        sign_in::clear_password(tx, by.id, person.id)
    });
    done.await?;
    Ok(Answer::told(page_of(id), PASSWORD_CLEARED))
}
