//! Who changed which policy, and when: append-only, in words.

use super::{Centre, DAYS, Giving, Joining, SecondReader, Ways, rows};
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::Person;
use crate::refusal::Outcome;

pub use super::rows::changes;

/// One policy that became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The policy's name.
    pub what: String,
    /// What it was; empty: it is new.
    pub was: String,
    /// What it became; empty: it is gone.
    pub became: String,
}

impl Change {
    /// Something new.
    #[must_use]
    pub fn added(what: &str, became: String) -> Self {
        Self {
            what: what.to_owned(),
            was: String::new(),
            became,
        }
    }

    /// Something that is gone.
    #[must_use]
    pub fn removed(what: &str, was: String) -> Self {
        Self {
            what: what.to_owned(),
            was,
            became: String::new(),
        }
    }
}

/// A change as history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its place in history.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// Who; none: the command line, or the first run.
    pub by: Option<String>,
    /// What.
    pub change: Change,
}

/// Writes changes down, each in the audit too; those that changed nothing are left out.
///
/// # Errors
/// When the database fails.
pub fn note(tx: &Tx<'_>, by: Option<&Person>, all: &[Change]) -> Outcome<()> {
    let by = by.map(|person| person.id).filter(|id| id.0 != 0);
    all.iter()
        .filter(|change| change.was != change.became)
        .try_for_each(|change| {
            let id = rows::insert_change(tx, by, change)?;
            let by = by.map(|id| id.0);
            audit::note_plainly(tx, by, Act::SettingChanged, Subject::Setting(id))
        })
}

/// Each policy by its name, before and after, where both have the same ones in the same order.
pub(super) fn between(
    before: Vec<(&'static str, String)>,
    after: Vec<(&'static str, String)>,
) -> Vec<Change> {
    let pairs = before.into_iter().zip(after);
    pairs
        .map(|((what, was), (_, became))| Change {
            what: what.to_owned(),
            was,
            became,
        })
        .collect()
}

/// A centre's policies in words, each by its name.
pub(super) fn of_centre(centre: &Centre) -> Vec<(&'static str, String)> {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let open = |(n, _): &(usize, &&str)| centre.open_days & (1 << n) != 0;
    let days: Vec<&str> = DAYS
        .iter()
        .enumerate()
        .filter(open)
        .map(|(_, day)| &day[..3])
        .collect();
    let joining = match centre.joining {
        Joining::Anyone => "anyone".to_owned(),
        Joining::Invited => "nobody: people are added".to_owned(),
        Joining::Domains => format!("addresses at {}", centre.joining_domains),
    };
    let weekly = match centre.papers_a_week {
        0 => "any number".to_owned(),
        most => most.to_string(),
    };
    vec![
        ("Name of the centre", centre.name.clone()),
        ("Address to write to", centre.contact.clone()),
        ("Time zone", centre.time_zone.clone()),
        ("Open on", days.join(", ")),
        (
            "Open from and until",
            format!("{} to {}", clock(centre.opens_at), clock(centre.closes_at)),
        ),
        (
            "Turnaround",
            format!("{} opening hours", centre.turnaround_hours),
        ),
        ("Words read in one go", centre.word_limit.to_string()),
        ("Papers of one student in a week", weekly),
        ("Who makes their own account", joining),
        (
            "“Tell my teacher” is ticked at first",
            yes_or_no(centre.consent_default),
        ),
    ]
}

/// How a centre marks, in words, each by its name; taken apart whole, so that none is forgotten.
pub(super) fn of_ways(ways: &Ways) -> Vec<(&'static str, String)> {
    let Ways {
        kinds,
        hints,
        giving: given,
        blind,
        drafts,
        second_reader,
        letters_by_mail,
        replies_by_mail,
    } = ways;
    vec![
        ("Kinds of note", kinds.join(", ")),
        ("What belongs into a letter", hints.clone()),
        ("How a paper finds its tutor", giving(*given)),
        ("Students’ names hidden from tutors", yes_or_no(*blind)),
        ("Drafts read of one paper", drafts.to_string()),
        ("Returns that a second reader sees", second(*second_reader)),
        (
            "Feedback by mail, word for word",
            yes_or_no(*letters_by_mail),
        ),
        ("Answers by mail to papers", yes_or_no(*replies_by_mail)),
    ]
}

fn giving(giving: Giving) -> String {
    match giving {
        Giving::Both => "tutors take papers, and coordinators give them out",
        Giving::Claimed => "tutors take papers",
        Giving::Assigned => "coordinators give papers out",
    }
    .to_owned()
}

fn second(whose: SecondReader) -> String {
    match whose {
        SecondReader::Nobody => "nobody’s",
        SecondReader::Some => "those of the tutors of whom it is said",
        SecondReader::All => "everybody’s",
    }
    .to_owned()
}

fn yes_or_no(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}
