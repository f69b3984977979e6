//! The one organisation this desk serves: its name, its hours and its policies.

pub mod changes;
mod holidays;
pub mod ready_texts;
mod rows;
mod ways;

use jiff::civil::Date;

use crate::db::{Tx, word_enum};
use crate::people::Person;
use crate::refusal::{Complaints, Outcome};

pub use holidays::{Holiday, add_holiday, remove_holiday};
pub use rows::find;
pub use ways::{Giving, SecondReader, Ways, change_ways, settle_ways, ways};

/// The days of a week, in the order in which its rules count them.
pub const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

word_enum! {
    /// Who may make their own student account by signing in.
    Joining {
        /// Anyone with an address.
        Anyone = "anyone",
        /// Anyone whose address is at one of the centre's mail domains.
        Domains = "domains",
        /// Nobody: people are invited.
        Invited = "invited",
    }
}

/// A centre and its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Centre {
    /// What it is called.
    pub name: String,
    /// The address people may write to.
    pub contact: String,
    /// An IANA time zone name; the promise counts in it.
    pub time_zone: String,
    /// Bit 0 is Monday, bit 6 Sunday.
    pub open_days: u32,
    /// Minutes after midnight.
    pub opens_at: u32,
    /// Minutes after midnight, up to 1440.
    pub closes_at: u32,
    /// Opening hours until feedback is promised.
    pub turnaround_hours: u32,
    /// Words above which a student is told to name the part to read.
    pub word_limit: u32,
    /// Who may make their own account.
    pub joining: Joining,
    /// For `Joining::Domains`, separated by spaces.
    pub joining_domains: String,
    /// Whether "tell my teacher" is ticked at first.
    pub consent_default: bool,
    /// Papers that one student may send within seven days; 0: any number.
    pub papers_a_week: u32,
    /// Days on which it is closed, by their first day; written down one by one, not with the rest.
    pub holidays: Vec<Holiday>,
}

impl Default for Centre {
    fn default() -> Self {
        Self {
            name: String::new(),
            contact: String::new(),
            time_zone: "UTC".to_owned(),
            open_days: 0b001_1111,
            opens_at: 0,
            closes_at: 24 * 60,
            turnaround_hours: 48,
            word_limit: 3000,
            joining: Joining::Anyone,
            joining_domains: String::new(),
            consent_default: false,
            papers_a_week: 0,
            holidays: Vec::new(),
        }
    }
}

impl Centre {
    /// The centre's time zone; a name that is no longer known counts as UTC.
    #[must_use]
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// Whether it is open on this day at all.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        let bit = day.weekday().to_monday_zero_offset();
        self.open_days & (1 << bit) != 0 && !self.holidays.iter().any(|one| one.covers(day))
    }

    /// Whether somebody with this address may make their own student account.
    #[must_use]
    pub fn lets_join(&self, email: &str) -> bool {
        let domain = email.rsplit('@').next().unwrap_or_default();
        match self.joining {
            Joining::Anyone => true,
            Joining::Invited => false,
            Joining::Domains => self
                .joining_domains
                .split_whitespace()
                .any(|allowed| allowed == domain),
        }
    }
}

/// Writes down the centre, the first time or anew.
///
/// # Errors
/// A refusal that names every field that cannot be taken.
pub fn settle(tx: &Tx<'_>, centre: &Centre) -> Outcome<()> {
    let mut complaints = Complaints::default();
    if centre.name.is_empty() || centre.name.chars().count() > 200 {
        complaints.add("name", "Enter the centre's name, up to 200 letters");
    }
    if jiff::tz::TimeZone::get(&centre.time_zone).is_err() {
        complaints.add(
            "time_zone",
            "Enter a time zone like Europe/Berlin or America/New_York",
        );
    }
    if !(1..=0b111_1111).contains(&centre.open_days) {
        complaints.add(
            "open_days",
            "Choose at least one day on which the centre is open",
        );
    }
    if centre.opens_at >= centre.closes_at || centre.closes_at > 1440 {
        complaints.add("opens_at", "The centre must open before it closes");
    }
    if !(1..=1000).contains(&centre.turnaround_hours) {
        complaints.add(
            "turnaround_hours",
            "Enter between 1 and 1,000 opening hours",
        );
    }
    if !(100..=200_000).contains(&centre.word_limit) {
        complaints.add("word_limit", "Enter between 100 and 200,000 words");
    }
    if centre.papers_a_week > 1000 {
        complaints.add("papers_a_week", "Enter at most 1,000, or leave it empty");
    }
    if centre.joining == Joining::Domains && centre.joining_domains.trim().is_empty() {
        complaints.add(
            "joining_domains",
            "Enter at least one mail domain, like example.edu",
        );
    }
    complaints.settle()?;
    rows::upsert(tx, centre)
}

/// Changes the centre, on somebody's word, and writes down what became of which policy.
///
/// # Errors
/// As `settle`.
pub fn change(tx: &Tx<'_>, by: &Person, centre: &Centre) -> Outcome<()> {
    let before = find(tx)?.unwrap_or_default();
    settle(tx, centre)?;
    let all = changes::between(changes::of_centre(&before), changes::of_centre(centre));
    changes::note(tx, Some(by), &all)
}
