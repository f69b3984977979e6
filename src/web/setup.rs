//! The first run: one link, one page, and the desk has a centre and an admin. Later the same link recovers an admin.

use rocket::form::Form;
use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::centre_fields::CentreFields;
use super::guards::{Anyone, Visitor};
use super::house::House;
use super::sign_in::{end_before, session_before};
use crate::centre::{self, Centre};
use crate::db::Tx;
use crate::pages::sign_in::{CentreChoices, CentreForm, SetupPage, UsedLinkPage};
use crate::people::{self, Email, Person, Role};
use crate::refusal::{Failure, Outcome, Refusal};
use crate::sign_in::{self, Token};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, settle]
}

#[get("/setup/<token>")]
async fn look(visitor: Anyone, house: &House, token: &str) -> Reply {
    let secret = Token::received(token);
    if !house
        .db
        .read(move |tx| sign_in::setup_is_open(tx, &secret))
        .await?
    {
        return visitor.page(house, &UsedLinkPage { setup: true });
    }
    let centre = CentreForm::from(&visitor.centre.clone().unwrap_or_default());
    visitor.page(
        house,
        &page(&visitor, token, (String::new(), String::new()), centre),
    )
}

fn page(
    visitor: &Visitor,
    token: &str,
    (email, your_name): (String, String),
    centre: CentreForm,
) -> SetupPage {
    SetupPage {
        action: format!("/setup/{token}"),
        recover: visitor.centre.is_some(),
        email,
        your_name,
        centre,
        choices: CentreChoices::new(),
    }
}

#[post("/setup/<token>", data = "<form>")]
async fn settle(visitor: Anyone, house: &House, token: &str, form: Form<CentreFields>) -> Reply {
    let who = (form.email.clone(), form.your_name.clone());
    let centre = CentreForm::from(form.into_inner());
    let settled = visitor.centre.is_none().then(|| centre.read());
    let (secret, device) = (Token::received(token), visitor.caller.device.clone());
    let (named, before) = (who.clone(), session_before(&visitor));
    let done = house.db.write(move |tx| {
        sign_in::open_setup(tx, &secret)?;
        let admin = admin(tx, (&named.0, &named.1), settled.as_ref())?;
        end_before(tx, before)?;
        sign_in::begin_session(tx, &admin, &device)
    });
    match done.await {
        Ok(session) => {
            forget_link(house);
            let says = "Your desk is ready. Add your tutors next, then put the address of this desk on your web page.";
            Ok(Answer::told("/people", says).with_session(session))
        }
        Err(failure) => visitor.again(house, &page(&visitor, token, who, centre), failure),
    }
}

/// Writes the centre down, and makes this person its admin and coordinator.
fn admin(tx: &Tx<'_>, (email, name): (&str, &str), centre: Option<&Centre>) -> Outcome<Person> {
    let settled = centre.map_or(Ok(()), |centre| centre::settle(tx, centre));
    let known = Email::parse(email)
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    let Some(person) = known else {
        let added = people::add(tx, email, name, &[Role::Coordinator, Role::Admin]);
        return at_once(added.map_err(rename), settled);
    };
    settled?;
    people::make_admin(tx, person.id)?;
    people::find(tx, person.id)?.ok_or_else(|| Refusal::not_found().into())
}

/// All that is wrong with both, in the page's order.
fn at_once(added: Outcome<Person>, settled: Outcome<()>) -> Outcome<Person> {
    match (added, settled) {
        (added, Ok(())) => added,
        (Err(Failure::Refused(mut first)), Err(Failure::Refused(second))) => {
            first.fields.extend(second.fields);
            Err(Refusal::fields(first.fields).into())
        }
        (Err(failure), Err(Failure::Refused(_))) | (_, Err(failure)) => Err(failure),
    }
}

/// The page asks for "your name", because "name" is the centre's.
fn rename(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(mut refusal) => {
            for error in refusal
                .fields
                .iter_mut()
                .filter(|error| error.field == "name")
            {
                "your_name".clone_into(&mut error.field);
                "Enter your name".clone_into(&mut error.says);
            }
            refusal.into()
        }
        broken @ Failure::Broken(_) => broken,
    }
}

fn forget_link(house: &House) {
    let Some(data) = house.uploads.parent() else {
        return;
    };
    if let Err(error) = std::fs::remove_file(data.join("setup-link")) {
        tracing::debug!(%error, "there was no setup link to clear away");
    }
}
