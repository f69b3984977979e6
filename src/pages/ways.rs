//! How the centre marks, as its form shows it.

use serde::Serialize;

use super::Choice;
use crate::centre::{Giving, SecondReader, Ways};

/// Told after it was saved.
pub const WAYS_SAVED: &str = "How you mark is saved.";

/// The form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WaysForm {
    /// The centre's words for the kinds of note.
    pub big: String,
    /// Working well.
    pub well: String,
    /// A question.
    pub question: String,
    /// Sentence level.
    pub sentence: String,
    /// The letter's parts, a line each.
    pub hints: String,
    /// Who brings papers and tutors together.
    pub giving: String,
    /// What could be chosen there.
    pub givings: Vec<Choice>,
    /// Whether names are hidden from tutors.
    pub blind: bool,
    /// How many drafts of a paper are read.
    pub drafts: String,
    /// Whose returns a second reader looks at first.
    pub second_reader: String,
    /// Whether feedback may travel by mail.
    pub letters_by_mail: bool,
    /// Whether students may answer by mail.
    pub replies_by_mail: bool,
}

/// Whose returns a second reader may look at first, as the form offers it.
#[must_use]
pub fn second_readers() -> Vec<Choice> {
    let label = |whose| match whose {
        SecondReader::Nobody => "Nobody’s: tutors return by themselves",
        SecondReader::Some => "New tutors’: those of whom a coordinator says so under People",
        SecondReader::All => "All tutors’",
    };
    let all = SecondReader::ALL.iter().map(|whose| Choice {
        value: whose.as_str().to_owned(),
        label: label(*whose).to_owned(),
    });
    all.collect()
}

/// The ways in which a paper finds its tutor, in words.
#[must_use]
pub fn givings() -> Vec<Choice> {
    Choice::all(&[
        (
            "both",
            "Coordinators give papers to tutors, and tutors may take some themselves",
        ),
        (
            "claimed",
            "Tutors take papers themselves; nobody gives them out",
        ),
        (
            "assigned",
            "Coordinators give papers to tutors; nobody takes one",
        ),
    ])
}

impl From<&Ways> for WaysForm {
    fn from(ways: &Ways) -> Self {
        let [big, well, question, sentence] = ways.kinds.clone();
        Self {
            big,
            well,
            question,
            sentence,
            hints: ways.hints.clone(),
            giving: ways.giving.as_str().to_owned(),
            givings: givings(),
            blind: ways.blind,
            drafts: ways.drafts.to_string(),
            second_reader: ways.second_reader.as_str().to_owned(),
            letters_by_mail: ways.letters_by_mail,
            replies_by_mail: ways.replies_by_mail,
        }
    }
}

impl WaysForm {
    /// What was typed; a number that is none is 0, which is refused at its field.
    #[must_use]
    pub fn read(&self) -> Ways {
        Ways {
            kinds: [
                self.big.clone(),
                self.well.clone(),
                self.question.clone(),
                self.sentence.clone(),
            ],
            hints: self.hints.clone(),
            giving: Giving::parse(&self.giving).unwrap_or(Giving::Both),
            blind: self.blind,
            drafts: self.drafts.trim().parse().unwrap_or(0),
            second_reader: SecondReader::parse(&self.second_reader).unwrap_or(SecondReader::Nobody),
            letters_by_mail: self.letters_by_mail,
            replies_by_mail: self.replies_by_mail,
        }
    }
}
