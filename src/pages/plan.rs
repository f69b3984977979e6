//! A student's plan: what to do with the notes, in their own order.

use serde::Serialize;

use super::noted::{Noted, label, look};
use super::{Page, Times};
use crate::centre::Ways;
use crate::feedback::lite;
use crate::feedback::plan::Item;
use crate::feedback::{Kind, Letter, Note};
use crate::papers::{Paper, State};

/// The facts behind the page.
pub struct Facts {
    /// The paper.
    pub paper: Paper,
    /// All that its student decided.
    pub plan: Vec<Item>,
    /// The notes that were returned on any draft, with the number of the draft.
    pub notes: Vec<(u32, Note)>,
    /// The letter that was returned last.
    pub letter: Option<Letter>,
    /// How this centre marks.
    pub ways: Ways,
}

#[derive(Serialize)]
struct Shown {
    id: i64,
    piece: i64,
    says: String,
    look: &'static str,
    label: String,
    quote: String,
    href: String,
    done: bool,
    first: bool,
    last: bool,
}

/// The page.
#[derive(Serialize)]
pub struct PlanPage {
    reference: String,
    base: String,
    paper: String,
    items: Vec<Shown>,
    aside: Vec<Shown>,
    done: usize,
    due: String,
    reminds: bool,
    next_draft: bool,
    typed: String,
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "papers/plan.html";

    fn title(&self) -> String {
        format!("My plan for {}", self.paper)
    }
}

impl PlanPage {
    /// The plan as it stands.
    #[must_use]
    pub fn of(facts: &Facts, times: &Times) -> Self {
        let (aside, plan): (Vec<&Item>, Vec<&Item>) =
            facts.plan.iter().partition(|item| item.set_aside);
        let mut items: Vec<Shown> = plan.iter().map(|item| shown(item, facts)).collect();
        if let Some(first) = items.first_mut() {
            first.first = true;
        }
        if let Some(last) = items.last_mut() {
            last.last = true;
        }
        let paper = &facts.paper;
        let reference = paper.number.to_string();
        Self {
            base: format!("/papers/{reference}"),
            done: items.iter().filter(|item| item.done).count(),
            aside: aside.iter().map(|item| shown(item, facts)).collect(),
            due: paper
                .due_on
                .as_deref()
                .map(|due| times.date(due))
                .unwrap_or_default(),
            reminds: paper
                .due_on
                .as_deref()
                .is_some_and(|due| due >= times.day(times.now()).as_str()),
            next_draft: paper.state == State::Returned && paper.draft < facts.ways.drafts,
            items,
            typed: String::new(),
            paper: paper.title.clone(),
            reference,
        }
    }

    /// The same with what was typed for an item.
    #[must_use]
    pub fn with(self, typed: String) -> Self {
        Self { typed, ..self }
    }
}

fn shown(item: &Item, facts: &Facts) -> Shown {
    let found = facts
        .notes
        .iter()
        .rev()
        .find(|(_, note)| Some(note.piece) == item.piece);
    let kind = found.map_or(Kind::Letter, |(_, note)| note.kind);
    let newest = facts.paper.draft;
    let href = found
        .filter(|(draft, _)| *draft == newest)
        .map(|(_, note)| format!("/papers/{}/feedback#c{}", facts.paper.number, note.n));
    Shown {
        id: item.id.0,
        piece: item.piece.map_or(0, |piece| piece.0),
        says: lite::plain(&item.words),
        look: look(kind),
        label: if item.piece.is_none() {
            "My own".to_owned()
        } else {
            label(kind, &facts.ways.kinds)
        },
        quote: found.map_or_else(String::new, |(_, note)| {
            Noted::returned(note, &facts.ways.kinds).quote
        }),
        href: href.unwrap_or_default(),
        done: item.done_at.is_some(),
        first: false,
        last: false,
    }
}
