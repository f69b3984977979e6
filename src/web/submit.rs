//! Sending a paper: the form, one look before it goes, the sending itself, and the confirmation.

use std::collections::BTreeMap;

use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{Student, reference};
use super::house::House;
use super::parcel::{Parcel, TOO_MUCH};
use super::upload;
use crate::db::Tx;
use crate::drafts::{self, HandedIn};
use crate::pages::check::CheckPage;
use crate::pages::submit::{Around, SentPage, SubmitPage};
use crate::papers::limits::{self, turned_away};
use crate::papers::preparation::{self, CONCERNS, Preparation};
use crate::papers::{self, PaperNumber, courses, intake};
use crate::people::clean_name;
use crate::refusal::{Failure, FieldError, Outcome, Refusal};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![form, prepare, check, send, sent]
}

#[get("/submit?<preparation>&<paste>")]
async fn form(
    student: Student,
    house: &House,
    preparation: Option<&str>,
    paste: Option<&str>,
) -> Reply {
    let (person, id) = (
        student.person.clone(),
        preparation.unwrap_or_default().to_owned(),
    );
    let max_upload = house.max_upload;
    let looked = house.db.read(move |tx| {
        let kept = preparation::reopen(tx, &person, &id)?;
        let wrote = papers::of_student(tx, person.id, PaperNumber(i64::MAX), 1)?;
        let full = limits::next_possible(tx, &person, "")?;
        Ok((kept, around(tx, max_upload)?, wrote.is_empty(), full))
    });
    let (kept, around, first_time, full) = looked.await?;
    let pasted = kept.as_ref().is_some_and(|kept| !kept.form.text.is_empty());
    let paste = paste.map_or(pasted, |paste| paste == "1");
    let page = match &kept {
        Some(kept) => SubmitPage::of(kept, &around, paste).reopened(),
        None => SubmitPage::fresh(&student.centre.clone().unwrap_or_default(), &around, paste),
    };
    let page = page.held_up(full, &student.times());
    student.page(house, &page.explained(first_time))
}

/// What stands around the fields of the form.
fn around(tx: &Tx<'_>, max_upload: u64) -> Outcome<Around> {
    Ok(Around {
        courses: courses::all(tx)?,
        max_upload,
        intake: intake::all(tx)?,
    })
}

#[derive(FromForm)]
struct PaperForm {
    #[field(default = String::new())]
    preparation: String,
    text: Option<String>,
    #[field(default = String::new())]
    title: String,
    #[field(default = String::new())]
    course: String,
    #[field(default = String::new())]
    due_on: String,
    #[field(default = Vec::new())]
    concerns: Vec<String>,
    #[field(default = String::new())]
    question: String,
    consent_teacher: Option<String>,
    answers: BTreeMap<i64, String>,
}

impl PaperForm {
    /// What was typed; an empty title is taken from what we read.
    fn typed(&self, handed_in: Option<&HandedIn>) -> preparation::Form {
        let read = handed_in.and_then(HandedIn::text);
        let guess = read.and_then(|text| text.title_guess()).unwrap_or_default();
        let offered = |says: &&String| CONCERNS.contains(&says.as_str());
        preparation::Form {
            title: if self.title.trim().is_empty() {
                guess.to_owned()
            } else {
                self.title.clone()
            },
            course: self.course.clone(),
            due_on: self.due_on.clone(),
            concerns: self.concerns.iter().filter(offered).cloned().collect(),
            question: self.question.replace("\r\n", "\n"),
            consent_teacher: self.consent_teacher.is_some(),
            text: self.text.clone().unwrap_or_default(),
            answers: self.answers.clone(),
        }
    }
}

#[post("/submit", data = "<parcel>")]
async fn prepare(student: Student, house: &House, parcel: Parcel) -> Reply {
    let form: PaperForm = parcel.words_that_fit()?;
    let pasted = form.text.clone().unwrap_or_default();
    let handed_in = match parcel.fields() {
        Ok(_) => upload::hand_in(house, &parcel.file, &pasted).await,
        Err(_) => Err(Refusal::field("file", TOO_MUCH).into()),
    };
    let (handed_in, wrong) = match handed_in {
        Ok(handed_in) => (handed_in, None),
        Err(failure) => (None, Some(failure)),
    };
    let (person, id, typed) = (
        student.person.clone(),
        Some(form.preparation.clone()).filter(|id| !id.is_empty()),
        form.typed(handed_in.as_ref()),
    );
    let saved = house.db.write(move |tx| {
        turned_away::save(tx, &person, id.as_deref(), (typed, handed_in.as_ref()))
    });
    let kept = saved.await?;
    let paste = form.text.is_some();
    match settle(wrong, &kept, if paste { "text" } else { "file" }) {
        Ok(()) => Ok(Answer::go(format!("/submit/{}", kept.id))),
        Err(failure) => {
            let max_upload = house.max_upload;
            let around = house.db.read(move |tx| around(tx, max_upload)).await?;
            student.again(house, &SubmitPage::of(&kept, &around, paste), failure)
        }
    }
}

/// All that stands in the way, what is wrong with the file first; `place` is where this form takes the paper.
fn settle(wrong: Option<Failure>, kept: &Preparation, place: &str) -> Outcome<()> {
    let mut fields = match wrong {
        None => Vec::new(),
        Some(Failure::Refused(refusal)) if !refusal.fields.is_empty() => refusal.fields,
        Some(failure) => return Err(failure),
    };
    let about_file = !fields.is_empty();
    if let Err(refusal) = preparation::check(kept) {
        // A title left empty is looked for in the paper, so nothing is missing as long as there is no paper.
        let is_early = |field: &FieldError| field.field == "title" && kept.manuscript.is_none();
        let is_said = |field: &FieldError| about_file && field.field == "file";
        fields.extend(
            refusal
                .fields
                .into_iter()
                .filter(|field| !is_early(field) && !is_said(field)),
        );
    }
    if fields.is_empty() {
        return Ok(());
    }
    let place = |FieldError { field, says }| FieldError {
        field: if field == "file" {
            place.to_owned()
        } else {
            field
        },
        says,
    };
    Err(Refusal::fields(fields.into_iter().map(place).collect()).into())
}

#[get("/submit/<id>")]
async fn check(student: Student, house: &House, id: &str) -> Reply {
    let (person, wanted) = (student.person.clone(), id.to_owned());
    let looked = house.db.read(move |tx| {
        let kept = preparation::find_for(tx, &person, &wanted)?.ok_or_else(Refusal::not_found)?;
        let text = kept
            .manuscript
            .as_ref()
            .map(|manuscript| drafts::reading_text(tx, manuscript.id));
        let rules = courses::rules(
            &papers::centre_of(tx)?,
            courses::known(tx, &clean_name(&kept.form.course))?.as_ref(),
        );
        let full = limits::next_possible(tx, &person, &kept.form.course)?;
        let text = text.transpose()?.flatten();
        Ok((text, kept, rules, (full, intake::all(tx)?)))
    });
    let (text, kept, rules, (full, intake)) = looked.await?;
    if let Some(number) = kept.sent_as {
        return Ok(Answer::go(format!("/papers/{number}/sent")));
    }
    if let Err(refusal) = preparation::check(&kept) {
        return Ok(Answer::warned(
            format!("/submit?preparation={id}"),
            refusal.says,
        ));
    }
    let times = student.times();
    let page = CheckPage::of(&kept, text, (&rules, &times));
    let page = page.answering(&kept, &intake).held_up(full, &times);
    student.page(house, &page)
}

#[post("/submit/<id>/send")]
async fn send(student: Student, house: &House, id: &str) -> Reply {
    let (person, wanted) = (student.person.clone(), id.to_owned());
    match house
        .db
        .write(move |tx| turned_away::send(tx, &person, &wanted))
        .await
    {
        Ok(Err(full)) => Err(full.into()),
        Ok(Ok(number)) => Ok(Answer::go(format!("/papers/{number}/sent"))),
        Err(Failure::Refused(refusal)) if !refusal.fields.is_empty() => Ok(Answer::warned(
            format!("/submit?preparation={id}"),
            refusal.says,
        )),
        Err(failure) => Err(failure.into()),
    }
}

#[get("/papers/<number>/sent")]
async fn sent(student: Student, house: &House, number: &str) -> Reply {
    let (number, person) = (reference(number)?, student.person.clone());
    let found = house.db.read(move |tx| {
        Ok(papers::find_for(tx, &person, number)?.filter(|paper| paper.student.id == person.id))
    });
    let paper = found.await?.ok_or_else(Refusal::not_found)?;
    student.page(
        house,
        &SentPage::of(&paper, &student.person, &student.times()),
    )
}
