//! Who could not be served, or not in time: the numbers that argue for more tutors.

use std::collections::HashSet;

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::case::{Case, Fate, Verdict};
use crate::clock::Moment;
use crate::papers::limits::Measure;
use crate::people::PersonId;

/// Who could not be served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unserved {
    /// Turned away because they had sent as many as one may within a day or a week; once a day for each.
    pub own_measure: u32,
    /// Turned away because a course's week was full; once a day for each.
    pub course_full: u32,
    /// Different people who were turned away.
    pub people: u32,
    /// Sent back by staff, without feedback.
    pub sent_back: u32,
    /// Taken back by their students before anybody had them.
    pub gave_up: u32,
    /// Due before feedback was promised, when they came in.
    pub due_before_promise: u32,
    /// Returned after the day on which they were due.
    pub after_due_date: u32,
    /// Still open, and the promise is missed.
    pub overdue: u32,
}

impl Unserved {
    /// From the cases and from those who were turned away.
    #[must_use]
    pub fn of(
        cases: &[Case],
        turned_away: &[(PersonId, Measure)],
        (zone, now): (&TimeZone, Moment),
    ) -> Self {
        let day = |moment: Moment| Zoned::new(moment.timestamp(), zone.clone()).date();
        let mut all = Self::default();
        let people: HashSet<PersonId> = turned_away.iter().map(|(person, _)| *person).collect();
        all.people = super::count::number(people.len());
        for (_, measure) in turned_away {
            match measure {
                Measure::Course => all.course_full += 1,
                Measure::Day | Measure::Student => all.own_measure += 1,
            }
        }
        for case in cases {
            let due = case.due_on.as_ref().and_then(|due| due.parse().ok());
            let is_late = |at: Moment| due.is_some_and(|due| day(at) > due);
            let first = case.promised.map(|(first, last)| first.unwrap_or(last));
            all.due_before_promise += u32::from(first.is_some_and(is_late));
            match case.fate {
                Fate::Returned(at) => all.after_due_date += u32::from(is_late(at)),
                Fate::SentBack => all.sent_back += 1,
                Fate::Withdrawn => all.gave_up += u32::from(case.held.is_empty()),
                Fate::Open => {
                    all.overdue += u32::from(case.verdict(now) == Verdict::Missed);
                }
            }
        }
        all
    }
}
