//! One draft as a report sees it: when it came, who had it for how long, what became of it, and of its promise.

use crate::centre::Centre;
use crate::clock::Moment;
use crate::drafts::DraftId;
use crate::papers::{PaperNumber, promise};
use crate::people::PersonId;

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Feedback went out, at this moment for the first time; what was taken back within ten minutes does not count.
    Returned(Moment),
    /// It waits, or somebody has it, or its student was asked something.
    Open,
    /// Its student took it back.
    Withdrawn,
    /// Staff sent it back without feedback.
    SentBack,
}

/// From one moment to another; without an end where it goes on.
pub type Spell = (Moment, Option<Moment>);

/// One draft that was sent in.
#[derive(Clone, Debug)]
pub struct Case {
    /// The draft.
    pub draft: DraftId,
    /// Its paper.
    pub paper: PaperNumber,
    /// Which draft of it, from 1.
    pub n: u32,
    /// Who wrote it.
    pub student: PersonId,
    /// What it is for: the code of a course that the centre knows, else as typed; empty: not for a course.
    pub course: String,
    /// Words in it; 0 where it could not be read.
    pub words: u32,
    /// The course's own due date, YYYY-MM-DD.
    pub due_on: Option<String>,
    /// What its student chose to be helped with.
    pub concerns: Vec<String>,
    /// When it was sent in.
    pub sent_at: Moment,
    /// What became of it.
    pub fate: Fate,
    /// Who returned it, or has it.
    pub tutor: Option<PersonId>,
    /// By when feedback was promised: as first told, where that is known, and in the end.
    pub promised: Option<(Option<Moment>, Moment)>,
    /// When somebody had it.
    pub held: Vec<Spell>,
    /// When its student was asked something: the clock stands still.
    pub asked: Vec<Spell>,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Kept as it was first told.
    Kept,
    /// Kept after a question to the student had moved it.
    KeptMoved,
    /// Feedback came later, or is still to come.
    Missed,
    /// There is time left, or the clock stands still.
    Running,
    /// It ended without feedback.
    Ended,
    /// It came before promises were kept for reports.
    Unknown,
}

/// How long a returned draft took, in seconds. Time in which its student was asked something counts nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Took {
    /// From sending in to feedback, by the clock on the wall: what students feel.
    pub whole: i64,
    /// Of that, while nobody had it.
    pub waiting: i64,
    /// Of that, while a tutor had it.
    pub marking: i64,
}

impl Case {
    /// How long it took, where it was returned.
    #[must_use]
    pub fn took(&self) -> Option<Took> {
        let span = self.span()?;
        let seconds = |spells: &[(Moment, Moment)]| -> i64 {
            let each = spells.iter();
            each.map(|(from, to)| to.seconds_since(*from)).sum()
        };
        let held = within(&self.held, span);
        let still_held = held.iter().map(|one| within(&self.asked, *one));
        let still_held: i64 = still_held.map(|spells| seconds(&spells)).sum();
        let whole = seconds(&[span]) - seconds(&within(&self.asked, span));
        let marking = seconds(&held) - still_held;
        Some(Took {
            whole,
            waiting: whole - marking,
            marking,
        })
    }

    /// How many opening seconds it took, where it was returned: what was promised. Days are looked up one by one, so
    /// this is dearer than the rest.
    #[must_use]
    pub fn took_of_opening(&self, centre: &Centre) -> Option<i64> {
        let span = self.span()?;
        let open =
            |(from, to): (Moment, Moment)| promise::opening_seconds_between(centre, from, to);
        let still = within(&self.asked, span).into_iter().map(open);
        Some(open(span) - still.sum::<i64>())
    }

    /// From sending in to feedback.
    fn span(&self) -> Option<(Moment, Moment)> {
        match self.fate {
            Fate::Returned(at) => Some((self.sent_at, at)),
            _ => None,
        }
    }

    /// What became of its promise, as of now.
    #[must_use]
    pub fn verdict(&self, now: Moment) -> Verdict {
        let Some((first, last)) = self.promised else {
            return Verdict::Unknown;
        };
        let stands_still = self.asked.iter().any(|(_, until)| until.is_none());
        match self.fate {
            Fate::Withdrawn | Fate::SentBack => Verdict::Ended,
            Fate::Returned(at) if at > last => Verdict::Missed,
            Fate::Returned(_) if first == Some(last) => Verdict::Kept,
            Fate::Returned(_) => Verdict::KeptMoved,
            Fate::Open if now > last && !stands_still => Verdict::Missed,
            Fate::Open => Verdict::Running,
        }
    }
}

/// What of these spells lies within a span.
fn within(spells: &[Spell], (from, to): (Moment, Moment)) -> Vec<(Moment, Moment)> {
    let cut = |(begins, ends): &Spell| ((*begins).max(from), ends.unwrap_or(to).min(to));
    let inside = spells.iter().map(cut);
    inside.filter(|(begins, ends)| begins < ends).collect()
}
