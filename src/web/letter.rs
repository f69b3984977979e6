//! The letter to a student.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Tutor, reference};
use super::house::House;
use super::marking::{give_back, theirs};
use crate::db::Tx;
use crate::feedback::pieces::{self, Hand, Kept, Kind, Typed};
use crate::feedback::place::Aim;
use crate::feedback::second;
use crate::pages::letter::{Desk, LetterPage, starters};
use crate::pages::marked::{Deed, done};
use crate::papers::{PaperNumber, possible};
use crate::people::Person;
use crate::refusal::{Failure, Outcome, Refusal};
use crate::{centre, drafts, feedback};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![letter, save]
}

fn find(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Option<Desk>> {
    let paper = theirs(tx, person, number)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let is_away = second::open(tx, draft.id)?.is_some();
    if !possible(&paper, person).write || draft.begun_at.is_none() || is_away {
        return Ok(None);
    }
    Ok(Some(Desk {
        paper,
        letter: feedback::letter_in_hand(tx, draft.id)?,
        notes: feedback::notes_in_hand(tx, draft.id)?,
        versions: feedback::versions_of(tx, draft.id)?,
        ways: centre::ways(tx)?,
    }))
}

#[get("/desk/<number>/letter")]
async fn letter(tutor: Tutor, house: &House, number: &str) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    match house.db.read(move |tx| find(tx, &person, number)).await? {
        Some(desk) => tutor.page(house, &LetterPage::of(desk, &tutor.times())),
        None => Ok(Answer::go(format!("/desk/{number}"))),
    }
}

#[derive(FromForm)]
struct LetterForm {
    #[field(default = String::new())]
    letter: String,
    #[field(default = 0)]
    version: u32,
    #[field(default = String::new())]
    sitting: String,
    #[field(default = String::new())]
    then: String,
}

#[post("/desk/<number>/letter", data = "<form>")]
async fn save(tutor: Tutor, house: &House, number: &str, form: Form<LetterForm>) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let form = form.into_inner();
    let (words, add) = (form.letter.clone(), form.then == "starters");
    let hand = Hand {
        piece: None,
        version: form.version,
        sitting: form.sitting.chars().take(64).collect(),
    };
    let saving = house.db.write(move |tx| {
        let desk = find(tx, &person, number)?;
        let more = desk.filter(|_| add).map(|desk| starters(&desk.notes));
        let typed = Typed {
            kind: Kind::Letter,
            words: with_starters(&words, &more.unwrap_or_default()),
            aim: Aim::Whole,
        };
        pieces::keep(tx, &person, number, (&hand, &typed))
    });
    let checks = form.then == "check";
    match saving.await {
        Ok(Kept::Saved(..)) if checks && form.letter.trim().is_empty() => {
            let refusal = nothing_written(&tutor, house, number).await?;
            again(&tutor, house, number, (form, Some(refusal.into()))).await
        }
        Ok(Kept::Saved(..)) if checks => Ok(Answer::go(format!("/desk/{number}/return"))),
        Ok(Kept::Saved(..)) => {
            let told = done(Deed::Letter, number);
            Ok(Answer::told(format!("/desk/{number}/letter"), told))
        }
        Ok(Kept::Beside(..)) => again(&tutor, house, number, (form, None)).await,
        Err(failure) if is_about_fields(&failure) => {
            again(&tutor, house, number, (form, Some(failure))).await
        }
        Err(failure) => give_back(&tutor, house, (form.letter, failure)),
    }
}

/// What is typed, and the big-picture notes as the items of a list behind it.
fn with_starters(words: &str, starters: &[String]) -> String {
    let items: Vec<String> = starters.iter().map(|says| format!("\n- {says}")).collect();
    let items = items.concat();
    let parted = if items.is_empty() || words.trim().is_empty() {
        ""
    } else {
        "\n"
    };
    format!("{}{parted}{items}", words.trim_end())
        .trim_start_matches('\n')
        .to_owned()
}

async fn nothing_written(tutor: &Tutor, house: &House, number: PaperNumber) -> Outcome<Refusal> {
    let person = tutor.person.clone();
    let paper = house.db.read(move |tx| theirs(tx, &person, number)).await?;
    let says = format!("Write a few lines to {} first", paper.student.name);
    Ok(Refusal::field("letter", says))
}

/// The letter again, with what is wrong with it, or with what another window saved meanwhile.
async fn again(
    tutor: &Tutor,
    house: &House,
    number: PaperNumber,
    (form, failure): (LetterForm, Option<Failure>),
) -> Reply {
    let person = tutor.person.clone();
    let found = house.db.read(move |tx| find(tx, &person, number)).await?;
    let Some(desk) = found else {
        return Ok(Answer::go(format!("/desk/{number}")));
    };
    let stands = desk.letter.as_ref().map(|letter| letter.words.clone());
    let other = stands.filter(|_| failure.is_none());
    let page = LetterPage::of(desk, &tutor.times()).with(form.letter, other);
    match failure {
        Some(failure) => tutor.again(house, &page, failure),
        None => tutor.page(house, &page),
    }
}
