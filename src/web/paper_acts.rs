//! What can be done on a paper's own page: by its student, and by staff.

use rocket::form::Form;
use rocket::{FromForm, Route, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{SignedIn, reference};
use super::house::House;
use super::papers::look;
use super::parcel::Parcel;
use super::upload;
use crate::assignments;
use crate::db::Tx;
use crate::pages::paper::NO_FILE;
use crate::pages::paper_acts::Act;
use crate::papers::{self, PaperNumber};
use crate::people::{Person, PersonId};
use crate::refusal::{Failure, FieldError, Outcome, Refusal};

/// The acts of this file.
pub fn routes() -> Vec<Route> {
    routes![withdraw, swap, answer, ask, send_back, hand_back, take_over]
}

/// The end of every act on a paper's page: back to it with a word, or the same page with what was typed.
async fn done(
    visitor: &SignedIn,
    house: &House,
    (number, act, words): (PaperNumber, Act, String),
    did: Outcome<()>,
) -> Reply {
    match did {
        Ok(()) => Ok(Answer::told(
            format!("/papers/{number}"),
            act.told(&number.to_string()),
        )),
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => {
            let place = |error: FieldError| FieldError {
                field: act.field().to_owned(),
                ..error
            };
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
    let did = house
        .db
        .write(move |tx| papers::withdraw(tx, &person, number))
        .await;
    done(&visitor, house, (number, Act::Withdraw, String::new()), did).await
}

#[post("/papers/<number>/file", data = "<parcel>")]
async fn swap(visitor: SignedIn, house: &House, number: &str, parcel: Parcel) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let did = match upload::hand_in(house, &parcel.file, "").await {
        Ok(Some(handed_in)) => {
            house
                .db
                .write(move |tx| papers::swap_file(tx, &person, number, &handed_in))
                .await
        }
        Ok(None) => Err(Refusal::field("file", NO_FILE).into()),
        Err(failure) => Err(failure),
    };
    done(&visitor, house, (number, Act::Swap, String::new()), did).await
}

/// A deed that goes with free words: a reason, a question, an answer.
type WordedDeed = fn(&Tx<'_>, &Person, PaperNumber, &str) -> Outcome<()>;

async fn say(
    visitor: &SignedIn,
    house: &House,
    (number, act, words): (&str, Act, String),
    deed: WordedDeed,
) -> Reply {
    let (number, person, typed) = (reference(number)?, visitor.person.clone(), words.clone());
    let did = house
        .db
        .write(move |tx| deed(tx, &person, number, &typed))
        .await;
    done(visitor, house, (number, act, words), did).await
}

#[derive(FromForm)]
struct AnswerForm {
    #[field(default = String::new())]
    answer: String,
}

#[post("/papers/<number>/answer", data = "<form>")]
async fn answer(visitor: SignedIn, house: &House, number: &str, form: Form<AnswerForm>) -> Reply {
    let words = form.into_inner().answer;
    say(
        &visitor,
        house,
        (number, Act::Answer, words),
        papers::answer,
    )
    .await
}

#[derive(FromForm)]
struct QuestionForm {
    #[field(default = String::new())]
    question: String,
}

#[post("/papers/<number>/ask", data = "<form>")]
async fn ask(visitor: SignedIn, house: &House, number: &str, form: Form<QuestionForm>) -> Reply {
    let words = form.into_inner().question;
    say(&visitor, house, (number, Act::Ask, words), papers::ask).await
}

#[derive(FromForm)]
struct ReasonForm {
    #[field(default = String::new())]
    reason: String,
}

#[post("/papers/<number>/send-back", data = "<form>")]
async fn send_back(
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<ReasonForm>,
) -> Reply {
    let words = form.into_inner().reason;
    say(
        &visitor,
        house,
        (number, Act::SendBack, words),
        papers::send_back,
    )
    .await
}

#[post("/papers/<number>/hand-back", data = "<form>")]
async fn hand_back(
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<ReasonForm>,
) -> Reply {
    let words = form.into_inner().reason;
    say(
        &visitor,
        house,
        (number, Act::HandBack, words),
        assignments::hand_back,
    )
    .await
}

#[derive(FromForm)]
struct TakeOverForm {
    #[field(default = 0)]
    tutor: i64,
    #[field(default = String::new())]
    reason: String,
}

#[post("/papers/<number>/take-over", data = "<form>")]
async fn take_over(
    visitor: SignedIn,
    house: &House,
    number: &str,
    form: Form<TakeOverForm>,
) -> Reply {
    let (number, person, form) = (
        reference(number)?,
        visitor.person.clone(),
        form.into_inner(),
    );
    let (tutor, words) = (PersonId(form.tutor), form.reason.clone());
    let did = house
        .db
        .write(move |tx| assignments::take_over(tx, &person, number, (tutor, &form.reason)))
        .await;
    done(&visitor, house, (number, Act::TakeOver, words), did).await
}
