//! Webhooks: programs and chat rooms that are told of events. What each is told is promised inside the deed, with its
//! event, and carried after it.

mod address;
mod bodies;
mod calls;
pub mod carrier;
mod exchange;
mod kinds;
mod outcomes;
mod rows;
mod runner;
mod sending;
mod settling;
mod signing;

use crate::clock::Moment;
use crate::db::{number_id, word_enum};
use crate::events::{PaperNumber, Seq};
use crate::outbox::{DeliveryId, State};
use crate::people::PersonId;

pub use address::{Target, is_global};
pub use bodies::{body, url as address_of};
pub use calls::{Calls, calls_of_paper, calls_on, count_calls};
pub use kinds::KINDS;
pub use rows::calls::of_paper;
pub use rows::kept::{find, is_any, list};
pub use rows::sent::{
    attempts_of, find as find_sent, hold_everything_unsent, list as list_sent, of_hook,
};
pub use runner::Runner;
pub use sending::{promise, replay, send_again, test};
pub use settling::{Typed, change, create, made_by_form, remove, rotate, switch_off, switch_on};
pub use signing::{Secret, headers as signature, is_signed};

number_id! {
    /// A webhook's number.
    HookId
}

word_enum! {
    /// Which body an address is sent.
    Format {
        /// A cloud event for programs, signed.
        Standard = "standard",
        /// A line for a channel of Slack.
        Slack = "slack",
        /// A card for a channel of Teams.
        Teams = "teams",
        /// A notice for a room of Matrix.
        Matrix = "matrix",
        /// A line for a topic of ntfy.
        Ntfy = "ntfy",
    }
}

word_enum! {
    /// Whether a webhook works.
    Switch {
        /// It is told.
        On = "on",
        /// It is not told; what it would be told is held.
        Off = "off",
        /// It was removed.
        Gone = "gone",
    }
}

word_enum! {
    /// Why a webhook is off.
    OffWhy {
        /// A person switched it off, or has not switched it on yet.
        Asked = "asked",
        /// It answered that it is gone for good: 410.
        Gone = "gone",
        /// For five days it took nothing.
        Failing = "failing",
    }
}

/// One address that is told of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Its number.
    pub id: HookId,
    /// Who saved it last.
    pub owner: PersonId,
    /// What they are called.
    pub owner_name: String,
    /// Whether they may still see what it is told.
    pub owner_oversees: bool,
    /// What it is for.
    pub name: String,
    /// Which body it is sent.
    pub format: Format,
    /// Where to.
    pub url: String,
    /// The name of its machine: all that is shown where not everybody may know the rest.
    pub host: String,
    /// A bearer token for Matrix and ntfy; empty: none.
    pub token: String,
    /// The kinds of event it hears of; empty: all.
    pub kinds: Vec<String>,
    /// Only papers for this course.
    pub course: Option<i64>,
    /// Only papers of this tutor.
    pub tutor: Option<PersonId>,
    /// Only papers that stand so after the event; empty: any.
    pub paper_state: String,
    /// The key that signs, and the one before it with its end.
    pub secrets: (Secret, Option<(Secret, Moment)>),
    /// How often the key was changed.
    pub turns: i64,
    /// Whether it works.
    pub state: Switch,
    /// Why not.
    pub off_why: Option<OffWhy>,
    /// Since when not.
    pub off_at: Option<Moment>,
    /// The first failure since the last success.
    pub failing_since: Option<Moment>,
    /// Failures since then.
    pub failures: u32,
    /// When it was made.
    pub created_at: Moment,
}

impl Hook {
    /// The keys that sign at this moment, the newest first.
    pub fn signing_at(&self, now: Moment) -> impl Iterator<Item = &Secret> {
        let old = self.secrets.1.as_ref().filter(|(_, until)| *until > now);
        std::iter::once(&self.secrets.0).chain(old.map(|(old, _)| old))
    }
}

/// A paper as an event left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The event's place in the order.
    pub seq: Seq,
    /// The paper's own id.
    pub id: String,
    /// The paper's number.
    pub reference: PaperNumber,
    /// Where it stood.
    pub state: String,
    /// Its newest draft.
    pub draft: u32,
}

/// What one event says to all who are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same on every try.
    pub id: String,
    /// The event's kind; `test` for a test.
    pub kind: String,
    /// When it happened.
    pub at: Moment,
    /// The paper; none for a test.
    pub paper: Option<Told>,
}

/// One message on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its number, which is no mail's.
    pub id: DeliveryId,
    /// Where to.
    pub hook: HookId,
    /// The name of the machine there.
    pub host: String,
    /// What is told.
    pub message: Message,
    /// Where it stands.
    pub state: State,
    /// Tries that counted, since it was last asked for.
    pub attempts: u32,
    /// When it was promised.
    pub created_at: Moment,
    /// When it is tried next, or was.
    pub due_at: Moment,
    /// The other side's last words.
    pub last_answer: Option<String>,
    /// The body as it went out, once it is frozen.
    pub bytes: Option<Vec<u8>>,
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub n: u32,
    /// When it began: also the time that was signed.
    pub started_at: Moment,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// `sent`, `later` or `crash`.
    pub outcome: String,
    /// The answer's status.
    pub status: Option<u32>,
    /// The beginning of the answer, or a sentence of ours.
    pub said: String,
}
