//! What can be done on a paper's own page: by its student, and by staff.

use rocket::form::Form;
use rocket::{FromForm, Route, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{SignedIn, reference};
use super::house::House;
use super::papers::look;
use super::parcel::Parcel;
use super::upload;
use super::walk::{Walked, beside};
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

/// An act on a paper's page: which, what was typed, and the walk that goes on after it.
struct Acting<'a> {
    act: Act,
    words: String,
    walked: &'a Walked,
}

impl<'a> Acting<'a> {
    fn of((act, walked): (Act, &'a Walked), words: &str) -> Self {
        Self {
            act,
            words: words.to_owned(),
            walked,
        }
    }
}

/// The end of every act on a paper's page: back to it with a word, or the same page with what was typed.
async fn done(
    visitor: &SignedIn,
    house: &House,
    (number, acting): (PaperNumber, Acting<'_>),
    did: Outcome<()>,
) -> Reply {
    let Acting { act, words, walked } = acting;
    match did {
        Ok(()) => Ok(Answer::told(
            walked.page_of(number),
            act.told(&number.to_string()),
        )),
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => {
            let place = |error: FieldError| FieldError {
                field: act.field().to_owned(),
                ..error
            };
            let fields = refusal.fields.into_iter().map(place).collect();
            let page = look(visitor, house, number).await?.with(act, words);
            let page = beside(visitor, house, (number, walked), page).await?;
            visitor.again(house, &page, Refusal::fields(fields).into())
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/papers/<number>/withdraw?<walked..>")]
async fn withdraw(visitor: SignedIn, house: &House, number: &str, walked: Walked) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let did = house
        .db
        .write(move |tx| papers::withdraw(tx, &person, number))
        .await;
    let acting = Acting::of((Act::Withdraw, &walked), "");
    done(&visitor, house, (number, acting), did).await
}

#[post("/papers/<number>/file?<walked..>", data = "<parcel>")]
async fn swap(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    parcel: Parcel,
) -> Reply {
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
    let acting = Acting::of((Act::Swap, &walked), "");
    done(&visitor, house, (number, acting), did).await
}

/// A deed that goes with free words: a reason, a question, an answer.
type WordedDeed = fn(&Tx<'_>, &Person, PaperNumber, &str) -> Outcome<()>;

async fn say(
    visitor: &SignedIn,
    house: &House,
    (number, acting): (&str, Acting<'_>),
    deed: WordedDeed,
) -> Reply {
    let (number, person, typed) = (
        reference(number)?,
        visitor.person.clone(),
        acting.words.clone(),
    );
    let did = house
        .db
        .write(move |tx| deed(tx, &person, number, &typed))
        .await;
    done(visitor, house, (number, acting), did).await
}

#[derive(FromForm)]
struct AnswerForm {
    #[field(default = String::new())]
    answer: String,
}

#[post("/papers/<number>/answer?<walked..>", data = "<form>")]
async fn answer(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<AnswerForm>,
) -> Reply {
    let acting = Acting::of((Act::Answer, &walked), &form.answer);
    say(&visitor, house, (number, acting), papers::answer).await
}

#[derive(FromForm)]
struct QuestionForm {
    #[field(default = String::new())]
    question: String,
}

#[post("/papers/<number>/ask?<walked..>", data = "<form>")]
async fn ask(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<QuestionForm>,
) -> Reply {
    let acting = Acting::of((Act::Ask, &walked), &form.question);
    say(&visitor, house, (number, acting), papers::ask).await
}

#[derive(FromForm)]
struct ReasonForm {
    #[field(default = String::new())]
    reason: String,
}

#[post("/papers/<number>/send-back?<walked..>", data = "<form>")]
async fn send_back(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<ReasonForm>,
) -> Reply {
    let acting = Acting::of((Act::SendBack, &walked), &form.reason);
    say(&visitor, house, (number, acting), papers::send_back).await
}

#[post("/papers/<number>/hand-back?<walked..>", data = "<form>")]
async fn hand_back(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<ReasonForm>,
) -> Reply {
    let acting = Acting::of((Act::HandBack, &walked), &form.reason);
    say(&visitor, house, (number, acting), assignments::hand_back).await
}

#[derive(FromForm)]
struct TakeOverForm {
    #[field(default = 0)]
    tutor: i64,
    #[field(default = String::new())]
    reason: String,
}

#[post("/papers/<number>/take-over?<walked..>", data = "<form>")]
async fn take_over(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<TakeOverForm>,
) -> Reply {
    let (number, person, form) = (
        reference(number)?,
        visitor.person.clone(),
        form.into_inner(),
    );
    let tutor = PersonId(form.tutor);
    let acting = Acting::of((Act::TakeOver, &walked), &form.reason);
    let did = house
        .db
        .write(move |tx| assignments::take_over(tx, &person, number, (tutor, &form.reason)))
        .await;
    done(&visitor, house, (number, acting), did).await
}
