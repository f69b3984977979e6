//! What is out of the ordinary about a paper, as small signs beside its title.

use serde::Serialize;

use super::Times;
use super::promised::Promised;
use crate::papers::Paper;

/// Something out of the ordinary about a paper.
#[derive(Clone, Debug, Serialize)]
pub struct Chip {
    /// What it is.
    pub label: String,
    /// The tag's look.
    pub look: &'static str,
}

impl Chip {
    /// Of feedback that lies with a second reader, or came back from one.
    pub(super) fn second(lies_there: bool) -> Self {
        let (label, look) = if lies_there {
            ("With a second reader", "done")
        } else {
            ("Back from the second reader", "work")
        };
        Self {
            label: label.to_owned(),
            look,
        }
    }
}

/// Only what is out of the ordinary.
#[must_use]
pub fn chips(paper: &Paper, times: &Times) -> Vec<Chip> {
    let promised = Promised::of(paper, times);
    let mut chips: Vec<Chip> = late_or_due(&promised).into_iter().collect();
    if paper.draft > 1 {
        chips.push(Chip {
            label: format!("Draft {}", paper.draft),
            look: "work",
        });
    }
    if paper
        .due_on
        .as_ref()
        .is_some_and(|due| *due < times.day(paper.promised_at))
    {
        chips.push(Chip {
            label: "Course's due date is before the promise".to_owned(),
            look: "wait",
        });
    }
    chips
}

/// Whether a promise is late or falls on today.
#[must_use]
pub fn late_or_due(promised: &Promised) -> Option<Chip> {
    let label = match promised.look {
        "late" => "Late",
        "wait" => "Due today",
        _ => return None,
    };
    Some(Chip {
        label: label.to_owned(),
        look: promised.look,
    })
}
