//! The walk through a list, as addresses carry it: whoever acts on a paper's page stays on it.

use rocket::FromForm;

use super::guards::SignedIn;
use super::house::House;
use crate::pages::Page;
use crate::pages::beside::{Beside, Walk};
use crate::papers::PaperNumber;
use crate::papers::search::{self, Search};
use crate::refusal::Outcome;

/// The list somebody is walking through: a search among all papers, or among those that wait.
#[derive(FromForm)]
pub struct Walked {
    list: Option<String>,
    queue: Option<String>,
}

impl Walked {
    /// The walk, if there is one.
    pub fn walk(&self) -> Option<Walk> {
        Walk::named_by(self.list.as_deref(), self.queue.as_deref())
    }

    /// A paper's page, on the walk.
    pub fn page_of(&self, number: PaperNumber) -> String {
        self.walk()
            .map_or_else(|| format!("/papers/{number}"), |walk| walk.on(number))
    }
}

/// A paper's page with the way through the list, where one is walked through by somebody who may see it.
pub async fn beside<P: Page>(
    visitor: &SignedIn,
    house: &House,
    (number, walked): (PaperNumber, &Walked),
    page: P,
) -> Outcome<Beside<P>> {
    let Some(walk) = walked.walk().filter(|_| visitor.person.oversees()) else {
        return Ok(Beside::alone(page));
    };
    let (person, looked) = (visitor.person.clone(), walk.clone());
    let looking = house.db.read_apart(move |tx| match looked {
        Walk::All(q) => search::beside(tx, &person, &Search::read(&q), number),
        Walk::Waiting(q) => search::beside_waiting(tx, &person, &Search::read(&q), number),
    });
    Ok(Beside::of(page, &walk, looking.await?))
}
