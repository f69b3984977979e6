//! Reports, for those who watch over all papers: the page, and what leaves it as a file.

use rocket::{FromForm, Route, get, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use super::looks;
use crate::centre::{self, Ways};
use crate::clock::Moment;
use crate::pages::Times;
use crate::pages::reports::{Look, ReportsPage, files};
use crate::refusal::{Outcome, Refusal};
use crate::reports::{self, Asked, Report, Typed, exports};
use crate::tutors;

const CSV: &str = "text/csv; charset=utf-8";
const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![page, file]
}

/// What stands in the address.
#[derive(FromForm)]
struct Wish {
    #[field(default = String::new())]
    from: String,
    #[field(default = String::new())]
    to: String,
    #[field(default = String::new())]
    course: String,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    compare: String,
    #[field(default = String::new())]
    whole: String,
    #[field(default = String::new())]
    nameless: String,
    #[field(default = String::new())]
    sort: String,
}

impl Wish {
    fn look(&self) -> Look {
        Look {
            whole: self.whole == "yes",
            nameless: self.nameless == "yes",
        }
    }

    fn asked(&self, coordinator: &Coordinator) -> Result<Asked, Refusal> {
        let typed = Typed {
            from: self.from.clone(),
            to: self.to.clone(),
            course: self.course.clone(),
            tutor: self.tutor.clone(),
            compared: self.compare == "yes",
        };
        typed.read(&today(coordinator))
    }
}

fn today(coordinator: &Coordinator) -> String {
    let centre = coordinator.centre.clone().unwrap_or_default();
    tutors::today(&centre, coordinator.now)
}

async fn look(house: &House, asked: Asked) -> Outcome<(Report, Ways)> {
    let looked = house
        .db
        .read_apart(move |tx| Ok((reports::report(tx, &asked)?, centre::ways(tx)?)));
    looked.await
}

#[get("/reports?<wish..>")]
async fn page(coordinator: Coordinator, house: &House, wish: Wish) -> Reply {
    let (asked, wrong) = match wish.asked(&coordinator) {
        Ok(asked) => (asked, None),
        Err(refusal) => (Asked::usual(&today(&coordinator)), Some(refusal)),
    };
    let (report, ways) = look(house, asked).await?;
    let as_of = coordinator.times().within(report.now);
    let page = ReportsPage::of(&report, &ways, wish.look(), as_of).sorted(&wish.sort);
    match wrong {
        None => coordinator.page(house, &page),
        Some(refusal) => {
            let page = page.typed((&wish.from, &wish.to));
            coordinator.again(house, &page, refusal.into())
        }
    }
}

#[get("/reports/<file>?<wish..>")]
async fn file(coordinator: Coordinator, house: &House, file: &str, wish: Wish) -> Reply {
    let asked = wish.asked(&coordinator)?;
    let name = format!("{}-{}-{file}", asked.period.first, asked.period.last);
    let (kind, text) = match file {
        "research.csv" => {
            let looked = house.db.read_apart(move |tx| exports::research(tx, &asked));
            let all = looked.await?;
            (CSV, files::research(&all))
        }
        "teachers.csv" => {
            let looked = house
                .db
                .read_apart(move |tx| exports::for_teachers(tx, &asked));
            let all = looked.await?;
            (CSV, files::teachers(&all, &times(&coordinator)))
        }
        "dictionary.csv" => (CSV, files::dictionary()),
        "annual.md" => {
            let (report, ways) = look(house, asked).await?;
            let centre = coordinator.shell.centre.as_str();
            (
                MARKDOWN,
                files::annual(&report, &ways, (centre, wish.look())),
            )
        }
        other => {
            let id = other.strip_suffix(".csv").ok_or_else(Refusal::not_found)?;
            let (report, ways) = look(house, asked).await?;
            let table = files::table(&report, &ways, (id, wish.look()));
            (CSV, table.ok_or_else(Refusal::not_found)?)
        }
    };
    looks::exported(house, &coordinator.person, file).await?;
    Ok(Answer::file((kind, &name), text.into_bytes()))
}

/// What others read is told in the centre's own time.
fn times(coordinator: &Coordinator) -> Times {
    let now: Moment = coordinator.now;
    Times::new(&coordinator.centre.clone().unwrap_or_default(), now)
}
