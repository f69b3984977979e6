//! Papers with the tutors suggested for them: looked at, changed, and given.

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::Coordinator;
use super::house::House;
use crate::assignments::suggest::{Scene, Suggested};
use crate::assignments::{self, Given, Limit, suggest};
use crate::pages::given::{told_against, told_of_all};
use crate::pages::suggest::{Chosen, SuggestPage, received};
use crate::papers::PaperNumber;
use crate::refusal::Outcome;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![preview, apply]
}

/// What is suggested for some papers, or for all that wait.
async fn suggested(
    house: &House,
    chosen: Option<Vec<PaperNumber>>,
) -> Outcome<(Scene, Vec<Suggested>)> {
    let found = house.db.read(move |tx| {
        assignments::refuse_where_tutors_take(tx)?;
        let scene = suggest::scene(tx, chosen.as_deref())?;
        let suggested = scene.suggest();
        Ok((scene, suggested))
    });
    found.await
}

#[get("/assign/suggest?<papers>")]
async fn preview(coordinator: Coordinator, house: &House, papers: Vec<String>) -> Reply {
    let numbers: Vec<PaperNumber> = papers
        .iter()
        .filter_map(|typed| PaperNumber::parse(typed))
        .collect();
    let chosen = (!papers.is_empty()).then_some(numbers);
    let (scene, suggested) = suggested(house, chosen).await?;
    let page = SuggestPage::of(&scene, &suggested, &[], &coordinator.times());
    coordinator.page(house, &page)
}

#[derive(FromForm)]
struct ApplyForm {
    #[field(default = Vec::new())]
    give: Vec<String>,
    above: Option<String>,
    look: Option<String>,
}

#[post("/assign/suggest", data = "<form>")]
async fn apply(coordinator: Coordinator, house: &House, form: Form<ApplyForm>) -> Reply {
    let chosen: Vec<Chosen> = form
        .give
        .iter()
        .filter_map(|typed| received(typed))
        .collect();
    let numbers: Vec<PaperNumber> = chosen.iter().map(|(number, _)| *number).collect();
    let goes_above = form.above.is_some();
    if form.look.is_some() {
        let page = again(&coordinator, house, (numbers, &chosen)).await?;
        return coordinator.page(house, &page.going_above(goes_above));
    }
    let by = coordinator.person.clone();
    let pairs: Vec<_> = chosen
        .iter()
        .filter_map(|(number, tutor)| Some((*number, (*tutor)?)))
        .collect();
    let limit = Limit::ticked(goes_above);
    let deed = house
        .db
        .write(move |tx| assignments::assign_each(tx, &by, &pairs, limit));
    match deed.await {
        Ok(given) if given.iter().all(|one| matches!(one, Given::Done(_))) => {
            Ok(Answer::told("/assign", told_of_all(&given)))
        }
        Ok(given) => {
            let page = again(&coordinator, house, (numbers, &[])).await?;
            let page = page.after(told_of_all(&given), told_against(&given));
            coordinator.page(house, &page)
        }
        Err(failure) if is_about_fields(&failure) => {
            let page = again(&coordinator, house, (numbers, &chosen)).await?;
            coordinator.again(house, &page, failure)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The page anew for those of the papers that still wait.
async fn again(
    coordinator: &Coordinator,
    house: &House,
    (numbers, chosen): (Vec<PaperNumber>, &[Chosen]),
) -> Outcome<SuggestPage> {
    let (scene, suggested) = suggested(house, Some(numbers)).await?;
    Ok(SuggestPage::of(
        &scene,
        &suggested,
        chosen,
        &coordinator.times(),
    ))
}
