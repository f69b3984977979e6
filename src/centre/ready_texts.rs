//! Ready words for sending a paper back kindly, in the centre's own voice.

use super::changes::{self, Change};
use super::rows;
use crate::db::Tx;
use crate::people::{Person, clean_name};
use crate::refusal::{Complaints, Outcome, Refusal};

pub use super::rows::all_ready_texts as all;

/// The most there may be.
const MOST: usize = 50;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyText {
    /// Its number.
    pub id: i64,
    /// When it fits.
    pub name: String,
    /// What the student reads.
    pub words: String,
}

/// Adds a text, or changes the one with this number.
///
/// # Errors
/// A refusal that names each field; `NotFound` where none has that number.
pub fn settle(
    tx: &Tx<'_>,
    by: &Person,
    id: Option<i64>,
    (name, words): (&str, &str),
) -> Outcome<()> {
    let all = all(tx)?;
    let known = id.map(|id| find(&all, id)).transpose()?;
    let (name, words) = (clean_name(name), words.trim().replace("\r\n", "\n"));
    let mut complaints = Complaints::default();
    if !(1..=100).contains(&name.chars().count()) {
        complaints.add("text_name", "Enter when it fits, up to 100 letters");
    }
    if all.iter().any(|one| one.name == name && Some(one.id) != id) {
        complaints.add("text_name", "There is already a text with this name");
    }
    if known.is_none() && all.len() >= MOST {
        complaints.add("text_name", "There are 50 texts, and no more fit here");
    }
    if !(1..=4000).contains(&words.chars().count()) {
        complaints.add("words", "Write what the student reads, up to 4,000 letters");
    }
    complaints.settle()?;
    let was = known.map_or_else(String::new, in_words);
    match known {
        Some(known) => rows::set_ready_text(tx, known.id, &name, &words)?,
        None => rows::insert_ready_text(tx, &name, &words)?,
    }
    let change = Change {
        what: "Ready text".to_owned(),
        was,
        became: format!("{name}: {words}"),
    };
    changes::note(tx, Some(by), &[change])
}

/// Takes a text away.
///
/// # Errors
/// `NotFound` where none has that number.
pub fn remove(tx: &Tx<'_>, by: &Person, id: i64) -> Outcome<()> {
    let all = all(tx)?;
    let known = find(&all, id)?;
    rows::delete_ready_text(tx, id)?;
    changes::note(
        tx,
        Some(by),
        &[Change::removed("Ready text", in_words(known))],
    )
}

fn find(all: &[ReadyText], id: i64) -> Result<&ReadyText, Refusal> {
    let found = all.iter().find(|one| one.id == id);
    found.ok_or_else(Refusal::not_found)
}

fn in_words(text: &ReadyText) -> String {
    format!("{}: {}", text.name, text.words)
}
