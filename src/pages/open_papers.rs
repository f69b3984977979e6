//! Papers of the queue that a tutor may take, and the one that somebody else took first.

use serde::Serialize;

use super::Times;
use super::chips::{Chip, late_or_due};
use super::desk::{effort, named_course};
use super::promised::Promised;
use crate::feedback::effort::Pace;
use crate::papers::{HIDDEN, Waiting};

/// A paper that a tutor may take.
#[derive(Clone, Debug, Serialize)]
pub struct Open {
    reference: String,
    title: String,
    meta: String,
    away: String,
    clock: String,
    iso: String,
    chips: Vec<Chip>,
}

/// A paper that somebody else took a moment ago.
#[derive(Clone, Debug, Serialize)]
pub struct Lost {
    /// What happened.
    pub says: String,
    /// The next paper of the queue.
    pub next: Option<Open>,
}

impl Open {
    /// A waiting paper, at a tutor's own pace; its writer's name is left out where the centre hides it.
    #[must_use]
    pub fn of(waiting: Waiting, (blind, pace): (bool, Pace), times: &Times) -> Self {
        let promised = Promised::at(waiting.promised_at, times);
        let writer = if blind { HIDDEN } else { &waiting.writer };
        let again = (waiting.draft > 1).then(|| Chip {
            label: format!("Draft {}", waiting.draft),
            look: "work",
        });
        Self {
            reference: waiting.number.to_string(),
            meta: format!(
                "{} · {writer} · {} · {}",
                waiting.number,
                effort(waiting.words, pace),
                named_course(&waiting.course)
            ),
            chips: late_or_due(&promised).into_iter().chain(again).collect(),
            title: waiting.title,
            away: promised.away,
            clock: promised.clock,
            iso: promised.iso,
        }
    }

    /// The same, marked where this tutor read the last draft.
    #[must_use]
    pub fn known(mut self, known: bool) -> Self {
        if known {
            self.chips.push(Chip {
                label: "You read the last draft".to_owned(),
                look: "ok",
            });
        }
        self
    }
}
