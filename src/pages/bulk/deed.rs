//! The deeds on several papers, and what is said before and after each.

use crate::assignments::Given;
use crate::pages::words::counted;
use crate::papers::Possible;

/// The deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They go to a tutor.
    Give,
    /// Their promises are extended.
    Extend,
    /// They go back without feedback.
    SendBack,
}

impl Deed {
    /// Its word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Extend => "extend",
            Self::SendBack => "send-back",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Give => "Give papers to a tutor",
            Self::Extend => "Extend the promise",
            Self::SendBack => "Send papers back",
        }
    }

    /// What will be done with several papers, as they stand.
    pub(super) fn outlook(self, can: &[Possible]) -> String {
        let many = |fits: fn(&Possible) -> bool| number(can.iter().filter(|can| fits(can)).count());
        let all = number(can.len());
        let said = match self {
            Self::Give => vec![
                (
                    many(|can| can.assign),
                    "waits and is given",
                    "wait and are given",
                ),
                (
                    many(|can| can.take_over),
                    "is moved from its tutor",
                    "are moved from their tutors",
                ),
            ],
            Self::Extend => vec![(
                many(|can| can.extend),
                "is promised anew",
                "are promised anew",
            )],
            Self::SendBack => vec![(many(|can| can.send_back), "is sent back", "are sent back")],
        };
        let done: i64 = said.iter().map(|(number, ..)| number).sum();
        let parts = said
            .into_iter()
            .chain([(all - done, "stays as it is", "stay as they are")])
            .filter(|(number, ..)| *number > 0)
            .map(|(number, one, more)| counted(number, one, more));
        match all {
            0 | 1 => String::new(),
            _ => format!("{}.", parts.collect::<Vec<_>>().join(", ")),
        }
    }

    /// What became of papers, and whether it could be done with all of them.
    #[must_use]
    pub fn told(self, given: &[Given]) -> (bool, String) {
        let done = given
            .iter()
            .filter(|one| matches!(one, Given::Done(_)))
            .count();
        let says = match (self, done) {
            (_, 0) => "Nothing was changed.".to_owned(),
            (Self::Give, done) => format!(
                "{} given. What waited can be taken back for ten minutes.",
                are(done)
            ),
            (Self::Extend, done) => {
                format!("{} promised anew, and each student is told why.", are(done))
            }
            (Self::SendBack, done) => {
                format!("{} sent back, and each student is told why.", are(done))
            }
        };
        (done == given.len(), says)
    }
}

fn are(done: usize) -> String {
    counted(number(done), "paper is", "papers are")
}

pub(super) fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
