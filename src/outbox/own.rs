//! Letters in the centre's own words: what a coordinator wrote in place of the house's, and the way back to those.

use serde::{Deserialize, Serialize};

use super::rows::own as rows;
use super::sender::Sender;
use super::{DeliveryId, Letter, Recipient, Telling, facts};
use crate::centre::changes::{self, Change};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::Person;
use crate::refusal::{Complaints, Outcome, Refusal};

pub use super::rows::own::{all, find};

const LONGEST_SUBJECT: usize = 200;
const LONGEST_BODY: usize = 8000;

/// A letter's subject and body, with variables like `{paper}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWords {
    /// One line.
    pub subject: String,
    /// Paragraphs between empty lines.
    pub body: String,
}

/// A letter that a centre wrote itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLetter {
    /// Which.
    pub letter: Letter,
    /// When it was changed last.
    pub changed_at: Moment,
    /// By whom.
    pub by: Option<String>,
}

impl OwnWords {
    /// As somebody typed them.
    #[must_use]
    pub fn typed(subject: &str, body: &str) -> Self {
        let subject: Vec<&str> = subject.split_whitespace().collect();
        Self {
            subject: subject.join(" "),
            body: body.replace("\r\n", "\n").trim().to_owned(),
        }
    }

    /// Whether they fit.
    ///
    /// # Errors
    /// A refusal that names each field.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut complaints = Complaints::default();
        if !(1..=LONGEST_SUBJECT).contains(&self.subject.chars().count()) {
            complaints.add("subject", "Write a subject, up to 200 letters");
        }
        if !(1..=LONGEST_BODY).contains(&self.body.chars().count()) {
            complaints.add("body", "Write what the letter says, up to 8,000 letters");
        }
        complaints.settle()
    }
}

/// Writes a letter in the centre's own words; its history stays.
///
/// # Errors
/// A refusal that names each field.
pub fn settle(
    tx: &Tx<'_>,
    by: &Person,
    (letter, called): (Letter, &str),
    words: &OwnWords,
) -> Outcome<()> {
    words.check()?;
    let before = find(tx, letter)?;
    rows::upsert(tx, letter, words, Some(by.id).filter(|id| id.0 != 0))?;
    note(tx, by, called, (before, Some(words.clone())))
}

/// Goes back to the house's own words.
///
/// # Errors
/// When the database fails.
pub fn restore(tx: &Tx<'_>, by: &Person, (letter, called): (Letter, &str)) -> Outcome<()> {
    let before = find(tx, letter)?;
    rows::delete(tx, letter)?;
    note(tx, by, called, (before, None))
}

fn note(
    tx: &Tx<'_>,
    by: &Person,
    called: &str,
    (before, after): (Option<OwnWords>, Option<OwnWords>),
) -> Outcome<()> {
    let said = |words: Option<OwnWords>| match words {
        Some(words) => format!("{}\n\n{}", words.subject, words.body),
        None => "as the house writes it".to_owned(),
    };
    let change = Change {
        what: format!("Letter: {called}"),
        was: said(before),
        became: said(after),
    };
    changes::note(tx, Some(by), &[change])
}

/// Sends whoever asks a letter as it would be, with made-up facts and the words as they stand on their screen.
///
/// # Errors
/// When the database fails.
pub fn send_sample(
    tx: &Tx<'_>,
    to: &Person,
    letter: Letter,
    (mut sample, words): (serde_json::Value, &OwnWords),
) -> Outcome<DeliveryId> {
    if let Some(said) = sample.as_object_mut() {
        said.insert("own".to_owned(), serde_json::json!(words));
    }
    let telling = Telling {
        about: None,
        letter,
        facts: &facts(&sample)?,
        why: "They asked to see what this letter looks like",
        hold_until: None,
        expires: None,
    };
    // Whatever they chose about such letters, this one was asked for.
    Sender::that_asks_nobody(tx)?.promise(&telling, &Recipient::from(to), None)
}
