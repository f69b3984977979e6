//! A tutor's desk: what they are marking, what comes next, and whom they wait for.

use serde::Serialize;

use super::chips::{Chip, chips};
use super::open_papers::{Lost, Open};
use super::promised::Promised;
use super::returned_lately::LatelyRow;
use super::words::{counted, course, length, one_line, thousands};
use super::{Page, Times, loads};
use crate::assignments::Load;
use crate::clock::Moment;
use crate::feedback::Lately;
use crate::feedback::effort::Pace;
use crate::papers::{Paper, PaperNumber, Queue, State, Waiting};
use crate::tutors::Shift;

/// Told where a tutor asks for the next paper and there is none for them.
pub const NOTHING_NEXT: &str = "Nothing waits that you could take just now.";

/// Letters of the student's question in a row.
const ASKED_LETTERS: usize = 140;
/// The queue is counted no further.
const MOST_COUNTED: i64 = 1000;

/// The page.
#[derive(Serialize)]
pub struct DeskPage {
    under: String,
    now: Vec<Row>,
    next: Vec<Row>,
    asked: Vec<Row>,
    open: Vec<Open>,
    lately: Vec<LatelyRow>,
    queue: String,
    claims: bool,
    room: String,
    is_full: bool,
    there: String,
    is_empty: bool,
    lost: Option<Lost>,
}

/// The facts behind the page.
pub struct Facts {
    /// A tutor's open papers, each with what its student was asked, and when it was saved last.
    pub held: Vec<(Paper, Option<String>, Option<Moment>)>,
    /// The papers they may take.
    pub open: Vec<Waiting>,
    /// Those of them whose last draft they read.
    pub known: Vec<PaperNumber>,
    /// Those that lie with a second reader, or came back from one (false).
    pub second: Vec<(PaperNumber, bool)>,
    /// Their own pace.
    pub pace: Pace,
    /// What they returned lately.
    pub lately: Vec<Lately>,
    /// The queue.
    pub queue: Queue,
    /// Whether tutors take papers themselves here.
    pub claims: bool,
    /// How much they have and take.
    pub load: Load,
    /// Whether they have hours, and when they are there.
    pub there: (bool, Vec<Shift>),
    /// Whether names are hidden.
    pub blind: bool,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    title: String,
    meta: String,
    wish: String,
    saved: String,
    away: String,
    clock: String,
    iso: String,
    chips: Vec<Chip>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk/desk.html";

    fn title(&self) -> String {
        "My desk".to_owned()
    }
}

impl DeskPage {
    /// The page from its facts.
    #[must_use]
    pub fn of(facts: Facts, times: &Times) -> Self {
        let is_empty = facts.held.is_empty();
        let (mut now, mut next, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for (paper, question, saved_at) in facts.held {
            let pile = match paper.state {
                State::Marking => &mut now,
                State::NeedsInfo => &mut asked,
                _ => &mut next,
            };
            let second = facts
                .second
                .iter()
                .find(|(number, _)| *number == paper.number);
            let mut row = Row::of(paper, question.as_deref(), (saved_at, times), facts.pace);
            row.chips
                .extend(second.map(|(_, lies_there)| Chip::second(*lies_there)));
            pile.push(row);
        }
        Self {
            under: under((now.len(), next.len(), asked.len())),
            queue: queue_says(&facts.queue, times),
            open: facts
                .open
                .into_iter()
                .map(|waiting| {
                    let known = facts.known.contains(&waiting.number);
                    Open::of(waiting, (facts.blind, facts.pace), times).known(known)
                })
                .collect(),
            lately: facts
                .lately
                .into_iter()
                .map(|one| LatelyRow::of(one, facts.blind, times))
                .collect(),
            claims: facts.claims,
            room: loads::room(&facts.load),
            is_full: facts.load.is_full(),
            there: loads::there(facts.there.0, &facts.there.1, times),
            now,
            next,
            asked,
            is_empty,
            lost: None,
        }
    }

    /// The same, where somebody was quicker.
    #[must_use]
    pub fn after_losing(self, lost: Lost) -> Self {
        Self {
            lost: Some(lost),
            ..self
        }
    }
}

fn under((now, next, asked): (usize, usize, usize)) -> String {
    let counts = [
        (now, "being marked"),
        (next, "next"),
        (asked, "waiting for the student"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    said.join(" · ")
}

fn queue_says(queue: &Queue, times: &Times) -> String {
    let Some(oldest) = queue.oldest else {
        return "Nothing is waiting anywhere.".to_owned();
    };
    let span = times.span(oldest);
    if queue.waiting > MOST_COUNTED {
        return format!(
            "More than {} papers are waiting, the oldest for {span}.",
            thousands(MOST_COUNTED)
        );
    }
    let count = counted(queue.waiting, "paper is", "papers are");
    if queue.waiting == 1 {
        return format!("{count} waiting for a tutor, for {span} now.");
    }
    format!("{count} waiting for a tutor, the oldest for {span}.")
}

impl Row {
    fn of(
        paper: Paper,
        question: Option<&str>,
        (saved_at, times): (Option<Moment>, &Times),
        pace: Pace,
    ) -> Self {
        let reference = paper.number.to_string();
        let promised = Promised::of(&paper, times);
        Self {
            meta: format!(
                "{reference} · {} · {} · {}",
                paper.student.name,
                effort(paper.words, pace),
                named_course(&paper.course)
            ),
            wish: question.map_or_else(
                || wish(&paper),
                |asked| format!("You asked: {}", one_line(asked, ASKED_LETTERS)),
            ),
            saved: saved_at.map(|at| times.time(at)).unwrap_or_default(),
            chips: chips(&paper, times),
            away: promised.away,
            clock: promised.clock,
            iso: promised.iso,
            reference,
            title: paper.title,
        }
    }
}

/// What a paper is for, inside a line.
#[must_use]
pub fn named_course(typed: &str) -> &str {
    if typed.is_empty() {
        "not for a course"
    } else {
        course(typed)
    }
}

/// "1,284 words, about 25 min", at a tutor's own pace.
#[must_use]
pub fn effort(words: u32, pace: Pace) -> String {
    if words == 0 {
        return length(words);
    }
    let minutes = pace.minutes(words).div_ceil(5) * 5;
    format!("{}, about {minutes} min", length(words))
}

/// What the student asked, or chose, on one line.
fn wish(paper: &Paper) -> String {
    let question = one_line(&paper.question, ASKED_LETTERS);
    if question.is_empty() {
        one_line(&paper.concerns.join(" "), ASKED_LETTERS)
    } else {
        question
    }
}
