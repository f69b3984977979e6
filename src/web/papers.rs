//! A student's papers, and each paper's own page.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use super::walk::{Walked, beside};
use crate::centre::ready_texts;
use crate::db::Tx;
use crate::drafts::reading::ReadingText;
use crate::drafts::{self, Draft};
use crate::feedback;
use crate::hooks;
use crate::outbox::{gathering, subscriptions};
use crate::pages::my_papers::MyPapersPage;
use crate::pages::opened;
use crate::pages::paper::{Looked, PaperPage};
use crate::pages::paper_acts::Act;
use crate::pages::story::Behind;
use crate::papers::{self, PaperNumber, possible};
use crate::people::Person;
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
    let looked = house.db.read(move |tx| look_up(tx, &person, number));
    Ok(PaperPage::of(
        looked.await?,
        &visitor.person,
        &visitor.times(),
    ))
}

/// All that this person may know about a paper.
fn look_up(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Looked> {
    let paper = papers::find_for(tx, person, number)?.ok_or_else(Refusal::not_found)?;
    let (possible, oversees) = (possible(&paper, person), person.oversees());
    let is_own = paper.student.id == person.id;
    let reads = is_own || oversees || paper.is_with(person);
    let mut events = events::of_paper(tx, number)?;
    let writer = paper.student.clone();
    let paper = papers::as_seen_by(tx, person, paper)?;
    // Where a name is hidden, neither what they did nor what they were sent may tell it.
    let is_hidden = paper.student.name != writer.name;
    if is_hidden {
        for happened in &mut events {
            happened.actor.take_if(|actor| *actor == writer.name);
        }
    }
    let sees_behind = possible.see_behind && !is_hidden;
    let drafts = drafts::of_paper(tx, number)?;
    Ok(Looked {
        text: text(tx, &drafts)?,
        letter: feedback::newest_letter(tx, &drafts)?,
        question: papers::open_question(tx, number)?,
        answers: papers::intake::answers_of(tx, number)?,
        ready_texts: when(possible.send_back, || ready_texts::all(tx))?,
        since: assignments::since(tx, number)?,
        seen: when(oversees || is_own, || {
            audit::seen(tx, number.0, opened::AT_MOST + 1)
        })?,
        tutors: when(possible.take_over, || assignments::loads(tx))?,
        replies: when(reads, || papers::replies::of_paper(tx, number))?,
        unreached: when(sees_behind, || outbox::suppression(tx, &writer.email))?,
        behind: when(sees_behind, || behind(tx, person, number))?,
        mail: subscriptions::on_paper(tx, person.id, number)?,
        paper,
        drafts,
        events,
    })
}

/// What may be known; nothing where it may not.
fn when<T: Default>(may: bool, look: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    if may { look() } else { Ok(T::default()) }
}

/// The newest draft's text, where we could read it.
fn text(tx: &Tx<'_>, drafts: &[Draft]) -> Outcome<Option<ReadingText>> {
    match drafts.last() {
        Some(newest) => drafts::reading_text(tx, newest.manuscript.id),
        None => Ok(None),
    }
}

/// Whom the events of a paper were told to, and how.
fn behind(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Behind> {
    Ok(Behind {
        deliveries: outbox::of_paper(tx, number)?,
        attempts: outbox::attempts_of_paper(tx, number)?,
        gathered: gathering::of_paper(tx, number)?,
        missed: subscriptions::missed_of_paper(tx, number)?,
        calls: hooks::calls_of_paper(tx, number, person)?,
    })
}
