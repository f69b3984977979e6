//! Who carries the mail: the mail server, or nobody where none is set.

use super::Relay;
use crate::outbox::carrier::{Answer, Carrier, Outcome, Parcel, Phase};

/// What the desk's own courier carries with.
#[derive(Clone)]
pub enum Carriage {
    /// The mail server.
    Relay(Relay),
    /// No mail server is set: nothing is ever handed over, letters are held.
    Nobody,
}

impl Carrier for Carriage {
    async fn carry(&self, parcel: &Parcel) -> Answer {
        match self {
            Self::Relay(relay) => relay.carry(parcel).await,
            Self::Nobody => Answer {
                outcome: Outcome::RelayTrouble,
                said: "no mail server is set".to_owned(),
                phase: Phase::Connect,
            },
        }
    }
}
