//! A promise that cannot be kept is made anew in time: by so many opening hours, or until a day, with a reason.

use jiff::Span;
use jiff::civil::Date;

use super::{
    Named, PaperNumber, Said, centre_of, find, find_for, not_possible, possible, promise, rows,
    said, shift, telling,
};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::Event;
use crate::papers::due_date;
use crate::people::Person;
use crate::refusal::{Complaints, Fault, Outcome, Refusal};

/// The longest extension, in opening hours.
const LONGEST: i64 = 1000;

/// How a promise is extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Longer {
    /// By so many opening hours after the promise as it stands, or after now where that has passed.
    Hours(i64),
    /// Until the centre closes on this day.
    Until(Date),
}

impl Longer {
    /// Reads a number of hours or a date, as typed: one of the two.
    ///
    /// # Errors
    /// A refusal at `hours` or `date`.
    pub fn read(hours: &str, date: &str) -> Result<Self, Refusal> {
        let mut complaints = Complaints::default();
        let (hours, typed) = (hours.trim(), due_date::parse(date));
        if typed.is_err() {
            complaints.add("date", "Enter the day as a real date, like 14 11 2025");
        }
        let number = hours
            .parse()
            .ok()
            .filter(|hours| (1..=LONGEST).contains(hours));
        if !hours.is_empty() && number.is_none() {
            complaints.add("hours", "Enter between 1 and 1,000 opening hours");
        }
        let date = typed.ok().flatten();
        if hours.is_empty() && date.is_none() {
            complaints.add("hours", "Enter a number of opening hours, or a day");
        }
        if number.is_some() && date.is_some() {
            complaints.add("hours", "Enter hours or a day, not both");
        }
        complaints.settle()?;
        match (number, date) {
            (Some(hours), _) => Ok(Self::Hours(hours)),
            (None, Some(date)) => Ok(Self::Until(date)),
            (None, None) => Err(Refusal::not_found()),
        }
    }

    /// The new promise for one that stands; nothing where the centre is closed on that day.
    fn from(self, centre: &Centre, (promised_at, now): (Moment, Moment)) -> Option<Moment> {
        match self {
            Self::Hours(hours) => {
                let from = promised_at.max(now);
                Some(promise::after_opening_seconds(centre, from, hours * 3600))
            }
            Self::Until(date) => {
                let at = |date: Date| {
                    let at = date.to_zoned(centre.zone()).ok()?;
                    Some(Moment(at.timestamp().as_millisecond()))
                };
                let (begins, ends) = (at(date)?, at(date.saturating_add(Span::new().days(1)))?);
                let open_for = promise::opening_seconds_between(centre, begins, ends);
                (open_for > 0).then(|| promise::after_opening_seconds(centre, begins, open_for))
            }
        }
    }
}

/// Promises a paper anew for later, as a coordinator, with a reason; its student is told both.
///
/// # Errors
/// A refusal when no reason is given, its clock does not run, or the new promise is no later.
pub fn extend(
    tx: &Tx<'_>,
    by: &Person,
    number: PaperNumber,
    (longer, reason): (Longer, &str),
) -> Outcome<()> {
    let paper = find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, by).extend {
        return Err(not_possible(&paper));
    }
    let missing = "Say why in a sentence; each student will read it";
    let reason = said(reason, "reason", missing)?;
    let centre = centre_of(tx)?;
    let Some(promised_at) = longer.from(&centre, (paper.promised_at, tx.now())) else {
        return Err(Refusal::field("date", "The centre is closed on that day").into());
    };
    if promised_at <= paper.promised_at.max(tx.now()) {
        let says = format!("{number} is promised for no earlier than that.");
        return Err(Refusal::conflict(says).into());
    }
    rows::start_clock(tx, number, promised_at)?;
    let event = Event::PromiseExtended {
        promised_at: format!("{:.0}", promised_at.timestamp()),
    };
    let said = Said {
        words: Some(&reason),
        ..Said::by(by, event)
    };
    let holder: Option<&Named> = paper.tutor.as_ref();
    let seq = shift(tx, &paper, (paper.state, holder), &said)?;
    let extended = find(tx, number)?.ok_or_else(|| Fault::new("a paper vanished"))?;
    telling::extended(tx, seq, &extended, (by, &reason))
}
