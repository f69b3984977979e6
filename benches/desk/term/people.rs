//! The centre of a simulated term: its hours and holidays, its courses, its tutors and their weeks, its students.

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use paperdesk::centre::{self, Centre, SecondReader, Ways};
use paperdesk::db::{Db, Tx};
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Topic};
use paperdesk::papers::courses::{self, TypedCourse};
use paperdesk::people::second::{self, SecondReading};
use paperdesk::people::{self, Person, Role};
use paperdesk::refusal::Outcome;
use paperdesk::tutors::{self, Typed};

use super::{Dice, Plan};

/// Whom a term is about.
pub struct Centred {
    pub rules: Centre,
    pub coordinator: Person,
    pub tutors: Vec<Person>,
    pub students: Vec<Person>,
    /// Days on which a tutor is away, and whether that was known beforehand.
    pub away: Vec<(usize, Date, Date, bool)>,
}

/// Courses with opening hours and a weekly cap of their own, or with none.
pub const COURSES: [(&str, &str, &str); 8] = [
    ("SOC 201", "", ""),
    ("BIO 130", "", "90"),
    ("ENG 110", "27", ""),
    ("HIS 215", "", ""),
    ("NUR 210", "9", ""),
    ("PHI 120", "", ""),
    ("ECO 101", "", ""),
    ("FLM 150", "36", ""),
];

impl Centred {
    /// Whether a tutor is away on a day.
    pub fn is_away(&self, tutor: usize, day: Date) -> bool {
        let covers = |(who, first, last, _): &(usize, Date, Date, bool)| {
            *who == tutor && (*first..=*last).contains(&day)
        };
        self.away.iter().any(covers)
    }
}

pub fn furnish(db: &Db, plan: Plan, dice: &mut Dice) -> Centred {
    let rules = Centre {
        name: "Northfield".into(),
        time_zone: "Europe/Berlin".into(),
        opens_at: 9 * 60,
        closes_at: 18 * 60,
        turnaround_hours: 18,
        ..Centre::default()
    };
    let (known, seed) = (rules.clone(), dice.below(1000));
    let begins = Zoned::new(db.clock().now().timestamp(), rules.zone()).date();
    let mut centred = db
        .write_now(move |tx| {
            centre::settle(tx, &known)?;
            gather(tx, (known, plan), begins, &mut Dice(u64::from(seed)))
        })
        .unwrap();
    centred.rules = db.read_now(centre::find).unwrap().unwrap();
    centred
}

fn gather(
    tx: &Tx<'_>,
    (rules, plan): (Centre, Plan),
    begins: Date,
    dice: &mut Dice,
) -> Outcome<Centred> {
    let coordinator = people::add(
        tx,
        "cora@example.edu",
        "Cora Whitlock",
        &[Role::Coordinator],
    )?;
    subscriptions::choose(
        tx,
        coordinator.id,
        &[(Topic::Queue, Some(Channel::Never))],
        Habits::default(),
    )?;
    centre::settle_ways(
        tx,
        &Ways {
            second_reader: SecondReader::Some,
            ..centre::ways(tx)?
        },
    )?;
    for (code, hours, cap) in COURSES {
        let typed = TypedCourse {
            code: code.into(),
            turnaround_hours: hours.into(),
            weekly_cap: cap.into(),
            ..TypedCourse::default()
        };
        courses::change(tx, &coordinator, &typed)?;
    }
    let last_week = 7 * (i64::from(plan.weeks) - 1);
    for (first, days, name) in [
        (last_week / 2 + 4, 0, "Unity"),
        (last_week + 1, 1, "Reading days"),
    ] {
        let day = |after: i64| begins.checked_add(after.days()).ok();
        centre::add_holiday(tx, &coordinator, (day(first), day(first + days)), name)?;
    }
    let mut tutors = Vec::new();
    let mut away = Vec::new();
    for n in 0..plan.tutors {
        tutors.push(tutor(tx, &coordinator, n, dice)?);
        if n % 5 == 1 {
            let first = begins.saturating_add(i64::from(dice.below(plan.weeks * 7)).days());
            let last = first.saturating_add(dice.between(0, 6).days());
            away.push((tutors.len() - 1, first, last, n % 2 == 0));
        }
    }
    for (tutor, first, last, _) in away.iter().filter(|(.., known)| *known) {
        let (first, last) = (first.to_string(), last.to_string());
        tutors::add_away(tx, &coordinator, tutors[*tutor].id, (&first, &last))?;
    }
    let students = (0..plan.students).map(|n| {
        people::add(
            tx,
            &format!("student{n}@example.edu"),
            &format!("Student Number {n}"),
            &[Role::Student],
        )
    });
    Ok(Centred {
        students: students.collect::<Result<_, _>>()?,
        rules,
        coordinator,
        tutors,
        away,
    })
}

/// Tutors take five to eight papers at once and three to five a day; most have hours, some a list of courses, and a few
/// are read by a second reader.
fn tutor(tx: &Tx<'_>, coordinator: &Person, n: u32, dice: &mut Dice) -> Outcome<Person> {
    let (email, name) = (format!("tutor{n}@example.edu"), format!("Tutor Number {n}"));
    let tutor = people::add(tx, &email, &name, &[Role::Tutor])?;
    subscriptions::choose(
        tx,
        tutor.id,
        &[(Topic::Queue, Some(Channel::Never))],
        Habits::default(),
    )?;
    let hours = match n % 3 {
        0 => "9-13",
        1 => "12-18",
        _ => "",
    };
    let mut week = [(); 7].map(|()| hours.to_owned());
    week[dice.below(5) as usize] = String::new();
    let typed = Typed {
        at_once: dice.between(5, 8).to_string(),
        a_day: dice.between(3, 5).to_string(),
        serves: if n % 7 == 3 { "SOC\nHIS\nENG" } else { "" }.to_owned(),
        hours: week,
        ..Typed::default()
    };
    tutors::settle(tx, coordinator, tutor.id, &typed)?;
    if n % 10 == 4 {
        let facts = SecondReading {
            is_read_twice: true,
            ..SecondReading::default()
        };
        second::settle(tx, coordinator, tutor.id, facts)?;
    }
    Ok(tutor)
}
