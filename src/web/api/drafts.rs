//! Drafts: the next one, each file as it was sent, what we read in it, and what was returned on it.

use rocket::{Route, get, post, routes};

use super::answers::{Answer, Key, Reply, given_before, once};
use super::bearer::{Reads, ReadsFeedback, Submits};
use super::body;
use super::description::{Refused, RefusedWrite};
use super::lists::Page;
use super::papers::{created, find};
use super::problem::Problem;
use super::sendable::{NewDraft, NewDraftForm};
use super::sent::read_draft;
use super::shapes::{Feedback, Paper};
use super::text::Text;
use crate::db::Tx;
use crate::drafts::{self, Draft};
use crate::people::Person;
use crate::refusal::{Kind, Outcome, Refusal};
use crate::web::download::Download;
use crate::web::house::House;
use crate::web::looks;
use crate::{feedback, papers};

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![add, file, text, returned]
}

/// Sends in the next draft of a returned paper: it waits again, under a new promise.
#[utoipa::path(
    tag = "Drafts",
    security(("token" = ["papers:submit"])),
    params(("id" = String, Path, description = "The paper's id, or its reference.")),
    request_body(content((NewDraft = "application/json"), (NewDraftForm = "multipart/form-data"))),
    responses((status = 201, body = Paper, description = "The paper with its new draft.", headers(("ETag"), ("Location"))), RefusedWrite),
)]
#[post("/api/papers/<id>/drafts", data = "<body>")]
pub async fn add(bearer: Submits, house: &House, key: Key, id: &str, body: body::Paper) -> Reply {
    let asked = key.asked(&bearer, body.fingerprint());
    if let Some(before) = given_before(house, &asked).await? {
        return Ok(before);
    }
    let handed = read_draft(house, body).await?;
    let (by, id) = (bearer.person.clone(), id.to_owned());
    once(house, asked, move |tx| {
        let number = find(tx, &by, &id)?.number;
        papers::add_draft(tx, &by, number, (&handed.handed_in, None))?;
        created(tx, number)
    })
    .await
}

fn draft(tx: &Tx<'_>, person: &Person, (id, n): (&str, &str)) -> Outcome<(papers::Paper, Draft)> {
    let paper = find(tx, person, id)?;
    let n: u32 = n.parse().map_err(|_| Refusal::not_found())?;
    let found = drafts::of_paper(tx, paper.number)?
        .into_iter()
        .find(|draft| draft.n == n);
    Ok((paper, found.ok_or_else(Refusal::not_found)?))
}

/// The file of a draft, byte for byte as it was sent.
#[utoipa::path(
    tag = "Drafts",
    security(("token" = ["papers:read"])),
    params(
        ("id" = String, Path, description = "The paper's id, or its reference."),
        ("n" = u32, Path, minimum = 1, description = "The draft's number, from 1."),
    ),
    responses((status = 200, description = "The file, as an attachment.", content_type = "*/*"), Refused),
)]
#[get("/api/papers/<id>/drafts/<n>/file")]
pub async fn file(bearer: Reads, house: &House, id: &str, n: &str) -> Result<Download, Problem> {
    let (person, id, n) = (bearer.person.clone(), id.to_owned(), n.to_owned());
    let (paper, draft) = house
        .db
        .read(move |tx| self::draft(tx, &person, (&id, &n)))
        .await?;
    if !draft.manuscript.is_kept() {
        return Err(Refusal::not_found().into());
    }
    let name = drafts::file_name(paper.number, draft.n, draft.manuscript.kind);
    looks::taken(house, &bearer.person, paper.number, "file").await;
    Ok(Download::new(house, &draft.manuscript, name))
}

/// The reading text of a draft: paragraphs and sentences with fixed positions.
#[utoipa::path(
    tag = "Drafts",
    security(("token" = ["papers:read"])),
    params(
        ("id" = String, Path, description = "The paper's id, or its reference."),
        ("n" = u32, Path, minimum = 1, description = "The draft's number, from 1."),
    ),
    responses((status = 200, body = Text, description = "The text."), Refused),
)]
#[get("/api/papers/<id>/drafts/<n>/text")]
pub async fn text(bearer: Reads, house: &House, id: &str, n: &str) -> Reply {
    let (person, id, n) = (bearer.person.clone(), id.to_owned(), n.to_owned());
    let looked = house.db.read(move |tx| {
        let (paper, draft) = self::draft(tx, &person, (&id, &n))?;
        let text = drafts::reading_text(tx, draft.manuscript.id)?;
        let unread = || Refusal::new(Kind::NotFound, "We could not read the text of this file.");
        Ok((paper.number, text.ok_or_else(unread)?))
    });
    let (number, text) = looked.await?;
    looks::looked(house, &bearer.person, number);
    Ok(Answer::of(&Text::from(text))?)
}

/// The letters that were returned on a paper, the newest draft's first.
#[utoipa::path(
    tag = "Drafts",
    security(("token" = ["feedback:read"])),
    params(("id" = String, Path, description = "The paper's id, or its reference.")),
    responses((status = 200, body = Page<Feedback>, description = "Every letter."), Refused),
)]
#[get("/api/papers/<id>/feedback")]
pub async fn returned(bearer: ReadsFeedback, house: &House, id: &str) -> Reply {
    let (person, id) = (bearer.person.clone(), id.to_owned());
    let looked = house.db.read(move |tx| {
        let paper = find(tx, &person, &id)?;
        let letters = feedback::letters(tx, &drafts::of_paper(tx, paper.number)?)?;
        Ok((paper.number, letters))
    });
    let (number, letters) = looked.await?;
    looks::looked(house, &bearer.person, number);
    let items = letters.into_iter().map(Feedback::from).collect();
    Ok(Answer::of(&Page { items, next: None })?)
}
