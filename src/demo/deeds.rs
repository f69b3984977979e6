//! Performs the demo's script through the very deeds that real people use.

use super::cast::Cast;
use super::notes;
use super::plan::{Act, By, Plan, Scene};
use super::subjects::LETTERS;
use crate::assignments::{self, Given};
use crate::db::Tx;
use crate::feedback;
use crate::feedback::pieces::Kind;
use crate::feedback::place::Aim;
use crate::papers::preparation::{self, CONCERNS};
use crate::papers::{self, PaperNumber, Wish};
use crate::people::Person;
use crate::people::second::{self, SecondReading};
use crate::refusal::{Fault, Outcome};

/// The people and what they are about to do.
pub struct Stage {
    pub cast: Cast,
    pub plan: Plan,
}

/// A paper that was sent in, and the place of its tutor in the cast.
#[derive(Clone, Copy)]
pub struct Standing {
    pub number: PaperNumber,
    pub tutor: usize,
}

impl Stage {
    /// Performs one scene; gives how the paper stands after it.
    pub fn perform(
        &self,
        tx: &Tx<'_>,
        scene: &Scene,
        standing: Option<Standing>,
    ) -> Outcome<Standing> {
        let Some(before) = standing else {
            return self.send(tx, scene.piece);
        };
        let (student, coordinator) = (self.student(scene.piece), self.coordinator(scene.piece));
        let (number, tutor) = (before.number, &self.cast.tutors[before.tutor]);
        let by = |side: By| {
            if matches!(side, By::Tutor) {
                tutor
            } else {
                coordinator
            }
        };
        match scene.act {
            Act::Give(tutor) => return self.give(tx, coordinator, (number, tutor)),
            Act::Undo => assignments::undo(tx, coordinator, number)?,
            Act::HandBack(reason) => assignments::hand_back(tx, tutor, number, reason)?,
            Act::Ask(side, question) => papers::ask(tx, by(side), number, question)?,
            Act::Answer(answer) => papers::answer(tx, student, number, answer)?,
            Act::Begin => {
                assignments::begin(tx, tutor, number)?;
                notes::write(tx, tutor, number, scene.piece)?;
                if scene.piece.is_multiple_of(2) {
                    notes::bring_comment(tx, tutor, number)?;
                }
            }
            Act::Read => notes::read(tx, student, number, scene.piece)?,
            Act::Again => self.again(tx, scene.piece, number)?,
            Act::Return => self.give_back(tx, scene.piece, (number, tutor))?,
            Act::SecondReader => self.ask_for_second(tx, scene.piece, (number, tutor))?,
            Act::Swap => self.swap(tx, scene.piece, number)?,
            Act::Withdraw => papers::withdraw(tx, student, number)?,
            Act::SendBack(side, reason) => papers::send_back(tx, by(side), number, reason)?,
            Act::Send | Act::Post => {}
        }
        Ok(before)
    }

    fn send(&self, tx: &Tx<'_>, piece: usize) -> Outcome<Standing> {
        let (student, piece) = (self.student(piece), &self.plan.pieces[piece]);
        let typed = (piece.form.clone(), Some(&piece.handed_in));
        let begun = preparation::save(tx, student, None, typed)?;
        Ok(Standing {
            number: preparation::send(tx, student, &begun.id)?,
            tutor: 0,
        })
    }

    fn give(
        &self,
        tx: &Tx<'_>,
        by: &Person,
        (number, tutor): (PaperNumber, usize),
    ) -> Outcome<Standing> {
        match assignments::assign(tx, by, &[number], self.cast.tutors[tutor].id)?.pop() {
            Some(Given::Done(number)) => Ok(Standing { number, tutor }),
            Some(Given::Not(_, why)) => Err(Fault::new(why).into()),
            None => Err(Fault::new("nothing was given").into()),
        }
    }

    fn swap(&self, tx: &Tx<'_>, piece: usize, number: PaperNumber) -> Outcome<()> {
        let instead = self.plan.pieces[piece].instead.as_ref();
        instead.map_or(Ok(()), |right| {
            papers::swap_file(tx, self.student(piece), number, right)
        })
    }

    fn give_back(
        &self,
        tx: &Tx<'_>,
        piece: usize,
        (number, tutor): (PaperNumber, &Person),
    ) -> Outcome<()> {
        self.write(tx, piece, (number, tutor))?;
        feedback::release(tx, tutor, number)
    }

    /// A coordinator says that a second reader sees this tutor's work, and the tutor sends it there.
    fn ask_for_second(
        &self,
        tx: &Tx<'_>,
        piece: usize,
        (number, tutor): (PaperNumber, &Person),
    ) -> Outcome<()> {
        let facts = SecondReading {
            is_read_twice: true,
            ..SecondReading::default()
        };
        second::settle(tx, self.coordinator(piece), tutor.id, facts)?;
        self.write(tx, piece, (number, tutor))?;
        feedback::second::ask(tx, tutor, number)
    }

    fn write(
        &self,
        tx: &Tx<'_>,
        piece: usize,
        (number, tutor): (PaperNumber, &Person),
    ) -> Outcome<()> {
        let letter = self.letter(piece, tutor);
        notes::keep(tx, tutor, number, (Kind::Letter, &letter, Aim::Whole))
    }

    /// The draft that takes up the notes; whoever prepared none sends nothing.
    fn again(&self, tx: &Tx<'_>, piece: usize, number: PaperNumber) -> Outcome<()> {
        let next = self.plan.pieces[piece].instead.as_ref();
        next.map_or(Ok(()), |next| {
            let wish = Wish {
                concerns: vec![CONCERNS[1].to_owned()],
                question: "I moved the evidence up, as your first note says. Does the second part still follow from it?".to_owned(),
            };
            papers::add_draft(tx, self.student(piece), number, (next, Some(&wish))).map(drop)
        })
    }

    fn letter(&self, piece: usize, tutor: &Person) -> String {
        let student = &self.student(piece).name;
        let name = student.split(' ').next().unwrap_or(student);
        let letter = LETTERS[(piece * 3) % LETTERS.len()];
        letter
            .replace("{name}", name)
            .replace("{title}", &self.plan.pieces[piece].form.title)
            .replace("{tutor}", &tutor.name)
    }

    fn student(&self, piece: usize) -> &Person {
        &self.cast.students[self.plan.pieces[piece].student]
    }

    fn coordinator(&self, piece: usize) -> &Person {
        &self.cast.coordinators[piece / 3 % self.cast.coordinators.len()]
    }
}
