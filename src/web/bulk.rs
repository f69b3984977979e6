//! Deeds on several papers at once: chosen in a list, looked over, and done with each by itself.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::Coordinator;
use super::house::House;
use crate::assignments::{self, Given, Limit};
use crate::centre::ready_texts;
use crate::db::Tx;
use crate::pages::all_papers::address;
use crate::pages::bulk::{BulkPage, Chosen, Deed, Typed};
use crate::papers::search::Search;
use crate::papers::{self, PaperNumber};
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![giving, give, extending, extend, sending_back, send_back]
}

/// What is chosen and typed, in an address or in a form.
#[derive(FromForm)]
struct BulkForm {
    #[field(default = Vec::new())]
    papers: Vec<String>,
    #[field(default = String::new())]
    list: String,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    reason: String,
    #[field(default = String::new())]
    ready: String,
    #[field(default = String::new())]
    hours: String,
    #[field(default = String::new())]
    date: String,
    above: Option<String>,
}

impl BulkForm {
    fn numbers(&self) -> Vec<PaperNumber> {
        let parsed = self
            .papers
            .iter()
            .filter_map(|typed| PaperNumber::parse(typed));
        let mut numbers: Vec<_> = parsed.collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn list(&self) -> String {
        Search::read(&self.list).written()
    }

    fn typed(&self) -> Typed {
        Typed {
            tutor: self.tutor.clone(),
            reason: self.reason.clone(),
            ready: self.ready.clone(),
            hours: self.hours.clone(),
            date: self.date.clone(),
            above: self.above.is_some(),
        }
    }
}

async fn look(
    coordinator: &Coordinator,
    house: &House,
    (deed, form): (Deed, &BulkForm),
    numbers: Vec<PaperNumber>,
) -> Outcome<BulkPage> {
    let person = coordinator.person.clone();
    let reading = house.db.read_apart(move |tx| {
        let mut papers = papers::all_of(tx, &numbers)?;
        papers.sort_unstable_by_key(|paper| paper.number);
        Ok(Chosen {
            held: assignments::held_among(tx, &person, &numbers)?,
            tutors: if deed == Deed::Give {
                assignments::loads(tx)?
            } else {
                Vec::new()
            },
            ready: if deed == Deed::SendBack {
                ready_texts::all(tx)?
            } else {
                Vec::new()
            },
            papers,
        })
    });
    let page = BulkPage::of(
        (deed, form.list()),
        reading.await?,
        form.typed(),
        &coordinator.times(),
    );
    Ok(page)
}

async fn show(coordinator: &Coordinator, house: &House, deed: Deed, form: &BulkForm) -> Reply {
    let page = look(coordinator, house, (deed, form), form.numbers()).await?;
    coordinator.page(house, &page)
}

/// Does a deed with all papers; where some could not be changed, the page stays with those.
async fn done(
    coordinator: &Coordinator,
    house: &House,
    (deed, form): (Deed, &BulkForm),
    did: Outcome<Vec<Given>>,
) -> Reply {
    match did {
        Ok(given) => {
            let (all, says) = deed.told(&given);
            if all {
                return Ok(Answer::told(address(&form.list(), None), says));
            }
            let left = given.iter().filter_map(|one| match one {
                Given::Not(number, _) => Some(*number),
                Given::Done(_) => None,
            });
            let page = look(coordinator, house, (deed, form), left.collect()).await?;
            coordinator.page(house, &page.after(says, &given))
        }
        Err(failure) if is_about_fields(&failure) => {
            let page = look(coordinator, house, (deed, form), form.numbers()).await?;
            coordinator.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[get("/papers/all/give?<form..>")]
async fn giving(coordinator: Coordinator, house: &House, form: BulkForm) -> Reply {
    show(&coordinator, house, Deed::Give, &form).await
}

#[post("/papers/all/give", data = "<form>")]
async fn give(coordinator: Coordinator, house: &House, form: Form<BulkForm>) -> Reply {
    let (by, numbers, typed) = (coordinator.person.clone(), form.numbers(), form.typed());
    let (tutor, limit) = (
        PersonId(typed.tutor.parse().unwrap_or(0)),
        Limit::ticked(typed.above),
    );
    let giving = house.db.write(move |tx| {
        assignments::give_together(tx, &by, &numbers, (tutor, &typed.reason, limit))
    });
    done(&coordinator, house, (Deed::Give, &form), giving.await).await
}

#[get("/papers/all/extend?<form..>")]
async fn extending(coordinator: Coordinator, house: &House, form: BulkForm) -> Reply {
    show(&coordinator, house, Deed::Extend, &form).await
}

#[post("/papers/all/extend", data = "<form>")]
async fn extend(coordinator: Coordinator, house: &House, form: Form<BulkForm>) -> Reply {
    let (by, numbers, typed) = (coordinator.person.clone(), form.numbers(), form.typed());
    let extending = house.db.write(move |tx| {
        let longer = (typed.hours.as_str(), typed.date.as_str());
        assignments::extend_together(tx, &by, &numbers, (longer, &typed.reason))
    });
    done(&coordinator, house, (Deed::Extend, &form), extending.await).await
}

#[get("/papers/all/send-back?<form..>")]
async fn sending_back(coordinator: Coordinator, house: &House, form: BulkForm) -> Reply {
    show(&coordinator, house, Deed::SendBack, &form).await
}

#[post("/papers/all/send-back", data = "<form>")]
async fn send_back(coordinator: Coordinator, house: &House, form: Form<BulkForm>) -> Reply {
    let (by, numbers, typed) = (coordinator.person.clone(), form.numbers(), form.typed());
    let sending = house
        .db
        .write(move |tx| sent_back(tx, &by, &numbers, &typed));
    done(&coordinator, house, (Deed::SendBack, &form), sending.await).await
}

/// In somebody's own words, or, where they wrote none, in those of the ready text they chose.
fn sent_back(
    tx: &Tx<'_>,
    by: &Person,
    numbers: &[PaperNumber],
    typed: &Typed,
) -> Outcome<Vec<Given>> {
    let chosen = typed
        .ready
        .parse::<i64>()
        .ok()
        .filter(|_| typed.reason.trim().is_empty());
    let all = if chosen.is_some() {
        ready_texts::all(tx)?
    } else {
        Vec::new()
    };
    let ready = all.into_iter().find(|text| Some(text.id) == chosen);
    let reason = ready.map_or_else(|| typed.reason.clone(), |text| text.words);
    assignments::send_back_together(tx, by, numbers, &reason)
}
