//! Sixteen coordinators and seventy tutors reach for the same two hundred papers: a walk by dice that are the same in
//! every run, checked after every step, and all of it at once from many threads.

use std::collections::BTreeMap;

use paperdesk::assignments::{self, Claim, Given, Limit, suggest};
use paperdesk::db::Db;
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Topic};
use paperdesk::papers::PaperNumber;
use paperdesk::people::{self, Person, Role};
use paperdesk::refusal::Failure;
use paperdesk::tutors::{self, Typed};

use crate::deeds;
use crate::desk::Desk;

const PAPERS: i64 = 200;
const FIRST: i64 = 1001;

struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Everybody, and what each tutor takes.
struct Crowd {
    coordinators: Vec<Person>,
    tutors: Vec<(Person, u32)>,
}

fn crowd(desk: &Desk) -> Crowd {
    desk.deed(|tx| {
        let add = |kind: &str, n: u32, role| {
            people::add(
                tx,
                &format!("{kind}{n}@example.edu"),
                &format!("{kind} {n}"),
                &[role],
            )
        };
        let coordinators = (0..16).map(|n| add("coordinator", n, Role::Coordinator));
        let coordinators = coordinators.collect::<Result<Vec<_>, _>>()?;
        let mut tutors = Vec::new();
        for n in 0..70 {
            let (tutor, takes) = (add("tutor", n, Role::Tutor)?, 1 + n % 4);
            subscriptions::choose(
                tx,
                tutor.id,
                &[(Topic::Queue, Some(Channel::Never))],
                Habits::default(),
            )?;
            let typed = Typed {
                at_once: takes.to_string(),
                ..Typed::default()
            };
            tutors::settle(tx, &coordinators[0], tutor.id, &typed)?;
            tutors.push((tutor, takes));
        }
        for n in 0..20 {
            let student = add("student", n, Role::Student)?;
            for _ in 0..PAPERS / 20 {
                deeds::handed_in(tx, &student)?;
            }
        }
        Ok(Crowd {
            coordinators,
            tutors,
        })
    })
}

/// One try of somebody: who got which paper, or let it go; and whether somebody who got nothing was told.
fn step(db: &Db, crowd: &Crowd, dice: &mut Dice) -> Told {
    let at = dice.below(crowd.tutors.len());
    let by = crowd.coordinators[dice.below(16)].clone();
    let number = PaperNumber(FIRST + i64::try_from(dice.below(200)).unwrap());
    let tutor = crowd.tutors[at].0.clone();
    let id = tutor.id;
    match dice.below(10) {
        0..=3 => match db.write_now(move |tx| assignments::claim(tx, &tutor, number)) {
            Ok(Claim::Yours) => Told::Has(vec![(number, at)]),
            Ok(Claim::Taken { by, .. }) => Told::Lost(by),
            Err(Failure::Refused(refusal)) => Told::Lost(refusal.says),
            Err(failure) => panic!("{failure:?}"),
        },
        4 => match db.write_now(move |tx| assignments::claim_next(tx, &tutor)) {
            Ok(Some(number)) => Told::Has(vec![(number, at)]),
            Ok(None) => Told::Lost("nothing".to_owned()),
            Err(Failure::Refused(refusal)) => Told::Lost(refusal.says),
            Err(failure) => panic!("{failure:?}"),
        },
        5 => given(db, crowd, (by, vec![(number, id)])),
        6 => {
            let chosen = [number, PaperNumber(FIRST + number.0 % PAPERS)];
            let scene = db.read_now(|tx| suggest::scene(tx, Some(&chosen))).unwrap();
            let pairs = scene.suggest().into_iter().zip(&scene.papers);
            let pairs: Vec<_> = pairs
                .filter_map(|(one, paper)| {
                    let (place, _) = one.tutor?;
                    Some((paper.paper.number, scene.tutors[place].load.tutor))
                })
                .collect();
            if pairs.is_empty() {
                return Told::Nothing;
            }
            given(db, crowd, (by, pairs))
        }
        _ => match db.write_now(move |tx| assignments::hand_back(tx, &tutor, number, "Ill.")) {
            Ok(()) => Told::Left(number),
            Err(Failure::Refused(refusal)) => Told::Lost(refusal.says),
            Err(failure) => panic!("{failure:?}"),
        },
    }
}

fn given(
    db: &Db,
    crowd: &Crowd,
    (by, pairs): (Person, Vec<(PaperNumber, people::PersonId)>),
) -> Told {
    let wanted = pairs.clone();
    let given = db
        .write_now(move |tx| assignments::assign_each(tx, &by, &pairs, Limit::Kept))
        .unwrap();
    let mut has = Vec::new();
    for (one, (number, id)) in given.iter().zip(wanted) {
        match one {
            Given::Done(_) => {
                let at = crowd.tutors.iter().position(|(tutor, _)| tutor.id == id);
                has.push((number, at.unwrap_or(usize::MAX)));
            }
            Given::Not(_, says) => assert!(!says.is_empty(), "a loser was told nothing"),
        }
    }
    Told::Has(has)
}

enum Told {
    Has(Vec<(PaperNumber, usize)>),
    Left(PaperNumber),
    Lost(String),
    Nothing,
}

/// What must hold at every moment: one tutor a paper, as the papers and the assignments both say, none above capacity,
/// none lost.
fn holds(desk: &Desk) {
    let never = [
        "select count(*) as n from papers where state not in ('waiting', 'assigned')",
        "select count(*) as n from papers p where (p.tutor_id is not null) <> (p.state = 'assigned')",
        "select count(*) as n from papers p left join assignments a on a.paper = p.number and a.ended_at is null
         where p.tutor_id is not a.tutor_id",
        "select count(*) as n from (select paper from assignments where ended_at is null group by paper having count(*) > 1)",
        "select count(*) as n from tutors t where t.at_once < (select count(*) from papers p where p.tutor_id = t.person_id)",
    ];
    for sql in never {
        assert_eq!(desk.count(sql), 0, "{sql}");
    }
    assert_eq!(desk.count("select count(*) as n from papers"), PAPERS);
}

#[test]
fn a_thousand_steps_by_dice_end_where_a_plain_list_of_who_has_what_ends() {
    let desk = Desk::open();
    let crowd = crowd(&desk);
    let mut dice = Dice(11);
    let mut has: BTreeMap<PaperNumber, usize> = BTreeMap::new();
    let mut lost = 0;
    for round in 0..1000 {
        match step(desk.db(), &crowd, &mut dice) {
            Told::Has(got) => {
                for (number, at) in got {
                    let before = has.insert(number, at);
                    assert!(
                        before.is_none_or(|before| before == at),
                        "{number} was taken twice"
                    );
                }
            }
            Told::Left(number) => assert!(has.remove(&number).is_some(), "{number} was nobody's"),
            Told::Lost(says) => {
                assert!(!says.is_empty(), "a loser was told nothing");
                lost += 1;
            }
            Told::Nothing => {}
        }
        if round % 50 == 0 {
            holds(&desk);
        }
    }
    holds(&desk);
    assert!(
        lost > 100 && has.len() > 50,
        "{lost} lost, {} have",
        has.len()
    );
    let open = desk.count("select count(*) as n from papers where state = 'assigned'");
    assert_eq!(usize::try_from(open).unwrap(), has.len());
}

#[test]
fn all_of_them_at_once_leave_no_paper_with_two_and_none_with_nobody() {
    let desk = Desk::open();
    let crowd = crowd(&desk);
    std::thread::scope(|scope| {
        for seed in 0..8 {
            let (db, crowd) = (desk.db().clone(), &crowd);
            scope.spawn(move || {
                let mut dice = Dice(100 + seed);
                for _ in 0..80 {
                    if let Told::Lost(says) = step(&db, crowd, &mut dice) {
                        assert!(!says.is_empty(), "a loser was told nothing");
                    }
                }
            });
        }
    });
    holds(&desk);
    assert!(desk.count("select count(*) as n from papers where state = 'assigned'") > 50);
}
