//! Who looks at which paper: gathered from every page that shows one, and written down before a file goes out.

use rocket::Request;
use serde_json::Value;

use super::guards::Visitor;
use super::house::House;
use crate::audit::{self, Act, Look, Subject};
use crate::papers::PaperNumber;
use crate::people::Person;

/// Where the addresses of pages begin that show a paper.
const SHOW_A_PAPER: [&str; 2] = ["/papers/<number>", "/desk/<number>"];
/// What is taken away instead of looked at: these note it themselves, before a byte goes out.
const ARE_TAKEN: [&str; 3] = ["/file", "/feedback/word", "/feedback/text"];

/// Whether a page shows a paper.
pub(super) fn shows_a_paper(route: &str) -> bool {
    let shows = SHOW_A_PAPER.iter().any(|start| route.starts_with(start));
    shows && !ARE_TAKEN.iter().any(|end| route.ends_with(end))
}

/// Gathers a look at a page that shows a paper.
pub(super) async fn gather(request: &Request<'_>) {
    let number = request.routed_segment(1).and_then(PaperNumber::parse);
    let (Some(house), Some(number)) = (request.rocket().state::<House>(), number) else {
        return;
    };
    if let Some(visitor) = Visitor::behind(request).await
        && let Some(person) = &visitor.person
    {
        looked(house, person, number);
    }
}

/// Gathers somebody's look at a paper.
pub(super) fn looked(house: &House, person: &Person, PaperNumber(paper): PaperNumber) {
    house.looks.gather(Look {
        person: person.id.0,
        paper,
        at: house.db.clock().now(),
    });
}

/// Writes down that somebody takes something of a paper with them, before they get it. A full disk must not stop anybody
/// from reading: then it is gathered as a look, and written down as soon as that can be.
pub(super) async fn taken(house: &House, person: &Person, number: PaperNumber, what: &'static str) {
    let (by, paper) = (Some(person.id.0), Subject::Paper(number.0));
    let details = serde_json::json!({ "what": what });
    let noting = house
        .db
        .write(move |tx| audit::note(tx, by, (Act::Downloaded, paper), &details));
    if let Err(failure) = noting.await {
        tracing::warn!(%failure, "a download waits to be written down");
        looked(house, person, number);
    }
}

/// Writes down that somebody takes a table or a report with them.
///
/// # Errors
/// When the database fails: what nobody would know of does not go out.
pub(super) async fn exported(
    house: &House,
    person: &Person,
    file: &str,
) -> crate::refusal::Outcome<()> {
    let (by, details): (_, Value) = (Some(person.id.0), serde_json::json!({ "file": file }));
    let noting = house
        .db
        .write(move |tx| audit::note(tx, by, (Act::Exported, Subject::Desk), &details));
    noting.await.map(drop)
}
