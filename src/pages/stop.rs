//! The page behind a mail's own way to stop alerts.

use serde::Serialize;

use super::Page;

/// One button, because looking must change nothing.
#[derive(Serialize)]
pub struct StopPage {
    /// Where the button leads.
    pub action: String,
    /// It was pressed.
    pub done: bool,
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "account/stop.html";

    fn title(&self) -> String {
        "Stop mail about the queue".to_owned()
    }
}
