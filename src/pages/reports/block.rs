//! A block of a report: what was found in a sentence, a picture of it, and the table behind both.

use jiff::civil::Date;
use serde::Serialize;

use super::table::Table;
use crate::pages::drawing::Picture;

/// Pictures appear after so many drafts were returned.
pub const FIRST_PICTURE: u32 = 5;

/// A block.
#[derive(Clone, Debug, Serialize)]
pub struct Block {
    /// Its name in addresses and file names.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// What was found.
    pub finding: String,
    /// How it was counted, where that must be said.
    pub note: &'static str,
    /// The picture, where it has one.
    pub picture: Option<Picture>,
    /// The table.
    pub table: Table,
}

impl Block {
    /// The same with a picture, or with the place of one where too little was returned for any.
    #[must_use]
    pub fn drawn(self, returned: u32, picture: Picture) -> Self {
        Self {
            picture: Some(if returned < FIRST_PICTURE {
                Picture::to_come()
            } else {
                picture
            }),
            ..self
        }
    }
}

/// A day and its month: "5 Oct".
#[must_use]
pub fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// A month's name, cut short.
#[must_use]
pub fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = usize::try_from(date.month() - 1).unwrap_or(0);
    NAMES[place.min(11)]
}
