//! The page of what became of which policy: who changed it, and when.

use serde::Serialize;

use super::{Page, Times};
use crate::centre::changes::Changed;

/// Changes on one page.
pub const PER_PAGE: u32 = 50;

#[derive(Serialize)]
struct Row {
    when: String,
    iso: String,
    by: String,
    what: String,
    was: String,
    became: String,
}

/// The page.
#[derive(Serialize)]
pub struct PolicyHistoryPage {
    rows: Vec<Row>,
    first: &'static str,
    older: String,
}

impl PolicyHistoryPage {
    /// Up to one change more than it shows, newest first; `is_first` says that it begins with the newest.
    #[must_use]
    pub fn of(mut changes: Vec<Changed>, is_first: bool, times: &Times) -> Self {
        let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let is_more = changes.len() > most;
        changes.truncate(most);
        let last = changes.last().filter(|_| is_more);
        Self {
            older: last.map_or_else(String::new, |last| {
                format!("/settings/history?before={}", last.id)
            }),
            first: if is_first { "" } else { "/settings/history" },
            rows: changes.into_iter().map(|one| row(one, times)).collect(),
        }
    }
}

fn row(changed: Changed, times: &Times) -> Row {
    Row {
        when: times.clock(changed.at),
        iso: times.iso(changed.at),
        by: changed.by.unwrap_or_else(|| "The desk itself".to_owned()),
        what: changed.change.what,
        was: changed.change.was,
        became: changed.change.became,
    }
}

impl Page for PolicyHistoryPage {
    const TEMPLATE: &'static str = "settings/history.html";

    fn title(&self) -> String {
        "What changed in the settings".to_owned()
    }
}
