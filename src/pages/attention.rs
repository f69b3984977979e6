//! Papers that need somebody, as coordinators see them: which, why, and with whom they are.

use serde::Serialize;

use super::Times;
use super::words::staff_state;
use crate::watch::{Attention, Matter};

/// One paper that needs somebody.
#[derive(Clone, Debug, Serialize)]
pub struct AttentionRow {
    reference: String,
    title: String,
    meta: String,
    says: String,
    look: &'static str,
    label: &'static str,
}

impl AttentionRow {
    /// A paper with the gravest matter about it.
    #[must_use]
    pub fn of(attention: Attention, times: &Times) -> Self {
        let Attention {
            paper,
            matter,
            occasion,
        } = attention;
        let tutor = paper.tutor.as_ref();
        let holder = tutor.map_or("nobody", |tutor| tutor.name.as_str());
        let (label, look) = named(matter);
        let (span, when) = (times.span(occasion), times.within(occasion));
        let says = match matter {
            Matter::Missed => {
                let expected = paper.expected_at.map_or_else(String::new, |moment| {
                    format!(
                        " Its student was told to expect it by {}.",
                        times.within(moment)
                    )
                });
                format!("Promised {when}, {span} late; with {holder}.{expected}")
            }
            Matter::AtRisk => format!("Promised {when}, in {span}; with {holder}."),
            Matter::Away => format!("{holder} is away since {when}."),
            Matter::Unopened => format!("With {holder} since {when}, who has not begun."),
            Matter::Idle => format!("{holder} has written nothing since {when}."),
            Matter::Untaken => format!("Nobody has taken it since {when}."),
            Matter::Unanswered => format!("Its student was asked {when} and has not answered."),
            Matter::Lease => format!("The claim of {holder} runs out {when}."),
        };
        let reference = paper.number.to_string();
        Self {
            meta: format!(
                "{reference} · {} · {}",
                paper.student.name,
                staff_state(paper.state)
            ),
            title: paper.title,
            reference,
            says,
            look,
            label,
        }
    }
}

/// What a matter is called, and the tag's look.
const fn named(matter: Matter) -> (&'static str, &'static str) {
    match matter {
        Matter::Missed => ("Promise missed", "late"),
        Matter::AtRisk => ("Promise at risk", "wait"),
        Matter::Away => ("Tutor away", "wait"),
        Matter::Unopened => ("Not begun", "wait"),
        Matter::Idle => ("Nothing written", "wait"),
        Matter::Untaken => ("Nobody took it", "wait"),
        Matter::Unanswered => ("No answer", "wait"),
        Matter::Lease => ("Claim runs out", "wait"),
    }
}
