//! The paper's own page, for whoever may see it: facts, text, story, letter, and what is possible now.

use serde::Serialize;

use super::opened::Opened;
use super::paper_acts::{self, Act};
use super::paper_facts::facts;
use super::reading::{Numbered, numbered};
use super::replied::{Replied, replied};
use super::story::{self, Behind, Told};
use super::suppressed::sentence;
use super::versions::{Version, version};
use super::written::Written;
use super::{Choice, Page, Times, loads, standing, words};
use crate::assignments::Load;
use crate::audit::Seen;
use crate::centre::ready_texts::ReadyText;
use crate::clock::Moment;
use crate::drafts::reading::ReadingText;
use crate::drafts::{Draft, Manuscript};
use crate::events::Happened;
use crate::feedback::Letter;
use crate::outbox::Suppression;
use crate::outbox::subscriptions::OnPaper;
use crate::papers::replies::Reply;
use crate::papers::{Named, Paper, Possible, possible};
use crate::people::Person;

/// What is missing where a file should be put in place of another.
pub const NO_FILE: &str = "Select the file that should stand in its place";

/// All that was looked up about one paper.
pub struct Looked {
    /// The paper.
    pub paper: Paper,
    /// Its drafts, oldest first.
    pub drafts: Vec<Draft>,
    /// The newest draft's text, where we could read it.
    pub text: Option<ReadingText>,
    /// The newest letter, and the draft it is on.
    pub letter: Option<(u32, Letter)>,
    /// Who asked, and what.
    pub question: Option<(String, String)>,
    /// What its student answered to the centre's own questions.
    pub answers: Vec<(String, String)>,
    /// Ready words for sending it back, for those who may.
    pub ready_texts: Vec<ReadyText>,
    /// Since when its tutor has it.
    pub since: Option<Moment>,
    /// Its events, oldest first.
    pub events: Vec<Happened>,
    /// Who opened it beside its student, the newest first, for those who may know: up to one more than is shown.
    pub seen: Vec<Seen>,
    /// Who could take it over, for those who decide that.
    pub tutors: Vec<Load>,
    /// What its student answered by mail.
    pub replies: Vec<Reply>,
    /// Why mail does not reach its student, for those who see behind.
    pub unreached: Option<Suppression>,
    /// Whom its events were told to, for the same people.
    pub behind: Behind,
    /// What this person chose about their mail on it.
    pub mail: OnPaper,
}

/// What was typed into the page's forms, to be shown again.
#[derive(Default, Serialize)]
struct Typed {
    answer: String,
    question: String,
    send_back: String,
    hand_back: String,
    take_over: String,
}

/// The page.
#[derive(Serialize)]
pub struct PaperPage {
    reference: String,
    paper: String,
    over: String,
    under: String,
    state: &'static str,
    label: String,
    writes: bool,
    possible: Possible,
    facts: Vec<(&'static str, String)>,
    concerns: Vec<String>,
    question: Vec<String>,
    answers: Vec<(String, String)>,
    ready: Vec<Choice>,
    drafts: Vec<Version>,
    flags: Vec<&'static str>,
    paragraphs: Vec<Numbered>,
    unread: Option<String>,
    letter: Option<Written>,
    asked: Option<Asked>,
    events: Vec<Told>,
    replies: Vec<Replied>,
    unreached: Option<String>,
    opened: Option<Opened>,
    tutors: Vec<Choice>,
    typed: Typed,
    mail: &'static str,
    mails: Vec<Choice>,
}

#[derive(Serialize)]
struct Asked {
    by: String,
    lines: Vec<String>,
}

impl Asked {
    fn of((by, asked): (String, String)) -> Self {
        Self {
            by,
            lines: lines(&asked),
        }
    }
}

impl Page for PaperPage {
    const TEMPLATE: &'static str = "papers/paper.html";

    fn title(&self) -> String {
        format!("{} {}", self.reference, self.paper)
    }
}

impl PaperPage {
    /// The page as this person sees it.
    #[must_use]
    pub fn of(looked: Looked, person: &Person, times: &Times) -> Self {
        let paper = looked.paper;
        let (writes, possible) = (paper.student.id == person.id, possible(&paper, person));
        let (label, under) = standing_of(&paper, looked.since, writes, times);
        let newest = looked.drafts.last().map(|draft| &draft.manuscript);
        Self {
            reference: paper.number.to_string(),
            over: over(&paper),
            under,
            state: paper.state.as_str(),
            label,
            writes,
            possible,
            facts: facts(&paper, writes, times),
            drafts: versions(&paper, &looked.drafts, times),
            flags: newest.map_or_else(Vec::new, |manuscript| flags(manuscript, writes)),
            unread: newest.and_then(|manuscript| manuscript.unread_why.clone()),
            paragraphs: looked.text.map(numbered).unwrap_or_default(),
            letter: looked.letter.map(|letter| Written::of(&letter, times)),
            asked: looked.question.map(Asked::of),
            events: if possible.see_behind {
                story::for_staff(&looked.events, &looked.behind, times, person.oversees())
            } else {
                story::for_student(&looked.events, times)
            },
            replies: replied(&looked.replies, times),
            unreached: looked.unreached.map(|one| sentence(&one, times)),
            opened: (writes || person.oversees())
                .then(|| Opened::of(looked.seen, !person.oversees(), times)),
            tutors: others(&looked.tutors, paper.tutor.as_ref()),
            typed: Typed::default(),
            mail: looked.mail.as_str(),
            mails: paper_acts::choices_on_paper(writes),
            answers: looked.answers,
            ready: looked.ready_texts.into_iter().map(ready).collect(),
            concerns: paper.concerns,
            question: lines(&paper.question),
            paper: paper.title,
        }
    }

    /// The same page with what was typed for an act that could not be done.
    #[must_use]
    pub fn with(mut self, act: Act, words: String) -> Self {
        match act {
            Act::Answer => self.typed.answer = words,
            Act::Ask => self.typed.question = words,
            Act::SendBack => self.typed.send_back = words,
            Act::HandBack => self.typed.hand_back = words,
            Act::TakeOver => self.typed.take_over = words,
            Act::Withdraw | Act::Swap => {}
        }
        self
    }
}

/// A person's own words, line by line.
fn lines(words: &str) -> Vec<String> {
    words
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

/// Tutors to choose from, with how many papers they have; the one who has it is left out.
fn others(tutors: &[Load], holder: Option<&Named>) -> Vec<Choice> {
    let other = |load: &&Load| holder.is_none_or(|holder| holder.id != load.tutor);
    let choice = |load: &Load| Choice {
        value: load.tutor.0.to_string(),
        label: loads::to_choose(load),
    };
    tutors.iter().filter(other).map(choice).collect()
}

/// The word for where it stands and the line that says more, for its student or for staff.
fn standing_of(
    paper: &Paper,
    since: Option<Moment>,
    writes: bool,
    times: &Times,
) -> (String, String) {
    if writes {
        let sentence = standing::sentence(paper, since, times);
        (standing::word(paper), sentence)
    } else {
        (words::staff_state(paper.state).to_owned(), about(paper))
    }
}

fn over(paper: &Paper) -> String {
    let length = words::length(paper.words);
    format!("{} · draft {} · {length}", paper.number, paper.draft)
}

fn versions(paper: &Paper, drafts: &[Draft], times: &Times) -> Vec<Version> {
    let version = |draft| version(paper, draft, times);
    drafts.iter().map(version).collect()
}

/// What whoever opens the file should know; its writer does.
fn flags(manuscript: &Manuscript, writes: bool) -> Vec<&'static str> {
    let flags = manuscript.flags.iter().filter(|_| !writes);
    flags.filter_map(|flag| words::file_flag(flag)).collect()
}

fn ready(text: ReadyText) -> Choice {
    Choice {
        value: text.id.to_string(),
        label: text.name,
    }
}

fn about(paper: &Paper) -> String {
    let course = if paper.course.is_empty() {
        String::new()
    } else {
        format!(" · {}", paper.course)
    };
    format!("{}{course}", paper.student.name)
}
