//! Where coordinators give papers to tutors: the queue, who has room, and what was just given.

use serde::Serialize;

use super::Page;
use super::Times;
use super::attention::AttentionRow;
use super::beside::Walk;
use super::just_given::Just;
use super::loads::{self, Card};
use super::promised::Promised;
use super::words::{counted, course, length, thousands};
use crate::assignments::Undoable;
use crate::assignments::suggest::{Free, Scene, Seeking};
use crate::clock::Moment;
use crate::papers::{PaperNumber, Queue};
use crate::people::PersonId;
use crate::watch::Attention;

/// Papers on one page.
pub const ROWS: usize = 50;
/// Tutors shown before the rest is folded away.
const CARDS: usize = 5;
/// The queue is counted no further.
const MOST_COUNTED: i64 = 1000;

/// The facts behind the page, all from one moment.
pub struct Board {
    /// The queue in a few figures.
    pub queue: Queue,
    /// Papers that wait, by promise: a page of them and one more, if there is one; and every tutor.
    pub scene: Scene,
    /// Whether coordinators give papers out here.
    pub gives: bool,
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
    gives: bool,
    above: bool,
    just: Vec<Just>,
    first: String,
    next: String,
    after: String,
    q: String,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    href: String,
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
    /// The page from its facts; `place` is the place in the queue it begins after, as the address has it, or empty;
    /// `q` is the search that its papers fit, or empty.
    #[must_use]
    pub fn of(board: Board, times: &Times, (place, q): (String, String)) -> Self {
        let tutors = &board.scene.tutors;
        let (is_more, papers) = (board.scene.papers.len() > ROWS, &board.scene.papers);
        let papers = &papers[..papers.len().min(ROWS)];
        let after = papers.last().filter(|_| is_more);
        let mut cards = cards(tutors, times);
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
                .map(|Seeking { paper, .. }| {
                    let joint = if q.is_empty() { '?' } else { '&' };
                    let place = (paper.promised_at.0, paper.number.0);
                    format!("{}{joint}after={},{}", address(&q), place.0, place.1)
                })
                .unwrap_or_default(),
            tutors: choices(&board.scene),
            rows: papers
                .iter()
                .map(|seeking| Row::of(seeking, (tutors, &q), times))
                .collect(),
            gives: board.gives,
            above: false,
            just: board
                .undoable
                .into_iter()
                .map(|undoable| Just::of(undoable, times))
                .collect(),
            first: if place.is_empty() {
                String::new()
            } else {
                address(&q)
            },
            after: place,
            notes: Vec::new(),
            q,
        }
    }

    /// The same with what of the search was not understood.
    #[must_use]
    pub fn noting(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
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

    /// The same, where somebody wants to go above what the tutor takes, or not.
    #[must_use]
    pub fn going_above(self, above: bool) -> Self {
        Self { above, ..self }
    }
}

/// Where those of a search that wait are shown.
#[must_use]
pub fn address(q: &str) -> String {
    if q.is_empty() {
        return "/assign".to_owned();
    }
    let coded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    format!("/assign?q={coded}")
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

fn cards(tutors: &[Free], times: &Times) -> Vec<Card> {
    let mut by_room: Vec<_> = tutors.iter().collect();
    by_room.sort_by_key(|tutor| {
        let load = &tutor.load;
        let is_there = tutor
            .shifts
            .first()
            .is_some_and(|shift| shift.begins <= times.now());
        (load.is_full(), !is_there, load.open)
    });
    by_room
        .into_iter()
        .map(|tutor| Card::of(tutor, times))
        .collect()
}

/// Every tutor; whoever read the last draft of a paper on the page is offered first.
fn choices(scene: &Scene) -> Vec<TutorChoice> {
    let choice = |tutor: &Free| {
        let id = tutor.load.tutor;
        let read = scene.papers.iter().filter(|paper| paper.last == Some(id));
        let numbers: Vec<String> = read.map(|paper| paper.paper.number.to_string()).collect();
        let label = loads::to_choose(&tutor.load);
        let is_known = !numbers.is_empty();
        let label = if is_known {
            format!("{label}: read the last draft of {}", numbers.join(", "))
        } else {
            label
        };
        (
            !is_known,
            TutorChoice {
                value: id.0,
                label,
                chosen: false,
            },
        )
    };
    let mut all: Vec<_> = scene.tutors.iter().map(choice).collect();
    all.sort_by_key(|(is_other, _)| *is_other);
    all.into_iter().map(|(_, choice)| choice).collect()
}

impl Row {
    fn of(seeking: &Seeking, (tutors, q): (&[Free], &str), times: &Times) -> Self {
        let paper = &seeking.paper;
        let reference = paper.number.to_string();
        let reader = |last| tutors.iter().find(|tutor| tutor.load.tutor == last);
        let last = seeking.last.and_then(reader);
        let last = last.map_or_else(String::new, |tutor| {
            format!(", the last read by {}", tutor.load.name)
        });
        Self {
            meta: format!(
                "{reference} · {} · draft {}{last}",
                length(paper.words),
                paper.draft
            ),
            course: course(&paper.course).to_owned(),
            since: times.clock(paper.submitted_at),
            since_iso: times.iso(paper.submitted_at),
            waited: times.span(paper.submitted_at),
            promised: Promised::at(paper.promised_at, times),
            picked: false,
            href: Walk::Waiting(q.to_owned()).on(paper.number),
            reference,
            title: paper.title.clone(),
            writer: paper.writer.clone(),
        }
    }
}
