//! The queue as a board: looked at, and a card moved.

use rocket::form::Form;
use rocket::{FromForm, Route, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{Coordinator, reference};
use super::house::House;
use crate::assignments::{self, Given, Limit};
use crate::centre;
use crate::db::Tx;
use crate::pages::board::{BOARD, BoardPage, CARDS, COLUMNS, Cards, Column, MOVED, NOWHERE};
use crate::pages::bulk::Deed;
use crate::papers::search::{self, Counted, Search};
use crate::papers::{self, Paper, PaperNumber, State, column};
use crate::people::{Person, PersonId};
use crate::refusal::{Failure, Outcome};

/// The deeds of this file; the board itself is a view of the page of papers that wait.
pub fn routes() -> Vec<Route> {
    routes![shift]
}

/// The board as it stands.
pub(super) async fn look(coordinator: &Coordinator, house: &House) -> Outcome<BoardPage> {
    let (person, times) = (coordinator.person.clone(), coordinator.times());
    let today = times.end_of_today().plus_days(-1);
    let reading = house.db.read_apart(move |tx| {
        let columns = COLUMNS.iter().map(|(column, _, search)| match column {
            Column::Returned => returned(tx, today),
            Column::Waiting => running(tx, &person, (State::Waiting, search)),
            Column::Assigned => running(tx, &person, (State::Assigned, search)),
            Column::Marking => marking(tx, &person, search),
            Column::ForReview => found(tx, &person, search),
        });
        Ok(Cards {
            columns: columns.collect::<Outcome<_>>()?,
            tutors: assignments::loads(tx)?,
            gives: centre::ways(tx)?.giving.lets_coordinators_assign(),
        })
    });
    Ok(BoardPage::of(reading.await?, &times))
}

type Filled = (Vec<Paper>, Counted);

fn running(tx: &Tx<'_>, person: &Person, (state, search): (State, &str)) -> Outcome<Filled> {
    let counted = search::count(tx, person, &Search::read(search))?;
    Ok((
        by_promise(tx, &column::running(tx, state, CARDS)?)?,
        counted,
    ))
}

fn marking(tx: &Tx<'_>, person: &Person, search: &str) -> Outcome<Filled> {
    let counted = search::count(tx, person, &Search::read(search))?;
    Ok((by_promise(tx, &column::marking(tx, CARDS)?)?, counted))
}

fn found(tx: &Tx<'_>, person: &Person, search: &str) -> Outcome<Filled> {
    let search = Search::read(search);
    let found = search::page(tx, person, &search, (PaperNumber(i64::MAX), CARDS))?;
    Ok((found.papers, search::count(tx, person, &search)?))
}

fn returned(tx: &Tx<'_>, since: crate::clock::Moment) -> Outcome<Filled> {
    let (numbers, counted) = column::returned_since(tx, since, CARDS)?;
    let mut papers = papers::all_of(tx, &numbers)?;
    papers.sort_unstable_by_key(|paper| std::cmp::Reverse(paper.updated_at));
    let counted = if counted > search::MOST_COUNTED {
        Counted::Over
    } else {
        Counted::Exactly(counted)
    };
    Ok((papers, counted))
}

fn by_promise(tx: &Tx<'_>, numbers: &[PaperNumber]) -> Outcome<Vec<Paper>> {
    let mut papers = papers::all_of(tx, numbers)?;
    papers.sort_unstable_by_key(|paper| (paper.promised_at, paper.number));
    Ok(papers)
}

#[derive(FromForm)]
struct MoveForm {
    #[field(default = String::new())]
    to: String,
}

#[post("/assign/<number>/move", data = "<form>")]
async fn shift(
    coordinator: Coordinator,
    house: &House,
    number: &str,
    form: Form<MoveForm>,
) -> Reply {
    let (by, number, to) = (
        coordinator.person.clone(),
        reference(number)?,
        form.into_inner().to,
    );
    if to.is_empty() {
        return Ok(Answer::warned(BOARD, NOWHERE));
    }
    match house.db.write(move |tx| moved(tx, &by, number, &to)).await {
        Ok((true, says)) => Ok(Answer::told(BOARD, says)),
        Ok((false, says)) => Ok(Answer::warned(BOARD, says)),
        Err(Failure::Refused(refusal)) if refusal.fields.is_empty() => {
            Ok(Answer::warned(BOARD, refusal.says))
        }
        Err(Failure::Refused(refusal)) => Ok(Answer::warned(BOARD, refusal.fields[0].says.clone())),
        Err(failure) => Err(failure.into()),
    }
}

/// Moves a paper to the queue or to a tutor; gives what is told, and whether it was moved.
fn moved(tx: &Tx<'_>, by: &Person, number: PaperNumber, to: &str) -> Outcome<(bool, String)> {
    if to == "queue" {
        assignments::hand_back(tx, by, number, MOVED)?;
        return Ok((true, format!("{number} is back in the queue.")));
    }
    let tutor = PersonId(to.parse().unwrap_or(0));
    let given = assignments::give_together(tx, by, &[number], (tutor, MOVED, Limit::Kept))?;
    Ok(match given.first() {
        Some(Given::Not(_, says)) => (false, says.clone()),
        _ => Deed::Give.told(&given),
    })
}
