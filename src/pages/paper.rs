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
use crate::drafts::Draft;
use crate::drafts::reading::ReadingText;
use crate::events::Happened;
use crate::feedback::Letter;
use crate::hooks::Calls;
use crate::outbox::gathering::Gathered;
use crate::outbox::subscriptions::{Missed, OnPaper};
use crate::outbox::{Attempt, Delivery, Suppression};
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
    /// Its letters and their tries, for those who see behind.
    pub carried: (Vec<Delivery>, Vec<Attempt>),
    /// What is or was told together with other things, and who was not told, for the same people.
    pub beside: (Vec<Gathered>, Vec<Missed>),
    /// What webhooks were told of it, as far as this person may know.
    pub calls: Calls,
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
        let Looked {
            paper,
            drafts,
            text,
            letter,
            question,
            answers,
            ready_texts,
            since,
            events,
            seen,
            tutors,
            replies,
            unreached,
            carried,
            beside,
            calls,
            mail,
        } = looked;
        let (writes, possible) = (paper.student.id == person.id, possible(&paper, person));
        let newest = drafts.last().map(|draft| &draft.manuscript);
        let flags = newest.map_or(&[][..], |manuscript| &manuscript.flags);
        Self {
            reference: paper.number.to_string(),
            over: format!(
                "{} · draft {} · {}",
                paper.number,
                paper.draft,
                words::length(paper.words)
            ),
            under: if writes {
                standing::sentence(&paper, since, times)
            } else {
                about(&paper)
            },
            state: paper.state.as_str(),
            label: if writes {
                standing::word(&paper)
            } else {
                words::staff_state(paper.state).to_owned()
            },
            writes,
            possible,
            facts: facts(&paper, writes, times),
            drafts: drafts
                .iter()
                .map(|draft| version(&paper, draft, times))
                .collect(),
            flags: flags
                .iter()
                .filter_map(|flag| words::file_flag(flag))
                .filter(|_| !writes)
                .collect(),
            unread: newest.and_then(|manuscript| manuscript.unread_why.clone()),
            paragraphs: text.map(numbered).unwrap_or_default(),
            letter: letter.map(|letter| Written::of(&letter, times)),
            asked: question.map(|(by, asked)| Asked {
                by,
                lines: lines(&asked),
            }),
            events: if possible.see_behind {
                let behind = Behind {
                    deliveries: &carried.0,
                    attempts: &carried.1,
                    gathered: &beside.0,
                    missed: &beside.1,
                    calls: &calls,
                };
                story::for_staff(&events, behind, times, person.oversees())
            } else {
                story::for_student(&events, times)
            },
            replies: replied(&replies, times),
            unreached: unreached.map(|one| sentence(&one, times)),
            opened: (writes || person.oversees())
                .then(|| Opened::of(seen, !person.oversees(), times)),
            tutors: others(&tutors, paper.tutor.as_ref()),
            typed: Typed::default(),
            mail: mail.as_str(),
            mails: paper_acts::choices_on_paper(writes),
            answers,
            ready: ready_texts
                .into_iter()
                .map(|text| Choice {
                    value: text.id.to_string(),
                    label: text.name,
                })
                .collect(),
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

fn about(paper: &Paper) -> String {
    let course = if paper.course.is_empty() {
        String::new()
    } else {
        format!(" · {}", paper.course)
    };
    format!("{}{course}", paper.student.name)
}
