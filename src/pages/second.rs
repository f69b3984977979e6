//! What a second reader has before them: the list of what waits, and one letter with its notes as the student would see it.

use serde::Serialize;

use super::galley::Galley;
use super::html::Html;
use super::in_hand::noted;
use super::marking::counts;
use super::notes::Mode;
use super::promised::Promised;
use super::words::length;
use super::{Page, Times, lettering};
use crate::centre::Ways;
use crate::drafts::reading::ReadingText;
use crate::feedback::Ready;
use crate::feedback::second::{Just, Pile, Reading, Waits};
use crate::papers::{HIDDEN, PaperNumber};

/// Told after it was sent to a second reader.
#[must_use]
pub fn asked(number: PaperNumber) -> String {
    format!(
        "{number} is with a second reader, and they are told. You can take it back until somebody decides."
    )
}

/// Told after its tutor took it back.
#[must_use]
pub fn called_off(number: PaperNumber) -> String {
    format!("{number} is on your desk again.")
}

/// Told after a second reader released it.
#[must_use]
pub fn released(number: PaperNumber) -> String {
    format!(
        "{number} is released. Its student and its tutor get a mail in ten minutes; until then you can take it back."
    )
}

/// Told after a second reader gave it back.
#[must_use]
pub fn gave_back(number: PaperNumber) -> String {
    format!("{number} is with its tutor again, and they are told why.")
}

/// Told after a release was taken back.
#[must_use]
pub fn undone(number: PaperNumber) -> String {
    format!("{number} waits for a second reader again, and nobody was told.")
}

/// A page with what waits for its reader as a second reader.
#[derive(Serialize)]
pub struct WithPile<P> {
    #[serde(flatten)]
    page: P,
    second: Vec<Row>,
    released: Vec<Released>,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    title: String,
    meta: String,
    away: String,
    clock: String,
    iso: String,
    look: &'static str,
}

#[derive(Serialize)]
struct Released {
    reference: String,
    title: String,
    until: String,
}

impl<P: Page> Page for WithPile<P> {
    const TEMPLATE: &'static str = P::TEMPLATE;

    fn title(&self) -> String {
        self.page.title()
    }
}

impl<P: Page> WithPile<P> {
    /// A page and what waits; `blind`: students' names are hidden from whoever looks.
    #[must_use]
    pub fn of(page: P, pile: Pile, blind: bool, times: &Times) -> Self {
        let released = |just: Just| Released {
            reference: just.paper.to_string(),
            title: just.title,
            until: times.time(just.undo_until),
        };
        Self {
            page,
            second: pile
                .waiting
                .into_iter()
                .map(|waits| Row::of(waits, blind, times))
                .collect(),
            released: pile.released.into_iter().map(released).collect(),
        }
    }
}

impl Row {
    fn of(waits: Waits, blind: bool, times: &Times) -> Self {
        let promised = Promised::at(waits.promised_at, times);
        let student = if blind { HIDDEN } else { &waits.student };
        Self {
            reference: waits.paper.to_string(),
            meta: format!(
                "{} · {student} · {} · {} wrote, since {}",
                waits.paper,
                length(waits.words),
                waits.tutor,
                times.within(waits.asked_at)
            ),
            title: waits.title,
            away: promised.away,
            clock: promised.clock,
            iso: promised.iso,
            look: promised.look,
        }
    }
}

/// The facts behind one page.
pub struct Facts {
    /// What stands, as it would go out.
    pub ready: Ready,
    /// How it lies there.
    pub reading: Reading,
    /// What we could read in the draft.
    pub text: Option<ReadingText>,
    /// How this centre marks.
    pub ways: Ways,
}

/// One letter with its notes, before it goes out.
#[derive(Serialize)]
pub struct SecondPage {
    reference: String,
    base: String,
    paper_title: String,
    student: String,
    tutor: String,
    since: String,
    corrects: bool,
    question: String,
    concerns: Vec<String>,
    counts: String,
    letter: Html,
    galley: Galley,
    promised: String,
    words: String,
}

impl Page for SecondPage {
    const TEMPLATE: &'static str = "desk/second.html";

    fn title(&self) -> String {
        format!("Second reading of {}", self.reference)
    }
}

impl SecondPage {
    /// What stands in its tutor's hand, as its student would see it.
    #[must_use]
    pub fn of(facts: Facts, times: &Times) -> Self {
        let Facts {
            ready,
            reading,
            text,
            ways,
        } = facts;
        let (notes, _) = noted(&ready.notes, &[], &ways, times);
        let paper = ready.paper;
        let reference = paper.number.to_string();
        let base = format!("/desk/{reference}");
        Self {
            since: times.within(reading.asked_at),
            corrects: ready.version > 1,
            counts: counts(&notes, &ways),
            letter: lettering::words(&ready.letter),
            galley: Galley::of(&text.unwrap_or_default(), notes, (Mode::Show, &base)),
            promised: times.within(paper.promised_at),
            words: String::new(),
            tutor: paper.tutor.map(|tutor| tutor.name).unwrap_or_default(),
            base,
            reference,
            paper_title: paper.title,
            student: paper.student.name,
            question: paper.question,
            concerns: paper.concerns,
        }
    }

    /// The same with what was typed for its tutor.
    #[must_use]
    pub fn with(self, words: String) -> Self {
        Self { words, ..self }
    }
}
