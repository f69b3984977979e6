//! How the centre marks: its own words for the kinds of note, the hints beside a letter, and its policies.

use super::{changes, rows};
use crate::db::{Tx, word_enum};
use crate::people::Person;
use crate::refusal::{Complaints, Fault, Outcome};

/// Names of the fields in the settings' form, in the order of the kinds.
const KINDS: [&str; 4] = ["big", "well", "question", "sentence"];

word_enum! {
    /// Who brings papers and tutors together.
    Giving {
        /// Tutors take papers, and coordinators give them out.
        Both = "both",
        /// Tutors take papers; nobody gives them out.
        Claimed = "claimed",
        /// Coordinators give papers out; nobody takes one.
        Assigned = "assigned",
    }
}

impl Giving {
    /// Whether tutors may take papers from the queue themselves.
    #[must_use]
    pub const fn lets_tutors_claim(self) -> bool {
        !matches!(self, Self::Assigned)
    }

    /// Whether coordinators may give papers to tutors.
    #[must_use]
    pub const fn lets_coordinators_assign(self) -> bool {
        !matches!(self, Self::Claimed)
    }
}

word_enum! {
    /// Whose returns a second reader looks at first.
    SecondReader {
        /// Nobody's.
        Nobody = "nobody",
        /// Those of the tutors of whom a coordinator says so.
        Some = "some",
        /// Those of all tutors.
        All = "all",
    }
}

/// How a centre marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// What it calls the kinds of note: big picture, working well, question, sentence level.
    pub kinds: [String; 4],
    /// The letter's parts, a line each: "Greeting: what belongs there".
    pub hints: String,
    /// Who brings papers and tutors together.
    pub giving: Giving,
    /// Whether students' names are hidden from tutors.
    pub blind: bool,
    /// How many drafts of one paper are read.
    pub drafts: u32,
    /// Whose returns a second reader looks at first.
    pub second_reader: SecondReader,
    /// Whether feedback may travel by mail, word for word, to a student who asks for it.
    pub letters_by_mail: bool,
    /// Whether students may answer mail about their papers, where mail comes back to the desk at all.
    pub replies_by_mail: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            kinds: ["Big picture", "Working well", "Question", "Sentence level"].map(str::to_owned),
            hints: String::new(),
            giving: Giving::Both,
            blind: false,
            drafts: 3,
            second_reader: SecondReader::Nobody,
            letters_by_mail: false,
            replies_by_mail: false,
        }
    }
}

/// How this centre marks.
///
/// # Errors
/// When the database fails.
pub fn ways(tx: &Tx<'_>) -> Outcome<Ways> {
    rows::find_ways(tx)?.ok_or_else(|| Fault::new("the centre has no ways").into())
}

/// Changes how this centre marks.
///
/// # Errors
/// A refusal that names each field.
pub fn settle_ways(tx: &Tx<'_>, typed: &Ways) -> Outcome<()> {
    let mut complaints = Complaints::default();
    let kinds = typed.kinds.clone().map(|kind| kind.trim().to_owned());
    for (kind, field) in kinds.iter().zip(KINDS) {
        if !(1..=40).contains(&kind.chars().count()) {
            complaints.add(field, "Enter a name of at most 40 letters");
        }
    }
    if typed.hints.chars().count() > 4000 {
        complaints.add("hints", "Write at most 4,000 letters");
    }
    if !(1..=20).contains(&typed.drafts) {
        complaints.add("drafts", "Enter a number from 1 to 20");
    }
    complaints.settle()?;
    let hints = typed.hints.replace("\r\n", "\n").trim().to_owned();
    let ways = Ways {
        kinds,
        hints,
        ..typed.clone()
    };
    rows::set_ways(tx, &ways)
}

/// Changes how this centre marks, on somebody's word, and writes down what became of which policy.
///
/// # Errors
/// As `settle_ways`.
pub fn change_ways(tx: &Tx<'_>, by: &Person, typed: &Ways) -> Outcome<()> {
    let before = ways(tx)?;
    settle_ways(tx, typed)?;
    let all = changes::between(changes::of_ways(&before), changes::of_ways(&ways(tx)?));
    changes::note(tx, Some(by), &all)
}
