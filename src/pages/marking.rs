//! The marking page: what the student wants, the text with its notes, and what its tutor can do with it.

use serde::Serialize;

use super::earlier::{Earlier, EarlierFacts};
use super::galley::Galley;
use super::in_hand::{Gone, noted};
use super::intake::{Intake, Progress};
use super::margin::Margin;
use super::note_form::NoteForm;
use super::noted::{Noted, label};
use super::notes::Mode;
use super::words::counted;
use super::{Choice, Page, Times};
use crate::centre::Ways;
use crate::clock::Moment;
use crate::drafts::Draft;
use crate::drafts::reading::ReadingText;
use crate::feedback::effort::Pace;
use crate::feedback::margin::Loose;
use crate::feedback::pieces::{Before, Kind};
use crate::feedback::second::Reading;
use crate::feedback::{Letter, Piece};
use crate::papers::Paper;

/// Why a tutor cannot do a paper; they may say more.
pub const REASONS: [&str; 5] = [
    "I know the student well",
    "It is not my subject",
    "I cannot do it before the promise",
    "I am ill or away",
    "Something else",
];

/// The facts behind the page, all from one moment.
pub struct Sheet {
    /// The paper.
    pub paper: Paper,
    /// Its newest draft.
    pub draft: Draft,
    /// What we could read in it.
    pub text: Option<ReadingText>,
    /// What its student answered to the centre's own questions.
    pub answers: Vec<(String, String)>,
    /// What its student was asked and has not answered.
    pub asked: Option<String>,
    /// The notes on it, also those taken away.
    pub notes: Vec<Piece>,
    /// What they said before.
    pub versions: Vec<Before>,
    /// Comments out of Word files that have no place yet.
    pub loose: Vec<Loose>,
    /// When anything was saved last.
    pub saved_at: Option<Moment>,
    /// What was returned on this draft, where it was.
    pub returned: Option<Letter>,
    /// The newest reading of it by a second reader.
    pub second: Option<Reading>,
    /// Until when the claim is good.
    pub lease: Option<Moment>,
    /// Its tutor's own pace.
    pub pace: Pace,
    /// Earlier drafts with what was returned on them.
    pub earlier: Vec<EarlierFacts>,
    /// How this centre marks.
    pub ways: Ways,
}

/// What a tutor typed on the page.
#[derive(Default, Serialize)]
pub struct Typed {
    /// What to ask the student.
    pub question: String,
    /// Why it is handed back: one of the reasons.
    pub because: String,
    /// And in their own words.
    pub reason: String,
}

impl Typed {
    /// All that was typed.
    #[must_use]
    pub fn into_words(self) -> String {
        [self.question, self.reason].concat()
    }
}

/// The page.
#[derive(Serialize)]
pub struct MarkingPage {
    reference: String,
    base: String,
    paper_title: String,
    #[serde(flatten)]
    intake: Intake,
    #[serde(flatten)]
    progress: Progress,
    galley: Galley,
    counts: String,
    nudges: Vec<&'static str>,
    gone: Vec<Gone>,
    margin: Margin,
    deleted: Option<Gone>,
    earlier: Vec<Earlier>,
    form: NoteForm,
    kinds: Vec<Choice>,
    reasons: Vec<Choice>,
    typed: Typed,
}

impl Page for MarkingPage {
    const TEMPLATE: &'static str = "desk/marking.html";

    fn title(&self) -> String {
        format!("{} {}", self.reference, self.paper_title)
    }
}

impl MarkingPage {
    /// The page from its facts.
    #[must_use]
    pub fn of(sheet: Sheet, times: &Times) -> Self {
        let (notes, gone) = noted(&sheet.notes, &sheet.versions, &sheet.ways, times);
        let reference = sheet.paper.number.to_string();
        let base = format!("/desk/{reference}");
        let progress = Progress::of(&sheet, times);
        let mode = if progress.writes {
            Mode::Mark
        } else {
            Mode::Show
        };
        Self {
            intake: Intake::of(
                (&sheet.paper, &sheet.draft),
                (sheet.asked.as_ref(), &sheet.answers),
                (sheet.pace, times),
            ),
            progress,
            counts: counts(&notes, &sheet.ways),
            nudges: nudges(&notes),
            margin: Margin::of(&sheet.loose, &sheet.ways),
            form: NoteForm::blank(&reference, &sheet.ways),
            kinds: kinds(&sheet.ways),
            reasons: reasons(),
            earlier: sheet
                .earlier
                .into_iter()
                .map(|facts| Earlier::of(facts, sheet.text.as_ref(), &sheet.ways, times))
                .collect(),
            galley: Galley::of(&sheet.text.unwrap_or_default(), notes, (mode, &base)),
            typed: Typed::default(),
            deleted: None,
            gone,
            base,
            reference,
            paper_title: sheet.paper.title,
        }
    }

    /// The same page with what was typed on it.
    #[must_use]
    pub fn with(self, typed: Typed) -> Self {
        Self { typed, ..self }
    }

    /// The same page that offers to put back the note that was just taken away.
    #[must_use]
    pub fn after_deleting(mut self, id: Option<i64>) -> Self {
        self.deleted = self.gone.iter().find(|gone| Some(gone.id) == id).cloned();
        self
    }
}

fn reasons() -> Vec<Choice> {
    Choice::all(&REASONS.map(|reason| (reason, reason)))
}

/// The kinds of note with the centre's words for them.
#[must_use]
pub fn kinds(ways: &Ways) -> Vec<Choice> {
    let all = Kind::NOTES.iter().map(|kind| Choice {
        value: kind.as_str().to_owned(),
        label: label(*kind, &ways.kinds),
    });
    all.collect()
}

/// "4 notes: 1 big picture, 3 question".
#[must_use]
pub fn counts(notes: &[Noted], ways: &Ways) -> String {
    if notes.is_empty() {
        return "No notes yet".to_owned();
    }
    let many = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let each = Kind::NOTES.iter().filter_map(|kind| {
        let n = notes
            .iter()
            .filter(|note| note.kind == kind.as_str())
            .count();
        (n > 0).then(|| format!("{n} {}", label(*kind, &ways.kinds).to_lowercase()))
    });
    let each: Vec<String> = each.collect();
    format!(
        "{}: {}",
        counted(many(notes.len()), "note", "notes"),
        each.join(", ")
    )
}

/// So many notes on sentences are better said once.
const MANY_SENTENCES: usize = 8;

/// Gentle remarks that stop nobody.
#[must_use]
pub fn nudges(notes: &[Noted]) -> Vec<&'static str> {
    let count = |kind: Kind| {
        notes
            .iter()
            .filter(|note| note.kind == kind.as_str())
            .count()
    };
    let mut nudges = Vec::new();
    if !notes.is_empty() && count(Kind::Well) == 0 {
        nudges.push("No note yet on what works.");
    }
    if count(Kind::Sentence) >= MANY_SENTENCES {
        nudges.push("Many notes on single sentences. Would one note on the pattern do?");
    }
    nudges
}
