//! The letter to a student, and the last look before it goes.

use serde::Serialize;
use uuid::Uuid;

use super::galley::Galley;
use super::html::Html;
use super::in_hand::{asides, noted};
use super::marking::{counts, nudges};
use super::noted::{Aside, label};
use super::notes::Mode;
use super::words::one_line;
use super::{Page, Times, lettering};
use crate::centre::Ways;
use crate::clock::Moment;
use crate::drafts::reading::ReadingText;
use crate::feedback::lite;
use crate::feedback::pieces::{Before, Kind};
use crate::feedback::{Piece, Ready};
use crate::papers::{Paper, State};

/// The facts behind the page.
pub struct Desk {
    /// The paper.
    pub paper: Paper,
    /// The letter as far as it is written.
    pub letter: Option<Piece>,
    /// The notes that stand.
    pub notes: Vec<Piece>,
    /// What the letter said before.
    pub versions: Vec<Before>,
    /// How this centre marks.
    pub ways: Ways,
}

/// A part of a letter, and what belongs there.
#[derive(Serialize)]
struct Hint {
    part: String,
    says: String,
}

/// The page of the letter.
#[derive(Serialize)]
pub struct LetterPage {
    reference: String,
    base: String,
    paper_title: String,
    student: String,
    question: String,
    corrects: bool,
    hints: Vec<Hint>,
    starters: Vec<String>,
    counts: String,
    nudges: Vec<&'static str>,
    piece: String,
    version: u32,
    sitting: String,
    letter: String,
    saved: String,
    asides: Vec<Aside>,
    before: Vec<Aside>,
    other: String,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "desk/letter.html";

    fn title(&self) -> String {
        format!("Letter to {}, {}", self.student, self.reference)
    }
}

impl LetterPage {
    /// The letter as it stands.
    #[must_use]
    pub fn of(desk: Desk, times: &Times) -> Self {
        let (notes, _) = noted(&desk.notes, &[], &desk.ways, times);
        let letter = desk.letter;
        let words = letter
            .as_ref()
            .map_or_else(String::new, |letter| letter.words.clone());
        let own = || {
            let id = letter.as_ref().map(|letter| letter.id);
            desk.versions
                .iter()
                .filter(move |version| Some(version.piece) == id)
        };
        let reference = desk.paper.number.to_string();
        Self {
            base: format!("/desk/{reference}"),
            corrects: desk.paper.state == State::Returned,
            hints: hints(&desk.ways),
            starters: starters(&desk.notes),
            counts: counts(&notes, &desk.ways),
            nudges: all_nudges(nudges(&notes), &words),
            piece: letter
                .as_ref()
                .map_or_else(String::new, |letter| letter.id.0.to_string()),
            version: letter.as_ref().map_or(0, |letter| letter.version),
            sitting: Uuid::now_v7().simple().to_string(),
            saved: letter
                .as_ref()
                .map_or_else(String::new, |letter| times.time(letter.updated_at)),
            asides: asides(own().filter(|version| version.aside), times),
            before: asides(own().filter(|version| !version.aside), times),
            other: String::new(),
            letter: words,
            reference,
            paper_title: desk.paper.title,
            student: desk.paper.student.name,
            question: desk.paper.question,
        }
    }

    /// The same with what was typed, and what another window saved meanwhile.
    #[must_use]
    pub fn with(self, typed: String, other: Option<String>) -> Self {
        Self {
            letter: typed,
            other: other.unwrap_or_default(),
            ..self
        }
    }
}

fn hints(ways: &Ways) -> Vec<Hint> {
    let lines = ways.hints.lines().filter(|line| !line.trim().is_empty());
    let hint = |line: &str| {
        let (part, says) = line.split_once(':').unwrap_or((line, ""));
        Hint {
            part: part.trim().to_owned(),
            says: says.trim().to_owned(),
        }
    };
    lines.map(hint).collect()
}

/// The notes on the big picture as the beginnings of a letter's items.
#[must_use]
pub fn starters(notes: &[Piece]) -> Vec<String> {
    let big = notes
        .iter()
        .filter(|note| note.kind == Kind::Big && !note.deleted);
    big.map(|note| one_line(&lite::plain(&note.words), 400))
        .collect()
}

fn all_nudges(mut nudges: Vec<&'static str>, letter: &str) -> Vec<&'static str> {
    let lower = letter.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    if words().any(|word| matches!(word, "grade" | "grades" | "graded" | "gpa")) {
        nudges.push("Your letter mentions a grade. We never predict one.");
    }
    nudges
}

/// The facts behind the last look.
pub struct Check {
    /// What stands.
    pub ready: Ready,
    /// What we could read in the draft.
    pub text: ReadingText,
    /// How this centre marks.
    pub ways: Ways,
    /// Whether a second reader looks at it before it goes out.
    pub second: bool,
    /// Since when it lies with one.
    pub lies_since: Option<Moment>,
}

/// The last look: exactly what the student will see.
#[derive(Serialize)]
pub struct CheckPage {
    reference: String,
    base: String,
    paper_title: String,
    student: String,
    corrects: bool,
    same: bool,
    second: bool,
    lies_since: String,
    edition: String,
    minutes: String,
    counts: String,
    nudges: Vec<&'static str>,
    letter: Html,
    kinds: Vec<String>,
    galley: Galley,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "desk/return.html";

    fn title(&self) -> String {
        format!("Return {}", self.reference)
    }
}

impl CheckPage {
    /// What stands in hand, as its student will see it.
    #[must_use]
    pub fn of(check: Check, times: &Times) -> Self {
        let (ready, ways) = (check.ready, &check.ways);
        let (notes, _) = noted(&ready.notes, &[], ways, times);
        let since = check.lies_since.map(|since| times.within(since));
        let reference = ready.paper.number.to_string();
        let base = format!("/desk/{reference}");
        Self {
            corrects: ready.version > 1,
            same: ready.same,
            counts: counts(&notes, ways),
            nudges: all_nudges(nudges(&notes), &ready.letter),
            letter: lettering::words(&ready.letter),
            kinds: Kind::NOTES
                .iter()
                .map(|kind| label(*kind, &ways.kinds))
                .collect(),
            galley: Galley::of(&check.text, notes, (Mode::Show, &base)),
            second: check.second,
            lies_since: since.unwrap_or_default(),
            edition: ready.edition,
            minutes: String::new(),
            base,
            reference,
            paper_title: ready.paper.title,
            student: ready.paper.student.name,
        }
    }

    /// The same with what was typed for the minutes it took.
    #[must_use]
    pub fn with(self, minutes: String) -> Self {
        Self { minutes, ..self }
    }
}
