//! What is to be told about a paper now: a pure function of its facts, the rules and the moment.

use crate::centre::Centre;
use crate::clock::Moment;
use crate::events::Matter;
use crate::papers::{PaperNumber, State, promise};
use crate::people::PersonId;

/// A student who was asked something is reminded after so many days, and coordinators hear of it after so many.
const REMINDED_DAYS: i64 = 3;
const UNANSWERED_DAYS: i64 = 7;
/// A tutor is told that their claim runs out so many hours before.
const LEASE_HOURS: i64 = 4;

/// Whose turn it is to hear of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Whoever can help it.
    First,
    /// Coordinators, because nothing moved.
    Second,
}

impl Step {
    /// The number for it in the table.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

/// Something to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub matter: Matter,
    /// To whom.
    pub step: Step,
    /// The moment that it is about: told once for each.
    pub occasion: Moment,
}

/// What is known of an open paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which paper.
    pub number: PaperNumber,
    /// Where it stands.
    pub state: State,
    /// Who has it.
    pub tutor: Option<PersonId>,
    /// By when feedback is promised.
    pub promised_at: Moment,
    /// The promise's clock stands still.
    pub stands_still: bool,
    /// Its course's own turnaround.
    pub turnaround_hours: Option<u32>,
    /// Since when it waits, if nobody has it: its newest draft, the last who had it, or the last answer.
    pub waits_since: Moment,
    /// Since when its tutor has it.
    pub held_since: Option<Moment>,
    /// When its tutor began or wrote something last.
    pub worked_at: Option<Moment>,
    /// When its student was asked what is not answered.
    pub asked_at: Option<Moment>,
    /// Until when its tutor's claim is good.
    pub lease_until: Option<Moment>,
    /// Since when its tutor is away.
    pub away_since: Option<Moment>,
    /// What was told already.
    pub told: Vec<(Matter, u32, Moment)>,
}

impl Facts {
    /// The moment that a matter of this paper is about, if it can be one as the paper stands.
    fn occasion(&self, matter: Matter) -> Option<Moment> {
        let runs = !self.stands_still && self.state != State::NeedsInfo;
        match matter {
            Matter::Missed | Matter::AtRisk => runs.then_some(self.promised_at),
            Matter::Away => self.away_since.filter(|_| self.tutor.is_some()),
            Matter::Untaken => (self.state == State::Waiting).then_some(self.waits_since),
            Matter::Unopened => self.held_since.filter(|_| self.state == State::Assigned),
            Matter::Idle => self.worked_at.filter(|_| self.state == State::Marking),
            Matter::Unanswered => self.asked_at.filter(|_| self.state == State::NeedsInfo),
            Matter::Lease => self.lease_until.filter(|_| runs),
        }
    }

    fn was_told(&self, due: &Due) -> bool {
        let told = (due.matter, due.step.number(), due.occasion);
        self.told.contains(&told)
    }
}

/// Everything that is to be told about a paper at this moment and was not told yet, the gravest first.
#[must_use]
pub fn due(facts: &Facts, rules: &Centre, now: Moment) -> Vec<Due> {
    let mut all = Vec::new();
    for matter in Matter::ALL {
        let Some(occasion) = facts.occasion(*matter) else {
            continue;
        };
        // What nothing came of is graver than what is new.
        for step in [Step::Second, Step::First] {
            let due = Due {
                matter: *matter,
                step,
                occasion,
            };
            if !facts.was_told(&due) && has_come(&due, rules, now) {
                all.push(due);
            }
        }
    }
    all
}

/// Whether it is time to tell it.
fn has_come(due: &Due, rules: &Centre, now: Moment) -> bool {
    let quarter = promise::turnaround_seconds(rules) / 4;
    let open_for = |seconds: i64| {
        // Opening time is never longer than time, and time is quicker to count.
        now.seconds_since(due.occasion) >= seconds
            && promise::opening_seconds_between(rules, due.occasion, now) >= seconds
    };
    match (due.matter, due.step) {
        (Matter::Missed | Matter::Away, Step::First) => now >= due.occasion,
        (Matter::AtRisk, Step::First) => {
            let left = promise::opening_seconds_between(rules, now, due.occasion);
            now < due.occasion && left <= quarter
        }
        (Matter::Untaken | Matter::Unopened | Matter::Idle, Step::First) => open_for(quarter),
        (Matter::Unopened | Matter::Idle, Step::Second) => open_for(2 * quarter),
        (Matter::Unanswered, Step::First) => now >= due.occasion.plus_days(REMINDED_DAYS),
        (Matter::Unanswered, Step::Second) => now >= due.occasion.plus_days(UNANSWERED_DAYS),
        (Matter::Lease, Step::First) => {
            now >= due.occasion.plus_minutes(-LEASE_HOURS * 60) && now < due.occasion
        }
        (
            Matter::Missed | Matter::AtRisk | Matter::Away | Matter::Untaken | Matter::Lease,
            Step::Second,
        ) => false,
    }
}

/// The gravest matter that was told about a paper and still holds, and the moment that it is about.
#[must_use]
pub fn standing(facts: &Facts) -> Option<(Matter, Moment)> {
    let holds = |matter: &Matter| {
        let occasion = facts.occasion(*matter)?;
        let told = |(what, _, when): &(Matter, u32, Moment)| *what == *matter && *when == occasion;
        facts.told.iter().any(told).then_some((*matter, occasion))
    };
    Matter::ALL.iter().find_map(holds)
}
