//! What can be looked for: each filter of the search language, and free words.

use jiff::civil::Date;

use crate::db::word_enum;
use crate::events::PaperNumber;
use crate::papers::State;

word_enum! {
    /// The filters, by the word before the colon.
    Key {
        /// Where it stands.
        Is = "is",
        /// Who has it, or had it last.
        Tutor = "tutor",
        /// Who wrote it.
        From = "from",
        /// What it is for.
        Course = "course",
        /// Whether its promise has passed.
        Late = "late",
        /// How long it is.
        Words = "words",
        /// Which draft is the newest.
        Draft = "draft",
        /// The course's own due date.
        Due = "due",
        /// By when feedback is promised.
        Promised = "promised",
    }
}

/// How a value compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `<`
    Below,
    /// `<=`
    UpTo,
    /// `:` or `=`
    Same,
    /// `>=`
    From,
    /// `>`
    Above,
}

/// Where a paper stands, as a filter says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In this state.
    In(State),
    /// Its life goes on.
    Open,
    /// Its life has ended.
    Ended,
    /// Its feedback lies with a second reader.
    ForReview,
}

/// Who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nobody.
    Nobody,
    /// Whoever looks.
    Me,
    /// A tutor of this name or address.
    Called(String),
}

/// A day or a moment, seen from when it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many hours ahead; negative: ago.
    Hours(i64),
    /// So many days ahead: to the minute for moments, to the day for dates.
    Days(i64),
    /// The whole day so many days after today.
    Day(i64),
    /// This day.
    On(Date),
    /// No day at all.
    Never,
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Where it stands.
    Is(Standing),
    /// Who has it, or had it last.
    Tutor(Holder),
    /// Words of the name or address of who wrote it.
    From(String),
    /// What it is for; empty: not for a course.
    Course(String),
    /// Whether its promise has passed while the clock runs.
    Late(bool),
    /// Words in the newest draft.
    Words(Sign, i64),
    /// The newest draft's number.
    Draft(Sign, i64),
    /// The course's own due date.
    Due(Sign, When),
    /// By when feedback is promised.
    Promised(Sign, When),
    /// This very paper.
    Number(PaperNumber),
    /// Words that stand beside each other in title, person, course, question or text.
    Text(String),
}

/// One thing that is looked for, or that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Those of which it is not so.
    pub not: bool,
    /// What.
    pub what: What,
}

impl What {
    /// The filter it belongs to; nothing for free words and references.
    #[must_use]
    pub const fn key(&self) -> Option<Key> {
        Some(match self {
            Self::Is(_) => Key::Is,
            Self::Tutor(_) => Key::Tutor,
            Self::From(_) => Key::From,
            Self::Course(_) => Key::Course,
            Self::Late(_) => Key::Late,
            Self::Words(..) => Key::Words,
            Self::Draft(..) => Key::Draft,
            Self::Due(..) => Key::Due,
            Self::Promised(..) => Key::Promised,
            Self::Number(_) | Self::Text(_) => return None,
        })
    }
}
