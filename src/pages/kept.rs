//! What somebody wrote, given back to them because the paper has moved on meanwhile.

use serde::Serialize;

use super::Page;

/// The page.
#[derive(Serialize)]
pub struct KeptPage {
    /// Why it could not be taken.
    pub why: String,
    /// Every word of it.
    pub words: String,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "desk/kept.html";

    fn title(&self) -> String {
        "This was not sent".to_owned()
    }
}
