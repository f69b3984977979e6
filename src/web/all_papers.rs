//! Every paper, for those who watch over all of them.

use rocket::{Route, get, routes};

use super::answers::{Answer, Reply};
use super::guards::Coordinator;
use super::house::House;
use crate::pages::all_papers::{AllPapersPage, ROWS, no_such_paper};
use crate::papers::{self, PaperNumber, State};

const HERE: &str = "/papers/all";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, go]
}

#[get("/papers/all?<state>&<before>")]
async fn list(
    coordinator: Coordinator,
    house: &House,
    state: Option<&str>,
    before: Option<&str>,
) -> Reply {
    let (state, before) = (
        state.and_then(State::parse),
        before.and_then(PaperNumber::parse),
    );
    let from = before.unwrap_or(PaperNumber(i64::MAX));
    let rows = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
    let papers = house
        .db
        .read(move |tx| papers::list(tx, state, from, rows))
        .await?;
    coordinator.page(
        house,
        &AllPapersPage::of(papers, &coordinator.times(), (state, before.is_some())),
    )
}

#[get("/papers/go?<reference>")]
async fn go(coordinator: Coordinator, house: &House, reference: Option<&str>) -> Reply {
    let typed = reference.unwrap_or_default();
    let (person, wanted) = (coordinator.person.clone(), PaperNumber::parse(typed));
    let found = house.db.read(move |tx| {
        Ok(wanted
            .map(|number| papers::find_for(tx, &person, number))
            .transpose()?
            .flatten())
    });
    Ok(match found.await? {
        Some(paper) => Answer::go(format!("/papers/{}", paper.number)),
        None => Answer::warned(HERE, no_such_paper(typed)),
    })
}
