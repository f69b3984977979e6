//! Why a desk did not do what it was asked.

/// How far a trouble reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    ThisPaper,
    Everything,
}

/// Why a desk did not do what it was asked, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The sentence.
    pub says: String,
    reach: Reach,
}

impl Trouble {
    /// It is about this paper; another may be taken.
    pub fn with_this(says: impl Into<String>) -> Self {
        Self {
            says: says.into(),
            reach: Reach::ThisPaper,
        }
    }

    /// No other paper would fare better now.
    pub fn with_all(says: impl Into<String>) -> Self {
        Self {
            says: says.into(),
            reach: Reach::Everything,
        }
    }

    /// Whether there is no sense in going on.
    #[must_use]
    pub fn ends_all(&self) -> bool {
        self.reach == Reach::Everything
    }
}

/// How one attempt missed.
pub(super) enum Miss {
    /// Asking again would give the same.
    ForGood(Trouble),
    /// Asking again may help, after this many seconds where the desk said so.
    ForNow { says: String, seconds: Option<u64> },
}

impl From<Trouble> for Miss {
    fn from(trouble: Trouble) -> Self {
        Self::ForGood(trouble)
    }
}
