//! Every paper, for those who watch over all of them: searched, filtered, kept as views, taken as a table.

use rocket::form::Form;
use rocket::futures::stream;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::calm::Stop;
use super::download::Table;
use super::guards::Coordinator;
use super::house::House;
use super::looks;
use crate::db::Db;
use crate::pages::all_papers::{self, AllPapersPage, List, ROWS};
use crate::pages::{Times, narrowing, papers_csv};
use crate::papers::search::{self, Found, Search};
use crate::papers::views::{self, ViewId};
use crate::papers::{PaperNumber, courses};
use crate::people::{self, Person};
use crate::refusal::Outcome;

/// Rows of a table that are read together.
const AT_ONCE: u32 = 500;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, table, keep, remove]
}

/// The fields beside the search.
#[derive(FromForm)]
struct Narrowing {
    narrow: Option<String>,
    #[field(default = Vec::new())]
    is: Vec<String>,
    late: Option<String>,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    course: String,
}

#[get("/papers/all?<q>&<before>&<narrowing..>")]
async fn list(
    coordinator: Coordinator,
    house: &House,
    q: Option<&str>,
    before: Option<&str>,
    narrowing: Narrowing,
) -> Reply {
    let q = q.unwrap_or_default();
    if narrowing.narrow.is_some() {
        let ticked = (narrowing.is.as_slice(), narrowing.late.is_some());
        let composed = narrowing::composed(q, ticked, (&narrowing.tutor, &narrowing.course));
        return Ok(Answer::go(all_papers::address(&composed, None)));
    }
    let search = Search::read(q);
    if let Some(number) = search.only_number() {
        let person = coordinator.person.clone();
        let found = house
            .db
            .read(move |tx| crate::papers::find_for(tx, &person, number));
        if found.await?.is_some() {
            return Ok(Answer::go(format!("/papers/{number}")));
        }
    }
    let page = look(
        &coordinator,
        house,
        (search, before.and_then(PaperNumber::parse)),
    )
    .await?;
    coordinator.page(house, &page)
}

async fn look(
    coordinator: &Coordinator,
    house: &House,
    (search, before): (Search, Option<PaperNumber>),
) -> Outcome<AllPapersPage> {
    let person = coordinator.person.clone();
    let from = before.unwrap_or(PaperNumber(i64::MAX));
    let rows = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
    let reading = house.db.read_apart(move |tx| {
        let (found, counted) = search::page_counted(tx, &person, &search, (from, rows))?;
        Ok(List {
            found,
            counted,
            is_later: before.is_some(),
            views: views::of(tx, &person)?,
            tutors: people::tutors(tx)?
                .into_iter()
                .map(|tutor| tutor.name)
                .collect(),
            courses: courses::all(tx)?
                .into_iter()
                .map(|course| course.code)
                .collect(),
            search,
        })
    });
    Ok(AllPapersPage::of(reading.await?, &coordinator.times()))
}

/// All of a view as a table, piece by piece: it may be long. What was not understood is said on the page instead.
#[get("/papers/all.csv?<q>")]
async fn table(
    coordinator: Coordinator,
    house: &House,
    q: Option<&str>,
) -> Result<Result<Table, Answer>, Stop> {
    let search = Search::read(q.unwrap_or_default());
    if !search.misread().is_empty() {
        return Ok(Err(Answer::go(all_papers::address(
            &search.written(),
            None,
        ))));
    }
    looks::exported(house, &coordinator.person, "papers.csv").await?;
    let lines = Lines {
        db: house.db.clone(),
        times: coordinator.times(),
        person: coordinator.person,
        search,
        next: None,
    };
    let pieces = stream::unfold(
        Some(lines),
        |lines| async move { Some(lines?.more().await) },
    );
    Ok(Ok(Table::new("papers.csv", pieces)))
}

/// The lines of a table on their way out.
struct Lines {
    db: Db,
    person: Person,
    search: Search,
    times: Times,
    /// The paper that the next lines stand before; none: nothing was written yet.
    next: Option<PaperNumber>,
}

impl Lines {
    /// The next lines, and what is left after them.
    async fn more(mut self) -> (Vec<u8>, Option<Self>) {
        let (person, search) = (self.person.clone(), self.search.clone());
        let (head, from) = match self.next {
            Some(before) => (String::new(), before),
            None => (papers_csv::head(), PaperNumber(i64::MAX)),
        };
        let reading = self
            .db
            .read_apart(move |tx| search::page(tx, &person, &search, (from, AT_ONCE)));
        match reading.await {
            Ok(Found { papers, .. }) => {
                let lines = format!("{head}{}", papers_csv::lines(&papers, &self.times));
                self.next = papers.last().map(|paper| paper.number);
                let is_over = papers.len() < AT_ONCE as usize;
                (lines.into_bytes(), (!is_over).then_some(self))
            }
            Err(failure) => {
                tracing::error!(%failure, "a table could not be written to its end");
                (papers_csv::broken_off().into_bytes(), None)
            }
        }
    }
}

#[derive(FromForm)]
struct ViewForm {
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    q: String,
    shared: Option<String>,
}

#[post("/papers/all/views", data = "<form>")]
async fn keep(coordinator: Coordinator, house: &House, form: Form<ViewForm>) -> Reply {
    let (person, form) = (coordinator.person.clone(), form.into_inner());
    let (name, q, shared) = (form.name.clone(), form.q.clone(), form.shared.is_some());
    let keeping = house
        .db
        .write(move |tx| views::keep(tx, &person, (&name, &q), shared));
    match keeping.await {
        Ok(()) => Ok(Answer::told(
            all_papers::address(&form.q, None),
            all_papers::kept(&form.name),
        )),
        Err(failure) if is_about_fields(&failure) => {
            let page = look(&coordinator, house, (Search::read(&form.q), None)).await?;
            coordinator.again(house, &page.naming(form.name), failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/papers/all/views/<view>/remove")]
async fn remove(coordinator: Coordinator, house: &House, view: i64) -> Reply {
    let person = coordinator.person.clone();
    let name = house
        .db
        .write(move |tx| views::remove(tx, &person, ViewId(view)))
        .await?;
    Ok(Answer::told(
        all_papers::address("", None),
        all_papers::removed(&name),
    ))
}
