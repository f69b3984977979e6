//! A tutor's desk.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::Tutor;
use super::house::House;
use crate::pages::desk::DeskPage;
use crate::papers::{self, State};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![desk]
}

#[get("/desk")]
async fn desk(tutor: Tutor, house: &House) -> Reply {
    let (id, times) = (tutor.person.id, tutor.times());
    let today = times.end_of_today();
    let read = house.db.read(move |tx| {
        let mut held = Vec::new();
        for paper in papers::of_tutor(tx, id)? {
            let asks = paper.state == State::NeedsInfo;
            let asked = if asks {
                papers::open_question(tx, paper.number)?
            } else {
                None
            };
            held.push((paper, asked.map(|(_, question)| question)));
        }
        Ok((held, papers::queue(tx, today)?))
    });
    let (held, queue) = read.await?;
    tutor.page(house, &DeskPage::of(held, &queue, &times))
}
