//! Earlier drafts beside a new one: what was returned on them, what the student planned, and where it stands now.

use serde::Serialize;

use super::Times;
use super::noted::{Noted, label, look};
use super::written::Written;
use crate::centre::Ways;
use crate::drafts::reading::ReadingText;
use crate::feedback::lite::{self, Block};
use crate::feedback::plan::Item;
use crate::feedback::{Letter, Note};

/// What is known of an earlier draft.
pub struct EarlierFacts {
    /// Its number.
    pub n: u32,
    /// What was returned on it.
    pub letter: Letter,
    /// The notes that came with it.
    pub notes: Vec<Note>,
    /// What its student decided about the paper's notes.
    pub plan: Vec<Item>,
    /// What its text said.
    pub text: Option<ReadingText>,
}

/// An earlier draft as the marking page shows it.
#[derive(Serialize)]
pub struct Earlier {
    n: u32,
    letter: Written,
    planned: String,
    notes: Vec<Old>,
}

/// A note on an earlier draft.
#[derive(Serialize)]
struct Old {
    n: u32,
    look: &'static str,
    label: String,
    quote: String,
    blocks: Vec<Block>,
    plan: &'static str,
}

impl Earlier {
    /// One earlier draft, seen from the newest text.
    #[must_use]
    pub fn of(
        facts: EarlierFacts,
        _newest: Option<&ReadingText>,
        ways: &Ways,
        times: &Times,
    ) -> Self {
        let planned = |note: &Note| {
            facts
                .plan
                .iter()
                .find(|item| item.piece == Some(note.piece))
        };
        let notes: Vec<Old> = facts
            .notes
            .iter()
            .map(|note| Old {
                n: note.n,
                look: look(note.kind),
                label: label(note.kind, &ways.kinds),
                quote: Noted::returned(note, &ways.kinds).quote,
                blocks: lite::read(&note.words),
                plan: match planned(note) {
                    Some(item) if item.set_aside => "not this time",
                    Some(item) if item.done_at.is_some() => "planned, and ticked as done",
                    Some(_) => "planned",
                    None => "",
                },
            })
            .collect();
        let acts = notes
            .iter()
            .filter(|note| note.plan.starts_with("planned"))
            .count();
        Self {
            n: facts.n,
            planned: format!(
                "The student planned to act on {acts} of {} notes.",
                notes.len()
            ),
            letter: Written::of(&(facts.n, facts.letter), times),
            notes,
        }
    }
}
