//! A promise as staff read it: coloured only where it is late or falls on today.

use serde::Serialize;

use super::Times;
use crate::clock::Moment;
use crate::papers::Paper;

/// One promise in words.
#[derive(Clone, Debug, Serialize)]
pub struct Promised {
    /// The tag's look: `late`, `wait` for today, `done` for later.
    pub look: &'static str,
    /// "2 h late", "in 5 h"; `clock` stands beside it or in its title.
    pub label: String,
    /// "2 h late", "in 5 h".
    pub away: String,
    /// The moment by the clock.
    pub clock: String,
    /// The same for machines.
    pub iso: String,
}

impl Promised {
    /// The promise of an open paper; while we wait for its student, its clock stands still.
    #[must_use]
    pub fn of(paper: &Paper, times: &Times) -> Self {
        if paper.clock_left.is_some() {
            let says = "Clock stands still".to_owned();
            let iso = times.iso(paper.promised_at);
            return Self {
                look: "done",
                label: says.clone(),
                away: says.clone(),
                clock: says,
                iso,
            };
        }
        Self::at(paper.promised_at, times)
    }

    /// A promise whose clock runs.
    #[must_use]
    pub fn at(moment: Moment, times: &Times) -> Self {
        let (clock, span, iso) = (times.clock(moment), times.span(moment), times.iso(moment));
        if times.is_past(moment) {
            let late = if times.is_this_minute(moment) {
                "Due now".to_owned()
            } else {
                format!("{span} late")
            };
            return Self {
                look: "late",
                label: late.clone(),
                away: late,
                clock,
                iso,
            };
        }
        let look = if times.is_today_or_past(moment) {
            "wait"
        } else {
            "done"
        };
        let away = format!("in {span}");
        Self {
            look,
            label: away.clone(),
            away,
            clock,
            iso,
        }
    }
}
