//! How one likes to read, as its form on the account's page shows it.

use serde::Serialize;

use super::Choice;
use crate::people::tastes::{Face, Tastes, Theme};

/// Told after it was saved.
pub const TASTES_SAVED: &str = "From now on your pages look like this.";

/// The form.
#[derive(Serialize)]
pub struct TastesForm {
    face: &'static str,
    size: String,
    spacing: String,
    theme: &'static str,
    keys: bool,
    faces: Vec<Choice>,
    sizes: Vec<Choice>,
    spacings: Vec<Choice>,
    themes: Vec<Choice>,
    /// The page to go back to; empty: none.
    back: String,
}

impl TastesForm {
    /// As somebody likes it, with the way back to where they read.
    #[must_use]
    pub fn of(tastes: Tastes, back: String) -> Self {
        let face = |face: Face| match face {
            Face::Literata => "Literata, with serifs",
            Face::Atkinson => "Atkinson Hyperlegible, without",
            Face::System => "The face of this machine",
        };
        let theme = |theme: Theme| match theme {
            Theme::System => "As this machine has it",
            Theme::Light => "Always light",
            Theme::Dark => "Always dark",
        };
        let choice = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        };
        Self {
            face: tastes.face.as_str(),
            size: tastes.size.to_string(),
            spacing: tastes.spacing.to_string(),
            theme: tastes.theme.as_str(),
            keys: tastes.keys,
            faces: Face::ALL
                .iter()
                .map(|one| choice(one.as_str(), face(*one)))
                .collect(),
            themes: Theme::ALL
                .iter()
                .map(|one| choice(one.as_str(), theme(*one)))
                .collect(),
            sizes: Choice::all(&[
                ("1", "Usual"),
                ("2", "Larger"),
                ("3", "Large"),
                ("4", "Very large"),
            ]),
            spacings: Choice::all(&[("1", "Close"), ("2", "Usual"), ("3", "Wide")]),
            back,
        }
    }
}
