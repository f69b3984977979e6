//! The drafts of a paper, each with the way to its file.

use serde::Serialize;

use super::Times;
use crate::drafts::Draft;
use crate::papers::Paper;

/// One draft.
#[derive(Serialize)]
pub(super) struct Version {
    n: u32,
    href: String,
    says: String,
}

/// A draft of a paper in words.
pub(super) fn version(paper: &Paper, draft: &Draft, times: &Times) -> Version {
    let manuscript = &draft.manuscript;
    Version {
        n: draft.n,
        href: format!("/papers/{}/drafts/{}/file", paper.number, draft.n),
        says: format!(
            "{}, sent {}",
            manuscript.file_name,
            times.within(draft.sent_at)
        ),
    }
}
