//! Who did what and who saw what, append-only, in a chain of fingerprints that shows where it was tampered with.

mod chain;
mod looks;
mod rows;

use crate::db::{Tx, number_id, word_enum};
use crate::refusal::Outcome;

pub use chain::{Anchor, Sound, Verdict, anchor, verify};
pub use looks::{Look, Looks, forget_looks, write_down};
pub use rows::{Asked, Entry, Seen, count_looks, entries, is_kept, seen};

number_id! {
    /// A link's place in the chain.
    Link
}

word_enum! {
    /// What was done.
    Act {
        /// Somebody opened a page that shows a paper.
        Viewed = "viewed",
        /// Somebody took a paper's file, or the feedback on it, with them.
        Downloaded = "downloaded",
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// Somebody tried to sign in as them, and could not.
        SignInFailed = "sign_in_failed",
        /// Every session of theirs was ended.
        SignedOutEverywhere = "signed_out_everywhere",
        /// Their password was set or taken away.
        PasswordChanged = "password_changed",
        /// A one-time link that lets them in was made.
        LinkMade = "link_made",
        /// A link to set up the centre or to recover an admin was made.
        SetupLinkMade = "setup_link_made",
        /// They were added.
        PersonAdded = "person_added",
        /// They were given other roles.
        RolesSet = "roles_set",
        /// They are called otherwise.
        Renamed = "renamed",
        /// They may not come in any more.
        Disabled = "disabled",
        /// They may come in again.
        Enabled = "enabled",
        /// Another account became part of theirs.
        Merged = "merged",
        /// A policy of the centre was changed.
        SettingChanged = "setting_changed",
        /// An API token was made.
        TokenMade = "token_made",
        /// An API token was ended.
        TokenRevoked = "token_revoked",
        /// A webhook was made, changed or removed.
        WebhookSettled = "webhook_settled",
        /// A mail was sent to another address than its own.
        MailReaddressed = "mail_readdressed",
        /// A mail that waited was called back.
        MailCancelled = "mail_cancelled",
        /// All mail, or all to one destination, was stopped.
        MailStopped = "mail_stopped",
        /// It was let go on.
        MailWentOn = "mail_went_on",
        /// An address was put on the list of those that are not written to.
        AddressSetAside = "address_set_aside",
        /// An address was taken off it.
        AddressLifted = "address_lifted",
        /// A letter was read that would let its reader in as somebody else.
        LetterRead = "letter_read",
        /// A table of papers or a report was taken away.
        Exported = "exported",
        /// All that the desk has of somebody was put together for them.
        PersonExported = "person_exported",
        /// All that names somebody was erased.
        PersonErased = "person_erased",
        /// The desk let go of what the centre keeps no longer.
        Swept = "swept",
        /// The desk was restored from a backup.
        Restored = "restored",
    }
}

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The desk as a whole.
    Desk,
    /// A paper, by its number.
    Paper(i64),
    /// A person, by their number.
    Person(i64),
    /// An API token, by its number.
    Token(i64),
    /// A change of a policy, by its place in their history.
    Setting(i64),
}

impl Subject {
    /// The word for it, and its number.
    #[must_use]
    pub const fn parts(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Desk => ("desk", None),
            Self::Paper(id) => ("paper", Some(id)),
            Self::Person(id) => ("person", Some(id)),
            Self::Token(id) => ("token", Some(id)),
            Self::Setting(id) => ("setting", Some(id)),
        }
    }

    /// The one with this word and number.
    fn of(word: &str, id: Option<i64>) -> Option<Self> {
        Some(match (word, id) {
            ("desk", None) => Self::Desk,
            ("paper", Some(id)) => Self::Paper(id),
            ("person", Some(id)) => Self::Person(id),
            ("token", Some(id)) => Self::Token(id),
            ("setting", Some(id)) => Self::Setting(id),
            _ => return None,
        })
    }
}

/// Writes one thing down. `by` is a person's number; nobody, or 0, is the command line or the desk itself. The details
/// hold numbers and words of our own, never a name or anything that somebody typed.
///
/// # Errors
/// When the database fails.
pub fn note(
    tx: &Tx<'_>,
    by: Option<i64>,
    (act, subject): (Act, Subject),
    details: &serde_json::Value,
) -> Outcome<Link> {
    let by = by.filter(|id| *id != 0);
    chain::append(tx, (tx.now(), by), (act, subject), &details.to_string())
}

/// The same where nothing is to be said beside it.
///
/// # Errors
/// When the database fails.
pub fn note_plainly(tx: &Tx<'_>, by: Option<i64>, act: Act, subject: Subject) -> Outcome<()> {
    note(tx, by, (act, subject), &serde_json::json!({})).map(drop)
}
