//! A student's papers, and each paper's own page.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use super::walk::{Walked, beside};
use crate::centre::ready_texts;
use crate::drafts;
use crate::feedback;
use crate::hooks::{self, Calls};
use crate::outbox::{gathering, subscriptions};
use crate::pages::my_papers::MyPapersPage;
use crate::pages::opened;
use crate::pages::paper::{Looked, PaperPage};
use crate::pages::paper_acts::Act;
use crate::papers::{self, PaperNumber, possible};
use crate::refusal::{Outcome, Refusal};
use crate::{assignments, audit, events, outbox};

/// How many papers stand on one page of a list.
const PER_PAGE: u32 = 50;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![mine, paper]
}

#[get("/papers?<before>")]
async fn mine(student: Student, house: &House, before: Option<&str>) -> Reply {
    let (person, from) = (student.person.id, before.and_then(PaperNumber::parse));
    let looked = house.db.read(move |tx| {
        let found = papers::of_student(
            tx,
            person,
            from.unwrap_or(PaperNumber(i64::MAX)),
            1 + PER_PAGE,
        )?;
        let with_since = found
            .into_iter()
            .map(|paper| Ok((assignments::since(tx, paper.number)?, paper)));
        with_since.collect::<Outcome<Vec<_>>>()
    });
    let found: Vec<_> = looked
        .await?
        .into_iter()
        .map(|(since, paper)| (paper, since))
        .collect();
    let hours = student
        .centre
        .as_ref()
        .map_or(0, |centre| centre.turnaround_hours);
    student.page(
        house,
        &MyPapersPage::of(&found, (PER_PAGE, from.is_none()), hours, &student.times()),
    )
}

/// The address may name ready words for sending the paper back, and the list somebody is walking through.
#[get("/papers/<number>?<ready>&<walked..>")]
async fn paper(
    visitor: SignedIn,
    house: &House,
    number: &str,
    ready: Option<i64>,
    walked: Walked,
) -> Reply {
    let number = reference(number)?;
    let mut page = look(&visitor, house, number).await?;
    if let Some(chosen) = ready {
        let all = house.db.read(ready_texts::all).await?;
        let words = all.into_iter().find(|text| text.id == chosen);
        page = page.with(
            Act::SendBack,
            words.map_or_else(String::new, |text| text.words),
        );
    }
    let page = beside(&visitor, house, (number, &walked), page).await?;
    visitor.page(house, &page)
}

/// The paper's page as this person sees it, or nothing at all.
pub(super) async fn look(
    visitor: &SignedIn,
    house: &House,
    number: PaperNumber,
) -> Outcome<PaperPage> {
    let person = visitor.person.clone();
    let looked = house.db.read(move |tx| {
        let paper = papers::find_for(tx, &person, number)?.ok_or_else(Refusal::not_found)?;
        let drafts = drafts::of_paper(tx, number)?;
        let newest = drafts.last().map(|draft| draft.manuscript.id);
        let text = newest
            .map(|id| drafts::reading_text(tx, id))
            .transpose()?
            .flatten();
        let letter = feedback::newest_letter(tx, &drafts)?;
        let tutors = if possible(&paper, &person).take_over {
            assignments::loads(tx)?
        } else {
            Vec::new()
        };
        let mut carried = (Vec::new(), Vec::new());
        let mut beside = (Vec::new(), Vec::new());
        let mut calls = Calls::default();
        if possible(&paper, &person).see_behind {
            carried = (
                outbox::of_paper(tx, number)?,
                outbox::attempts_of_paper(tx, number)?,
            );
            beside = (
                gathering::of_paper(tx, number)?,
                subscriptions::missed_of_paper(tx, number)?,
            );
            calls = hooks::calls_of_paper(tx, number, &person)?;
        }
        let (question, since) = (
            papers::open_question(tx, number)?,
            assignments::since(tx, number)?,
        );
        let answers = papers::intake::answers_of(tx, number)?;
        let ready_texts = if possible(&paper, &person).send_back {
            ready_texts::all(tx)?
        } else {
            Vec::new()
        };
        let may_see = possible(&paper, &person).see_behind;
        let reads = person.oversees() || paper.is_with(&person);
        let replies = if reads || paper.student.id == person.id {
            papers::replies::of_paper(tx, number)?
        } else {
            Vec::new()
        };
        let mut unreached = None;
        if may_see {
            unreached = outbox::suppression(tx, &paper.student.email)?;
        }
        let seen = if person.oversees() || paper.student.id == person.id {
            audit::seen(tx, number.0, opened::AT_MOST + 1)?
        } else {
            Vec::new()
        };
        let mut events = events::of_paper(tx, number)?;
        let writer = paper.student.name.clone();
        let paper = papers::as_seen_by(tx, &person, paper)?;
        if paper.student.name != writer {
            // Where a name is hidden, neither what they did nor what they were sent may tell it.
            carried = (Vec::new(), Vec::new());
            unreached = None;
            beside = (Vec::new(), Vec::new());
            calls = Calls::default();
            for happened in &mut events {
                happened.actor.take_if(|actor| *actor == writer);
            }
        }
        Ok(Looked {
            paper,
            drafts,
            text,
            letter,
            question,
            answers,
            ready_texts,
            since,
            events,
            seen,
            tutors,
            replies,
            unreached,
            carried,
            beside,
            calls,
            mail: subscriptions::on_paper(tx, person.id, number)?,
        })
    });
    Ok(PaperPage::of(
        looked.await?,
        &visitor.person,
        &visitor.times(),
    ))
}
