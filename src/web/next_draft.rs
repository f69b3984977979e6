//! Sending the next draft of a paper that came back.

use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Student, reference};
use super::house::House;
use super::parcel::Parcel;
use super::upload;
use crate::feedback::plan;
use crate::pages::next_draft::NextDraftPage;
use crate::pages::paper::NO_FILE;
use crate::pages::said_back::sent_again;
use crate::papers::{self, PaperNumber, Wish, possible};
use crate::refusal::{Outcome, Refusal};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![form, send]
}

async fn page(
    student: &Student,
    house: &House,
    number: PaperNumber,
    paste: bool,
) -> Outcome<NextDraftPage> {
    let person = student.person.clone();
    let reading = house.db.read(move |tx| {
        let paper = papers::find_for(tx, &person, number)?;
        let paper = paper
            .filter(|paper| paper.student.id == person.id)
            .ok_or_else(Refusal::not_found)?;
        if !possible(&paper, &person).next_draft {
            return Err(papers::not_possible(&paper));
        }
        Ok((paper, plan::of_paper(tx, number)?))
    });
    let (paper, plan) = reading.await?;
    Ok(NextDraftPage::of(paper, &plan, paste))
}

#[get("/papers/<number>/next?<paste>")]
async fn form(student: Student, house: &House, number: &str, paste: Option<&str>) -> Reply {
    let page = page(&student, house, reference(number)?, paste.is_some()).await?;
    student.page(house, &page)
}

#[derive(FromForm)]
struct Typed {
    text: Option<String>,
    #[field(default = Vec::new())]
    concerns: Vec<String>,
    #[field(default = String::new())]
    question: String,
}

#[post("/papers/<number>/next", data = "<parcel>")]
async fn send(student: Student, house: &House, number: &str, parcel: Parcel) -> Reply {
    let (person, number) = (student.person.clone(), reference(number)?);
    let Typed {
        text,
        concerns,
        question,
    } = parcel.words::<Typed>()?;
    let pasted = text.clone().unwrap_or_default();
    let wish = Wish { concerns, question };
    let wanted = wish.clone();
    let sent = match upload::hand_in(house, &parcel.file, &pasted).await {
        Ok(Some(handed_in)) => {
            let adding = house.db.write(move |tx| {
                papers::add_draft(tx, &person, number, (&handed_in, Some(&wanted)))
            });
            adding.await
        }
        Ok(None) => {
            let field = if text.is_some() { "text" } else { "file" };
            Err(Refusal::field(field, NO_FILE).into())
        }
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(draft) => Ok(Answer::told(format!("/papers/{number}"), sent_again(draft))),
        Err(failure) if is_about_fields(&failure) => {
            let page = page(&student, house, number, text.is_some()).await?;
            student.again(house, &page.with(pasted, wish), failure)
        }
        Err(failure) => Err(failure.into()),
    }
}
