//! Northfield Writing Centre and its people, all of them invented.

use super::policies;
use crate::centre::{self, Centre, Joining, SecondReader, Ways};
use crate::db::Tx;
use crate::outbox::subscriptions::{self, Channel, Habits, Topic};
use crate::papers::{courses, views};
use crate::people::second::{self, SecondReading};
use crate::people::{self, Person, Role};
use crate::refusal::Outcome;
use crate::tutors::{self, Typed};

/// One of each kind, to sign in as: their addresses.
pub const FACES: [(Role, &str); 4] = [
    (Role::Student, "amara.lindqvist@example.edu"),
    (Role::Tutor, "daniel.ashworth@example.edu"),
    (Role::Coordinator, "helen.strand@example.edu"),
    (Role::Admin, "priya.raman@example.edu"),
];

/// The student whose address was mistyped: mail to it is refused for good.
pub const MISTYPED_ADDRESS: &str = "nadia.haddda@example.edu";

/// The demo student comes first, the one whose address was mistyped last.
const STUDENTS: [(&str, &str); 25] = [
    ("Amara Lindqvist", FACES[0].1),
    ("Tobias Renner", "tobias.renner@example.edu"),
    ("Zoë Šimůnková-Núñez", "zoe.simunkova@example.edu"),
    ("Kwame Boateng", "kwame.boateng@example.edu"),
    ("李晓雯", "li.xiaowen@example.edu"),
    ("Grace Pemberton", "grace.pemberton@example.edu"),
    ("Mateo Villalba", "mateo.villalba@example.edu"),
    ("Ingrid Solheim", "ingrid.solheim@example.edu"),
    ("Farid Karimi", "farid.karimi@example.edu"),
    ("Siobhán Kearney", "siobhan.kearney@example.edu"),
    ("Haruto Nakagawa", "haruto.nakagawa@example.edu"),
    ("Leila Benhaddou", "leila.benhaddou@example.edu"),
    ("Owen Tregear", "owen.tregear@example.edu"),
    ("Chidinma Eze", "chidinma.eze@example.edu"),
    ("Paulina Wrona", "paulina.wrona@example.edu"),
    ("Arjun Desai", "arjun.desai@example.edu"),
    ("Beatriz Fontes", "beatriz.fontes@example.edu"),
    ("Callum Rae", "callum.rae@example.edu"),
    ("Yasmin Qureshi", "yasmin.qureshi@example.edu"),
    ("Emre Aydın", "emre.aydin@example.edu"),
    ("Hannah Vogt", "hannah.vogt@example.edu"),
    ("Ji-woo Han", "jiwoo.han@example.edu"),
    ("Rosalind Achterberg", "rosalind.achterberg@example.edu"),
    ("Samuel Otieno", "samuel.otieno@example.edu"),
    ("Nadia Haddad", MISTYPED_ADDRESS),
];

/// She noticed, and joined once more with the right one: two accounts of one person.
const RIGHT_ADDRESS: &str = "nadia.haddad@example.edu";

/// The demo tutor comes first.
const TUTORS: [(&str, &str); 8] = [
    ("Daniel Ashworth", FACES[1].1),
    ("Mirela Ionescu", "mirela.ionescu@example.edu"),
    ("Fergus MacLaine", "fergus.maclaine@example.edu"),
    ("Wanjiru Kamau", "wanjiru.kamau@example.edu"),
    ("Sofie Dekkers", "sofie.dekkers@example.edu"),
    ("Rafael Quintana", "rafael.quintana@example.edu"),
    ("Eleanor Birtwhistle", "eleanor.birtwhistle@example.edu"),
    ("Anil Jayawardene", "anil.jayawardene@example.edu"),
];

/// What is known of some tutors, by their place: papers at once, courses and subjects, languages, hours from Monday to
/// Friday. The others take what comes.
const TAKES: [(usize, &str, &str, &str, [&str; 5]); 5] = [
    (
        0,
        "8",
        "SOC\nHIS\nENG",
        "English, German",
        ["9-13", "9-13", "", "9-13", "9-16"],
    ),
    (
        1,
        "4",
        "",
        "English, Romanian",
        ["", "12-18", "12-18", "12-18", ""],
    ),
    (
        2,
        "3",
        "BIO\nNUR",
        "English, Gaelic",
        ["8-12", "8-12", "8-12", "8-12", "8-12"],
    ),
    (
        4,
        "4",
        "PHI\nFLM\nENG",
        "English, Dutch",
        ["13-17", "", "13-17", "", "13-17"],
    ),
    (
        6,
        "2",
        "",
        "English",
        ["10-12", "10-12", "10-12", "10-12", ""],
    ),
];

/// The places of a tutor and a student who are kept apart: they share a flat.
const KEPT_FROM: (usize, usize) = (7, 21);

/// The only tutor who wants mail when a paper joins the queue.
const WANTS_ALERTS: &str = "wanjiru.kamau@example.edu";

/// The demo coordinator comes first.
const COORDINATORS: [(&str, &str); 2] = [
    ("Helen Strand", FACES[2].1),
    ("Marcus Oyelaran", "marcus.oyelaran@example.edu"),
];

const ADMINS: [(&str, &str); 1] = [("Priya Raman", FACES[3].1)];

const TEACHERS: [(&str, &str); 3] = [
    ("Judith Carrow", "judith.carrow@example.edu"),
    ("Bernard Osei", "bernard.osei@example.edu"),
    ("Lucia Marchetti", "lucia.marchetti@example.edu"),
];

/// Code, title, teacher's address.
const COURSES: [(&str, &str, &str); 8] = [
    (
        "SOC 201",
        "Cities and public space",
        "judith.carrow@example.edu",
    ),
    ("BIO 130", "Field ecology", "bernard.osei@example.edu"),
    (
        "HIS 215",
        "Britain and the factory",
        "judith.carrow@example.edu",
    ),
    ("PHI 120", "Ethics of machines", ""),
    (
        "ECO 101",
        "Introduction to economics",
        "bernard.osei@example.edu",
    ),
    ("NUR 210", "Reflective practice", ""),
    ("FLM 150", "Sound and image", "lucia.marchetti@example.edu"),
    (
        "ENG 110",
        "The personal essay",
        "lucia.marchetti@example.edu",
    ),
];

/// Everybody who acts in the demo.
pub struct Cast {
    pub students: Vec<Person>,
    pub tutors: Vec<Person>,
    pub coordinators: Vec<Person>,
}

impl Cast {
    /// The place of the demo student among the students.
    pub const FACE: usize = 0;
    /// The place of the student whose address was mistyped.
    pub const MISTYPED: usize = STUDENTS.len() - 1;
}

/// The centre as its admin set it up.
pub fn centre() -> Centre {
    Centre {
        name: "Northfield Writing Centre".to_owned(),
        contact: "writing@example.edu".to_owned(),
        time_zone: "Europe/London".to_owned(),
        joining: Joining::Domains,
        joining_domains: "example.edu".to_owned(),
        ..Centre::default()
    }
}

/// Sets the centre up and adds its people and courses.
pub fn gather(tx: &Tx<'_>) -> Outcome<Cast> {
    centre::settle(tx, &centre())?;
    let admins = add(tx, &ADMINS, &[Role::Admin])?;
    add(tx, &TEACHERS, &[Role::Teacher])?;
    for (code, title, teacher) in COURSES {
        courses::settle(tx, code, title, teacher)?;
    }
    policies::settle(tx, &admins[0])?;
    let coordinators = add(tx, &COORDINATORS, &[Role::Coordinator])?;
    let tutors = add(tx, &TUTORS, &[Role::Tutor])?;
    for person in coordinators.iter().chain(&tutors) {
        if person.email == WANTS_ALERTS {
            let chosen = [(Topic::Queue, Some(Channel::AtOnce))];
            subscriptions::choose(tx, person.id, &chosen, Habits::default())?;
        }
    }
    let ways = Ways {
        second_reader: SecondReader::Some,
        ..centre::ways(tx)?
    };
    centre::settle_ways(tx, &ways)?;
    let facts = SecondReading {
        reads_second: true,
        ..SecondReading::default()
    };
    for (name, search) in [
        ("Long and waiting", "is:waiting words>500"),
        ("Next drafts", "draft>1 is:open"),
    ] {
        views::keep(tx, &coordinators[0], (name, search), true)?;
    }
    second::settle(tx, &coordinators[0], tutors[0].id, facts)?;
    Ok(Cast {
        students: add(tx, &STUDENTS, &[Role::Student])?,
        tutors,
        coordinators,
    })
}

/// Writes down what some tutors take, lately: what was given before was given without it.
pub fn write_down(tx: &Tx<'_>, cast: &Cast) -> Outcome<()> {
    for (place, at_once, serves, languages, week) in TAKES {
        let mut typed = Typed {
            at_once: at_once.to_owned(),
            serves: serves.to_owned(),
            languages: languages.to_owned(),
            ..Typed::default()
        };
        for (day, hours) in typed.hours.iter_mut().zip(week) {
            hours.clone_into(day);
        }
        tutors::settle(tx, &cast.coordinators[0], cast.tutors[place].id, &typed)?;
    }
    people::add(tx, RIGHT_ADDRESS, "Nadia Haddad", &[Role::Student])?;
    let apart = &cast.students[KEPT_FROM.1].email;
    tutors::keep_apart(
        tx,
        &cast.coordinators[0],
        cast.tutors[KEPT_FROM.0].id,
        apart,
    )
    .map(drop)
}

fn add(tx: &Tx<'_>, all: &[(&str, &str)], roles: &[Role]) -> Outcome<Vec<Person>> {
    all.iter()
        .map(|(name, email)| people::add(tx, email, name, roles))
        .collect()
}
