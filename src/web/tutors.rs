//! What is known of tutors: a page for coordinators, and one for the tutor themself.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{Coordinator, Tutor};
use super::house::House;
use crate::assignments;
use crate::centre;
use crate::db::Tx;
use crate::pages::tutor::{
    AWAY_ADDED, AWAY_REMOVED, HoursPage, Known, SAVED, TOGETHER, TutorPage, kept_apart,
};
use crate::pages::tutors::TutorsPage;
use crate::papers::{self, courses};
use crate::people::{self, PersonId, Role};
use crate::refusal::{Outcome, Refusal};
use crate::tutors::{self, AwayId, Typed};

const OWN: &str = "/desk/hours";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        all,
        look,
        settle,
        add_away,
        remove_away,
        keep_apart,
        let_together,
        hours,
        set_hours,
        add_own_away,
        remove_own_away
    ]
}

fn page_of(id: i64) -> String {
    format!("/people/{id}/tutor")
}

fn known(tx: &Tx<'_>, id: i64) -> Outcome<Known> {
    let tutor = people::find(tx, PersonId(id))?.filter(|person| person.is(Role::Tutor));
    let tutor = tutor.ok_or_else(Refusal::not_found)?;
    let today = tutors::today(&papers::centre_of(tx)?, tx.now());
    let courses = courses::all(tx)?;
    Ok(Known {
        facts: tutors::find(tx, tutor.id)?,
        away: tutors::away_of(tx, tutor.id, &today)?,
        apart: tutors::kept_from(tx, &tutor)?,
        courses: courses.into_iter().map(|course| course.code).collect(),
        load: assignments::over_weeks(tx, tutor.id)?,
        tutor,
    })
}

#[get("/people/tutors")]
async fn all(coordinator: Coordinator, house: &House) -> Reply {
    let reading = house.db.read_apart(|tx| {
        let ways = centre::ways(tx)?;
        Ok((assignments::at_a_glance(tx)?, ways.second_reader))
    });
    let (tutors, second) = reading.await?;
    let page = TutorsPage::of(&tutors, second, &coordinator.times());
    coordinator.page(house, &page)
}

async fn page(coordinator: &Coordinator, house: &House, id: i64) -> Outcome<TutorPage> {
    let known = house.db.read(move |tx| known(tx, id)).await?;
    Ok(TutorPage::of(&known, &coordinator.times()))
}

#[get("/people/<id>/tutor")]
async fn look(coordinator: Coordinator, house: &House, id: i64) -> Reply {
    let page = page(&coordinator, house, id).await?;
    coordinator.page(house, &page)
}

/// What is known of a tutor, as forms send it; the tutor's own form has only the week.
#[derive(FromForm)]
struct FactsForm {
    #[field(default = String::new())]
    at_once: String,
    #[field(default = String::new())]
    a_day: String,
    #[field(default = String::new())]
    serves: String,
    #[field(default = String::new())]
    languages: String,
    #[field(name = "hours-0", default = String::new())]
    monday: String,
    #[field(name = "hours-1", default = String::new())]
    tuesday: String,
    #[field(name = "hours-2", default = String::new())]
    wednesday: String,
    #[field(name = "hours-3", default = String::new())]
    thursday: String,
    #[field(name = "hours-4", default = String::new())]
    friday: String,
    #[field(name = "hours-5", default = String::new())]
    saturday: String,
    #[field(name = "hours-6", default = String::new())]
    sunday: String,
}

impl From<FactsForm> for Typed {
    fn from(form: FactsForm) -> Self {
        Self {
            at_once: form.at_once,
            a_day: form.a_day,
            serves: form.serves,
            languages: form.languages,
            hours: [
                form.monday,
                form.tuesday,
                form.wednesday,
                form.thursday,
                form.friday,
                form.saturday,
                form.sunday,
            ],
        }
    }
}

#[post("/people/<id>/tutor", data = "<form>")]
async fn settle(coordinator: Coordinator, house: &House, id: i64, form: Form<FactsForm>) -> Reply {
    let (by, typed) = (coordinator.person.clone(), Typed::from(form.into_inner()));
    let facts = typed.clone();
    let done = house
        .db
        .write(move |tx| tutors::settle(tx, &by, PersonId(id), &facts));
    match done.await {
        Ok(()) => Ok(Answer::told(page_of(id), SAVED)),
        Err(failure) => {
            let page = page(&coordinator, house, id).await?.typed(typed);
            coordinator.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct AwayForm {
    #[field(default = String::new())]
    first_day: String,
    #[field(default = String::new())]
    last_day: String,
}

#[post("/people/<id>/tutor/away", data = "<form>")]
async fn add_away(coordinator: Coordinator, house: &House, id: i64, form: Form<AwayForm>) -> Reply {
    let by = coordinator.person.clone();
    let (first, last) = (form.first_day.clone(), form.last_day.clone());
    let done = house
        .db
        .write(move |tx| tutors::add_away(tx, &by, PersonId(id), (&first, &last)));
    match done.await {
        Ok(()) => Ok(Answer::told(page_of(id), AWAY_ADDED)),
        Err(failure) => {
            let form = form.into_inner();
            let page = page(&coordinator, house, id).await?;
            coordinator.again(
                house,
                &page.with_away(form.first_day, form.last_day),
                failure,
            )
        }
    }
}

#[post("/people/<id>/tutor/away/<away>/remove")]
async fn remove_away(coordinator: Coordinator, house: &House, id: i64, away: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| tutors::remove_away(tx, &by, PersonId(id), AwayId(away)))
        .await?;
    Ok(Answer::told(page_of(id), AWAY_REMOVED))
}

#[derive(FromForm)]
struct ApartForm {
    #[field(default = String::new())]
    student: String,
}

#[post("/people/<id>/tutor/apart", data = "<form>")]
async fn keep_apart(
    coordinator: Coordinator,
    house: &House,
    id: i64,
    form: Form<ApartForm>,
) -> Reply {
    let (by, typed) = (coordinator.person.clone(), form.student.clone());
    let done = house.db.write(move |tx| {
        let student = tutors::keep_apart(tx, &by, PersonId(id), &typed)?;
        let held = papers::of_tutor(tx, PersonId(id))?;
        let theirs = held.iter().filter(|paper| paper.student.id == student.id);
        let name = people::find(tx, PersonId(id))?.map(|tutor| tutor.name);
        Ok((name.unwrap_or_default(), student.name, theirs.count()))
    });
    match done.await {
        Ok((tutor, student, has)) => {
            let says = kept_apart(&tutor, &student, has);
            Ok(if has == 0 {
                Answer::told(page_of(id), says)
            } else {
                Answer::warned(page_of(id), says)
            })
        }
        Err(failure) => {
            let page = page(&coordinator, house, id).await?;
            coordinator.again(
                house,
                &page.with_student(form.into_inner().student),
                failure,
            )
        }
    }
}

#[post("/people/<id>/tutor/apart/<student>/remove")]
async fn let_together(coordinator: Coordinator, house: &House, id: i64, student: i64) -> Reply {
    let by = coordinator.person.clone();
    house
        .db
        .write(move |tx| tutors::let_together(tx, &by, PersonId(id), PersonId(student)))
        .await?;
    Ok(Answer::told(page_of(id), TOGETHER))
}

async fn own(tutor: &Tutor, house: &House) -> Outcome<HoursPage> {
    let id = tutor.person.id.0;
    let known = house.db.read(move |tx| known(tx, id)).await?;
    Ok(HoursPage::of(
        &known.facts.hours,
        &known.away,
        &tutor.times(),
    ))
}

#[get("/desk/hours")]
async fn hours(tutor: Tutor, house: &House) -> Reply {
    let page = own(&tutor, house).await?;
    tutor.page(house, &page)
}

#[post("/desk/hours", data = "<form>")]
async fn set_hours(tutor: Tutor, house: &House, form: Form<FactsForm>) -> Reply {
    let (person, typed) = (tutor.person.clone(), Typed::from(form.into_inner()).hours);
    let hours = typed.clone();
    match house
        .db
        .write(move |tx| tutors::set_hours(tx, &person, &hours))
        .await
    {
        Ok(()) => Ok(Answer::told(OWN, SAVED)),
        Err(failure) => {
            let page = own(&tutor, house).await?.typed(&typed);
            tutor.again(house, &page, failure)
        }
    }
}

#[post("/desk/hours/away", data = "<form>")]
async fn add_own_away(tutor: Tutor, house: &House, form: Form<AwayForm>) -> Reply {
    let by = tutor.person.clone();
    let (first, last) = (form.first_day.clone(), form.last_day.clone());
    let done = house
        .db
        .write(move |tx| tutors::add_away(tx, &by, by.id, (&first, &last)));
    match done.await {
        Ok(()) => Ok(Answer::told(OWN, AWAY_ADDED)),
        Err(failure) => {
            let form = form.into_inner();
            let page = own(&tutor, house).await?;
            tutor.again(
                house,
                &page.with_away(form.first_day, form.last_day),
                failure,
            )
        }
    }
}

#[post("/desk/hours/away/<away>/remove")]
async fn remove_own_away(tutor: Tutor, house: &House, away: i64) -> Reply {
    let by = tutor.person.clone();
    house
        .db
        .write(move |tx| tutors::remove_away(tx, &by, by.id, AwayId(away)))
        .await?;
    Ok(Answer::told(OWN, AWAY_REMOVED))
}
