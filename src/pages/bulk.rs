//! One deed on several papers: which papers, what it needs, and what became of each.

use serde::Serialize;

use super::beside::Walk;
use super::promised::Promised;
use super::words::{counted, length, staff_state};
use super::{Choice, Page, Times, loads};
use crate::assignments::{Given, Load};
use crate::centre::ready_texts::ReadyText;
use crate::papers::{Paper, PaperNumber, Possible};

mod deed;

pub use deed::Deed;
use deed::number;

/// Papers that are shown; those beyond are counted.
const SHOWN: usize = 100;
/// Sentences about papers that could not be changed, before the rest is only counted.
const SAID: usize = 20;

/// What was typed for a deed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// The tutor's number.
    pub tutor: String,
    /// The reason.
    pub reason: String,
    /// The number of a ready text.
    pub ready: String,
    /// Opening hours.
    pub hours: String,
    /// A day.
    pub date: String,
    /// Above what the tutor takes.
    pub above: bool,
}

/// The facts behind the page.
pub struct Chosen {
    /// The papers that were chosen, and what can be done with each.
    pub papers: Vec<(Paper, Possible)>,
    /// More papers fit the search that chose them than go together: none is chosen.
    pub are_too_many: bool,
    /// Tutors, for giving.
    pub tutors: Vec<Load>,
    /// Ready texts, for sending back.
    pub ready: Vec<ReadyText>,
}

/// Where papers were chosen.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The list.
    pub walk: Walk,
    /// All of the list was chosen, by its search.
    pub every: bool,
    /// The paper on whose own page it began; none: in the list.
    pub on: Option<PaperNumber>,
}

/// The page.
#[derive(Serialize)]
pub struct BulkPage {
    deed: &'static str,
    title: &'static str,
    under: String,
    back: String,
    from: String,
    /// What the form sends along: where the papers were chosen, and its own key.
    keeps: Vec<(&'static str, String)>,
    every: Option<String>,
    too_many: bool,
    outlook: String,
    papers: Vec<String>,
    rows: Vec<Row>,
    more: usize,
    tutors: Vec<Choice>,
    ready: Vec<Choice>,
    is_held: bool,
    typed: Typed,
    moved: Vec<String>,
    left: usize,
    done: String,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    title: String,
    meta: String,
    state: &'static str,
    state_label: &'static str,
    tutor: String,
    promised: Promised,
}

impl Page for BulkPage {
    const TEMPLATE: &'static str = "all_papers/bulk.html";

    fn title(&self) -> String {
        self.title.to_owned()
    }
}

impl Origin {
    /// Where the deed leads back to.
    #[must_use]
    pub fn back(&self) -> String {
        self.on
            .map_or_else(|| self.walk.back(), |number| self.walk.on(number))
    }

    fn label(&self) -> String {
        self.on
            .map_or_else(|| self.walk.label(), |number| number.to_string())
    }

    fn keeps(&self, key: String) -> Vec<(&'static str, String)> {
        let (name, q) = self.walk.named();
        let on = self.on.map(|number| ("on", number.to_string()));
        let every = self.every.then(|| ("every", "yes".to_owned()));
        [("key", key), (name, q.to_owned())]
            .into_iter()
            .chain(on)
            .chain(every)
            .collect()
    }
}

impl BulkPage {
    /// The page of a deed on chosen papers, and the key under which its form is done once.
    #[must_use]
    pub fn of(
        (deed, origin): (Deed, &Origin),
        chosen: Chosen,
        (typed, key): (Typed, String),
        times: &Times,
    ) -> Self {
        let can: Vec<Possible> = chosen.papers.iter().map(|(_, can)| *can).collect();
        let papers: Vec<Paper> = chosen.papers.into_iter().map(|(paper, _)| paper).collect();
        let every = origin.every.then(|| origin.walk.label());
        Self {
            deed: deed.word(),
            title: deed.title(),
            under: counted(number(papers.len()), "paper", "papers"),
            back: origin.back(),
            from: origin.label(),
            keeps: origin.keeps(key),
            every: every.filter(|_| !papers.is_empty()),
            too_many: chosen.are_too_many,
            outlook: deed.outlook(&can),
            is_held: can.iter().any(|can| can.take_over),
            papers: papers
                .iter()
                .map(|paper| paper.number.to_string())
                .collect(),
            more: papers.len().saturating_sub(SHOWN),
            rows: papers
                .into_iter()
                .take(SHOWN)
                .map(|paper| Row::of(paper, times))
                .collect(),
            tutors: chosen.tutors.iter().map(choice).collect(),
            ready: chosen
                .ready
                .into_iter()
                .map(|text| Choice {
                    value: text.id.to_string(),
                    label: text.name,
                })
                .collect(),
            typed,
            moved: Vec::new(),
            left: 0,
            done: String::new(),
        }
    }

    /// The same after the deed was done with some papers and not with those that are left.
    #[must_use]
    pub fn after(self, done: String, given: &[Given]) -> Self {
        let says = |one: &Given| match one {
            Given::Done(_) => None,
            Given::Not(_, says) => Some(says.clone()),
        };
        let mut moved: Vec<String> = given.iter().filter_map(says).collect();
        let left = moved.len();
        if left > SAID {
            moved.truncate(SAID);
            let more = counted(number(left - SAID), "other", "others");
            moved.push(format!("And {more}; they are all below."));
        }
        Self {
            // Those that are left are not the whole list any more.
            every: None,
            moved,
            left,
            done,
            ..self
        }
    }
}

fn choice(load: &Load) -> Choice {
    Choice {
        value: load.tutor.0.to_string(),
        label: loads::to_choose(load),
    }
}

impl Row {
    fn of(paper: Paper, times: &Times) -> Self {
        let reference = paper.number.to_string();
        Self {
            meta: format!(
                "{reference} · {} · {}",
                paper.student.name,
                length(paper.words)
            ),
            state: paper.state.as_str(),
            state_label: staff_state(paper.state),
            promised: Promised::of(&paper, times),
            tutor: paper
                .tutor
                .map_or_else(|| "Nobody".to_owned(), |tutor| tutor.name),
            title: paper.title,
            reference,
        }
    }
}
