//! A student's papers, and each paper's own page with what its student or staff can do there.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use super::upload::{self, Upload};
use crate::drafts;
use crate::feedback::{self, Letter};
use crate::pages::feedback::FeedbackPage;
use crate::pages::my_papers::MyPapersPage;
use crate::pages::paper::{Act, Looked, PaperPage};
use crate::papers::{self, PaperNumber, possible};
use crate::refusal::{Failure, FieldError, Outcome, Refusal};
use crate::{assignments, events, outbox};

/// How many papers stand on one page of a list.
const PER_PAGE: u32 = 50;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![mine, paper, read_feedback, withdraw, swap, answer, ask, send_back, hand_back]
}

#[get("/papers?<before>")]
async fn mine(student: Student, house: &House, before: Option<&str>) -> Reply {
    let (person, from) = (student.person.id, before.and_then(PaperNumber::parse));
    let looked = house.db.read(move |tx| {
        let found = papers::of_student(tx, person, from.unwrap_or(PaperNumber(i64::MAX)), 1 + PER_PAGE)?;
        let with_since = found.into_iter().map(|paper| Ok((assignments::since(tx, paper.number)?, paper)));
        with_since.collect::<Outcome<Vec<_>>>()
    });
    let found: Vec<_> = looked.await?.into_iter().map(|(since, paper)| (paper, since)).collect();
    let hours = student.centre.as_ref().map_or(0, |centre| centre.turnaround_hours);
    student.page(house, &MyPapersPage::of(&found, (PER_PAGE, from.is_none()), hours, &student.times()))
}

#[get("/papers/<number>")]
async fn paper(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let page = look(&visitor, house, reference(number)?).await?;
    visitor.page(house, &page)
}

/// The paper's page as this person sees it, or nothing at all.
async fn look(visitor: &SignedIn, house: &House, number: PaperNumber) -> Outcome<PaperPage> {
    let person = visitor.person.clone();
    let looked = house.db.read(move |tx| {
        let paper = papers::find_for(tx, &person, number)?.ok_or_else(Refusal::not_found)?;
        let drafts = drafts::of_paper(tx, number)?;
        let text = drafts.last().map(|draft| drafts::reading_text(tx, draft.manuscript.id)).transpose()?.flatten();
        let mut letter = None;
        for draft in drafts.iter().rev() {
            letter = letter.or(feedback::letter_on(tx, draft.id)?.map(|letter| (draft.n, letter)));
        }
        let carried = if possible(&paper, &person).see_behind {
            (outbox::of_paper(tx, number)?, outbox::attempts_of_paper(tx, number)?)
        } else {
            Default::default()
        };
        let (question, since) = (papers::open_question(tx, number)?, assignments::since(tx, number)?);
        let events = events::of_paper(tx, number)?;
        Ok(Looked { paper, drafts, text, letter, question, since, events, carried })
    });
    Ok(PaperPage::of(looked.await?, &visitor.person, &visitor.times()))
}

#[get("/papers/<number>/feedback")]
async fn read_feedback(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let looked = house.db.read(move |tx| {
        let paper = papers::find_for(tx, &person, number)?.ok_or_else(Refusal::not_found)?;
        let since = assignments::since(tx, number)?;
        for draft in drafts::of_paper(tx, number)?.iter().rev() {
            if let Some(letter) = feedback::letter_on(tx, draft.id)? {
                let text = drafts::reading_text(tx, draft.manuscript.id)?;
                return Ok((paper, since, Some((draft.n, letter)), text));
            }
        }
        Ok((paper, since, None::<(u32, Letter)>, None))
    });
    let (paper, since, letter, text) = looked.await?;
    let writes = paper.student.id == visitor.person.id;
    let page = FeedbackPage::of((&paper, writes), letter.as_ref(), text, (since, &visitor.times()));
    visitor.page(house, &page)
}

/// The end of every act on a paper's page: back to it with a word, or the same page with what was typed.
async fn done(visitor: &SignedIn, house: &House, (number, act, words): (PaperNumber, Act, String), did: Outcome<()>) -> Reply {
    match did {
        Ok(()) => Ok(Answer::told(format!("/papers/{number}"), act.told(&number.to_string()))),
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => {
            let place = |error: FieldError| FieldError { field: act.field().to_owned(), ..error };
            let fields = refusal.fields.into_iter().map(place).collect();
            let page = look(visitor, house, number).await?.with(act, words);
            visitor.again(house, &page, Refusal::fields(fields).into())
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/papers/<number>/withdraw")]
async fn withdraw(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let did = house.db.write(move |tx| papers::withdraw(tx, &person, number)).await;
    done(&visitor, house, (number, Act::Withdraw, String::new()), did).await
}

#[derive(FromForm)]
struct FileForm {
    file: Upload,
}

#[post("/papers/<number>/file", data = "<form>")]
async fn swap(visitor: SignedIn, house: &House, number: &str, form: Form<FileForm>) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let did = match upload::hand_in(house, &form.file, "").await {
        Ok(Some(handed_in)) => house.db.write(move |tx| papers::swap_file(tx, &person, number, &handed_in)).await,
        Ok(None) => Err(Refusal::field("file", crate::pages::paper::NO_FILE).into()),
        Err(failure) => Err(failure),
    };
    done(&visitor, house, (number, Act::Swap, String::new()), did).await
}

#[derive(FromForm)]
struct AnswerForm {
    #[field(default = String::new())]
    answer: String,
}

#[post("/papers/<number>/answer", data = "<form>")]
async fn answer(visitor: SignedIn, house: &House, number: &str, form: Form<AnswerForm>) -> Reply {
    let (number, person, typed) = (reference(number)?, visitor.person.clone(), form.answer.clone());
    let did = house.db.write(move |tx| papers::answer(tx, &person, number, &typed)).await;
    done(&visitor, house, (number, Act::Answer, form.into_inner().answer), did).await
}

#[derive(FromForm)]
struct QuestionForm {
    #[field(default = String::new())]
    question: String,
}

#[post("/papers/<number>/ask", data = "<form>")]
async fn ask(visitor: SignedIn, house: &House, number: &str, form: Form<QuestionForm>) -> Reply {
    let (number, person, typed) = (reference(number)?, visitor.person.clone(), form.question.clone());
    let did = house.db.write(move |tx| papers::ask(tx, &person, number, &typed)).await;
    done(&visitor, house, (number, Act::Ask, form.into_inner().question), did).await
}

#[derive(FromForm)]
struct ReasonForm {
    #[field(default = String::new())]
    reason: String,
}

#[post("/papers/<number>/send-back", data = "<form>")]
async fn send_back(visitor: SignedIn, house: &House, number: &str, form: Form<ReasonForm>) -> Reply {
    let (number, person, typed) = (reference(number)?, visitor.person.clone(), form.reason.clone());
    let did = house.db.write(move |tx| papers::send_back(tx, &person, number, &typed)).await;
    done(&visitor, house, (number, Act::SendBack, form.into_inner().reason), did).await
}

#[post("/papers/<number>/hand-back", data = "<form>")]
async fn hand_back(visitor: SignedIn, house: &House, number: &str, form: Form<ReasonForm>) -> Reply {
    let (number, person, typed) = (reference(number)?, visitor.person.clone(), form.reason.clone());
    let did = house.db.write(move |tx| assignments::hand_back(tx, &person, number, &typed)).await;
    done(&visitor, house, (number, Act::HandBack, form.into_inner().reason), did).await
}
