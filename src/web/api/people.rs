//! Who is at the desk: found, added and changed. For coordinators and admins.

use rocket::{Route, get, patch, post, routes};
use utoipa::{IntoParams, ToSchema};

use super::answers::{Answer, Key, Reply, answered, once};
use super::bearer::{ChangesPeople, SeesPeople};
use super::body;
use super::description::{Refused, RefusedWrite};
use super::fields::{A_NAME, Fields, Patched};
use super::lists::{Page, Pages, Place};
use super::problem::Problem;
use super::query::Query;
use super::sent::parsed;
use super::shapes::Person;
use super::vocabulary::RoleWord;
use crate::assignments;
use crate::people::{self, PersonId, Role};
use crate::refusal::Refusal;
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![list, one, add, change]
}

/// What fields are called within, and here.
const NAMES: &[(&str, &str)] = &[("role", "roles")];

/// Which people are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what is read from the address")]
pub struct Asked {
    /// Only people with this role.
    #[param(inline, value_type = RoleWord, required = false)]
    role: Option<String>,
    /// Part of their name or address.
    #[param(value_type = String, required = false)]
    q: Option<String>,
}

/// Lists people, newest first.
#[utoipa::path(
    tag = "People",
    security(("token" = ["people:read"])),
    params(Asked, Pages),
    responses((status = 200, body = Page<Person>, description = "A page of people."), Refused),
)]
#[get("/api/people")]
pub async fn list(_bearer: SeesPeople, house: &House, query: Query) -> Reply {
    let (role, words) = (
        query.word("role", Role::parse)?,
        query.owned("q")?.unwrap_or_default(),
    );
    let place = Place::read(format!("people {role:?} {words:?}"), &query)?;
    let (before, rows) = (PersonId(place.after.unwrap_or(i64::MAX)), place.rows());
    let found = house
        .db
        .read(move |tx| people::newest(tx, (role, &words), before, rows));
    Ok(Answer::of(&place.page(
        found.await?,
        |person| person.id.0,
        Person::from,
    ))?)
}

fn number(id: &str) -> Result<PersonId, Refusal> {
    id.parse().map(PersonId).map_err(|_| Refusal::not_found())
}

/// Reads one person.
#[utoipa::path(
    tag = "People",
    security(("token" = ["people:read"])),
    params(("id" = i64, Path, description = "The person's number.")),
    responses((status = 200, body = Person, description = "The person."), Refused),
)]
#[get("/api/people/<id>")]
pub async fn one(_bearer: SeesPeople, house: &House, id: &str) -> Reply {
    let id = number(id)?;
    let found = house.db.read(move |tx| people::find(tx, id)).await?;
    let person = found.ok_or_else(Refusal::not_found)?;
    Ok(Answer::of(&Person::from(person))?)
}

/// Somebody to be added.
#[derive(ToSchema)]
#[schema(example = json!({ "email": "ben@example.edu", "name": "Ben Okafor", "roles": ["tutor"] }))]
#[expect(dead_code, reason = "describes what `add` reads")]
pub struct NewPerson {
    /// Their address; also how they sign in.
    #[schema(format = Email)]
    email: String,
    /// What they are called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What they do here.
    #[schema(min_items = 1, value_type = Vec<RoleWord>)]
    roles: Vec<String>,
}

/// Adds a person. They can sign in by mail; no invitation is sent.
#[utoipa::path(
    tag = "People",
    security(("token" = ["people:write"])),
    request_body = NewPerson,
    responses((status = 201, body = Person, description = "The person.", headers(("Location"))), RefusedWrite),
)]
#[post("/api/people", data = "<body>")]
pub async fn add(bearer: ChangesPeople, house: &House, key: Key, body: body::Json) -> Reply {
    let mut fields = Fields::of(parsed(&body.bytes)?)?;
    let (email, name) = (
        fields.text("email").unwrap_or_default().into_owned(),
        fields.text("name").unwrap_or_default().into_owned(),
    );
    let roles = roles(&mut fields).unwrap_or_default();
    fields.complain_if_longer("name", &name, &A_NAME);
    fields.settle()?;
    let (by, asked) = (bearer.person.clone(), key.asked(&bearer, body.fingerprint));
    let done = once(house, asked, move |tx| {
        let person = people::add_by(tx, &by, (&email, &name), &roles)?;
        let place = (
            "location".to_owned(),
            format!("/api/people/{}", person.id.0),
        );
        Ok(answered(201, &[place], &Person::from(person))?)
    });
    done.await.map_err(|problem| problem.renamed(NAMES))
}

fn roles(fields: &mut Fields<'_>) -> Option<Vec<Role>> {
    let words = fields.texts("roles")?;
    let roles: Option<Vec<Role>> = words.iter().map(|word| Role::parse(word)).collect();
    if roles.is_none() {
        fields.complain("roles", "There is no such role");
    }
    roles
}

/// What can be changed; all of it happens, or none.
#[derive(ToSchema)]
#[schema(example = json!({ "roles": ["tutor", "teacher"] }))]
#[expect(dead_code, reason = "describes what `change` reads")]
pub struct PersonPatch {
    /// What they are called.
    #[schema(min_length = 1, max_length = 200, value_type = String, required = false)]
    name: Option<String>,
    /// What they do here, and nothing else. Their sessions end.
    #[schema(min_items = 1, value_type = Vec<RoleWord>, required = false)]
    roles: Option<Vec<String>>,
    /// Shuts the door to them, or opens it again.
    #[schema(value_type = bool, required = false)]
    disabled: Option<bool>,
}

/// Changes a person: a merge patch (RFC 7396).
#[utoipa::path(
    tag = "People",
    security(("token" = ["people:write"])),
    params(("id" = i64, Path, description = "The person's number.")),
    request_body(content(
        (PersonPatch = "application/merge-patch+json"),
        (PersonPatch = "application/json"),
    )),
    responses((status = 200, body = Person, description = "The person as they are now."), RefusedWrite),
)]
#[patch("/api/people/<id>", data = "<body>")]
pub async fn change(bearer: ChangesPeople, house: &House, id: &str, body: body::Patch) -> Reply {
    let id = number(id)?;
    let mut fields = Fields::of(parsed(&body.0)?)?;
    let name = fields.patched("name");
    match &name {
        Patched::Removed => fields.complain("name", "A person needs a name"),
        Patched::Set(name) => fields.complain_if_longer("name", name, &A_NAME),
        Patched::Left => {}
    }
    let (roles, disabled) = (roles(&mut fields), fields.patched_truth("disabled"));
    fields.settle()?;
    let by = bearer.person.clone();
    let done = house.db.write(move |tx| {
        people::find_to_change(tx, &by, id)?;
        if let Patched::Set(name) = &name {
            people::rename(tx, &by, id, name)?;
        }
        if let Some(roles) = &roles {
            assignments::set_roles(tx, &by, id, roles)?;
        }
        match disabled {
            Some(true) => assignments::disable(tx, &by, id)?,
            Some(false) => people::enable(tx, &by, id)?,
            None => {}
        }
        people::find(tx, id)
    });
    let done = done
        .await
        .map_err(|failure| Problem::from(failure).renamed(NAMES))?;
    let person = done.ok_or_else(Refusal::not_found)?;
    Ok(Answer::of(&Person::from(person))?)
}
