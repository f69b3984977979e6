//! The page behind a mail's own way to stop alerts.

use serde::Serialize;

use super::{Page, topics};
use crate::outbox::subscriptions::Topic;

/// One button, because looking must change nothing.
#[derive(Serialize)]
pub struct StopPage {
    /// Where the button leads.
    pub action: String,
    /// It was pressed.
    pub done: bool,
    /// What it stops, in words.
    pub what: &'static str,
}

/// What a letter's own way to stop stops, in words; no topic: digests.
#[must_use]
pub fn what_stops(topic: Option<Topic>) -> &'static str {
    match topic {
        None => "Your digest",
        Some(Topic::Queue) => "Mail about the queue",
        Some(topic) => topics::topic(topic),
    }
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "account/stop.html";

    fn title(&self) -> String {
        "Stop a kind of mail".to_owned()
    }
}
