//! How much a tutor has, and when they are there, in a few words.

use serde::Serialize;

use super::Times;
use super::words::{counted, one_line, thousands};
use crate::assignments::Load;
use crate::assignments::suggest::Free;
use crate::tutors::Shift;

/// Letters of a tutor's courses on their card.
const READS_LETTERS: usize = 90;

/// A tutor and the room they have.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Their name.
    pub name: String,
    /// "3 of 4 open".
    pub open: String,
    /// For the meter: open papers, and how many they take; 0 where that is not limited.
    pub meter: (u32, u32),
    /// "There until 16:00"; empty where no hours are written down.
    pub there: String,
    /// Courses, subjects and languages.
    pub reads: String,
}

impl Card {
    /// Of one tutor.
    #[must_use]
    pub fn of(tutor: &Free, times: &Times) -> Self {
        let load = &tutor.load;
        let reads = load.serves.join(", ");
        let parts = [one_line(&reads, READS_LETTERS), load.languages.clone()];
        let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            name: load.name.clone(),
            open: open(load),
            meter: (load.open, load.at_once.unwrap_or(0)),
            there: there(tutor.has_hours, &tutor.shifts, times),
            reads: filled.join(" · "),
        }
    }
}

/// "3 of 4 open", "3 open, 2 of 2 taken today".
#[must_use]
pub fn open(load: &Load) -> String {
    let open = match load.at_once {
        Some(most) => format!("{} of {most} open", thousands(load.open.into())),
        None => format!("{} open", thousands(load.open.into())),
    };
    match load.a_day {
        Some(most) => format!("{open}, {} of {most} taken today", load.today),
        None => open,
    }
}

/// A tutor as something to choose: "Ben Okafor (4 of 4 open, full)".
#[must_use]
pub fn to_choose(load: &Load) -> String {
    let full = if load.is_full() { ", full" } else { "" };
    format!("{} ({}{full})", load.name, open(load))
}

/// When a tutor is there, from their next shift on; empty where they have no hours and are not away.
#[must_use]
pub fn there(has_hours: bool, shifts: &[Shift], times: &Times) -> String {
    let now = times.now();
    match shifts.iter().find(|shift| shift.ends > now) {
        Some(shift) if shift.begins > now => format!("There from {}", times.within(shift.begins)),
        Some(shift) if has_hours => format!("There until {}", times.time(shift.ends)),
        Some(_) => String::new(),
        None => "Not there today or tomorrow".to_owned(),
    }
}

/// What a tutor takes and has, said to themself: "You have 2 of the 4 papers you take: room for 2 more."
#[must_use]
pub fn room(load: &Load) -> String {
    match load.room() {
        None => String::new(),
        Some(0) => "You have as many papers as you take.".to_owned(),
        Some(room) => format!(
            "You have room for {}.",
            counted(room.into(), "more paper", "more papers")
        ),
    }
}
