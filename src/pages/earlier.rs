//! Earlier drafts beside a new one: what was returned on them, what the student planned, and where it stands now.

use serde::Serialize;

use super::html::Html;
use super::noted::{Noted, label, look};
use super::written::Written;
use super::{Times, lettering};
use crate::centre::Ways;
use crate::drafts::changes::{Fate, between};
use crate::drafts::reading::ReadingText;
use crate::feedback::again::Later;
use crate::feedback::plan::Item;
use crate::feedback::{Letter, Note};
use crate::papers::Wish;

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
    /// What its student had asked.
    pub asked: Option<Wish>,
    /// What its text said.
    pub text: Option<ReadingText>,
}

/// An earlier draft as the marking page shows it.
#[derive(Serialize)]
pub struct Earlier {
    n: u32,
    asked: String,
    wanted: Vec<String>,
    letter: Written,
    planned: String,
    notes: Vec<Old>,
    changes: Vec<Vec<Changed>>,
}

/// A note on an earlier draft.
#[derive(Serialize)]
struct Old {
    n: u32,
    look: &'static str,
    label: String,
    quote: String,
    words: Html,
    plan: &'static str,
    /// Where its words stand now: "now in ¶3", or that they are gone; and the way there.
    found: String,
    href: String,
}

/// Some words that stayed, came or went.
#[derive(Serialize)]
struct Changed {
    tag: &'static str,
    text: String,
}

impl Earlier {
    /// One earlier draft, seen from the newest text.
    #[must_use]
    pub fn of(
        facts: EarlierFacts,
        newest: Option<&ReadingText>,
        ways: &Ways,
        times: &Times,
    ) -> Self {
        let planned = |note: &Note| {
            facts
                .plan
                .iter()
                .find(|item| item.piece == Some(note.piece))
        };
        let later = newest.map(Later::of);
        let notes: Vec<Old> = facts
            .notes
            .iter()
            .map(|note| (note, found(note, later.as_ref(), newest)))
            .map(|(note, (found, href))| Old {
                found,
                href,
                n: note.n,
                look: look(note.kind),
                label: label(note.kind, &ways.kinds),
                quote: Noted::returned(note, &ways.kinds).quote,
                words: lettering::words(&note.words),
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
        let wish = facts.asked.unwrap_or_default();
        Self {
            n: facts.n,
            asked: wish.question,
            wanted: wish.concerns,
            planned: format!(
                "The student planned to act on {acts} of {} notes.",
                notes.len()
            ),
            changes: changes(facts.text.as_ref(), newest),
            letter: Written::of(&(facts.n, facts.letter), times),
            notes,
        }
    }
}

/// Where a note's words stand in the newest text, and the way there.
fn found(note: &Note, later: Option<&Later>, newest: Option<&ReadingText>) -> (String, String) {
    let (Some(place), Some(later), Some(text)) = (&note.place, later, newest) else {
        return (String::new(), String::new());
    };
    let Some(span) = later.find(place) else {
        return ("these words are gone or changed".to_owned(), String::new());
    };
    let after = text.paragraphs.iter().take_while(|p| p.start <= span.start);
    let n = after.count();
    (format!("now in ¶{n}"), format!("#p{n}"))
}

fn changes(old: Option<&ReadingText>, new: Option<&ReadingText>) -> Vec<Vec<Changed>> {
    let (Some(old), Some(new)) = (old, new) else {
        return Vec::new();
    };
    let shown = between(old, new).into_iter().map(|paragraph| {
        let words = paragraph.into_iter().map(|change| Changed {
            tag: match change.fate {
                Fate::Stayed => "",
                Fate::Came => "ins",
                Fate::Went => "del",
            },
            text: change.text,
        });
        words.collect()
    });
    shown.collect()
}
