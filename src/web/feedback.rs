//! Reading feedback, and what a student says back about it.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{SignedIn, Student, Tutor, reference};
use super::house::House;
use crate::db::Tx;
use crate::feedback::plan;
use crate::feedback::remarks::{self, RemarkKind, Survey};
use crate::feedback::{self, Kind};
use crate::pages::feedback::{Facts, FeedbackPage, Returned, View};
use crate::pages::said_back::{ANSWERED, ASKED, SURVEYED, THANKED};
use crate::papers::{self, PaperNumber};
use crate::people::Person;
use crate::refusal::{Failure, Outcome, Refusal};
use crate::{assignments, centre, drafts};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![read, thank, ask, answer, survey]
}

/// What was returned on the newest draft that was, in the version asked for or the newest; who opens it is noted.
pub(super) fn find(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    version: Option<u32>,
) -> Outcome<Facts> {
    let paper = papers::find_for(tx, person, number)?.ok_or_else(Refusal::not_found)?;
    let student = paper.student.id;
    let mut all = drafts::of_paper(tx, number)?;
    let mended = match all.last() {
        Some(draft) => feedback::is_being_mended(tx, draft.id)?,
        None => false,
    };
    let mut returned = None;
    while let (None, Some(draft)) = (&returned, all.pop()) {
        let versions = feedback::versions_returned(tx, draft.id)?;
        let asked = version.and_then(|n| versions.iter().find(|one| one.version == n));
        if let Some(letter) = asked.or(versions.first()).cloned() {
            returned = Some(Returned {
                draft: draft.n,
                manuscript: draft.manuscript.clone(),
                notes: feedback::returned_notes(tx, letter.id)?,
                text: drafts::reading_text(tx, draft.manuscript.id)?,
                opened: feedback::opened(tx, letter.id, student)?,
                remarks: remarks::of_draft(tx, draft.id)?,
                survey: feedback::survey_of(tx, draft.id)?,
                letter,
                versions,
            });
        }
    }
    Ok(Facts {
        paper: papers::as_seen_by(tx, person, paper)?,
        since: assignments::since(tx, number)?,
        plan: plan::of_paper(tx, number)?,
        ways: centre::ways(tx)?,
        mended,
        returned,
    })
}

/// Writes down who opened it; a full disk must not stop anybody from reading.
async fn note_opening(visitor: &SignedIn, house: &House, facts: &Facts) {
    let writes = facts.paper.student.id == visitor.person.id;
    let Some(returned) = &facts.returned else {
        return;
    };
    if writes && returned.opened.is_some() {
        return;
    }
    let (person, letter) = (visitor.person.clone(), returned.letter.id);
    let noting = house
        .db
        .write(move |tx| feedback::note_opening(tx, letter, &person));
    if let Err(failure) = noting.await {
        tracing::warn!(%failure, "an opening could not be noted");
    }
}

async fn look(
    visitor: &SignedIn,
    house: &House,
    number: PaperNumber,
    (kinds, bare, version): (&[Kind], bool, Option<u32>),
) -> Outcome<FeedbackPage> {
    let person = visitor.person.clone();
    let reading = house.db.read(move |tx| find(tx, &person, number, version));
    let facts = reading.await?;
    note_opening(visitor, house, &facts).await;
    let view = View {
        writes: facts.paper.student.id == visitor.person.id,
        wrote_it: facts.paper.is_with(&visitor.person),
        kinds,
        bare,
    };
    Ok(FeedbackPage::of(facts, view, &visitor.times()))
}

#[get("/papers/<number>/feedback?<kind>&<bare>&<version>")]
async fn read(
    visitor: SignedIn,
    house: &House,
    number: &str,
    kind: Vec<&str>,
    bare: Option<&str>,
    version: Option<u32>,
) -> Reply {
    let kinds: Vec<Kind> = kind.iter().filter_map(|kind| Kind::parse(kind)).collect();
    let shown = (kinds.as_slice(), bare.is_some(), version);
    let page = look(&visitor, house, reference(number)?, shown).await?;
    visitor.page(house, &page)
}

/// The end of everything that is said back: the page with a word on it, or again with what was typed.
async fn done(
    visitor: SignedIn,
    house: &House,
    (number, told, typed): (PaperNumber, &str, String),
    did: Outcome<()>,
) -> Reply {
    match did {
        Ok(()) => Ok(Answer::told(format!("/papers/{number}/feedback"), told)),
        Err(failure) if is_about_fields(&failure) => {
            let page = look(&visitor, house, number, (&[], false, None)).await?;
            visitor.again(house, &page.with(typed), failure)
        }
        Err(Failure::Refused(refusal)) if refusal.fields.is_empty() => Err(refusal.into()),
        Err(failure) => Err(failure.into()),
    }
}

#[derive(FromForm)]
struct Words {
    #[field(default = String::new())]
    thanks: String,
    #[field(default = String::new())]
    question: String,
    #[field(default = String::new())]
    answer: String,
}

#[post("/papers/<number>/thanks", data = "<form>")]
async fn thank(
    student: Student,
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<Words>,
) -> Reply {
    let remark = (RemarkKind::Thanks, form.into_inner().thanks, THANKED);
    say((student, visitor), house, number, remark).await
}

#[post("/papers/<number>/remarks", data = "<form>")]
async fn ask(
    student: Student,
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<Words>,
) -> Reply {
    let remark = (RemarkKind::Question, form.into_inner().question, ASKED);
    say((student, visitor), house, number, remark).await
}

/// What a student says back to their tutor.
async fn say(
    (student, visitor): (Student, SignedIn),
    house: &House,
    number: &str,
    (kind, words, told): (RemarkKind, String, &'static str),
) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let typed = words.clone();
    let saying = house
        .db
        .write(move |tx| remarks::say(tx, &person, number, (kind, &words)));
    let did = saying.await;
    done(visitor, house, (number, told, typed), did).await
}

#[post("/papers/<number>/remarks/answer", data = "<form>")]
async fn answer(
    tutor: Tutor,
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<Words>,
) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let words = form.into_inner().answer;
    let typed = words.clone();
    let answering = house
        .db
        .write(move |tx| remarks::answer(tx, &person, number, &words));
    let did = answering.await;
    done(visitor, house, (number, ANSWERED, typed), did).await
}

#[derive(FromForm)]
struct SurveyForm {
    #[field(default = 0)]
    helped: u32,
    #[field(default = String::new())]
    survey_words: String,
}

#[post("/papers/<number>/survey", data = "<form>")]
async fn survey(
    student: Student,
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<SurveyForm>,
) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let SurveyForm {
        helped,
        survey_words: words,
    } = form.into_inner();
    let said = Survey { helped, words };
    let answering = house
        .db
        .write(move |tx| remarks::survey(tx, &person, number, &said));
    let did = answering.await;
    done(visitor, house, (number, SURVEYED, String::new()), did).await
}
