//! The pipeline, for those who watch over all papers.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::Coordinator;
use super::house::House;
use crate::flow::{self, Span};
use crate::pages::pipeline::{Known, PipelinePage};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look]
}

#[get("/pipeline?<last>")]
async fn look(coordinator: Coordinator, house: &House, last: Option<&str>) -> Reply {
    let span = last.and_then(Span::parse).unwrap_or(Span::Day);
    let known = house.db.read_apart(move |tx| {
        Ok(Known {
            passage: flow::passed(tx, span)?,
            standing: flow::standing(tx)?,
            stuck: flow::stuck(tx, span)?,
        })
    });
    let page = PipelinePage::of(&known.await?, &coordinator.times());
    coordinator.page(house, &page)
}
