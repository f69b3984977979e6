//! Deeds on several papers at once: chosen in a list, looked over, and done with each by itself.

use rocket::form::Form;
use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::Coordinator;
use super::house::House;
use super::selection::{Picked, Selection};
use crate::assignments::{self, Given, Limit};
use crate::centre::ready_texts;
use crate::db::Tx;
use crate::pages::bulk::{BulkPage, Chosen, Deed, Typed};
use crate::papers::{self, PaperNumber, possible};
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![giving, give, extending, extend, sending_back, send_back]
}

/// The page of a deed on these papers.
async fn look(
    coordinator: &Coordinator,
    house: &House,
    (deed, form): (Deed, &Selection),
    these: Option<Vec<PaperNumber>>,
) -> Outcome<BulkPage> {
    let (person, chosen) = (coordinator.person.clone(), form.clone());
    let reading = house.db.read_apart(move |tx| {
        let picked = match these {
            Some(numbers) => Picked::These(numbers),
            None => chosen.picked(tx, &person)?,
        };
        looked(tx, (deed, &person), picked)
    });
    let key = uuid::Uuid::now_v7().to_string();
    let page = BulkPage::of(
        (deed, &form.origin()),
        reading.await?,
        (form.typed(), key),
        &coordinator.times(),
    );
    Ok(page)
}

fn looked(tx: &Tx<'_>, (deed, by): (Deed, &Person), picked: Picked) -> Outcome<Chosen> {
    let are_too_many = matches!(picked, Picked::TooMany);
    let numbers = match picked {
        Picked::These(numbers) => numbers,
        Picked::TooMany => Vec::new(),
    };
    let mut papers = papers::all_of(tx, &numbers)?;
    papers.sort_unstable_by_key(|paper| paper.number);
    Ok(Chosen {
        papers: papers
            .into_iter()
            .map(|paper| {
                let can = possible(&paper, by);
                (paper, can)
            })
            .collect(),
        are_too_many,
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
    })
}

/// What was not understood of a search would make it wider than was meant: the list says so instead.
async fn show(coordinator: &Coordinator, house: &House, deed: Deed, form: &Selection) -> Reply {
    if form
        .search()
        .is_some_and(|search| !search.misread().is_empty())
    {
        return Ok(Answer::go(form.origin().back()));
    }
    let page = look(coordinator, house, (deed, form), None).await?;
    coordinator.page(house, &page)
}

/// After a deed was done with all papers; where some could not be changed, the page stays with those.
async fn done(
    coordinator: &Coordinator,
    house: &House,
    (deed, form): (Deed, &Selection),
    did: Outcome<Vec<Given>>,
) -> Reply {
    match did {
        Ok(given) => {
            let (all, says) = deed.told(&given);
            if all {
                return Ok(Answer::told(form.origin().back(), says));
            }
            let left = given.iter().filter_map(|one| match one {
                Given::Not(number, _) => Some(*number),
                Given::Done(_) => None,
            });
            let page = look(coordinator, house, (deed, form), Some(left.collect())).await?;
            coordinator.page(house, &page.after(says, &given))
        }
        Err(failure) if is_about_fields(&failure) => {
            let page = look(coordinator, house, (deed, form), Some(form.named())).await?;
            coordinator.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[get("/papers/all/give?<form..>")]
async fn giving(coordinator: Coordinator, house: &House, form: Selection) -> Reply {
    show(&coordinator, house, Deed::Give, &form).await
}

#[post("/papers/all/give", data = "<form>")]
async fn give(coordinator: Coordinator, house: &House, form: Form<Selection>) -> Reply {
    let (by, chosen, typed) = (coordinator.person.clone(), form.clone(), form.typed());
    let (tutor, limit) = (
        PersonId(typed.tutor.parse().unwrap_or(0)),
        Limit::ticked(typed.above),
    );
    let giving = house.db.write(move |tx| {
        chosen.done(tx, (Deed::Give, &by), |numbers| {
            assignments::give_together(tx, &by, numbers, (tutor, &typed.reason, limit))
        })
    });
    done(&coordinator, house, (Deed::Give, &form), giving.await).await
}

#[get("/papers/all/extend?<form..>")]
async fn extending(coordinator: Coordinator, house: &House, form: Selection) -> Reply {
    show(&coordinator, house, Deed::Extend, &form).await
}

#[post("/papers/all/extend", data = "<form>")]
async fn extend(coordinator: Coordinator, house: &House, form: Form<Selection>) -> Reply {
    let (by, chosen, typed) = (coordinator.person.clone(), form.clone(), form.typed());
    let extending = house.db.write(move |tx| {
        let longer = (typed.hours.as_str(), typed.date.as_str());
        chosen.done(tx, (Deed::Extend, &by), |numbers| {
            assignments::extend_together(tx, &by, numbers, (longer, &typed.reason))
        })
    });
    done(&coordinator, house, (Deed::Extend, &form), extending.await).await
}

#[get("/papers/all/send-back?<form..>")]
async fn sending_back(coordinator: Coordinator, house: &House, form: Selection) -> Reply {
    show(&coordinator, house, Deed::SendBack, &form).await
}

#[post("/papers/all/send-back", data = "<form>")]
async fn send_back(coordinator: Coordinator, house: &House, form: Form<Selection>) -> Reply {
    let (by, chosen, typed) = (coordinator.person.clone(), form.clone(), form.typed());
    let sending = house.db.write(move |tx| {
        chosen.done(tx, (Deed::SendBack, &by), |numbers| {
            sent_back(tx, &by, numbers, &typed)
        })
    });
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
