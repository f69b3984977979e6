//! Returned feedback as its student reads it: the letter first, then the text with its notes, and what they say back.

use serde::Serialize;

use super::galley::Galley;
use super::noted::{Noted, label, look};
use super::notes::Mode;
use super::written::Written;
use super::{Page, Times, standing};
use crate::centre::Ways;
use crate::clock::Moment;
use crate::drafts::Manuscript;
use crate::drafts::reading::ReadingText;
use crate::feedback::pieces::Kind;
use crate::feedback::plan::Item;
use crate::feedback::remarks::{Remark, RemarkKind, Survey};
use crate::feedback::{Letter, Note};
use crate::papers::{Paper, State};

/// What was returned, and what was said about it.
pub struct Returned {
    /// The number of its draft.
    pub draft: u32,
    /// What was handed in as that draft.
    pub manuscript: Manuscript,
    /// The version that is shown.
    pub letter: Letter,
    /// All versions, newest first.
    pub versions: Vec<Letter>,
    /// The notes of that version.
    pub notes: Vec<Note>,
    /// What was read in the draft.
    pub text: Option<ReadingText>,
    /// When its student first opened it.
    pub opened: Option<Moment>,
    /// What its student said back.
    pub remarks: Vec<Remark>,
    /// What they answered to our two questions.
    pub survey: Option<Survey>,
}

/// The facts behind the page.
pub struct Facts {
    /// The paper.
    pub paper: Paper,
    /// What was returned on the newest draft that was.
    pub returned: Option<Returned>,
    /// Since when a tutor has it.
    pub since: Option<Moment>,
    /// Whether it was taken back to mend something.
    pub mended: bool,
    /// What the student decided.
    pub plan: Vec<Item>,
    /// How this centre marks.
    pub ways: Ways,
}

/// Who looks, and at what.
#[derive(Clone, Copy, Default)]
pub struct View<'a> {
    /// It is their own paper.
    pub writes: bool,
    /// They wrote the feedback.
    pub wrote_it: bool,
    /// The kinds they want to see; none: all.
    pub kinds: &'a [Kind],
    /// Only the text.
    pub bare: bool,
}

/// A kind of note, how many there are, and whether it is shown.
#[derive(Serialize)]
struct Focus {
    value: &'static str,
    label: String,
    look: &'static str,
    count: usize,
    on: bool,
}

/// An earlier or later version.
#[derive(Serialize)]
struct Version {
    n: u32,
    when: String,
    current: bool,
}

#[derive(Serialize)]
struct Said {
    words: String,
    when: String,
    answer: Option<String>,
}

/// The feedback, or where the paper stands as long as there is none.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that this person may see or do here"
)]
#[derive(Serialize)]
pub struct FeedbackPage {
    reference: String,
    base: String,
    paper: String,
    student: String,
    writes: bool,
    wrote_it: bool,
    letter: Option<Written>,
    versions: Vec<Version>,
    focus: Vec<Focus>,
    bare: bool,
    galley: Galley,
    shown: Vec<u32>,
    planned: usize,
    read: String,
    undo: String,
    thanks: Option<Said>,
    question: Option<Said>,
    helped: u32,
    survey_words: String,
    next_draft: bool,
    sentence: String,
    answer: bool,
    typed: String,
}

impl Page for FeedbackPage {
    const TEMPLATE: &'static str = "papers/feedback.html";

    fn title(&self) -> String {
        let what = if self.letter.is_some() {
            "Feedback on"
        } else {
            "No feedback yet on"
        };
        format!("{what} {}", self.paper)
    }
}

impl FeedbackPage {
    /// What was returned last, for the one who wrote the paper or for staff.
    #[must_use]
    pub fn of(facts: Facts, view: View<'_>, times: &Times) -> Self {
        let page = Self::around(&facts, view, times);
        let Some(returned) = facts.returned else {
            return page;
        };
        let remark = |kind: RemarkKind| {
            let said = returned.remarks.iter().find(|said| said.kind == kind)?;
            Some(Said {
                words: said.words.clone(),
                when: times.within(said.at),
                answer: said.answer.clone(),
            })
        };
        let notes = notes(&returned.notes, view, (&facts.ways, &facts.plan));
        let shown: Vec<u32> = notes.iter().map(|note| note.n).collect();
        let mode = if view.writes { Mode::Read } else { Mode::Show };
        let undoable = !times.is_past(returned.letter.undo_until);
        Self {
            focus: focus(&returned.notes, view.kinds, &facts.ways),
            versions: versions(&returned, times),
            read: returned
                .opened
                .map(|at| times.within(at))
                .unwrap_or_default(),
            undo: if undoable {
                times.time(returned.letter.undo_until)
            } else {
                String::new()
            },
            thanks: remark(RemarkKind::Thanks),
            question: remark(RemarkKind::Question),
            helped: returned.survey.as_ref().map_or(0, |survey| survey.helped),
            survey_words: returned
                .survey
                .map(|survey| survey.words)
                .unwrap_or_default(),
            letter: Some(Written::of(&(returned.draft, returned.letter), times)),
            galley: Galley::of(
                &returned.text.unwrap_or_default(),
                notes,
                (mode, &page.base),
            ),
            shown,
            ..page
        }
    }

    fn around(facts: &Facts, view: View<'_>, times: &Times) -> Self {
        let paper = &facts.paper;
        let reference = paper.number.to_string();
        let in_plan = |item: &&Item| !item.set_aside;
        Self {
            base: format!("/papers/{reference}"),
            paper: paper.title.clone(),
            student: paper.student.name.clone(),
            writes: view.writes,
            wrote_it: view.wrote_it,
            letter: None,
            versions: Vec::new(),
            focus: Vec::new(),
            bare: view.bare,
            galley: Galley::default(),
            shown: Vec::new(),
            planned: facts.plan.iter().filter(in_plan).count(),
            read: String::new(),
            undo: String::new(),
            thanks: None,
            question: None,
            helped: 0,
            survey_words: String::new(),
            next_draft: view.writes
                && paper.state == State::Returned
                && paper.draft < facts.ways.drafts,
            sentence: sentence(facts, view.writes, times),
            answer: view.writes && paper.state == State::NeedsInfo,
            typed: String::new(),
            reference,
        }
    }

    /// The same with what was typed in one of its forms.
    #[must_use]
    pub fn with(self, typed: String) -> Self {
        Self { typed, ..self }
    }
}

fn sentence(facts: &Facts, writes: bool, times: &Times) -> String {
    let paper = &facts.paper;
    if facts.mended && writes {
        return format!("{} is fixing something, back soon.", standing::tutor(paper));
    }
    if writes {
        standing::sentence(paper, facts.since, times)
    } else {
        paper.standing()
    }
}

/// The notes that are shown, each with what was decided about it and with the one behind it.
fn notes(all: &[Note], view: View<'_>, (ways, plan): (&Ways, &[Item])) -> Vec<Noted> {
    let is_shown =
        |note: &&Note| !view.bare && (view.kinds.is_empty() || view.kinds.contains(&note.kind));
    let shown = all.iter().filter(is_shown);
    let mut notes: Vec<Noted> = shown
        .map(|note| chosen(Noted::returned(note, &ways.kinds), plan))
        .collect();
    let next: Vec<u32> = notes.iter().skip(1).map(|note| note.n).collect();
    for (note, next) in notes.iter_mut().zip(next) {
        note.next = next;
    }
    notes
}

fn chosen(note: Noted, plan: &[Item]) -> Noted {
    let item = plan
        .iter()
        .find(|item| item.piece.is_some_and(|piece| piece.0 == note.id));
    let choice = match item {
        Some(item) if item.set_aside => "not_now",
        Some(_) => "plan",
        None => "",
    };
    Noted { choice, ..note }
}

fn focus(notes: &[Note], kinds: &[Kind], ways: &Ways) -> Vec<Focus> {
    let all = Kind::NOTES.iter().map(|kind| Focus {
        value: kind.as_str(),
        label: label(*kind, &ways.kinds),
        look: look(*kind),
        count: notes.iter().filter(|note| note.kind == *kind).count(),
        on: kinds.is_empty() || kinds.contains(kind),
    });
    all.filter(|focus| focus.count > 0).collect()
}

fn versions(returned: &Returned, times: &Times) -> Vec<Version> {
    if returned.versions.len() < 2 {
        return Vec::new();
    }
    let all = returned.versions.iter().map(|version| Version {
        n: version.version,
        when: times.within(version.returned_at),
        current: version.version == returned.letter.version,
    });
    all.collect()
}
