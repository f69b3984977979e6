//! What the desk notices by itself about a paper on which something should have happened.

use crate::db::word_enum;

word_enum! {
    /// What the desk notices by itself, the gravest first.
    Matter {
        /// The promise has passed.
        Missed = "missed",
        /// Three quarters of the promise have passed.
        AtRisk = "at_risk",
        /// The tutor who has it is away.
        Away = "away",
        /// Somebody has it and has not begun.
        Unopened = "unopened",
        /// Somebody began, and nothing was written since.
        Idle = "idle",
        /// Nobody took it.
        Untaken = "untaken",
        /// Its student was asked something and has not answered.
        Unanswered = "unanswered",
        /// A claim is about to run out.
        Lease = "lease",
    }
}
