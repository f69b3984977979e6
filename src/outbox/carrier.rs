//! What the courier hands to a carrier, and what the carrier can answer.

use std::future::Future;
use std::time::Duration;

/// One mail for one person, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The bare address it comes from.
    pub from: String,
    /// The bare address it goes to.
    pub to: String,
    /// The whole message, as `mail::compose` made it.
    pub bytes: Vec<u8>,
}

/// How one attempt ended, in the mail server's own words where it said any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub outcome: Outcome,
    /// The server's code and words, or a sentence of ours; at most 500 characters.
    pub said: String,
    /// How far the attempt came.
    pub phase: Phase,
}

impl Answer {
    /// Whether the mail server has taken the mail.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.outcome == Outcome::Sent
    }
}

/// What an attempt means for the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has taken it.
    Sent,
    /// It will never be taken as it is: this person or this content is refused.
    Refused,
    /// Not now; another try may work, and not before this long where the server hinted so.
    Later { not_before: Option<Duration> },
    /// The mail server itself is in trouble or does not let us in: no fault of this mail.
    RelayTrouble,
    /// It broke off after the last byte: the server may have taken it or not.
    Unknown,
}

/// The steps of handing over one mail, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Connect,
    Greeting,
    Auth,
    From,
    Recipient,
    Data,
    Dot,
}

/// Whoever carries parcels: the mail server, or the tray of the tests.
pub trait Carrier: Send + Sync {
    /// Makes one attempt; never fails, the answer says how it went.
    fn carry(&self, parcel: &Parcel) -> impl Future<Output = Answer> + Send;
}
