//! Papers: sent in, found, read and changed.

use rocket::{Route, get, patch, post, routes};
use utoipa::IntoParams;

use super::answers::{Answer, Key, Reply, answered, etag, given_before, once};
use super::bearer::{Changes, Reads, Submits};
use super::body;
use super::conditions::{IfMatch, IfNoneMatch, NotModified};
use super::description::{Refused, RefusedWrite};
use super::lists::{Page, Pages, Place};
use super::patch::Patch;
use super::problem::Problem;
use super::query::Query;
use super::sent::Sent;
use super::shapes::Paper;
use super::vocabulary::Status;
use crate::db::Tx;
use crate::papers::search::{Wanted, search};
use crate::papers::{self, PaperNumber, State, submission};
use crate::people::{self, Email, Person, PersonId};
use crate::refusal::{Fault, Outcome, Refusal};
use crate::web::house::House;
use crate::web::looks;

/// What fields of a paper are called within, and here.
const NAMES: &[(&str, &str)] = &[("question", "description"), ("course", "subject")];
/// The same for what is changed about it.
const CHANGES: &[(&str, &str)] = &[("question", "reason"), ("tutor", "assignee_email")];

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![submit, list, one, change]
}

/// Which papers are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what is read from the address")]
pub struct Asked {
    /// Only papers that stand there.
    #[param(inline, value_type = Status, required = false)]
    status: Option<String>,
    /// Only papers of this tutor, by address.
    #[param(value_type = String, required = false)]
    assignee: Option<String>,
    /// Only papers by this student, by address.
    #[param(value_type = String, required = false)]
    student: Option<String>,
    /// Only papers for this course.
    #[param(value_type = String, required = false)]
    course: Option<String>,
    /// Free words: part of the title, the course, or the student's name or address.
    #[param(value_type = String, required = false)]
    q: Option<String>,
}

/// What a list of papers is filtered by.
const FILTERS: [&str; 5] = ["status", "assignee", "student", "course", "q"];

/// Sends in a paper. Somebody unknown gets an account as a student and can sign in by mail.
#[utoipa::path(
    tag = "Papers",
    security(("token" = ["papers:submit"])),
    request_body(content(
        (super::sendable::NewPaper = "application/json"),
        (super::sendable::NewPaperForm = "multipart/form-data"),
    )),
    responses((status = 201, body = Paper, description = "It is on disk, with its event and its mail.", headers(("ETag"), ("Location"))), RefusedWrite),
)]
#[post("/api/papers", data = "<body>")]
pub async fn submit(bearer: Submits, house: &House, key: Key, body: body::Paper) -> Reply {
    let asked = key.asked(&bearer, body.fingerprint());
    if let Some(before) = given_before(house, &asked).await? {
        return Ok(before);
    }
    let (sent, handed) = Sent::read(house, body).await?;
    let by = bearer.person.clone();
    let done = once(house, asked, move |tx| {
        let number = submission::send_for(tx, &by, &sent.as_sent(), &handed.handed_in)?;
        created(tx, number)
    });
    done.await.map_err(|problem| problem.renamed(NAMES))
}

/// 201 with a paper just made.
pub fn created(tx: &Tx<'_>, number: PaperNumber) -> Outcome<crate::idempotency::Answered> {
    let paper = papers::find(tx, number)?.ok_or_else(|| Fault::new("a paper vanished"))?;
    let place = ("location".to_owned(), format!("/api/papers/{}", paper.id));
    let headers = [place, etag(paper.version)];
    Ok(answered(201, &headers, &Paper::from(paper))?)
}

/// Lists papers, newest first: those that the token's person may see.
#[utoipa::path(
    tag = "Papers",
    security(("token" = ["papers:read"])),
    params(Asked, Pages),
    responses((status = 200, body = Page<Paper>, description = "A page of papers."), Refused),
)]
#[get("/api/papers")]
pub async fn list(bearer: Reads, house: &House, query: Query) -> Reply {
    let filters = FILTERS.map(|name| query.one(name));
    let place = Place::read(format!("papers {filters:?}"), &query)?;
    let state = query.word("status", State::parse)?;
    let (assignee, student) = (query.owned("assignee")?, query.owned("student")?);
    let (course, words) = (query.owned("course")?, query.owned("q")?);
    let (person, from) = (bearer.person.clone(), (before(&place), place.rows()));
    let found = house.db.read(move |tx| {
        let (Named::Known(tutor), Named::Known(student)) =
            (named(tx, assignee)?, named(tx, student)?)
        else {
            return Ok(Vec::new());
        };
        let wanted = Wanted {
            state,
            tutor,
            student,
            course,
            words,
        };
        search(tx, &person, &wanted, from)
    });
    Ok(Answer::of(&place.page(
        found.await?,
        |paper| paper.number.0,
        Paper::from,
    ))?)
}

/// Somebody named by address in a filter.
enum Named {
    /// Them, or nobody in particular.
    Known(Option<PersonId>),
    /// There is nobody with this address.
    Unknown,
}

fn named(tx: &Tx<'_>, typed: Option<String>) -> Outcome<Named> {
    let Some(typed) = typed else {
        return Ok(Named::Known(None));
    };
    let found = Email::parse(&typed)
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    Ok(found.map_or(Named::Unknown, |person| Named::Known(Some(person.id))))
}

fn before(place: &Place) -> PaperNumber {
    PaperNumber(place.after.unwrap_or(i64::MAX))
}

/// Reads one paper, by its id or its reference.
#[utoipa::path(
    tag = "Papers",
    security(("token" = ["papers:read"])),
    params(("id" = String, Path, description = "The paper's id, or its reference: P-1042.")),
    responses((status = 200, body = Paper, description = "The paper.", headers(("ETag"))), (status = 304, description = "It is still the version that `If-None-Match` names."), Refused),
)]
#[get("/api/papers/<id>")]
pub async fn one(
    bearer: Reads,
    house: &House,
    id: &str,
    known: IfNoneMatch,
) -> Result<Result<Answer, NotModified>, Problem> {
    let found = house.db.read(|tx| find(tx, &bearer.person, id));
    let paper = found.await?;
    let version = paper.version;
    looks::looked(house, &bearer.person, paper.number);
    if known.names(version) {
        return Ok(Err(NotModified(version)));
    }
    Ok(Ok(Answer::of(&Paper::from(paper))?.version(version)))
}

/// The paper with this id or reference, if this person may see it.
///
/// # Errors
/// `NotFound`.
pub fn find(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<papers::Paper> {
    let is_reference = id.starts_with(['P', 'p']) && id[1..].starts_with('-');
    let found = match PaperNumber::parse(id).filter(|_| is_reference) {
        Some(number) => papers::find_for(tx, person, number)?,
        None => papers::find_by_id(tx, person, &id.to_lowercase())?,
    };
    let found = found.ok_or_else(Refusal::not_found)?;
    papers::as_seen_by(tx, person, found)
}

/// Changes a paper: gives it to a tutor, hands it back, ends it, asks its student, puts right its title and due date.
///
/// A merge patch (RFC 7396): what is not named stays. Needs `papers:assign`; for title, due date and withdrawing
/// `papers:submit` is enough.
#[utoipa::path(
    tag = "Papers",
    security(("token" = ["papers:assign"]), ("token" = ["papers:submit"])),
    params(("id" = String, Path, description = "The paper's id, or its reference: P-1042.")),
    request_body(content(
        (super::patch::PaperPatch = "application/merge-patch+json"),
        (super::patch::PaperPatch = "application/json"),
    )),
    responses((status = 200, body = Paper, description = "The paper as it stands now.", headers(("ETag"))), RefusedWrite),
)]
#[patch("/api/papers/<id>", data = "<body>")]
pub async fn change(
    bearer: Changes,
    house: &House,
    id: &str,
    version: IfMatch,
    body: body::Patch,
) -> Reply {
    let patch = Patch::read(&body.0)?;
    bearer.needs(patch.scopes())?;
    let (by, id) = (bearer.person.clone(), id.to_owned());
    apply(house, (by, id), version, patch).await
}

/// Applies a patch to the paper with an id, and answers with what became of it.
///
/// # Errors
/// As the deeds it stands for; 412 where the paper is not the version asked for.
pub async fn apply(
    house: &House,
    (by, id): (Person, String),
    version: IfMatch,
    patch: Patch,
) -> Reply {
    let done = house.db.write(move |tx| {
        let paper = find(tx, &by, &id)?;
        if !version.allows(paper.version) {
            return Ok(None);
        }
        patch.apply(tx, &by, &paper)?;
        let changed = papers::find(tx, paper.number)?;
        let seen = |paper| papers::as_seen_by(tx, &by, paper);
        changed.map(seen).transpose()
    });
    match done.await {
        Ok(Some(paper)) => {
            let version = paper.version;
            Ok(Answer::of(&Paper::from(paper))?.version(version))
        }
        Ok(None) => Err(Problem::new(
            412,
            "The paper has changed since the version that If-Match names.",
        )),
        Err(failure) => Err(Problem::from(failure).renamed(CHANGES)),
    }
}
