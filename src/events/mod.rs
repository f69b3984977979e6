//! What has happened: every event in one enum, append-only, and each as a sentence.

mod kinds;
mod matter;
mod rows;
mod sentence;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::db::{Tx, number_id};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

pub use matter::Matter;
pub use rows::{find, newest, of_paper, stream, timeline};
pub use sentence::returned_by;

number_id! {
    /// An event's place in the one order of all events.
    Seq
}

number_id! {
    /// A paper's number; people say it aloud as P-1042.
    PaperNumber
}

impl fmt::Display for PaperNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P-{}", self.0)
    }
}

impl PaperNumber {
    /// Reads a reference as people write it: P-1042, p-1042 or 1042.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let digits = reference
            .trim()
            .trim_start_matches(['P', 'p'])
            .trim_start_matches('-');
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Self)
    }
}

/// One thing that happened to a paper. Names and free words stand elsewhere, so that they can be erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// A student sent it in.
    Submitted {
        /// Words we could read.
        words: u32,
    },
    /// A coordinator gave it to a tutor.
    Assigned {
        /// Who has it now.
        tutor: PersonId,
    },
    /// A tutor took it from the queue themself.
    Claimed {
        /// Who has it now.
        tutor: PersonId,
    },
    /// A coordinator took it from one tutor and gave it to another.
    TakenOver {
        /// Who has it now.
        tutor: PersonId,
        /// Who had it.
        from: PersonId,
    },
    /// It went back to the queue.
    HandedBack {
        /// Who had it.
        tutor: PersonId,
        /// The giver took back what they had given a moment ago.
        undone: bool,
    },
    /// We asked the student for something; the promise's clock stands still.
    QuestionAsked {},
    /// The student answered.
    QuestionAnswered {},
    /// The tutor began to mark; from here on the draft is fixed.
    MarkingBegan {
        /// Which draft.
        draft: u32,
    },
    /// Feedback was released to the student.
    Returned {
        /// Which draft.
        draft: u32,
        /// 1, and more for each correction.
        #[serde(default = "first")]
        version: u32,
        /// Whose it is, where a second reader released it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tutor: Option<PersonId>,
    },
    /// The tutor, or the second reader who had released it, took the feedback back within ten minutes.
    ReturnUndone {
        /// Which draft.
        draft: u32,
        /// Whose it is, where its second reader did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tutor: Option<PersonId>,
    },
    /// The tutor sent the feedback to a second reader.
    SecondReaderAsked {
        /// Which draft.
        draft: u32,
    },
    /// The tutor took it back from there before anybody had decided.
    SecondReaderCalledOff {
        /// Which draft.
        draft: u32,
    },
    /// A second reader gave it back to its tutor, with words.
    SecondReaderGaveBack {
        /// Which draft.
        draft: u32,
        /// Whose it is.
        tutor: PersonId,
    },
    /// The student said thanks, or asked one question about the feedback.
    Thanked {
        /// A question, not thanks.
        #[serde(default)]
        asks: bool,
    },
    /// The student sent in the next version of it.
    DraftAdded {
        /// Which draft.
        draft: u32,
        /// Words we could read in it.
        words: u32,
    },
    /// The student put another file in place of a wrong one.
    FileSwapped {
        /// Words we could read in the new one.
        words: u32,
    },
    /// The student took it back.
    Withdrawn {},
    /// Staff sent it back without feedback.
    SentBack {},
    /// Three quarters of the promise have passed.
    PromiseAtRisk {},
    /// The promise has passed.
    PromiseMissed {
        /// When feedback is expected after all, as its student was told; RFC 3339.
        expected_at: Option<String>,
    },
    /// A coordinator promised it anew for later, with a reason.
    PromiseExtended {
        /// The new promise; RFC 3339.
        promised_at: String,
    },
    /// The desk noticed that nothing moved, and told somebody.
    Noticed {
        /// What it noticed.
        matter: Matter,
        /// Nothing had come of telling it the first time.
        again: bool,
    },
}

/// What was returned before there were corrections was the first version.
const fn first() -> u32 {
    1
}

/// An event as history shows it.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Its place in the order.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// What.
    pub event: Event,
    /// Who did it; none: the desk itself.
    pub actor: Option<String>,
    /// The name of the tutor the event is about, where it is about one.
    pub tutor: Option<String>,
    /// The free words said with it: a reason, a question, an answer.
    pub words: Option<String>,
}

impl Event {
    /// Whether it is no business of the paper's student at all: what tutors and second readers settle between them.
    #[must_use]
    pub const fn stays_behind(&self) -> bool {
        matches!(
            self,
            Self::SecondReaderAsked { .. }
                | Self::SecondReaderCalledOff { .. }
                | Self::SecondReaderGaveBack { .. }
        )
    }
}

/// An event as it is told to programs.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its place in the order.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// The event's kind, as the contract names it.
    pub kind: String,
    /// What goes with it.
    pub data: serde_json::Value,
    /// Which paper.
    pub paper: PaperNumber,
    /// The paper's own id.
    pub paper_id: String,
    /// Who wrote the paper.
    pub student: PersonId,
    /// Whether it was they who did it.
    pub by_student: bool,
    /// The address of who did it; none: the desk itself.
    pub actor_email: Option<String>,
    /// The address of the tutor the event is about, where it is about one.
    pub tutor_email: Option<String>,
    /// The free words said with it.
    pub words: Option<String>,
}

/// Writes down one event; `words` are what the person said with it.
///
/// # Errors
/// When the database fails.
pub fn record(
    tx: &Tx<'_>,
    paper: PaperNumber,
    actor: Option<PersonId>,
    (event, words): (&Event, Option<&str>),
) -> Outcome<Seq> {
    let written = serde_json::to_value(event)
        .map_err(|error| Fault::from_error("writing an event", error))?;
    let kind = written["kind"].as_str().unwrap_or_default();
    let seq = rows::insert(tx, paper, actor, (kind, &written["data"].to_string()))?;
    tx.mark("event", seq.0);
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        rows::insert_words(tx, seq, words)?;
    }
    Ok(seq)
}
