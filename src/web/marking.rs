//! Marking a paper: the page its tutor works on, and how they begin, ask, or hand it back. Nothing they wrote is ever lost.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::calm::status_of;
use super::guards::{Tutor, reference};
use super::house::House;
use crate::db::Tx;
use crate::pages::earlier::EarlierFacts;
use crate::pages::kept::KeptPage;
use crate::pages::marked::{Deed, done, why_not};
use crate::pages::marking::{MarkingPage, Sheet, Typed};
use crate::papers::{self, Paper, PaperNumber, State};
use crate::people::Person;
use crate::refusal::{Failure, Kind, Outcome, Refusal};
use crate::{assignments, centre, drafts, feedback};

const DESK: &str = "/desk";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![sheet, begin, hand_back, ask]
}

#[get("/desk/<number>?<deleted>")]
async fn sheet(tutor: Tutor, house: &House, number: &str, deleted: Option<i64>) -> Reply {
    let number = reference(number)?;
    match look(&tutor, house, number).await? {
        Some(page) => tutor.page(house, &page.after_deleting(deleted)),
        None => Ok(Answer::go(format!("/papers/{number}"))),
    }
}

/// The marking page of a paper this tutor has; nothing where its life has ended without feedback.
pub(super) async fn look(
    tutor: &Tutor,
    house: &House,
    number: PaperNumber,
) -> Outcome<Option<MarkingPage>> {
    let person = tutor.person.clone();
    let found = house.db.read(move |tx| find(tx, &person, number)).await?;
    Ok(found.map(|sheet| MarkingPage::of(sheet, &tutor.times())))
}

/// A paper that this tutor has, as they may see it.
pub(super) fn theirs(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Paper> {
    let paper = papers::find_for(tx, person, number)?.filter(|paper| paper.is_with(person));
    let paper = paper.ok_or_else(Refusal::not_found)?;
    papers::as_seen_by(tx, person, paper)
}

fn find(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Option<Sheet>> {
    let paper = theirs(tx, person, number)?;
    if !paper.state.is_open() && paper.state != State::Returned {
        return Ok(None);
    }
    let mut all = drafts::of_paper(tx, number)?;
    let draft = all.pop().ok_or_else(Refusal::not_found)?;
    Ok(Some(Sheet {
        text: drafts::reading_text(tx, draft.manuscript.id)?,
        asked: papers::open_question(tx, number)?.map(|(_, question)| question),
        answers: papers::intake::answers_of(tx, number)?,
        notes: feedback::notes_in_hand(tx, draft.id)?,
        versions: feedback::versions_of(tx, draft.id)?,
        loose: feedback::margin::loose(tx, draft.id)?,
        saved_at: feedback::saved_last(tx, draft.id)?,
        returned: feedback::letter_on(tx, draft.id)?,
        second: feedback::second::newest(tx, draft.id)?,
        lease: assignments::lease_of(tx, number)?,
        pace: feedback::effort::pace(tx, person.id)?,
        earlier: earlier(tx, number, &all)?,
        ways: centre::ways(tx)?,
        paper,
        draft,
    }))
}

/// What was returned on earlier drafts, the newest first.
fn earlier(tx: &Tx<'_>, number: PaperNumber, all: &[drafts::Draft]) -> Outcome<Vec<EarlierFacts>> {
    let mut earlier = Vec::new();
    for draft in all.iter().rev() {
        if let Some(letter) = feedback::letter_on(tx, draft.id)? {
            earlier.push(EarlierFacts {
                n: draft.n,
                notes: feedback::returned_notes(tx, letter.id)?,
                plan: feedback::plan::of_paper(tx, number)?,
                asked: papers::wish_before(tx, draft.id)?,
                text: drafts::reading_text(tx, draft.manuscript.id)?,
                letter,
            });
        }
    }
    Ok(earlier)
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
struct ReasonForm {
    #[field(default = String::new())]
    because: String,
    #[field(default = String::new())]
    reason: String,
}

#[post("/desk/<number>/hand-back", data = "<form>")]
async fn hand_back(tutor: Tutor, house: &House, number: &str, form: Form<ReasonForm>) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let why = why_not(&form.because, &form.reason);
    match house
        .db
        .write(move |tx| assignments::hand_back(tx, &person, number, &why))
        .await
    {
        Ok(()) => Ok(Answer::told(DESK, done(Deed::HandBack, number))),
        Err(failure) => {
            let ReasonForm { because, reason } = form.into_inner();
            let failure = match failure {
                // What is missing is the choice, not what may be added to it.
                Failure::Refused(refusal) if because.is_empty() && !refusal.fields.is_empty() => {
                    Refusal::field("because", refusal.says).into()
                }
                other => other,
            };
            let typed = Typed {
                because,
                reason,
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
    give_back(tutor, house, (typed.into_words(), failure))
}

/// A page that gives somebody's words back, because the paper has moved on meanwhile.
pub(super) fn give_back(
    tutor: &Tutor,
    house: &House,
    (words, failure): (String, Failure),
) -> Reply {
    let Failure::Refused(refusal) = failure else {
        return Err(failure.into());
    };
    let page = KeptPage {
        why: refusal.says,
        words,
    };
    Ok(Answer::page(
        status_of(refusal.kind),
        house.pages.render(&tutor.shell, &page, &[])?,
    ))
}
