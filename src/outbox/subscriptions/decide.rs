//! The one decision about news and a person: at once, in their digest, or not; and by which choice.

use jiff::tz::TimeZone;

use super::{Channel, Habits};
use crate::clock::Moment;
use crate::db::word_enum;

word_enum! {
    /// Why somebody whom a rule concerns was not told.
    Untold {
        /// They want no mail of this kind.
        Chose = "chose",
        /// Their centre set no mail of this kind for their role, and they chose nothing.
        Centre = "centre",
        /// They muted the paper.
        Muted = "muted",
        /// They want no mail of this kind about this tutor, course or state.
        Narrowed = "narrowed",
        /// They and the student are kept apart.
        Apart = "apart",
        /// The student did not agree that their teacher is told.
        NoConsent = "no_consent",
        /// Their account is shut.
        Shut = "shut",
        /// They did it themself, or hear of it by another letter.
        Heard = "heard",
    }
}

/// How one piece of news reaches one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As a mail of its own, but not before their quiet hours end.
    AtOnce {
        /// When those end, where they are in the way.
        quiet_until: Option<Moment>,
    },
    /// In the digest of this moment.
    Digest {
        /// When it comes.
        due: Moment,
    },
    /// Not at all.
    Not(Untold),
}

/// The most exact choice that fits, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What was chosen.
    pub channel: Channel,
    /// It is about this paper alone.
    pub of_paper: bool,
    /// It is about some papers alone.
    pub narrowed: bool,
    /// It is the centre's, for those who chose nothing.
    pub by_centre: bool,
}

impl Rule {
    /// Why it lets nothing through; none where it does.
    #[must_use]
    pub const fn untold(self) -> Option<Untold> {
        match self {
            Self {
                channel: Channel::AtOnce | Channel::Digest,
                ..
            } => None,
            Self { of_paper: true, .. } => Some(Untold::Muted),
            Self { narrowed: true, .. } => Some(Untold::Narrowed),
            Self {
                by_centre: true, ..
            } => Some(Untold::Centre),
            Self { .. } => Some(Untold::Chose),
        }
    }
}

/// How news reaches a person who chose so, or chose nothing; `from` is the moment from which it may go out.
#[must_use]
pub fn way(rule: Option<Rule>, (habits, zone): (&Habits, &TimeZone), from: Moment) -> Way {
    if let Some(why) = rule.and_then(Rule::untold) {
        return Way::Not(why);
    }
    match rule {
        Some(rule) if rule.channel == Channel::Digest => Way::Digest {
            due: habits.next_digest(zone, from),
        },
        _ => Way::AtOnce {
            quiet_until: habits.quiet_until(zone, from),
        },
    }
}
