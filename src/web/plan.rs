//! A student's plan: deciding about notes, and the plan's own page.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Student, reference};
use super::house::House;
use crate::db::Tx;
use crate::feedback::plan::{self, Choice, ItemId, Move};
use crate::feedback::{self, PieceId};
use crate::pages::plan::{Facts, PlanPage};
use crate::pages::reminder::calendar;
use crate::pages::said_back::ITEM_ADDED;
use crate::papers::{self, PaperNumber};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};
use crate::{centre, drafts};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, remind, choose, add, change]
}

fn find(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Facts> {
    let paper = papers::find_for(tx, person, number)?;
    let paper = paper
        .filter(|paper| paper.student.id == person.id)
        .ok_or_else(Refusal::not_found)?;
    let (mut notes, mut letter) = (Vec::new(), None);
    for draft in drafts::of_paper(tx, number)? {
        if let Some(returned) = feedback::letter_on(tx, draft.id)? {
            let of_draft = feedback::returned_notes(tx, returned.id)?;
            notes.extend(of_draft.into_iter().map(|note| (draft.n, note)));
            letter = Some(returned);
        }
    }
    Ok(Facts {
        plan: plan::of_paper(tx, number)?,
        ways: centre::ways(tx)?,
        paper,
        notes,
        letter,
    })
}

async fn page(student: &Student, house: &House, number: PaperNumber) -> Outcome<PlanPage> {
    let person = student.person.clone();
    let facts = house.db.read(move |tx| find(tx, &person, number)).await?;
    Ok(PlanPage::of(&facts, &student.times()))
}

#[get("/papers/<number>/plan")]
async fn look(student: Student, house: &House, number: &str) -> Reply {
    let page = page(&student, house, reference(number)?).await?;
    student.page(house, &page)
}

/// A calendar entry so many days before the paper is due.
#[get("/papers/<number>/plan/reminder?<before>")]
async fn remind(student: Student, house: &House, number: &str, before: Option<i64>) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let facts = house.db.read(move |tx| find(tx, &person, number)).await?;
    let days = before.unwrap_or(2).clamp(0, 30);
    let url = house.public_url.trim_end_matches('/');
    let file = calendar(&facts, days, url, &student.times()).ok_or_else(Refusal::not_found)?;
    let name = format!("{number}-reminder.ics");
    Ok(Answer::file(
        ("text/calendar; charset=utf-8", &name),
        file.into_bytes(),
    ))
}

#[derive(FromForm)]
struct ChoiceForm {
    #[field(default = String::new())]
    choice: String,
    #[field(default = String::new())]
    to: String,
}

#[post("/papers/<number>/notes/<id>/choose", data = "<form>")]
async fn choose(
    student: Student,
    house: &House,
    number: &str,
    id: i64,
    form: Form<ChoiceForm>,
) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let choice = Choice::parse(&form.choice).ok_or_else(Refusal::not_found)?;
    let choosing = house.db.write(move |tx| {
        plan::choose(tx, &person, number, (PieceId(id), choice))?;
        note_number(tx, number, PieceId(id))
    });
    let n = choosing.await?;
    if form.to == "plan" {
        return Ok(Answer::go(format!("/papers/{number}/plan")));
    }
    Ok(Answer::go(format!("/papers/{number}/feedback#c{n}")))
}

/// The number that a note bears in what was returned last.
fn note_number(tx: &Tx<'_>, number: PaperNumber, piece: PieceId) -> Outcome<u32> {
    let newest = feedback::newest_letter(tx, &drafts::of_paper(tx, number)?)?;
    let notes = match newest {
        Some((_, letter)) => feedback::returned_notes(tx, letter.id)?,
        None => Vec::new(),
    };
    Ok(notes
        .iter()
        .find(|note| note.piece == piece)
        .map_or(1, |note| note.n))
}

#[derive(FromForm)]
struct OwnForm {
    #[field(default = String::new())]
    words: String,
}

#[post("/papers/<number>/plan", data = "<form>")]
async fn add(student: Student, house: &House, number: &str, form: Form<OwnForm>) -> Reply {
    let (person, number, words) = (
        student.person.clone(),
        reference(number)?,
        form.words.clone(),
    );
    match house
        .db
        .write(move |tx| plan::add(tx, &person, number, &words))
        .await
    {
        Ok(()) => Ok(Answer::told(format!("/papers/{number}/plan"), ITEM_ADDED)),
        Err(failure) if is_about_fields(&failure) => {
            let page = page(&student, house, number).await?;
            student.again(house, &page.with(form.into_inner().words), failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[derive(FromForm)]
struct MoveForm {
    #[field(default = String::new(), name = "move")]
    change: String,
}

#[post("/papers/<number>/plan/<id>", data = "<form>")]
async fn change(
    student: Student,
    house: &House,
    number: &str,
    id: i64,
    form: Form<MoveForm>,
) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let change = Move::parse(&form.change).ok_or_else(Refusal::not_found)?;
    let changing = house
        .db
        .write(move |tx| plan::change(tx, &person, number, (ItemId(id), change)));
    changing.await?;
    Ok(Answer::go(format!("/papers/{number}/plan#i{id}")))
}
