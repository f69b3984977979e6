//! The pages on which a centre writes its letters itself: the list, and one letter beside its sample.

use serde::Serialize;

use super::letters::Written;
use super::wording::{Variable, is_a_list, variables};
use super::{Page, Times, deliveries};
use crate::outbox::Letter;
use crate::outbox::own::{OwnLetter, OwnWords};

/// Told after a letter was saved.
pub const SAVED: &str = "The letter is saved. It holds for every mail that is written from now on.";
/// Told after the house's words came back.
pub const RESTORED: &str =
    "The letter is the house’s again. Your words stand in the history of the settings.";
/// Told after a sample was sent.
pub const SENT: &str = "The sample is on its way to you; its delivery is under Mail.";
/// Told where no mail server is set.
pub const KEPT: &str = "No mail server is set, so the sample is kept under Mail.";

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    by: Option<String>,
    when: String,
    iso: String,
}

/// Every letter that a centre may write itself.
#[derive(Serialize)]
pub struct OwnLettersPage {
    rows: Vec<Row>,
}

/// What a letter is called, without marks around it.
#[must_use]
pub fn called(letter: Letter) -> String {
    let name = deliveries::letter(letter);
    name.trim_matches(['\u{201c}', '\u{201d}']).to_owned()
}

impl OwnLettersPage {
    /// From the letters that are the centre's own.
    #[must_use]
    pub fn of(own: &[OwnLetter], times: &Times) -> Self {
        let row = |letter: &Letter| {
            let changed = own.iter().find(|one| one.letter == *letter);
            let at = changed.map(|one| one.changed_at);
            Row {
                href: format!("/settings/letters/{}", letter.as_str()),
                name: called(*letter),
                by: changed.map(|one| {
                    one.by
                        .clone()
                        .unwrap_or_else(|| "The command line".to_owned())
                }),
                when: at.map(|at| times.clock(at)).unwrap_or_default(),
                iso: at.map(|at| times.iso(at)).unwrap_or_default(),
            }
        };
        Self {
            rows: Letter::ALL.iter().map(row).collect(),
        }
    }
}

impl Page for OwnLettersPage {
    const TEMPLATE: &'static str = "settings/letters.html";

    fn title(&self) -> String {
        "Letters".to_owned()
    }
}

/// A letter as its sample shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
}

impl From<Written> for Sample {
    fn from(written: Written) -> Self {
        Self {
            subject: written.subject,
            text: written.text,
        }
    }
}

/// One letter, to be written.
#[derive(Serialize)]
pub struct OwnLetterPage {
    base: String,
    name: String,
    is_own: bool,
    subject: String,
    body: String,
    variables: Vec<Variable>,
    stays: Option<&'static str>,
    sample: Option<Sample>,
    done: &'static str,
}

impl OwnLetterPage {
    /// A letter with these words in the form; whether they are the centre's own, and the sample they give.
    #[must_use]
    pub fn of((letter, is_own): (Letter, bool), words: OwnWords, sample: Option<Sample>) -> Self {
        Self {
            base: format!("/settings/letters/{}", letter.as_str()),
            name: called(letter),
            is_own,
            subject: words.subject,
            body: words.body,
            variables: variables(letter),
            stays: stays(letter),
            sample,
            done: "",
        }
    }

    /// The same with a word on what was done.
    #[must_use]
    pub fn saying(self, done: &'static str) -> Self {
        Self { done, ..self }
    }
}

/// What stands under the words beside links, whatever they say.
const fn stays(letter: Letter) -> Option<&'static str> {
    match letter {
        Letter::SignInCode => Some(
            "The code must stand in it. The link, and that nobody will ask for the code, always stand under your words.",
        ),
        Letter::FeedbackCopy => Some(
            "Where students may have their feedback word for word, it stands under your words.",
        ),
        _ if is_a_list(letter) => {
            Some("What it tells of stands under your words, each with its link.")
        }
        _ => None,
    }
}

impl Page for OwnLetterPage {
    const TEMPLATE: &'static str = "settings/own_letter.html";

    fn title(&self) -> String {
        format!("Letter: {}", self.name)
    }
}
