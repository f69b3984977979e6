//! Keeps mail in a tray instead of sending it, for tests.

use crate::outbox::carrier::{Answer, Carrier, Outcome, Parcel, Phase};
use std::collections::VecDeque;
use std::future::{Future, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A carrier that never leaves the house; clones look into the same tray.
#[derive(Debug, Clone, Default)]
pub struct Tray(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    taken: Vec<Parcel>,
    tries: usize,
    answers: VecDeque<Answer>,
}

impl Tray {
    /// What it will say to the next parcels; without more to say it takes them all.
    pub fn answers(&self, answers: impl IntoIterator<Item = (Outcome, &'static str)>) {
        let phase = |outcome| match outcome {
            Outcome::Sent | Outcome::Unknown => Phase::Dot,
            Outcome::RelayTrouble => Phase::Connect,
            Outcome::Refused | Outcome::Later { .. } => Phase::Recipient,
        };
        let answers = answers.into_iter().map(|(outcome, said)| Answer {
            outcome,
            said: said.to_owned(),
            phase: phase(outcome),
        });
        self.inside().answers.extend(answers);
    }

    /// The parcels it took, oldest first.
    #[must_use]
    pub fn taken(&self) -> Vec<Parcel> {
        self.inside().taken.clone()
    }

    /// How many parcels were brought, taken or not.
    #[must_use]
    pub fn tries(&self) -> usize {
        self.inside().tries
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Carrier for Tray {
    fn carry(&self, parcel: &Parcel) -> impl Future<Output = Answer> + Send {
        let mut inside = self.inside();
        inside.tries += 1;
        let answer = inside.answers.pop_front().unwrap_or_else(|| Answer {
            outcome: Outcome::Sent,
            said: "250 2.0.0 In the tray".to_owned(),
            phase: Phase::Dot,
        });
        if answer.outcome == Outcome::Sent {
            inside.taken.push(parcel.clone());
        }
        ready(answer)
    }
}
