//! Giving papers to tutors: the board, and the way back for ten minutes.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Coordinator, reference};
use super::house::House;
use super::second::with_pile;
use crate::assignments::{self, Limit, suggest};
use crate::centre;
use crate::clock::Moment;
use crate::pages::assign::{AssignPage, Board, ROWS, address};
use crate::pages::given::{told, undone};
use crate::papers::search::{self, Search};
use crate::papers::{self, PaperNumber};
use crate::people::{self, PersonId};
use crate::refusal::{Failure, Kind, Outcome};
use crate::watch;

const HERE: &str = "/assign";
/// What is told on the next page travels in a cookie, which browsers drop beyond 4 KB.
const MOST_LETTERS: usize = 500;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![board, assign, undo]
}

#[get("/assign?<after>&<q>&<view>")]
async fn board(
    coordinator: Coordinator,
    house: &House,
    after: Option<&str>,
    q: Option<&str>,
    view: Option<&str>,
) -> Reply {
    if view == Some("board") {
        let page = super::board::look(&coordinator, house).await?;
        return coordinator.page(house, &page);
    }
    let page = look(
        &coordinator,
        house,
        (after.unwrap_or_default(), q.unwrap_or_default()),
    )
    .await?;
    let page = with_pile(&coordinator, house, page).await?;
    coordinator.page(house, &page)
}

/// A place in the queue, as an address has it: the promise and the number of the paper before it.
fn place(after: &str) -> Option<(Moment, PaperNumber)> {
    let (promised, number) = after.split_once(',')?;
    Some((
        Moment(promised.parse().ok()?),
        PaperNumber(number.parse().ok()?),
    ))
}

async fn look(
    coordinator: &Coordinator,
    house: &House,
    (after, q): (&str, &str),
) -> Outcome<AssignPage> {
    let (person, times, search) = (
        coordinator.person.clone(),
        coordinator.times(),
        Search::read(q),
    );
    let (q, mut notes) = (search.written(), owned(&search.misread()));
    let (today, found) = (times.end_of_today(), place(after));
    let from = found.unwrap_or(suggest::FIRST);
    let rows = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
    let read = house.db.read(move |tx| {
        let queue = papers::queue(tx, today)?;
        let scene = if search.is_empty() {
            suggest::glance(tx, from, rows)?
        } else {
            let (numbers, says) = search::waiting(tx, &person, &search, (from, rows))?;
            notes.extend(says);
            suggest::glance_at(tx, &numbers)?
        };
        let board = Board {
            queue,
            scene,
            gives: centre::ways(tx)?.giving.lets_coordinators_assign(),
            undoable: assignments::undoable(tx)?,
            attention: watch::attention(tx)?,
            marking: if queue.waiting == 0 {
                Some(papers::being_marked(tx)?)
            } else {
                None
            },
        };
        Ok((board, notes))
    });
    let begins = found.map(|_| after.to_owned()).unwrap_or_default();
    let (board, notes) = read.await?;
    Ok(AssignPage::of(board, &times, (begins, q)).noting(notes))
}

fn owned(says: &[&str]) -> Vec<String> {
    says.iter().map(|says| (*says).to_owned()).collect()
}

#[derive(FromForm)]
struct AssignForm {
    #[field(default = Vec::new())]
    papers: Vec<String>,
    #[field(default = String::new())]
    tutor: String,
    above: Option<String>,
    #[field(default = String::new())]
    after: String,
    #[field(default = String::new())]
    q: String,
}

impl AssignForm {
    fn numbers(&self) -> Vec<PaperNumber> {
        let mut numbers: Vec<_> = self
            .papers
            .iter()
            .filter_map(|typed| PaperNumber::parse(typed))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

#[post("/assign", data = "<form>")]
async fn assign(coordinator: Coordinator, house: &House, form: Form<AssignForm>) -> Reply {
    let (person, numbers) = (coordinator.person.clone(), form.numbers());
    let tutor = PersonId(form.tutor.parse().unwrap_or(0));
    let chosen = numbers.clone();
    let goes_above = form.above.is_some();
    let limit = Limit::ticked(goes_above);
    let deed = house.db.write(move |tx| {
        let given = assignments::assign_to(tx, &person, &numbers, (tutor, limit))?;
        Ok((given, people::find(tx, tutor)?.map(|tutor| tutor.name)))
    });
    match deed.await {
        Ok((given, name)) => {
            let (all, says) = told(&given, &name.unwrap_or_default());
            let says: String = says.chars().take(MOST_LETTERS).collect();
            let here = address(&Search::read(&form.q).written());
            Ok(if all {
                Answer::told(here, says)
            } else {
                Answer::warned(here, says)
            })
        }
        Err(failure) if is_about_fields(&failure) => {
            let page = look(&coordinator, house, (&form.after, &form.q)).await?;
            let page = page.with(&chosen, tutor).going_above(goes_above);
            let page = with_pile(&coordinator, house, page).await?;
            coordinator.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[post("/assign/<number>/undo")]
async fn undo(coordinator: Coordinator, house: &House, number: &str) -> Reply {
    let (person, number) = (coordinator.person.clone(), reference(number)?);
    match house
        .db
        .write(move |tx| assignments::undo(tx, &person, number))
        .await
    {
        Ok(()) => Ok(Answer::told(HERE, undone(number))),
        Err(Failure::Refused(refusal)) if refusal.kind == Kind::Conflict => {
            Ok(Answer::warned(HERE, refusal.says))
        }
        Err(failure) => Err(failure.into()),
    }
}
