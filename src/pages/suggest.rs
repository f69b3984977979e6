//! The page before papers are given as suggested: each paper, its tutor and why, who gets how much, and who gets mail.

use serde::Serialize;

use super::loads;
use super::promised::Promised;
use super::reasons::reason;
use super::words::{counted, course, length};
use super::{Choice, Page, Times};
use crate::assignments::suggest::{Free, Scene, Suggested};
use crate::papers::PaperNumber;
use crate::people::PersonId;

/// With more choices on one page than this, each row offers only its best tutors.
const MOST_CHOICES: usize = 4000;
/// So many of them.
const BEST: usize = 8;
/// Tutors named where it is said who gets mail.
const MOST_NAMED: usize = 6;

/// What somebody chose for a paper: a tutor, or that it waits on.
pub type Chosen = (PaperNumber, Option<PersonId>);

/// The page.
#[derive(Serialize)]
pub struct SuggestPage {
    under: String,
    rows: Vec<Row>,
    loads: Vec<Change>,
    mail: String,
    moved: Vec<String>,
    done: String,
    is_above: bool,
    above: bool,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    title: String,
    meta: String,
    writer: String,
    course: String,
    promised: Promised,
    why: String,
    options: Vec<Choice>,
    chosen: String,
}

/// How a tutor's load changes.
#[derive(Serialize)]
struct Change {
    name: String,
    before: String,
    after: String,
    is_above: bool,
}

impl Page for SuggestPage {
    const TEMPLATE: &'static str = "assign/suggest.html";

    fn title(&self) -> String {
        "Suggested tutors".to_owned()
    }
}

impl SuggestPage {
    /// The page from a scene, what is suggested in it, and what somebody chose instead.
    #[must_use]
    pub fn of(scene: &Scene, suggested: &[Suggested], chosen: &[Chosen], times: &Times) -> Self {
        let picks: Vec<Option<usize>> = scene
            .papers
            .iter()
            .zip(suggested)
            .map(|(paper, suggested)| {
                let own = chosen
                    .iter()
                    .find(|(number, _)| *number == paper.paper.number);
                match own {
                    None => suggested.tutor.map(|(tutor, _)| tutor),
                    Some((_, tutor)) => tutor.and_then(|tutor| place(scene, tutor)),
                }
            })
            .collect();
        let mut got = vec![0; scene.tutors.len()];
        let mut rows = Vec::with_capacity(picks.len());
        for (at, suggested) in suggested.iter().enumerate() {
            if let Some(tutor) = picks[at] {
                got[tutor] += 1;
            }
            rows.push(row(scene, (at, suggested), (picks[at], &got), times));
        }
        let loads = changes(scene, &got);
        Self {
            under: under(&picks),
            mail: mail(scene, &picks),
            is_above: loads.iter().any(|change| change.is_above),
            rows,
            loads,
            moved: Vec::new(),
            done: String::new(),
            above: false,
        }
    }

    /// The same after some papers were given and some were not.
    #[must_use]
    pub fn after(self, done: String, moved: Vec<String>) -> Self {
        Self {
            moved,
            done,
            ..self
        }
    }

    /// The same, where somebody wants to go above what tutors take, or not.
    #[must_use]
    pub fn going_above(self, above: bool) -> Self {
        Self { above, ..self }
    }
}

/// What a form sends for a paper and its tutor, or that it waits.
#[must_use]
pub fn sent(number: PaperNumber, tutor: Option<PersonId>) -> String {
    tutor.map_or_else(
        || format!("{number}:"),
        |tutor| format!("{number}:{}", tutor.0),
    )
}

/// Reads what `sent` wrote.
#[must_use]
pub fn received(typed: &str) -> Option<Chosen> {
    let (number, tutor) = typed.split_once(':')?;
    Some((
        PaperNumber::parse(number)?,
        tutor.parse().ok().map(PersonId),
    ))
}

fn place(scene: &Scene, tutor: PersonId) -> Option<usize> {
    let tutors = scene.tutors.iter();
    tutors.into_iter().position(|one| one.load.tutor == tutor)
}

fn under(picks: &[Option<usize>]) -> String {
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let placed = picks.iter().flatten().count();
    let given = counted(number(placed), "paper", "papers");
    match picks.len() - placed {
        0 => format!("{given} with a tutor"),
        left => format!("{given} with a tutor, {left} still waiting"),
    }
}

fn row(
    scene: &Scene,
    (at, suggested): (usize, &Suggested),
    (pick, got): (Option<usize>, &[u32]),
    times: &Times,
) -> Row {
    let paper = &scene.papers[at].paper;
    let number = paper.number;
    let tutor = pick.map(|tutor| &scene.tutors[tutor]);
    let why = match (pick, tutor) {
        (Some(place), Some(tutor)) => {
            let why = scene.why(at, place);
            reason(why, &paper.course, (tutor, got[place]), times)
        }
        _ if suggested.options.is_empty() => "Nobody may have it, or is there in time".to_owned(),
        _ if suggested.tutor.is_none() => "Nobody has room".to_owned(),
        _ => "It waits on".to_owned(),
    };
    Row {
        reference: number.to_string(),
        title: paper.title.clone(),
        meta: format!("{number} · {} · draft {}", length(paper.words), paper.draft),
        writer: paper.writer.clone(),
        course: course(&paper.course).to_owned(),
        promised: Promised::at(paper.promised_at, times),
        why,
        options: options(scene, (at, suggested), pick),
        chosen: sent(number, tutor.map(|tutor| tutor.load.tutor)),
    }
}

/// Who may be chosen for a paper, whoever is picked among them, and last that it waits.
fn options(
    scene: &Scene,
    (at, suggested): (usize, &Suggested),
    pick: Option<usize>,
) -> Vec<Choice> {
    let seeking = &scene.papers[at];
    let all = scene.papers.len() * scene.tutors.len() <= MOST_CHOICES;
    let most = if all { usize::MAX } else { BEST };
    let mut offered: Vec<usize> = suggested.options.iter().copied().take(most).collect();
    offered.extend(pick.filter(|pick| !offered.contains(pick)));
    let tutors = offered.into_iter().map(|tutor| {
        let load = &scene.tutors[tutor].load;
        let known = if seeking.last == Some(load.tutor) {
            ", read the last draft"
        } else {
            ""
        };
        Choice {
            value: sent(seeking.paper.number, Some(load.tutor)),
            label: format!("{}{known}", loads::to_choose(load)),
        }
    });
    let waits = Choice {
        value: sent(seeking.paper.number, None),
        label: "Nobody yet, it waits".to_owned(),
    };
    tutors.chain([waits]).collect()
}

fn changes(scene: &Scene, got: &[u32]) -> Vec<Change> {
    let changed = scene.tutors.iter().zip(got).filter(|(_, got)| **got > 0);
    let change = |(tutor, got): (&Free, &u32)| {
        let load = &tutor.load;
        let after = load.open + got;
        Change {
            name: load.name.clone(),
            before: loads::open(load),
            after: match load.at_once {
                Some(most) => format!("{after} of {most} open"),
                None => format!("{after} open"),
            },
            is_above: load.room().is_some_and(|room| *got > room),
        }
    };
    changed.map(change).collect()
}

/// Who gets mail, and when.
fn mail(scene: &Scene, picks: &[Option<usize>]) -> String {
    let mut tutors: Vec<usize> = picks.iter().copied().flatten().collect();
    tutors.sort_unstable();
    tutors.dedup();
    let given = scene
        .papers
        .iter()
        .zip(picks)
        .filter(|(_, pick)| pick.is_some());
    let mut students: Vec<PersonId> = given.map(|(paper, _)| paper.student).collect();
    students.sort_unstable();
    students.dedup();
    if tutors.is_empty() {
        return "Nobody gets mail.".to_owned();
    }
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let named: Vec<&str> = tutors
        .iter()
        .take(MOST_NAMED)
        .map(|tutor| scene.tutors[*tutor].load.name.as_str())
        .collect();
    let more = match tutors.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "Ten minutes after you apply this, mail goes to {} (who reads their paper) and to {}: {}{more}.",
        counted(number(students.len()), "student", "students"),
        counted(number(tutors.len()), "tutor", "tutors"),
        named.join(", ")
    )
}
