//! One's own account: the name, mail about the queue, a password, and the browsers one is signed in with.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, joined};
use super::aside;
use super::guards::SignedIn;
use super::house::House;
use super::sign_in::turn_to_hash;
use crate::pages::account::{
    ASK_TO_REMOVE, AccountPage, NOT_YOUR_PASSWORD, OTHERS_ENDED, PASSWORD_GONE, PASSWORD_SET,
    SAVED, SESSION_ENDED,
};
use crate::pages::tastes::TASTES_SAVED;
use crate::people;
use crate::people::tastes::{self, Face, Tastes, Theme};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::{self, Hash, SessionId};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        look,
        save,
        save_tastes,
        set_password,
        remove_password,
        end_session,
        end_others
    ]
}

async fn page(visitor: &SignedIn, house: &House) -> Outcome<AccountPage> {
    let person = visitor.person.clone();
    let found = house.db.read(move |tx| {
        Ok((
            sign_in::sessions_of(tx, &person)?,
            sign_in::has_password(tx, person.id)?,
        ))
    });
    let (sessions, has_password) = found.await?;
    let this = visitor.session.as_ref().map(|session| session.id);
    let page = AccountPage::of(
        &visitor.person,
        (sessions, this),
        has_password,
        &visitor.times(),
    )
    .living_in(visitor.person.zone.as_deref().unwrap_or_default());
    Ok(page.reading(visitor.shell.tastes, String::new()))
}

/// A page of this desk on which people read, to go back to; nothing for any other address.
fn place_to_read(back: Option<&str>) -> String {
    let here = |back: &&str| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-');
        (back.starts_with("/papers/") || back.starts_with("/desk/")) && back.chars().all(letters)
    };
    back.filter(here).unwrap_or_default().to_owned()
}

#[get("/account?<back>")]
async fn look(visitor: SignedIn, house: &House, back: Option<&str>) -> Reply {
    let page = page(&visitor, house).await?;
    let likes = visitor.shell.tastes;
    visitor.page(house, &page.reading(likes, place_to_read(back)))
}

#[derive(FromForm)]
struct TastesFields {
    #[field(default = String::new())]
    face: String,
    #[field(default = 0)]
    size: u32,
    #[field(default = 0)]
    spacing: u32,
    #[field(default = String::new())]
    theme: String,
    keys: Option<String>,
    #[field(default = String::new())]
    back: String,
}

#[post("/account/reading", data = "<form>")]
async fn save_tastes(visitor: SignedIn, house: &House, form: Form<TastesFields>) -> Reply {
    let usual = Tastes::default();
    let likes = Tastes {
        face: Face::parse(&form.face).unwrap_or(usual.face),
        size: form.size,
        spacing: form.spacing,
        theme: Theme::parse(&form.theme).unwrap_or(usual.theme),
        keys: form.keys.is_some(),
    };
    let (id, back) = (visitor.person.id, place_to_read(Some(&form.back)));
    let saving = house.db.write(move |tx| tastes::settle(tx, id, likes));
    match saving.await {
        Ok(()) if back.is_empty() => Ok(Answer::told("/account#reading", TASTES_SAVED)),
        Ok(()) => Ok(Answer::told(back, TASTES_SAVED)),
        Err(failure) => {
            let page = page(&visitor, house).await?.reading(likes, back);
            visitor.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct ProfileForm {
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    own_zone: String,
}

#[post("/account", data = "<form>")]
async fn save(visitor: SignedIn, house: &House, form: Form<ProfileForm>) -> Reply {
    let (id, name) = (visitor.person.id, form.name.clone());
    let zone = form.own_zone.clone();
    let done = house.db.write(move |tx| {
        people::set_name(tx, id, &name)?;
        people::set_zone(tx, id, &zone)
    });
    match done.await {
        Ok(()) => Ok(Answer::told("/account", SAVED)),
        Err(failure) => {
            let page = page(&visitor, house).await?.typed(&form.name);
            let page = page.living_in(&form.own_zone);
            visitor.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct PasswordForm {
    #[field(default = String::new())]
    current_password: String,
    #[field(default = String::new())]
    new_password: String,
}

#[post("/account/password", data = "<form>")]
async fn set_password(visitor: SignedIn, house: &House, form: Form<PasswordForm>) -> Reply {
    match new_hash(&visitor, house, &form).await {
        Ok(hash) => {
            let (id, device) = (visitor.person.id, visitor.caller.device.clone());
            let session = house
                .db
                .write(move |tx| sign_in::set_password(tx, id, Some(&hash), &device))
                .await?;
            Ok(Answer::told("/account", PASSWORD_SET).with_session(session))
        }
        Err(failure) => {
            let page = page(&visitor, house).await?;
            visitor.again(house, &page, failure)
        }
    }
}

/// The new password's hash, once the old one was proven and the new one is good.
async fn new_hash(visitor: &SignedIn, house: &House, form: &PasswordForm) -> Outcome<Hash> {
    let _turn = turn_to_hash().await?;
    prove(visitor, house, &form.current_password, NOT_YOUR_PASSWORD).await?;
    sign_in::check_new(&visitor.person, &form.new_password)?;
    let typed = form.new_password.clone();
    let hash = aside::blocking(move || sign_in::hash(&typed)).await;
    Ok(joined(hash)??)
}

/// Asks for the current password where there is one; a session left open is not enough to change it.
async fn prove(visitor: &SignedIn, house: &House, typed: &str, says: &'static str) -> Outcome<()> {
    let (email, caller) = (visitor.person.email.clone(), visitor.caller.clone());
    let known = house
        .db
        .read(move |tx| sign_in::password_of(tx, &email, &caller))
        .await?;
    let Some((_, known)) = known else {
        return Ok(());
    };
    let typed = typed.to_owned();
    let fits = aside::blocking(move || sign_in::matches(Some(&known), &typed)).await;
    if joined(fits)?? {
        return Ok(());
    }
    let (email, caller) = (visitor.person.email.clone(), visitor.caller.clone());
    house
        .db
        .write(move |tx| sign_in::password_refused(tx, &email, &caller))
        .await?;
    Err(Refusal::field("current_password", says).into())
}

#[post("/account/password/remove", data = "<form>")]
async fn remove_password(visitor: SignedIn, house: &House, form: Form<PasswordForm>) -> Reply {
    let turn = turn_to_hash().await?;
    if let Err(failure) = prove(&visitor, house, &form.current_password, ASK_TO_REMOVE).await {
        let page = page(&visitor, house).await?;
        return visitor.again(house, &page, failure);
    }
    drop(turn);
    let (id, device) = (visitor.person.id, visitor.caller.device.clone());
    let session = house
        .db
        .write(move |tx| sign_in::set_password(tx, id, None, &device))
        .await?;
    Ok(Answer::told("/account", PASSWORD_GONE).with_session(session))
}

#[post("/account/sessions/<id>/end")]
async fn end_session(visitor: SignedIn, house: &House, id: i64) -> Reply {
    let person = visitor.person.id;
    house
        .db
        .write(move |tx| sign_in::end_session(tx, person, SessionId(id)))
        .await?;
    Ok(Answer::told("/account", SESSION_ENDED))
}

#[post("/account/sessions/end-others")]
async fn end_others(visitor: SignedIn, house: &House) -> Reply {
    if let Some(session) = &visitor.session {
        let (person, kept) = (visitor.person.id, session.id);
        house
            .db
            .write(move |tx| sign_in::end_other_sessions(tx, person, kept))
            .await?;
    }
    Ok(Answer::told("/account", OTHERS_ENDED))
}
