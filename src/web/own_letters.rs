//! Letters in the centre's own words: the list, writing one, its sample on the screen and by mail, and the way back.

use rocket::form::Form;
use rocket::http::Status;
use rocket::{FromForm, Route, get, post, routes};
use serde_json::json;

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::outbox::own::{self, OwnWords};
use crate::outbox::{self, Letter};
use crate::pages::own_letters::{
    KEPT, OwnLetterPage, OwnLettersPage, RESTORED, SAVED, SENT, Sample, called,
};
use crate::pages::samples::sample;
use crate::pages::wording;
use crate::refusal::{Failure, Outcome, Refusal};

const HERE: &str = "/settings/letters";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, look, save, show, send, restore]
}

/// A letter by its word.
fn named(letter: &str) -> Result<Letter, Refusal> {
    Letter::parse(letter).ok_or_else(Refusal::not_found)
}

#[get("/settings/letters")]
async fn list(coordinator: Coordinator, house: &House) -> Reply {
    let own = house.db.read(own::all).await?;
    coordinator.page(house, &OwnLettersPage::of(&own, &coordinator.times()))
}

/// A letter's sample in these words; none where they cannot be a letter's.
fn shown(house: &House, letter: Letter, words: &OwnWords) -> Outcome<Option<Sample>> {
    if wording::check(letter, words).is_err() {
        return Ok(None);
    }
    let written = house.pages.sample_of(letter, words, &house.public_url)?;
    Ok(Some(Sample::from(written)))
}

#[get("/settings/letters/<letter>")]
async fn look(coordinator: Coordinator, house: &House, letter: &str) -> Reply {
    let letter = named(letter)?;
    let own = house.db.read(move |tx| own::find(tx, letter)).await?;
    let is_own = own.is_some();
    let words = match own {
        Some(words) => words,
        None => house.pages.house_words(letter)?,
    };
    let sample = shown(house, letter, &words)?;
    coordinator.page(house, &OwnLetterPage::of((letter, is_own), words, sample))
}

#[derive(FromForm)]
struct LetterForm {
    #[field(default = String::new())]
    subject: String,
    #[field(default = String::new())]
    body: String,
    live: Option<String>,
}

impl LetterForm {
    fn words(&self) -> OwnWords {
        OwnWords::typed(&self.subject, &self.body)
    }
}

/// The same page with what was typed and what is wrong with it.
async fn again(
    coordinator: &Coordinator,
    house: &House,
    letter: Letter,
    (form, failure): (&LetterForm, Failure),
) -> Reply {
    let own = house.db.read(move |tx| own::find(tx, letter)).await?;
    let typed = OwnWords {
        subject: form.subject.clone(),
        body: form.body.clone(),
    };
    let page = OwnLetterPage::of((letter, own.is_some()), typed, None);
    coordinator.again(house, &page, failure)
}

#[post("/settings/letters/<letter>", data = "<form>")]
async fn save(
    coordinator: Coordinator,
    house: &House,
    letter: &str,
    form: Form<LetterForm>,
) -> Reply {
    let (letter, words, by) = (named(letter)?, form.words(), coordinator.person.clone());
    if let Err(refusal) = wording::check(letter, &words) {
        return again(&coordinator, house, letter, (&form, refusal.into())).await;
    }
    // A letter that could not be written stops here, not at somebody's paper.
    house.pages.sample_of(letter, &words, &house.public_url)?;
    let done = house
        .db
        .write(move |tx| own::settle(tx, &by, (letter, &called(letter)), &words));
    done.await?;
    Ok(Answer::told(format!("{HERE}/{}", letter.as_str()), SAVED))
}

#[post("/settings/letters/<letter>/sample", data = "<form>")]
async fn show(
    coordinator: Coordinator,
    house: &House,
    letter: &str,
    form: Form<LetterForm>,
) -> Reply {
    let (letter, words) = (named(letter)?, form.words());
    let checked = wording::check(letter, &words);
    if form.live.is_some() {
        return live(house, letter, &words, checked);
    }
    if let Err(refusal) = checked {
        return again(&coordinator, house, letter, (&form, refusal.into())).await;
    }
    let own = house.db.read(move |tx| own::find(tx, letter)).await?;
    let sample = shown(house, letter, &words)?;
    coordinator.page(
        house,
        &OwnLetterPage::of((letter, own.is_some()), words, sample),
    )
}

/// For our own script: the sample, or what is wrong with the words so far.
fn live(house: &House, letter: Letter, words: &OwnWords, checked: Result<(), Refusal>) -> Reply {
    if let Err(refusal) = checked {
        let says = refusal.fields.first().map(|field| field.says.clone());
        return Ok(Answer::json(Status::Ok, &json!({ "says": says })));
    }
    let written = house.pages.sample_of(letter, words, &house.public_url)?;
    let said = json!({ "subject": written.subject, "text": written.text });
    Ok(Answer::json(Status::Ok, &said))
}

#[post("/settings/letters/<letter>/send", data = "<form>")]
async fn send(
    coordinator: Coordinator,
    house: &House,
    letter: &str,
    form: Form<LetterForm>,
) -> Reply {
    let (letter, words, to) = (named(letter)?, form.words(), coordinator.person.clone());
    if let Err(refusal) = wording::check(letter, &words) {
        return again(&coordinator, house, letter, (&form, refusal.into())).await;
    }
    let (facts, kept) = (sample(letter), words.clone());
    let done = house.db.write(move |tx| {
        own::send_sample(tx, &to, letter, (facts, &words))?;
        Ok((
            outbox::relay(tx)?.configured,
            own::find(tx, letter)?.is_some(),
        ))
    });
    let (goes_out, is_own) = done.await?;
    let sample = shown(house, letter, &kept)?;
    let page = OwnLetterPage::of((letter, is_own), kept, sample);
    // The words on the screen may not be saved yet, so the same page comes again with them.
    coordinator.page(house, &page.saying(if goes_out { SENT } else { KEPT }))
}

#[post("/settings/letters/<letter>/restore")]
async fn restore(coordinator: Coordinator, house: &House, letter: &str) -> Reply {
    let (letter, by) = (named(letter)?, coordinator.person.clone());
    let done = house
        .db
        .write(move |tx| own::restore(tx, &by, (letter, &called(letter))));
    done.await?;
    Ok(Answer::told(
        format!("{HERE}/{}", letter.as_str()),
        RESTORED,
    ))
}
