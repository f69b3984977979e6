//! The centre's settings and its courses.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::centre_fields::CentreFields;
use super::guards::Coordinator;
use super::house::House;
use crate::centre;
use crate::pages::course_form::CourseForm;
use crate::pages::settings::{CENTRE_SAVED, SettingsPage, course_saved};
use crate::pages::sign_in::CentreForm;
use crate::pages::ways::{WAYS_SAVED, WaysForm, givings};
use crate::papers::courses;
use crate::refusal::Outcome;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look, settle, settle_course, settle_marking]
}

async fn page(coordinator: &Coordinator, house: &House, chosen: &str) -> Outcome<SettingsPage> {
    let reading = house
        .db
        .read(|tx| Ok((courses::all(tx)?, centre::ways(tx)?)));
    let (courses, ways) = reading.await?;
    let centre = coordinator.centre.clone().unwrap_or_default();
    Ok(SettingsPage::of(
        &centre,
        (courses, &ways),
        chosen,
        (coordinator.now, &coordinator.times()),
    ))
}

#[get("/settings?<course>")]
async fn look(coordinator: Coordinator, house: &House, course: Option<&str>) -> Reply {
    let page = page(&coordinator, house, course.unwrap_or_default()).await?;
    coordinator.page(house, &page)
}

#[post("/settings", data = "<form>")]
async fn settle(coordinator: Coordinator, house: &House, form: Form<CentreFields>) -> Reply {
    let typed = CentreForm::from(form.into_inner());
    let centre = typed.read();
    let by = coordinator.person.clone();
    let done = house.db.write(move |tx| centre::change(tx, &by, &centre));
    match done.await {
        Ok(()) => Ok(Answer::told("/settings", CENTRE_SAVED)),
        Err(failure) => {
            let page = page(&coordinator, house, "").await?.with_centre(typed);
            coordinator.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct CourseFields {
    #[field(default = String::new())]
    code: String,
    #[field(default = String::new())]
    title: String,
    #[field(default = String::new())]
    teacher: String,
    #[field(default = String::new())]
    course_hours: String,
    #[field(default = String::new())]
    weekly_cap: String,
}

#[post("/settings/courses", data = "<form>")]
async fn settle_course(coordinator: Coordinator, house: &House, form: Form<CourseFields>) -> Reply {
    let form = form.into_inner();
    let typed = CourseForm {
        code: form.code,
        title: form.title,
        teacher: form.teacher,
        turnaround_hours: form.course_hours,
        weekly_cap: form.weekly_cap,
    };
    let (by, course) = (coordinator.person.clone(), typed.read());
    let done = house.db.write(move |tx| courses::change(tx, &by, &course));
    match done.await {
        Ok(()) => Ok(Answer::told("/settings", course_saved(typed.code.trim()))),
        Err(failure) => {
            let page = page(&coordinator, house, &typed.code)
                .await?
                .with_course(typed);
            coordinator.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct WaysFields {
    #[field(default = String::new())]
    big: String,
    #[field(default = String::new())]
    well: String,
    #[field(default = String::new())]
    question: String,
    #[field(default = String::new())]
    sentence: String,
    #[field(default = String::new())]
    hints: String,
    #[field(default = String::new())]
    giving: String,
    blind: Option<String>,
    letters_by_mail: Option<String>,
    replies_by_mail: Option<String>,
    #[field(default = String::new())]
    drafts: String,
    #[field(default = String::new())]
    second_reader: String,
}

#[post("/settings/marking", data = "<form>")]
async fn settle_marking(coordinator: Coordinator, house: &House, form: Form<WaysFields>) -> Reply {
    let form = form.into_inner();
    let typed = WaysForm {
        big: form.big,
        well: form.well,
        question: form.question,
        sentence: form.sentence,
        hints: form.hints,
        giving: form.giving,
        givings: givings(),
        blind: form.blind.is_some(),
        drafts: form.drafts,
        second_reader: form.second_reader,
        letters_by_mail: form.letters_by_mail.is_some(),
        replies_by_mail: form.replies_by_mail.is_some(),
    };
    let (by, ways) = (coordinator.person.clone(), typed.read());
    let done = house
        .db
        .write(move |tx| centre::change_ways(tx, &by, &ways));
    match done.await {
        Ok(()) => Ok(Answer::told("/settings#marking", WAYS_SAVED)),
        Err(failure) => {
            let page = page(&coordinator, house, "").await?.with_ways(typed);
            coordinator.again(house, &page, failure)
        }
    }
}
