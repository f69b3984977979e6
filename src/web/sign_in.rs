//! Signing in and out: by mailed code, by link, by password; no GET signs anybody in or uses anything up.
#![expect(
    clippy::needless_pass_by_value,
    reason = "Rocket hands guards over by value"
)]

use std::time::Duration;

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::answers::{Answer, Reply, joined, safe_next};
use super::arrival::{Arrival, by_hand, by_mail, welcome};
use super::aside;
use super::guards::{Anyone, SignedIn, Visitor};
use super::house::House;
use crate::db::Tx;
use crate::pages::sign_in::{CodePage, ContinuePage, SignInPage, UsedLinkPage};
use crate::people::{Person, PersonId};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::{self, SessionId, Token};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        ask,
        send_code,
        type_code,
        password,
        look_at_link,
        follow_link,
        look_at_once,
        follow_once,
        sign_out
    ]
}

#[get("/sign-in?<next>&<email>&<by>")]
fn ask(
    visitor: Anyone,
    house: &House,
    next: Option<&str>,
    email: Option<&str>,
    by: Option<&str>,
) -> Reply {
    if visitor.person.is_some() {
        return Ok(Answer::go(safe_next(next)));
    }
    let page = SignInPage::new(
        email.unwrap_or_default(),
        &safe_next(next),
        by == Some("password"),
    );
    visitor.page(house, &page)
}

#[derive(FromForm)]
struct AskForm {
    #[field(default = String::new())]
    email: String,
    #[field(default = String::new())]
    next: String,
}

#[post("/sign-in", data = "<form>")]
async fn send_code(visitor: Anyone, house: &House, form: Form<AskForm>) -> Reply {
    let (typed, caller) = (form.email.clone(), visitor.caller.clone());
    let next = safe_next(Some(&form.next));
    match house
        .db
        .write(move |tx| sign_in::ask_for_code(tx, &typed, &caller))
        .await
    {
        Ok(email) => visitor.page(
            house,
            &CodePage {
                email: email.to_string(),
                next,
            },
        ),
        Err(failure) => visitor.again(house, &SignInPage::new(&form.email, &next, false), failure),
    }
}

#[derive(FromForm)]
struct CodeForm {
    #[field(default = String::new())]
    email: String,
    #[field(default = String::new())]
    code: String,
    #[field(default = String::new())]
    next: String,
}

#[post("/sign-in/code", data = "<form>")]
async fn type_code(visitor: Anyone, house: &House, form: Form<CodeForm>) -> Reply {
    let (email, code, caller) = (
        form.email.clone(),
        form.code.clone(),
        visitor.caller.clone(),
    );
    let before = session_before(&visitor);
    let signed_in = house.db.write(move |tx| {
        let signed_in = sign_in::confirm_code(tx, &email, &code, &caller)?;
        by_mail(tx, instead_of(tx, before, signed_in)?)
    });
    let signed_in = signed_in.await?;
    let next = safe_next(Some(&form.next));
    if let Some(arrival) = signed_in {
        return Ok(welcome(&visitor, arrival, next));
    }
    let wrong = "This code is not right, or no longer good. Look for the newest mail, or ask for another code";
    let page = CodePage {
        email: form.email.clone(),
        next,
    };
    visitor.again(house, &page, Refusal::field("code", wrong).into())
}

/// Hashing takes 19 MiB and a core each time: no more than two at once, and nobody waits long.
static HASHING: Semaphore = Semaphore::const_new(2);

/// The turn of one person who has a password hashed.
pub(super) async fn turn_to_hash() -> Outcome<SemaphorePermit<'static>> {
    let turn = timeout(Duration::from_secs(5), HASHING.acquire()).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| {
        Refusal::unavailable("The desk is very busy just now. Try again in a few seconds.").into()
    })
}

#[derive(FromForm)]
struct PasswordForm {
    #[field(default = String::new())]
    email: String,
    #[field(default = String::new())]
    password: String,
    #[field(default = String::new())]
    next: String,
}

#[post("/sign-in/password", data = "<form>")]
async fn password(visitor: Anyone, house: &House, form: Form<PasswordForm>) -> Reply {
    // Held to the end, so that a crowd of tries at once is counted one after the other.
    let _turn = turn_to_hash().await?;
    let (email, caller) = (form.email.clone(), visitor.caller.clone());
    let known = house
        .db
        .read(move |tx| sign_in::password_of(tx, &email, &caller))
        .await?;
    let (person, hash) = known.unzip();
    let typed = form.password.clone();
    let fits = aside::blocking(move || sign_in::matches(hash.as_ref(), &typed)).await;
    let fits = joined(fits)??;
    let next = safe_next(Some(&form.next));
    let (email, caller) = (form.email.clone(), visitor.caller.clone());
    if let Some(person) = person.filter(|_| fits) {
        let before = session_before(&visitor);
        let begun = house.db.write(move |tx| {
            let token = sign_in::begin_session(tx, &person, &caller.device)?;
            end_before(tx, before)?;
            by_hand(tx, (person, token))
        });
        let arrival = begun.await?;
        return Ok(welcome(&visitor, arrival, next));
    }
    house
        .db
        .write(move |tx| sign_in::password_refused(tx, &email, &caller))
        .await?;
    let wrong =
        "This address and password do not fit together. You can also sign in with a code by mail";
    let page = SignInPage::new(&form.email, &next, true);
    visitor.again(house, &page, Refusal::field("password", wrong).into())
}

#[get("/sign-in/link/<token>")]
async fn look_at_link(visitor: Anyone, house: &House, token: &str) -> Reply {
    let secret = Token::received(token);
    if house
        .db
        .read(move |tx| sign_in::knows_mailed_link(tx, &secret))
        .await?
    {
        let action = format!("/sign-in/link/{token}");
        return visitor.page(
            house,
            &ContinuePage {
                name: String::new(),
                action,
            },
        );
    }
    visitor.page(house, &UsedLinkPage { setup: false })
}

#[post("/sign-in/link/<token>")]
async fn follow_link(visitor: Anyone, house: &House, token: &str) -> Reply {
    let (secret, caller) = (Token::received(token), visitor.caller.clone());
    let before = session_before(&visitor);
    let signed_in = house.db.write(move |tx| {
        let signed_in = sign_in::confirm_mailed_link(tx, &secret, &caller)?;
        by_mail(tx, instead_of(tx, before, signed_in)?)
    });
    arrive(&visitor, house, signed_in.await?)
}

#[get("/sign-in/once/<token>")]
async fn look_at_once(visitor: Anyone, house: &House, token: &str) -> Reply {
    let secret = Token::received(token);
    match house
        .db
        .read(move |tx| sign_in::who_may_open(tx, &secret))
        .await?
    {
        Some(person) => {
            let action = format!("/sign-in/once/{token}");
            visitor.page(
                house,
                &ContinuePage {
                    name: person.name,
                    action,
                },
            )
        }
        None => visitor.page(house, &UsedLinkPage { setup: false }),
    }
}

#[post("/sign-in/once/<token>")]
async fn follow_once(visitor: Anyone, house: &House, token: &str) -> Reply {
    let (secret, caller) = (Token::received(token), visitor.caller.clone());
    let before = session_before(&visitor);
    let signed_in = house.db.write(move |tx| {
        let signed_in = sign_in::open_link(tx, &secret, &caller)?;
        let signed_in = instead_of(tx, before, signed_in)?;
        signed_in.map(|begun| by_hand(tx, begun)).transpose()
    });
    arrive(&visitor, house, signed_in.await?)
}

/// The session that this browser still holds, and whose it is.
pub(super) fn session_before(visitor: &Visitor) -> Option<(PersonId, SessionId)> {
    let session = visitor.session.as_ref()?;
    Some((visitor.person.as_ref()?.id, session.id))
}

/// Ends the session that the browser held before, in the same deed that begins another.
pub(super) fn end_before(tx: &Tx<'_>, before: Option<(PersonId, SessionId)>) -> Outcome<()> {
    before.map_or(Ok(()), |(person, id)| sign_in::end_session(tx, person, id))
}

fn instead_of(
    tx: &Tx<'_>,
    before: Option<(PersonId, SessionId)>,
    begun: Option<(Person, Token)>,
) -> Outcome<Option<(Person, Token)>> {
    if begun.is_some() {
        end_before(tx, before)?;
    }
    Ok(begun)
}

fn arrive(visitor: &Anyone, house: &House, signed_in: Option<Arrival>) -> Reply {
    match signed_in {
        Some(arrival) => Ok(welcome(visitor, arrival, "/".to_owned())),
        None => visitor.page(house, &UsedLinkPage { setup: false }),
    }
}

#[post("/sign-out")]
async fn sign_out(signed_in: SignedIn, house: &House) -> Reply {
    if let Some(session) = &signed_in.session {
        let (person, id) = (signed_in.person.id, session.id);
        house
            .db
            .write(move |tx| sign_in::end_session(tx, person, id))
            .await?;
    }
    Ok(Answer::told("/sign-in", "You are signed out.").without_session())
}
