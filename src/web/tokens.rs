//! API tokens on a page: one's own, for an admin everybody's; making one, and ending one.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Staff;
use super::house::House;
use crate::db::Tx;
use crate::pages::token::{MADE_BEFORE, MadePage, REVOKED, TokenPage};
use crate::pages::tokens::{PER_PAGE, TokenForm, TokensPage, Whose};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::{self, Listed, NewToken, Token, TokenId};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, make, look, revoke]
}

async fn page(
    staff: &Staff,
    house: &House,
    whose: Whose,
    before: Option<i64>,
) -> Outcome<TokensPage> {
    let (by, last) = (staff.person.clone(), before.map(TokenId));
    let found = house.db.read(move |tx| match whose {
        Whose::Own => sign_in::own_tokens(tx, &by, last, PER_PAGE + 1),
        Whose::Everybody => sign_in::tokens(tx, Some(&by), last, PER_PAGE + 1),
    });
    let which = (whose, before.is_none());
    Ok(TokensPage::of(
        found.await?,
        which,
        &staff.person,
        &staff.times(),
    ))
}

#[get("/settings/tokens?<whose>&<before>")]
async fn list(staff: Staff, house: &House, whose: Option<&str>, before: Option<i64>) -> Reply {
    let page = page(&staff, house, Whose::parse(whose), before).await?;
    staff.page(house, &page)
}

#[derive(FromForm)]
struct TokenFields {
    #[field(default = String::new())]
    name: String,
    #[field(default = Vec::new())]
    scope: Vec<String>,
    #[field(default = String::new())]
    expires: String,
    #[field(default = String::new())]
    key: String,
}

/// What came of a form: a token with its secret, or the one that the same form has made before.
enum Made {
    Now(Box<Listed>, Token),
    Before(TokenId),
}

/// The answer itself is the page with the secret: a way on would have to carry it. A reload sends the same form again,
/// and the same form makes one token.
#[post("/settings/tokens", data = "<form>")]
async fn make(staff: Staff, house: &House, form: Form<TokenFields>) -> Reply {
    let TokenFields {
        name,
        scope: scopes,
        expires,
        key,
    } = form.into_inner();
    let typed = TokenForm {
        name,
        scopes,
        expires,
        key,
    };
    let (person, asked) = (staff.person.clone(), typed.clone());
    let done = house.db.write(move |tx| make_once(tx, &person, &asked));
    match done.await {
        Ok(Made::Now(listed, secret)) => {
            staff.page(house, &MadePage::of(&listed, &secret, &staff.times()))
        }
        Ok(Made::Before(id)) => Ok(Answer::warned(page_of(id), MADE_BEFORE)),
        Err(failure) => {
            let page = page(&staff, house, Whose::Own, None).await?.typed(typed);
            staff.again(house, &page, failure)
        }
    }
}

fn make_once(tx: &Tx<'_>, person: &Person, asked: &TokenForm) -> Outcome<Made> {
    if let Some(id) = sign_in::token_of_form(tx, person, asked.key())? {
        return Ok(Made::Before(id));
    }
    let new = NewToken {
        name: &asked.name,
        scopes: &asked.scopes(),
        lasts: asked.lasts(),
        form: asked.key(),
    };
    let (id, secret) = sign_in::create_token(tx, Some(person), person, &new)?;
    let listed = sign_in::find_token(tx, Some(person), id)?.ok_or_else(Refusal::not_found)?;
    Ok(Made::Now(Box::new(listed), secret))
}

fn page_of(id: TokenId) -> String {
    format!("/settings/tokens/{}", id.0)
}

#[get("/settings/tokens/<id>")]
async fn look(staff: Staff, house: &House, id: i64) -> Reply {
    let by = staff.person.clone();
    let found = house
        .db
        .read(move |tx| sign_in::find_token(tx, Some(&by), TokenId(id)))
        .await?;
    let listed = found.ok_or_else(Refusal::not_found)?;
    staff.page(house, &TokenPage::of(&listed, &staff.times()))
}

#[post("/settings/tokens/<id>/revoke")]
async fn revoke(staff: Staff, house: &House, id: i64) -> Reply {
    let by = staff.person.clone();
    house
        .db
        .write(move |tx| sign_in::revoke_token(tx, Some(&by), TokenId(id)))
        .await?;
    Ok(Answer::told(page_of(TokenId(id)), REVOKED))
}
