//! The shelves on which the Mail page lays deliveries out: finer than their states, and each a filter.

use crate::db::word_enum;

pub use super::rows::shelves::{count as count_on, on as on_shelf};

word_enum! {
    /// A shelf of the Mail page.
    Shelf {
        /// Never tried yet.
        Waiting = "waiting",
        /// On its way just now.
        Sending = "sending",
        /// Taken by the mail server since midnight.
        SentToday = "today",
        /// Tried, and tried again later.
        Delayed = "delayed",
        /// Given up.
        Failed = "failed",
        /// Given up because it came back.
        Bounced = "bounced",
        /// Kept.
        Held = "held",
        /// Taken by the mail server, ever.
        Sent = "sent",
        /// Called back.
        Cancelled = "cancelled",
    }
}
