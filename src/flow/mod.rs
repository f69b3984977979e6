//! How papers and the news of them flow through the desk, step by step: how much went through each step of late, how much
//! stands there now and for how long, and what keeps it. It is for those who watch over all papers.

mod passed;
mod rows;
mod standing;
mod stuck;
mod sum;
#[cfg(test)]
mod tests;

use crate::clock::Moment;
use crate::db::word_enum;
use crate::events::PaperNumber;
use crate::hooks::HookId;
use crate::outbox::DeliveryId;

pub use passed::{Passage, passed};
pub use standing::standing;
pub use stuck::{Keeper, Stuck, stuck, webhooks};
pub use sum::{Spell, Sum};

/// So many of the newest of each kind are looked at for one span of time, so that looking costs the same at any size.
pub const MOST: u32 = 10_000;
/// What stands at a step is counted up to here and no further.
pub const MOST_STANDING: u32 = 1001;

word_enum! {
    /// How far back one looks.
    Span {
        /// The last hour.
        Hour = "hour",
        /// The last 24 hours.
        Day = "day",
        /// The last seven days.
        Week = "week",
    }
}

impl Span {
    /// The moment at which it began, seen from `now`.
    #[must_use]
    pub const fn before(self, now: Moment) -> Moment {
        match self {
            Self::Hour => now.plus_minutes(-60),
            Self::Day => now.plus_days(-1),
            Self::Week => now.plus_days(-7),
        }
    }

    /// How many hours it has.
    #[must_use]
    pub const fn hours(self) -> i64 {
        match self {
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 168,
        }
    }
}

word_enum! {
    /// A step on the way: of a paper, or of the news of it.
    Step {
        /// A draft was sent in.
        Submitted = "submitted",
        /// It is kept, and its text could be read.
        Stored = "stored",
        /// It is kept, and its text could not be read.
        Unread = "unread",
        /// Somebody has it.
        Assigned = "assigned",
        /// Marking began.
        Begun = "begun",
        /// Feedback went back.
        Returned = "returned",
        /// Something happened.
        Events = "events",
        /// A mail was promised.
        Mail = "mail",
        /// A webhook is to be told.
        Webhook = "webhook",
        /// News waits for somebody's digest.
        Digest = "digest",
        /// A mail was tried.
        MailTries = "mail_attempts",
        /// A webhook was tried.
        WebhookTries = "webhook_attempts",
        /// The other side took it.
        Accepted = "accepted",
        /// The other side said: not now.
        Later = "later",
        /// The other side refused it for good.
        Refused = "refused",
        /// Nobody knows whether it arrived.
        Unknown = "unknown",
    }
}

/// One thing that can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A paper.
    Paper(PaperNumber),
    /// A mail.
    Mail(DeliveryId),
    /// What a webhook is told.
    Told(HookId, DeliveryId),
}
