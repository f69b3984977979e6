//! One deed on several papers: which papers, what it needs, and what became of each.

use serde::Serialize;

use super::all_papers::address;
use super::promised::Promised;
use super::words::{counted, length, staff_state};
use super::{Choice, Page, Times, loads};
use crate::assignments::{Given, Load};
use crate::centre::ready_texts::ReadyText;
use crate::papers::{Paper, PaperNumber};

/// The deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They go to a tutor.
    Give,
    /// Their promises are extended.
    Extend,
    /// They go back without feedback.
    SendBack,
}

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
    /// The papers that were chosen.
    pub papers: Vec<Paper>,
    /// Those of them that a tutor has.
    pub held: Vec<PaperNumber>,
    /// Tutors, for giving.
    pub tutors: Vec<Load>,
    /// Ready texts, for sending back.
    pub ready: Vec<ReadyText>,
}

/// The page.
#[derive(Serialize)]
pub struct BulkPage {
    deed: &'static str,
    title: &'static str,
    under: String,
    back: String,
    list: String,
    rows: Vec<Row>,
    tutors: Vec<Choice>,
    ready: Vec<Choice>,
    is_held: bool,
    typed: Typed,
    moved: Vec<String>,
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

impl Deed {
    /// Its word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Extend => "extend",
            Self::SendBack => "send-back",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Give => "Give papers to a tutor",
            Self::Extend => "Extend the promise",
            Self::SendBack => "Send papers back",
        }
    }

    /// What became of papers, and whether it could be done with all of them.
    #[must_use]
    pub fn told(self, given: &[Given]) -> (bool, String) {
        let done = given
            .iter()
            .filter(|one| matches!(one, Given::Done(_)))
            .count();
        let says = match (self, done) {
            (_, 0) => "Nothing was changed.".to_owned(),
            (Self::Give, done) => format!(
                "{} given. What waited can be taken back for ten minutes.",
                are(done)
            ),
            (Self::Extend, done) => {
                format!("{} promised anew, and each student is told why.", are(done))
            }
            (Self::SendBack, done) => {
                format!("{} sent back, and each student is told why.", are(done))
            }
        };
        (done == given.len(), says)
    }
}

fn are(done: usize) -> String {
    let number = i64::try_from(done).unwrap_or(i64::MAX);
    counted(number, "paper is", "papers are")
}

impl BulkPage {
    /// The page of a deed on chosen papers, from the list of a search.
    #[must_use]
    pub fn of((deed, list): (Deed, String), chosen: Chosen, typed: Typed, times: &Times) -> Self {
        let many = i64::try_from(chosen.papers.len()).unwrap_or(i64::MAX);
        Self {
            deed: deed.word(),
            title: deed.title(),
            under: counted(many, "paper", "papers"),
            back: address(&list, None),
            list,
            is_held: !chosen.held.is_empty(),
            rows: chosen
                .papers
                .into_iter()
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
        Self {
            moved: given.iter().filter_map(says).collect(),
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
