//! A tutor's desk, and taking a paper from the queue.

use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{Tutor, reference};
use super::house::House;
use super::second::with_pile;
use crate::assignments::{self, Claim};
use crate::clock::Moment;
use crate::db::Tx;
use crate::pages::desk::{DeskPage, Facts, NOTHING_NEXT};
use crate::pages::marked::{Deed, done};
use crate::pages::open_papers::{Lost, Open};
use crate::papers::{self, PaperNumber, State, Waiting};
use crate::people::{Person, PersonId};
use crate::refusal::{Failure, Kind, Outcome};
use crate::tutors::{self, Shift};
use crate::{centre, drafts, feedback};

const HERE: &str = "/desk";
/// So many papers of the queue stand on a desk.
const OPEN: u32 = 10;
/// What was returned stays on its tutor's desk for so long.
const LATELY_DAYS: i64 = 14;
/// So far ahead a tutor's own next shift is looked for.
const DAYS_AHEAD: i64 = 30;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![desk, claim, next]
}

#[get("/desk")]
async fn desk(tutor: Tutor, house: &House) -> Reply {
    let page = look(&tutor, house).await?;
    let page = with_pile(&tutor, house, page).await?;
    tutor.page(house, &page)
}

async fn look(tutor: &Tutor, house: &House) -> Outcome<DeskPage> {
    let (person, times) = (tutor.person.clone(), tutor.times());
    let today = times.end_of_today();
    let read = house.db.read(move |tx| find(tx, &person, today));
    Ok(DeskPage::of(read.await?, &times))
}

fn find(tx: &Tx<'_>, person: &Person, today: Moment) -> Outcome<Facts> {
    let ways = centre::ways(tx)?;
    let mut held = Vec::new();
    for paper in papers::of_tutor(tx, person.id)? {
        let asked = match paper.state {
            State::NeedsInfo => papers::open_question(tx, paper.number)?,
            _ => None,
        };
        let saved_at = match drafts::newest(tx, paper.number)? {
            Some(draft) if paper.state == State::Marking => feedback::saved_last(tx, draft.id)?,
            _ => None,
        };
        let paper = papers::as_seen_by(tx, person, paper)?;
        held.push((paper, asked.map(|(_, question)| question), saved_at));
    }
    let load = assignments::load_of(tx, person.id)?;
    let known = assignments::offered(tx, person.id)?;
    let open = if ways.giving.lets_tutors_claim() {
        open(tx, (person.id, &known))?
    } else {
        Vec::new()
    };
    Ok(Facts {
        held,
        open,
        known,
        second: feedback::second::of_tutor(tx, person.id)?,
        pace: feedback::effort::pace(tx, person.id)?,
        lately: feedback::lately(tx, person.id, tx.now().plus_days(-LATELY_DAYS))?,
        queue: papers::queue(tx, today)?,
        claims: ways.giving.lets_tutors_claim(),
        there: there(tx, person.id)?,
        load,
        blind: ways.blind && !person.oversees(),
    })
}

/// The papers to be taken: those whose last draft this tutor read come first, then by promise.
fn open(tx: &Tx<'_>, (tutor, known): (PersonId, &[PaperNumber])) -> Outcome<Vec<Waiting>> {
    let mut open = Vec::new();
    for number in known {
        open.extend(papers::find(tx, *number)?.map(Waiting::from));
    }
    let queue = assignments::open_to(tx, tutor, OPEN)?;
    open.extend(
        queue
            .into_iter()
            .filter(|paper| !known.contains(&paper.number)),
    );
    Ok(open)
}

/// Whether a tutor has hours, and when they are there in the next days.
fn there(tx: &Tx<'_>, tutor: PersonId) -> Outcome<(bool, Vec<Shift>)> {
    let centre = papers::centre_of(tx)?;
    let hours = tutors::find(tx, tutor)?.hours;
    let away = tutors::away_of(tx, tutor, &tutors::today(&centre, tx.now()))?;
    let soon = (tx.now(), tx.now().plus_days(DAYS_AHEAD));
    let shifts = tutors::shifts((&hours, &away), &centre.zone(), soon);
    Ok((hours.is_set(), shifts))
}

#[post("/desk/next")]
async fn next(tutor: Tutor, house: &House) -> Reply {
    let person = tutor.person.clone();
    let claiming = house
        .db
        .write(move |tx| assignments::claim_next(tx, &person));
    match claiming.await {
        Ok(Some(number)) => Ok(Answer::told(
            format!("/desk/{number}"),
            done(Deed::Claim, number),
        )),
        Ok(None) => Ok(Answer::warned(HERE, NOTHING_NEXT)),
        Err(failure) => stands_against(failure),
    }
}

/// What stands against taking a paper is told on the desk itself.
fn stands_against(failure: Failure) -> Reply {
    match failure {
        Failure::Refused(refusal) if refusal.kind == Kind::Conflict => {
            Ok(Answer::warned(HERE, refusal.says))
        }
        failure => Err(failure.into()),
    }
}

#[post("/desk/<number>/claim")]
async fn claim(tutor: Tutor, house: &House, number: &str) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let claiming = house
        .db
        .write(move |tx| assignments::claim(tx, &person, number));
    match claiming.await {
        Err(failure) => stands_against(failure),
        Ok(Claim::Yours) => Ok(Answer::told(
            format!("/desk/{number}"),
            done(Deed::Claim, number),
        )),
        Ok(Claim::Taken { by, at, next }) => {
            let times = tutor.times();
            let person = tutor.person.clone();
            let reading = house.db.read(move |tx| {
                Ok((
                    papers::are_writers_hidden(tx, &person)?,
                    feedback::effort::pace(tx, person.id)?,
                ))
            });
            let seen = reading.await?;
            let lost = Lost {
                says: format!("{by} took {number} {} ago.", times.span(at)),
                next: next.map(|waiting| Open::of(waiting, seen, &times)),
            };
            let page = look(&tutor, house).await?.after_losing(lost);
            let page = with_pile(&tutor, house, page).await?;
            tutor.page(house, &page)
        }
    }
}
