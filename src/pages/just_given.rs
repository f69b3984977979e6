//! What was just given to a tutor, while it can be taken back.

use serde::Serialize;

use super::Times;
use crate::assignments::Undoable;

/// A paper that was given to a tutor and can be taken back.
#[derive(Serialize)]
pub struct Just {
    reference: String,
    title: String,
    says: String,
    iso: String,
}

impl Just {
    /// As it stands now.
    #[must_use]
    pub fn of(undoable: Undoable, times: &Times) -> Self {
        let Undoable {
            paper,
            title,
            tutor,
            by,
            until,
        } = undoable;
        let says = format!(
            "With {tutor}, given by {by}. Can be undone for another {}.",
            times.span(until)
        );
        Self {
            reference: paper.to_string(),
            title,
            says,
            iso: times.iso(until),
        }
    }
}
