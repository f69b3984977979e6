//! Marking a paper: the page its tutor works on, and what they do there. Nothing they wrote is ever lost.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::calm::status_of;
use super::guards::{Tutor, reference};
use super::house::House;
use crate::db::Tx;
use crate::pages::marking::{Deed, KeptPage, MarkingPage, Sheet, Typed, done};
use crate::papers::{self, PaperNumber};
use crate::people::Person;
use crate::refusal::{Failure, Kind, Outcome, Refusal};
use crate::{assignments, drafts, feedback};

const DESK: &str = "/desk";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![sheet, letter_place, begin, letter, hand_back, ask]
}

#[get("/desk/<number>")]
async fn sheet(tutor: Tutor, house: &House, number: &str) -> Reply {
    let number = reference(number)?;
    match look(&tutor, house, number).await? {
        Some(page) => tutor.page(house, &page),
        None => Ok(Answer::go(format!("/papers/{number}"))),
    }
}

/// The marking page of a paper this tutor has; nothing where its life has ended.
async fn look(tutor: &Tutor, house: &House, number: PaperNumber) -> Outcome<Option<MarkingPage>> {
    let person = tutor.person.clone();
    let found = house.db.read(move |tx| find(tx, &person, number)).await?;
    Ok(found.map(|sheet| MarkingPage::of(sheet, &tutor.times())))
}

fn find(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Option<Sheet>> {
    let paper = papers::find_for(tx, person, number)?.filter(|paper| paper.is_with(person));
    let paper = paper.ok_or_else(Refusal::not_found)?;
    if !paper.state.is_open() {
        return Ok(None);
    }
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let text = drafts::reading_text(tx, draft.manuscript.id)?;
    let asked = papers::open_question(tx, number)?.map(|(_, question)| question);
    Ok(Some(Sheet {
        paper,
        draft,
        text,
        asked,
    }))
}

#[get("/desk/<number>/letter")]
fn letter_place(_tutor: Tutor, number: &str) -> Reply {
    Ok(Answer::go(format!("/desk/{}#letter", reference(number)?)))
}

#[post("/desk/<number>/begin")]
async fn begin(tutor: Tutor, house: &House, number: &str) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    match house
        .db
        .write(move |tx| assignments::begin(tx, &person, number))
        .await
    {
        Ok(()) => Ok(Answer::told(
            format!("/desk/{number}"),
            done(Deed::Begin, number),
        )),
        Err(Failure::Refused(refusal)) if refusal.kind == Kind::Conflict => {
            Ok(Answer::warned(DESK, refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}

#[derive(FromForm)]
struct LetterForm {
    #[field(default = String::new())]
    letter: String,
}

#[post("/desk/<number>/letter", data = "<form>")]
async fn letter(tutor: Tutor, house: &House, number: &str, form: Form<LetterForm>) -> Reply {
    let (person, number, letter) = (
        tutor.person.clone(),
        reference(number)?,
        form.letter.clone(),
    );
    match house
        .db
        .write(move |tx| feedback::release(tx, &person, number, &letter))
        .await
    {
        Ok(()) => Ok(Answer::told(DESK, done(Deed::Return, number))),
        Err(failure) => {
            let typed = Typed {
                letter: form.into_inner().letter,
                ..Typed::default()
            };
            keep(&tutor, house, number, (typed, failure)).await
        }
    }
}

#[derive(FromForm)]
struct ReasonForm {
    #[field(default = String::new())]
    reason: String,
}

#[post("/desk/<number>/hand-back", data = "<form>")]
async fn hand_back(tutor: Tutor, house: &House, number: &str, form: Form<ReasonForm>) -> Reply {
    let (person, number, reason) = (
        tutor.person.clone(),
        reference(number)?,
        form.reason.clone(),
    );
    match house
        .db
        .write(move |tx| assignments::hand_back(tx, &person, number, &reason))
        .await
    {
        Ok(()) => Ok(Answer::told(DESK, done(Deed::HandBack, number))),
        Err(failure) => {
            let typed = Typed {
                reason: form.into_inner().reason,
                ..Typed::default()
            };
            keep(&tutor, house, number, (typed, failure)).await
        }
    }
}

#[derive(FromForm)]
struct QuestionForm {
    #[field(default = String::new())]
    question: String,
}

#[post("/desk/<number>/ask", data = "<form>")]
async fn ask(tutor: Tutor, house: &House, number: &str, form: Form<QuestionForm>) -> Reply {
    let (person, number, question) = (
        tutor.person.clone(),
        reference(number)?,
        form.question.clone(),
    );
    match house
        .db
        .write(move |tx| papers::ask(tx, &person, number, &question))
        .await
    {
        Ok(()) => Ok(Answer::told(
            format!("/desk/{number}"),
            done(Deed::Ask, number),
        )),
        Err(failure) => {
            let typed = Typed {
                question: form.into_inner().question,
                ..Typed::default()
            };
            keep(&tutor, house, number, (typed, failure)).await
        }
    }
}

/// The page again with what was typed; or, where the paper has moved on meanwhile, a page that gives the words back.
async fn keep(
    tutor: &Tutor,
    house: &House,
    number: PaperNumber,
    (typed, failure): (Typed, Failure),
) -> Reply {
    if is_about_fields(&failure)
        && let Some(page) = look(tutor, house, number).await?
    {
        return tutor.again(house, &page.with(typed), failure);
    }
    let Failure::Refused(refusal) = failure else {
        return Err(failure.into());
    };
    let page = KeptPage {
        why: refusal.says,
        words: typed.into_words(),
    };
    Ok(Answer::page(
        status_of(refusal.kind),
        house.pages.render(&tutor.shell, &page, &[])?,
    ))
}
