//! A term of an invented centre, lived through the desk's own deeds on a held clock: peaks and holidays, tutors who fall
//! ill, promises that are missed. It is the same in every run.

pub mod acts;
pub mod arrivals;
pub mod balance;
pub mod days;
pub mod people;
pub mod recount;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use paperdesk::assignments;
use paperdesk::clock::Moment;
use paperdesk::db::Db;
use paperdesk::watch;

use acts::{Act, Stage};
use balance::Evened;

/// How large a term is.
#[derive(Clone, Copy)]
pub struct Plan {
    pub weeks: u32,
    pub tutors: u32,
    pub students: u32,
    pub papers: u32,
    /// Weeks, from 0, in which three times as much comes as in others.
    pub peaks: [u32; 2],
    /// With which the dice begin.
    pub seed: u64,
}

/// What a term was like to live through.
#[derive(Default)]
pub struct Lived {
    /// Papers that students sent in, and those that were turned away.
    pub sent: u32,
    pub turned_away: u32,
    /// Deeds that were done, and those that something else had overtaken.
    pub done: u32,
    pub overtaken: u32,
    /// Returns that were taken back.
    pub undone: u32,
    /// How evenly papers lay after the coordinators' first sitting of each week.
    pub mondays: Vec<Evened>,
    /// What each round of the watch took.
    pub rounds: Vec<Duration>,
    /// What each suggestion took, from the rows on.
    pub suggestions: Vec<Duration>,
    /// What the coordinators' page of papers told of at the last.
    pub attention: usize,
}

/// The same dice in every run.
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, sides: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let sides = u32::try_from(most - least + 1).unwrap();
        least + i64::from(self.below(sides))
    }

    /// Whether it happens, in so many of a hundred cases.
    pub fn happens(&mut self, per_cent: u32) -> bool {
        self.below(100) < per_cent
    }
}

/// What is to happen, in order of time and then as it was thought of.
pub struct Agenda {
    heap: BinaryHeap<Reverse<(Moment, u32, Act)>>,
    thought: u32,
    end: Moment,
}

impl Agenda {
    /// Puts something down, unless the term is over by then.
    pub fn put(&mut self, at: Moment, act: Act) {
        if at < self.end {
            self.thought += 1;
            self.heap.push(Reverse((at, self.thought, act)));
        }
    }
}

/// Lives a term from the moment at which the desk's clock stands.
pub fn live(db: &Db, plan: Plan) -> Lived {
    let mut dice = Dice(plan.seed);
    let centre = people::furnish(db, plan, &mut dice);
    let begins = db.clock().now();
    let end = begins.plus_days(7 * i64::from(plan.weeks));
    let mut agenda = Agenda {
        heap: BinaryHeap::new(),
        thought: 0,
        end,
    };
    days::put_down(&mut agenda, (&centre, begins, plan), &mut dice);
    arrivals::put_down(&mut agenda, (&centre, begins, plan), &mut dice);
    let mut stage = Stage::new(db.clone(), centre, dice);
    while let Some(Reverse((at, _, act))) = agenda.heap.pop() {
        let clock = db.clock();
        clock.advance_seconds(at.seconds_since(clock.now()));
        match act {
            Act::Round => round(db, &mut stage.lived),
            act => stage.perform(act, &mut agenda),
        }
    }
    db.clock()
        .advance_seconds(end.seconds_since(db.clock().now()));
    stage.lived.attention = db.read_now(watch::attention).unwrap().len();
    stage.lived
}

/// A round of the watch, as the desk makes it while it serves.
fn round(db: &Db, lived: &mut Lived) {
    let begun = Instant::now();
    let found = db.read_now(watch::look).unwrap();
    for numbers in watch::portions(&found) {
        db.write_now(move |tx| watch::tell(tx, &numbers)).unwrap();
    }
    lived.rounds.push(begun.elapsed());
    db.write_now(assignments::lapse).unwrap();
}
