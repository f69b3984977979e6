use std::collections::BTreeSet;

use super::{DAYS, FACES, furnish};
use crate::app::Desk;
use crate::assignments;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::Tx;
use crate::outbox;
use crate::papers::{self, Paper, PaperNumber, State};
use crate::people::{self, Email, Person};
use crate::refusal::Outcome;

fn moment(text: &str) -> Moment {
    text.parse::<jiff::Timestamp>()
        .map(|at| Moment(at.as_millisecond()))
        .expect("a time")
}

/// A furnished desk, and what a look at it gave.
fn look<T>(now: Moment, look: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> T {
    let place = std::env::temp_dir().join(format!("paperdesk-demo-test-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&place).expect("a place");
    let clock = Clock::held_at(now.plus_days(-DAYS));
    let desk = Desk::open(Settings::with_defaults(place.clone()), clock).expect("a desk");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(furnish(&desk, now)).expect("a demo");
    assert_eq!(desk.db.clock().now(), now);
    let seen = desk.db.read_now(look).expect("a look");
    drop(desk);
    std::fs::remove_dir_all(place).expect("an end");
    seen
}

fn all(tx: &Tx<'_>) -> Outcome<Vec<Paper>> {
    let everything = (PaperNumber(i64::MAX), 200);
    let found = papers::search::page(
        tx,
        &Person::operator(),
        &papers::search::Search::default(),
        everything,
    )?;
    Ok(found.papers)
}

fn face(tx: &Tx<'_>, n: usize) -> Person {
    let email = Email::parse(FACES[n].1).expect("an address");
    people::find_by_email(tx, &email)
        .expect("a look")
        .expect("a face")
}

fn count(papers: &[Paper], state: State) -> usize {
    papers.iter().filter(|paper| paper.state == state).count()
}

#[test]
fn on_a_working_day_every_state_is_there_and_the_mail_is_nearly_all_sent() {
    let now = moment("2026-11-18T13:20:41.123Z");
    look(now, |tx| {
        let papers = all(tx)?;
        let states = [
            (State::Waiting, 8),
            (State::Assigned, 7),
            (State::Marking, 5),
            (State::Returned, 34),
            (State::NeedsInfo, 2),
            (State::Withdrawn, 2),
            (State::SentBack, 2),
        ];
        for (state, many) in states {
            assert_eq!(count(&papers, state), many, "{state:?}");
        }
        let titles: BTreeSet<&str> = papers.iter().map(|paper| paper.title.as_str()).collect();
        assert_eq!(titles.len(), papers.len());
        let waiting: Vec<&Paper> = papers
            .iter()
            .filter(|paper| paper.state == State::Waiting)
            .collect();
        assert_eq!(
            waiting
                .iter()
                .filter(|paper| paper.promised_at < now)
                .count(),
            1
        );
        let today = moment("2026-11-19T00:00:00Z");
        assert_eq!(
            waiting
                .iter()
                .filter(|p| p.promised_at >= now && p.promised_at < today)
                .count(),
            1
        );
        assert!(papers.iter().any(|paper| paper.words > 3000));
        assert!(waiting.iter().any(|paper| paper.words == 0));

        let undoable = assignments::undoable(tx)?;
        assert_eq!(undoable.len(), 1);
        assert!(undoable[0].until > now.plus_minutes(5));
        let many = |state| outbox::count_by_state(tx, state).expect("a count");
        assert_eq!(many(outbox::State::Failed), 1);
        assert_eq!(
            (
                many(outbox::State::Held),
                many(outbox::State::Pending),
                many(outbox::State::Sending)
            ),
            (2, 0, 0)
        );
        assert!(many(outbox::State::Sent) > 150);
        Ok(())
    });
}

#[test]
fn the_student_and_the_tutor_to_sign_in_as_have_papers_in_several_states() {
    look(moment("2026-11-20T09:05:00Z"), |tx| {
        let papers = all(tx)?;
        let student = face(tx, 0);
        let own: Vec<Paper> = papers
            .iter()
            .filter(|paper| paper.student.id == student.id)
            .cloned()
            .collect();
        for state in [
            State::Waiting,
            State::Marking,
            State::NeedsInfo,
            State::Withdrawn,
            State::Returned,
        ] {
            assert!(count(&own, state) > 0, "{state:?}");
        }
        let tutor = face(tx, 1);
        let theirs: Vec<Paper> = papers
            .into_iter()
            .filter(|paper| paper.is_with(&tutor))
            .collect();
        for state in [
            State::Assigned,
            State::Marking,
            State::NeedsInfo,
            State::Returned,
        ] {
            assert!(count(&theirs, state) > 0, "{state:?}");
        }
        Ok(())
    });
}

#[test]
fn whenever_it_opens_the_script_holds() {
    let hours = [
        "2026-11-22T03:30:00Z",
        "2026-03-30T00:02:00Z",
        "2026-10-26T06:59:59Z",
        "2027-01-02T23:58:00Z",
    ];
    for hour in hours {
        let now = moment(hour);
        let plan = super::weeks::plan(now);
        assert!(
            plan.scenes
                .iter()
                .all(|scene| scene.at > now.plus_days(-DAYS)),
            "{hour}"
        );
    }
    for hour in &hours[..2] {
        let returned = look(moment(hour), |tx| Ok(count(&all(tx)?, State::Returned)));
        assert_eq!(returned, 34, "{hour}");
    }
}
