//! The centre's calendar, its own questions and ready texts, and the history of all policies.

use jiff::civil::Date;
use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::centre::{self, changes, ready_texts};
use crate::pages::calendar::{CalendarPage, HOLIDAY_ADDED, HOLIDAY_REMOVED};
use crate::pages::centre_words::{
    CentreWordsPage, QUESTION_ADDED, QUESTION_REMOVED, TEXT_REMOVED, TEXT_SAVED,
};
use crate::pages::policy_history::{PER_PAGE, PolicyHistoryPage};
use crate::papers::{due_date, intake};
use crate::refusal::{Outcome, Refusal};

const CALENDAR: &str = "/settings/calendar";
const WORDS: &str = "/settings/words";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        calendar,
        add_holiday,
        remove_holiday,
        words,
        add_question,
        remove_question,
        settle_text,
        remove_text,
        history
    ]
}

fn calendar_page(coordinator: &Coordinator) -> CalendarPage {
    let centre = coordinator.centre.clone().unwrap_or_default();
    CalendarPage::of(&centre, &coordinator.times())
}

#[get("/settings/calendar")]
#[expect(clippy::needless_pass_by_value, reason = "a guard comes by value")]
fn calendar(coordinator: Coordinator, house: &House) -> Reply {
    coordinator.page(house, &calendar_page(&coordinator))
}

#[derive(FromForm)]
struct HolidayForm {
    #[field(default = String::new())]
    first_day: String,
    #[field(default = String::new())]
    last_day: String,
    #[field(default = String::new())]
    holiday: String,
}

#[post("/settings/holidays", data = "<form>")]
async fn add_holiday(coordinator: Coordinator, house: &House, form: Form<HolidayForm>) -> Reply {
    let (by, name) = (coordinator.person.clone(), form.holiday.clone());
    let first = due_date::parse(&form.first_day).ok().flatten();
    // What is no date comes before every day, and is refused at its field.
    let last = due_date::parse(&form.last_day).unwrap_or(Some(Date::MIN));
    let done = house
        .db
        .write(move |tx| centre::add_holiday(tx, &by, (first, last), &name));
    match done.await {
        Ok(()) => Ok(Answer::told(CALENDAR, HOLIDAY_ADDED)),
        Err(failure) => {
            let page = calendar_page(&coordinator);
            let page = page.typed(&form.first_day, &form.last_day, &form.holiday);
            coordinator.again(house, &page, failure)
        }
    }
}

#[post("/settings/holidays/<day>/remove")]
async fn remove_holiday(coordinator: Coordinator, house: &House, day: &str) -> Reply {
    let first: Date = day.parse().map_err(|_| Refusal::not_found())?;
    let by = coordinator.person.clone();
    let done = house
        .db
        .write(move |tx| centre::remove_holiday(tx, &by, first));
    done.await?;
    Ok(Answer::told(CALENDAR, HOLIDAY_REMOVED))
}

async fn words_page(house: &House, chosen: Option<i64>) -> Outcome<CentreWordsPage> {
    let found = house
        .db
        .read(|tx| Ok((intake::all(tx)?, ready_texts::all(tx)?)));
    Ok(CentreWordsPage::of(found.await?, chosen))
}

#[get("/settings/words?<text>")]
async fn words(coordinator: Coordinator, house: &House, text: Option<i64>) -> Reply {
    let page = words_page(house, text).await?;
    coordinator.page(house, &page)
}

#[derive(FromForm)]
struct QuestionForm {
    #[field(default = String::new())]
    asks: String,
}

#[post("/settings/questions", data = "<form>")]
async fn add_question(coordinator: Coordinator, house: &House, form: Form<QuestionForm>) -> Reply {
    let (by, asks) = (coordinator.person.clone(), form.asks.clone());
    match house.db.write(move |tx| intake::add(tx, &by, &asks)).await {
        Ok(()) => Ok(Answer::told(WORDS, QUESTION_ADDED)),
        Err(failure) => {
            let page = words_page(house, None).await?.asking(&form.asks);
            coordinator.again(house, &page, failure)
        }
    }
}

/// A number from an address or a form; what is none is simply not there.
fn number(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal::not_found())
}

#[post("/settings/questions/<asked>/remove")]
async fn remove_question(coordinator: Coordinator, house: &House, asked: &str) -> Reply {
    let (by, id) = (coordinator.person.clone(), number(asked)?);
    house
        .db
        .write(move |tx| intake::remove(tx, &by, id))
        .await?;
    Ok(Answer::told(WORDS, QUESTION_REMOVED))
}

#[derive(FromForm)]
struct TextForm {
    #[field(default = String::new())]
    text: String,
    #[field(default = String::new())]
    text_name: String,
    #[field(default = String::new())]
    words: String,
}

#[post("/settings/texts", data = "<form>")]
async fn settle_text(coordinator: Coordinator, house: &House, form: Form<TextForm>) -> Reply {
    let id = Some(&form.text).filter(|id| !id.is_empty());
    let id = id.map(|id| number(id)).transpose()?;
    let (by, name, words) = (
        coordinator.person.clone(),
        form.text_name.clone(),
        form.words.clone(),
    );
    let done = house
        .db
        .write(move |tx| ready_texts::settle(tx, &by, id, (&name, &words)));
    match done.await {
        Ok(()) => Ok(Answer::told(WORDS, TEXT_SAVED)),
        Err(failure) => {
            let page = words_page(house, id).await?;
            let page = page.saying(&form.text_name, &form.words);
            coordinator.again(house, &page, failure)
        }
    }
}

#[post("/settings/texts/<text>/remove")]
async fn remove_text(coordinator: Coordinator, house: &House, text: &str) -> Reply {
    let (by, id) = (coordinator.person.clone(), number(text)?);
    house
        .db
        .write(move |tx| ready_texts::remove(tx, &by, id))
        .await?;
    Ok(Answer::told(WORDS, TEXT_REMOVED))
}

#[get("/settings/history?<before>")]
async fn history(coordinator: Coordinator, house: &House, before: Option<i64>) -> Reply {
    let from = before.unwrap_or(i64::MAX);
    let found = house
        .db
        .read(move |tx| changes::changes(tx, from, PER_PAGE + 1));
    let page = PolicyHistoryPage::of(found.await?, before.is_none(), &coordinator.times());
    coordinator.page(house, &page)
}
