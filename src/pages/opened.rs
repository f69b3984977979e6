//! Who opened a paper beside the one who wrote it, as its own page says it.

use serde::Serialize;

use super::Times;
use crate::audit::{Act, Seen};

/// So many stand on a paper's page.
pub const AT_MOST: u32 = 12;

/// What stands for a second reader, of whom a student is told nothing.
const SOMEBODY: &str = "Somebody at the centre";

/// Who opened it, the newest first.
#[derive(Serialize)]
pub struct Opened {
    rows: Vec<Row>,
    is_more: bool,
}

#[derive(Serialize)]
struct Row {
    who: String,
    took: bool,
    when: String,
    iso: String,
}

impl Opened {
    /// Up to one more than is shown; for the paper's student, those of whom they are told nothing have no names.
    #[must_use]
    pub fn of(mut seen: Vec<Seen>, for_student: bool, times: &Times) -> Self {
        let most = usize::try_from(AT_MOST).unwrap_or(usize::MAX);
        let is_more = seen.len() > most;
        seen.truncate(most);
        let row = |seen: Seen| Row {
            who: if for_student && seen.stays_behind {
                SOMEBODY.to_owned()
            } else {
                seen.name
            },
            took: seen.act == Act::Downloaded,
            when: times.clock(seen.at),
            iso: times.iso(seen.at),
        };
        Self {
            rows: seen.into_iter().map(row).collect(),
            is_more,
        }
    }
}
