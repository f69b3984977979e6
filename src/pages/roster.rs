//! The pages about a list of people: putting it in, what it would change, and what became of it.

use serde::Serialize;

use super::given_back::{what, word};
use super::words::{counted, thousands};
use super::{Page, Times};
use crate::roster::{self, Looked, Roster, Verdict, What};

pub use super::given_back::{rows, template};

/// So many rows of a kind stand on the page; all of them stand in the table to take away.
const SHOWN: usize = 200;

/// Nothing was put in.
pub const NOTHING: &str = "Choose a file or paste a table";
/// The file is larger than we take.
pub const TOO_LARGE: &str = "Put in at most 4 MB at once";
/// The file did not arrive.
pub const NOT_ARRIVED: &str = "We could not take in the file. Try again";
/// The file is a spreadsheet's own.
pub const WORKBOOK: &str =
    "This is a workbook. Save it as CSV first: in Excel, Save as, CSV UTF-8 (Comma delimited)";
/// The file is none that holds text.
pub const NO_TABLE: &str = "This is no table. Save it as CSV first";

/// Told when a list was looked at once more.
#[must_use]
pub const fn looked_again() -> &'static str {
    "This is what it would change now."
}

/// Told when a list was put in.
#[must_use]
pub fn was_done(done: &[Looked]) -> String {
    let counts = Counts::of(done);
    let joined = counted(counts.new, "person joined", "people joined");
    let changed = counted(counts.changed, "changed", "changed");
    match counts.refused + counts.moved {
        0 => format!("{joined}, {changed}."),
        left => format!(
            "{joined}, {changed}. {} left out; the reasons are below.",
            counted(left, "row was", "rows were")
        ),
    }
}

/// How many rows came to what.
#[derive(Serialize)]
struct Counts {
    new: i64,
    changed: i64,
    unchanged: i64,
    refused: i64,
    moved: i64,
}

impl Counts {
    fn of(looked: &[Looked]) -> Self {
        let count = |kind: &str| {
            let of_kind = looked.iter().filter(|row| word(&row.verdict) == kind);
            i64::try_from(of_kind.count()).unwrap_or(i64::MAX)
        };
        Self {
            new: count("new"),
            changed: count("changed"),
            unchanged: count("unchanged"),
            refused: count("refused"),
            moved: count("left as it is"),
        }
    }
}

/// The form that takes a list in.
#[derive(Default, Serialize)]
pub struct ImportPage {
    /// What was pasted.
    pub text: String,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "people/import.html";

    fn title(&self) -> String {
        "Put in a list of people".to_owned()
    }
}

#[derive(Serialize)]
struct Said {
    what: String,
    was: String,
    becomes: String,
}

#[derive(Serialize)]
struct Line {
    at: u64,
    name: String,
    email: String,
    why: String,
    changes: Vec<Said>,
}

#[derive(Serialize)]
struct Group {
    key: &'static str,
    title: String,
    rows: Vec<Line>,
    more: String,
}

/// What a list would change, or what became of it.
#[derive(Serialize)]
pub struct LookedPage {
    id: String,
    stage: &'static str,
    looked_at: String,
    groups: Vec<Group>,
    ignored: String,
    counts: Counts,
    sums: String,
    mail_goes_out: bool,
}

impl LookedPage {
    /// From a list; invitations can go out where a mail server is set.
    #[must_use]
    pub fn of(roster: &Roster, mail_goes_out: bool, times: &Times) -> Self {
        let looked = roster.done.as_ref().unwrap_or(&roster.looked);
        let counts = Counts::of(looked);
        let stage = match (&roster.done, roster.begun_at) {
            (Some(_), _) => "done",
            (None, Some(_)) => "begun",
            (None, None) => "shown",
        };
        let ignored = roster::read(&roster.sheet).map(|sheet| sheet.ignored.join(", "));
        Self {
            id: roster.id.clone(),
            stage,
            looked_at: times.within(roster.looked_at),
            groups: groups(looked, stage == "done"),
            ignored: ignored.unwrap_or_default(),
            sums: sums(&counts, stage == "done"),
            counts,
            mail_goes_out,
        }
    }
}

impl Page for LookedPage {
    const TEMPLATE: &'static str = "people/looked.html";

    fn title(&self) -> String {
        match self.stage {
            "done" => "What became of the list".to_owned(),
            _ => "What this list would change".to_owned(),
        }
    }
}

fn sums(counts: &Counts, done: bool) -> String {
    let (joins, changes, refused) = if done {
        ("joined", "changed", "left out")
    } else {
        ("would join", "would change", "cannot be taken")
    };
    let same = counted(counts.unchanged, "is as it was", "are as they were");
    format!(
        "{} {joins}, {} {changes}, {same}, {} {refused}.",
        thousands(counts.new),
        thousands(counts.changed),
        thousands(counts.refused + counts.moved)
    )
}

fn groups(looked: &[Looked], done: bool) -> Vec<Group> {
    let titles = if done {
        [
            "Left out",
            "Left as they are: something changed since you looked",
            "New",
            "Changed",
            "Unchanged",
        ]
    } else {
        ["Cannot be taken", "", "New", "Would change", "Unchanged"]
    };
    let kinds = ["refused", "left as it is", "new", "changed", "unchanged"];
    let group = |(kind, title): (&'static str, &str)| {
        let of_kind: Vec<&Looked> = looked
            .iter()
            .filter(|row| word(&row.verdict) == kind)
            .collect();
        let beyond = of_kind.len().saturating_sub(SHOWN);
        let more = match i64::try_from(beyond).unwrap_or(i64::MAX) {
            0 => String::new(),
            beyond => counted(beyond, "more row", "more rows"),
        };
        Group {
            key: kind,
            title: format!("{title} ({})", of_kind.len()),
            rows: of_kind.into_iter().take(SHOWN).map(line).collect(),
            more,
        }
    };
    let groups = kinds.into_iter().zip(titles).map(group);
    groups.filter(|group| !group.rows.is_empty()).collect()
}

fn line(looked: &Looked) -> Line {
    let (why, changes) = match &looked.verdict {
        Verdict::Unchanged => (String::new(), &[][..]),
        Verdict::Refused(why) => (why.clone(), &[][..]),
        Verdict::New(changes) | Verdict::Changed(changes) | Verdict::Moved(changes) => {
            (String::new(), &changes[..])
        }
    };
    // The name stands beside already.
    let is_new = matches!(looked.verdict, Verdict::New(_));
    let told = changes
        .iter()
        .filter(|change| !is_new || change.what != What::Name);
    Line {
        at: looked.line,
        name: looked.name.clone(),
        email: looked.email.clone(),
        why,
        changes: told
            .map(|change| Said {
                what: what(change.what),
                was: change.was.clone(),
                becomes: change.becomes.clone(),
            })
            .collect(),
    }
}
