//! What people do in a simulated term, each through the very deed of the desk.

mod sending;
mod tutoring;

use std::time::Instant;

use jiff::Zoned;
use paperdesk::assignments::{self, Given, Limit, suggest};
use paperdesk::clock::Moment;
use paperdesk::db::{Db, Tx};
use paperdesk::feedback::second;
use paperdesk::papers::{self, Paper, PaperNumber, promise};
use paperdesk::people::Person;
use paperdesk::refusal::{Failure, Outcome};
use paperdesk::tutors;

use super::people::Centred;
use super::{Agenda, Dice, Lived, balance};

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Round,
    Send,
    /// Coordinators give out what waits; whether it is the first time in a week.
    Sit(bool),
    Claim(usize),
    FallIll(usize),
    Begin(PaperNumber),
    Return(PaperNumber),
    Release(PaperNumber),
    Undo(PaperNumber),
    Answer(PaperNumber),
    Withdraw(PaperNumber),
    SendBack(PaperNumber),
    Read(PaperNumber),
    Again(PaperNumber),
}

/// The people, and what they have lived through so far.
pub struct Stage {
    pub lived: Lived,
    db: Db,
    centre: Centred,
    dice: Dice,
}

/// What became of a deed that something else may have overtaken.
fn overtaken<T>(done: Outcome<T>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(Failure::Refused(_)) => None,
        Err(Failure::Broken(fault)) => panic!("{fault}"),
    }
}

impl Stage {
    pub fn new(db: Db, centre: Centred, dice: Dice) -> Self {
        Self {
            lived: Lived::default(),
            db,
            centre,
            dice,
        }
    }

    pub fn perform(&mut self, act: Act, agenda: &mut Agenda) {
        let is_done = match act {
            Act::Round => Some(()),
            Act::Send => self.send(agenda),
            Act::Sit(is_first) => self.sit(is_first, agenda),
            Act::Claim(tutor) => self.claim(tutor, agenda),
            Act::FallIll(tutor) => self.fall_ill(tutor, agenda),
            Act::Begin(number) => self.begin(number, agenda),
            Act::Return(number) => self.give_back(number, agenda),
            Act::Release(number) => {
                let reader = self.centre.coordinator.clone();
                let done = self.deed(move |tx| second::release(tx, &reader, number));
                done.map(|()| self.is_returned(number, agenda))
            }
            Act::Undo(number) => self.undo(number, agenda),
            Act::Answer(number) => self.answer(number, agenda),
            Act::Withdraw(number) => self.with_student(number, move |tx, student| {
                papers::withdraw(tx, student, number)
            }),
            Act::SendBack(number) => {
                let by = self.centre.coordinator.clone();
                self.deed(move |tx| papers::send_back(tx, &by, number, "There was no answer."))
            }
            Act::Read(number) => self.read(number),
            Act::Again(number) => self.again(number),
        };
        match is_done {
            Some(()) => self.lived.done += 1,
            None => self.lived.overtaken += 1,
        }
    }

    fn deed<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    ) -> Option<T> {
        overtaken(self.db.write_now(deed))
    }

    fn now(&self) -> Moment {
        self.db.clock().now()
    }

    /// A moment after so many minutes, at least and at most, in which the centre is open.
    fn open_within(&mut self, least: i64, most: i64) -> Moment {
        let seconds = 60 * self.dice.between(least, most);
        promise::after_opening_seconds(&self.centre.rules, self.now(), seconds)
    }

    fn paper(&self, number: PaperNumber) -> Paper {
        self.db
            .read_now(|tx| papers::find(tx, number))
            .unwrap()
            .unwrap()
    }

    fn student(&self, paper: &Paper) -> Person {
        let students = &self.centre.students;
        students
            .iter()
            .find(|one| one.id == paper.student.id)
            .unwrap()
            .clone()
    }

    fn tutor(&self, paper: &Paper) -> Option<(usize, Person)> {
        let tutor = paper.tutor.as_ref()?;
        let tutors = &self.centre.tutors;
        let place = tutors.iter().position(|one| one.id == tutor.id)?;
        Some((place, tutors[place].clone()))
    }

    fn with_student(
        &self,
        number: PaperNumber,
        deed: impl FnOnce(&Tx<'_>, &Person) -> Outcome<()> + Send + 'static,
    ) -> Option<()> {
        let student = self.student(&self.paper(number));
        self.deed(move |tx| deed(tx, &student))
    }

    /// Takes the whole suggestion as it is.
    fn sit(&mut self, is_first: bool, agenda: &mut Agenda) -> Option<()> {
        let begun = Instant::now();
        let scene = self.db.read_now(|tx| suggest::scene(tx, None)).unwrap();
        let suggested = scene.suggest();
        self.lived.suggestions.push(begun.elapsed());
        let pairs: Vec<_> = scene
            .papers
            .iter()
            .zip(&suggested)
            .filter_map(|(paper, one)| {
                let (tutor, _) = one.tutor?;
                Some((paper.paper.number, scene.tutors[tutor].load.tutor))
            })
            .collect();
        if pairs.is_empty() {
            return Some(());
        }
        let by = self.centre.coordinator.clone();
        let given = self.deed(move |tx| assignments::assign_each(tx, &by, &pairs, Limit::Kept))?;
        let after = self.db.read_now(assignments::loads).unwrap();
        for load in &after {
            assert!(
                load.at_once.is_none_or(|most| load.open <= most),
                "{load:?}"
            );
            assert!(load.a_day.is_none_or(|most| load.today <= most), "{load:?}");
        }
        if is_first {
            let evened = balance::evened(&scene, &suggested, &after);
            self.lived.mondays.push(evened);
        }
        for one in given {
            let Given::Done(number) = one else {
                panic!("{one:?}");
            };
            let begins = self.open_within(20, 9 * 60);
            agenda.put(begins, Act::Begin(number));
        }
        Some(())
    }

    fn claim(&mut self, tutor: usize, agenda: &mut Agenda) -> Option<()> {
        let today = Zoned::new(self.now().timestamp(), self.centre.rules.zone()).date();
        if self.centre.is_away(tutor, today) {
            return None;
        }
        let claims = self.centre.tutors[tutor].clone();
        let number = self.deed(move |tx| assignments::claim_next(tx, &claims))??;
        let tutor = self.centre.tutors[tutor].id;
        let load = self
            .db
            .read_now(|tx| assignments::load_of(tx, tutor))
            .unwrap();
        assert!(
            load.at_once.is_none_or(|most| load.open <= most),
            "{load:?}"
        );
        let begins = self.open_within(1, 120);
        agenda.put(begins, Act::Begin(number));
        Some(())
    }

    /// A tutor is away from today on: some papers are taken over by whoever has most room, the others go back.
    fn fall_ill(&mut self, tutor: usize, agenda: &mut Agenda) -> Option<()> {
        let (by, ill) = (
            self.centre.coordinator.clone(),
            self.centre.tutors[tutor].clone(),
        );
        let days = self.centre.away.iter().find(|(who, ..)| *who == tutor)?;
        let (first, last) = (days.1.to_string(), days.2.to_string());
        let moved = self.deed(move |tx| {
            tutors::add_away(tx, &by, ill.id, (&first, &last))?;
            let mut moved = Vec::new();
            for (n, paper) in papers::of_tutor(tx, ill.id)?.iter().enumerate() {
                let loads = assignments::loads(tx)?;
                let others = loads
                    .iter()
                    .filter(|load| load.tutor != ill.id && !load.is_full());
                let most = others.max_by_key(|load| load.room());
                match most.filter(|_| n % 2 == 0) {
                    Some(load) => {
                        let how = (load.tutor, "Their tutor is ill.");
                        assignments::take_over(tx, &by, paper.number, how)?;
                        moved.push(paper.number);
                    }
                    None => assignments::hand_back(tx, &by, paper.number, "Their tutor is ill.")?,
                }
            }
            Ok(moved)
        })?;
        for number in moved {
            let begins = self.open_within(20, 4 * 60);
            agenda.put(begins, Act::Begin(number));
        }
        Some(())
    }
}
