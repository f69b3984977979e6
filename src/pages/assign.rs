//! Where coordinators give papers to tutors: the queue, who has room, and what was just given.

use serde::Serialize;

use super::Page;
use super::Times;
use super::attention::AttentionRow;
use super::just_given::Just;
use super::promised::Promised;
use super::words::{counted, course, length, thousands};
use crate::assignments::{Given, Undoable};
use crate::clock::Moment;
use crate::papers::{PaperNumber, Queue, Waiting};
use crate::people::PersonId;
use crate::watch::Attention;

/// Papers on one page.
pub const ROWS: usize = 50;
/// Tutors shown before the rest is folded away.
const CARDS: usize = 5;
/// Sentences about papers that could not be given, before the rest is only counted.
const MOST_SAID: usize = 5;
/// The queue is counted no further.
const MOST_COUNTED: i64 = 1000;

/// The facts behind the page, all from one moment.
pub struct Board {
    /// The queue in a few figures.
    pub queue: Queue,
    /// Every tutor with how many papers they have.
    pub tutors: Vec<(PersonId, String, i64)>,
    /// Papers that wait, by promise: a page of them and one more, if there is one.
    pub waiting: Vec<Waiting>,
    /// What can still be taken back.
    pub undoable: Vec<Undoable>,
    /// Papers that need somebody.
    pub attention: Vec<Attention>,
    /// Where nobody waits: how many are being marked, and the next promise among them.
    pub marking: Option<(i64, Option<Moment>)>,
}

/// The page.
#[derive(Serialize)]
pub struct AssignPage {
    under: String,
    idle: String,
    attention: Vec<AttentionRow>,
    cards: Vec<Card>,
    more_cards: Vec<Card>,
    rows: Vec<Row>,
    tutors: Vec<TutorChoice>,
    just: Vec<Just>,
    first: &'static str,
    next: String,
    after: String,
}

#[derive(Serialize)]
struct Card {
    name: String,
    open: String,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    title: String,
    meta: String,
    writer: String,
    course: String,
    since: String,
    since_iso: String,
    waited: String,
    promised: Promised,
    picked: bool,
}

#[derive(Serialize)]
struct TutorChoice {
    value: i64,
    label: String,
    chosen: bool,
}

impl Page for AssignPage {
    const TEMPLATE: &'static str = "assign/assign.html";

    fn title(&self) -> String {
        "Assign papers".to_owned()
    }
}

impl AssignPage {
    /// The page from its facts; `place` is the place in the queue it begins after, as the address has it, or empty.
    #[must_use]
    pub fn of(board: Board, times: &Times, place: String) -> Self {
        let mut waiting = board.waiting;
        let is_more = waiting.len() > ROWS;
        waiting.truncate(ROWS);
        let after = waiting.last().filter(|_| is_more);
        let mut cards = cards(&board.tutors);
        let more_cards = cards.split_off(cards.len().min(CARDS));
        Self {
            under: under(&board.queue, times),
            idle: board
                .marking
                .map(|marking| idle(marking, times))
                .unwrap_or_default(),
            attention: board
                .attention
                .into_iter()
                .map(|one| AttentionRow::of(one, times))
                .collect(),
            cards,
            more_cards,
            next: after
                .map(|last| format!("/assign?after={},{}", last.promised_at.0, last.number.0))
                .unwrap_or_default(),
            rows: waiting
                .into_iter()
                .map(|paper| Row::of(paper, times))
                .collect(),
            tutors: board.tutors.into_iter().map(TutorChoice::of).collect(),
            just: board
                .undoable
                .into_iter()
                .map(|undoable| Just::of(undoable, times))
                .collect(),
            first: if place.is_empty() { "" } else { "/assign" },
            after: place,
        }
    }

    /// The same page with what was chosen on it.
    #[must_use]
    pub fn with(mut self, papers: &[PaperNumber], tutor: PersonId) -> Self {
        let picked: Vec<String> = papers.iter().map(ToString::to_string).collect();
        for row in &mut self.rows {
            row.picked = picked.contains(&row.reference);
        }
        for choice in &mut self.tutors {
            choice.chosen = choice.value == tutor.0;
        }
        self
    }
}

fn under(queue: &Queue, times: &Times) -> String {
    let Some(oldest) = queue.oldest else {
        return "Nobody is waiting".to_owned();
    };
    let plus = if queue.waiting > MOST_COUNTED {
        "+"
    } else {
        ""
    };
    let waiting = thousands(queue.waiting.min(MOST_COUNTED));
    let due = match queue.due {
        0 => "none due back today".to_owned(),
        due if due > MOST_COUNTED => format!("{}+ due back today", thousands(MOST_COUNTED)),
        due => format!("{} due back today", thousands(due)),
    };
    format!(
        "{waiting}{plus} waiting · oldest has waited {} · {due}",
        times.span(oldest)
    )
}

fn idle((marking, next): (i64, Option<Moment>), times: &Times) -> String {
    let Some(next) = next else {
        return "No paper is being marked.".to_owned();
    };
    let count = if marking > MOST_COUNTED {
        "More than 1,000 papers".to_owned()
    } else {
        counted(marking, "paper", "papers")
    };
    let are = if marking == 1 { "is" } else { "are" };
    format!(
        "{count} {are} being marked; the next promise is {}.",
        times.clock(next)
    )
}

fn cards(tutors: &[(PersonId, String, i64)]) -> Vec<Card> {
    let mut by_load: Vec<_> = tutors.iter().collect();
    by_load.sort_by_key(|(_, _, open)| *open);
    by_load
        .into_iter()
        .map(|(_, name, open)| Card {
            name: name.clone(),
            open: format!("{} open", thousands(*open)),
        })
        .collect()
}

impl TutorChoice {
    fn of((id, name, open): (PersonId, String, i64)) -> Self {
        Self {
            value: id.0,
            label: format!("{name} ({} open)", thousands(open)),
            chosen: false,
        }
    }
}

impl Row {
    fn of(paper: Waiting, times: &Times) -> Self {
        let reference = paper.number.to_string();
        Self {
            meta: format!(
                "{reference} · {} · draft {}",
                length(paper.words),
                paper.draft
            ),
            course: course(&paper.course).to_owned(),
            since: times.clock(paper.submitted_at),
            since_iso: times.iso(paper.submitted_at),
            waited: times.span(paper.submitted_at),
            promised: Promised::at(paper.promised_at, times),
            picked: false,
            reference,
            title: paper.title,
            writer: paper.writer,
        }
    }
}

/// What became of the papers, and whether all of them were given.
#[must_use]
pub fn told(given: &[Given], tutor: &str) -> (bool, String) {
    let done: Vec<PaperNumber> = given
        .iter()
        .filter_map(|one| {
            if let Given::Done(number) = one {
                Some(*number)
            } else {
                None
            }
        })
        .collect();
    let not: Vec<&str> = given
        .iter()
        .filter_map(|one| {
            if let Given::Not(_, says) = one {
                Some(says.as_str())
            } else {
                None
            }
        })
        .collect();
    let given = match done[..] {
        [] => "No paper was given.".to_owned(),
        [one] => format!(
            "{one} is with {tutor}. You can undo this for ten minutes; nobody is told before."
        ),
        _ => format!(
            "{} papers are with {tutor}. You can undo this for ten minutes; nobody is told before.",
            done.len()
        ),
    };
    let more = not.len().saturating_sub(MOST_SAID);
    let rest = if more > 0 {
        format!("{more} more could not be given.")
    } else {
        String::new()
    };
    let says: Vec<&str> = std::iter::once(given.as_str())
        .chain(not.iter().copied().take(MOST_SAID))
        .chain(Some(rest.as_str()).filter(|rest| !rest.is_empty()))
        .collect();
    (not.is_empty(), says.join(" "))
}

/// What was taken back.
#[must_use]
pub fn undone(number: PaperNumber) -> String {
    format!("{number} is back in the queue. Nobody was told.")
}
