//! Who is told: deliveries are promised inside a deed, with its event, and carried after it by the courier.

mod again;
mod attempt;
mod bounces;
pub mod carrier;
mod carrying;
mod courier;
mod exchange;
pub mod gathering;
mod letter;
mod outcomes;
pub mod own;
mod reach;
mod rows;
mod seal;
mod sender;
mod shelves;
mod stops;
pub mod subscriptions;
pub mod tally;
mod under_way;

use std::borrow::Cow;

use serde::Serialize;

use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::events::{PaperNumber, Seq};
use crate::people::{Email, Person, PersonId, Role, Serving};
use crate::refusal::{Fault, Outcome, Refusal};

pub use again::{cancel, cancel_some, readdress, send_again, send_all_again, send_some_again};
pub use bounces::{Bounce, Report, bounces_of, report};
pub use courier::{Courier, Scribe};
pub use letter::Letter;
pub use reach::{Reason, Suppression, lift, reaches, suppress, suppression, suppressions};
pub use rows::promised::hold_everything_unsent;
pub use rows::relay::{
    Relay, find as relay, introduce as introduce_relay, set_way_back as introduce_way_back,
};
pub use rows::shown::{
    Attempt, Delivery, attempts_of, attempts_of_paper, count_by_state, count_kept, find, list,
    of_paper, written,
};
pub use seal::{Addressed, addressed};
pub use shelves::{Shelf, count_on, on_shelf};
pub use stops::{Stop, go_on, stop, stops};

number_id! {
    /// A delivery's number.
    DeliveryId
}

word_enum! {
    /// Where a delivery stands.
    State {
        /// Due, or waiting for its next try.
        Pending = "pending",
        /// On its way just now.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// Kept: no mail server, or in an undo window, or restored from a backup.
        Held = "held",
        /// Given up: refused for good, or too old.
        Failed = "failed",
        /// Not wanted any more.
        Cancelled = "cancelled",
    }
}

word_enum! {
    /// Why a delivery is held.
    Hold {
        /// What caused it can still be undone.
        Undo = "undo",
        /// No mail server is set.
        NoRelay = "no_relay",
        /// It came back with a backup and may have been sent before.
        Restored = "restored",
    }
}

impl Delivery {
    /// Whether this person may read the letter itself: one that opens a door is for admins only.
    #[must_use]
    pub fn may_be_read_by(&self, person: &Person) -> bool {
        person.is(Role::Admin) || (person.oversees() && !self.letter.opens_the_door())
    }

    /// Whether what the letter says is still here: one that opens a door is forgotten with the end of its way.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        let over = matches!(self.state, State::Sent | State::Failed | State::Cancelled);
        !(over && self.letter.opens_the_door())
    }
}

/// We give a mail up after five days.
const LIFE_DAYS: i64 = 5;

/// Who a letter goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Their account, if they have one.
    pub person: Option<PersonId>,
    /// Their address.
    pub email: String,
    /// What they are called.
    pub name: String,
}

impl From<&Person> for Recipient {
    fn from(person: &Person) -> Self {
        Self {
            person: Some(person.id),
            email: person.email.clone(),
            name: person.name.clone(),
        }
    }
}

impl From<&Serving> for Recipient {
    fn from(one: &Serving) -> Self {
        Self {
            person: Some(one.id),
            email: one.email.clone(),
            name: one.name.clone(),
        }
    }
}

/// One letter to be told to one or several people.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// What happened, and to which paper; none for signing in and the like.
    pub about: Option<(Seq, PaperNumber)>,
    /// Which letter.
    pub letter: Letter,
    /// What the letter says, as JSON, frozen now.
    pub facts: &'a str,
    /// By which rule these people are told, as a sentence for staff.
    pub why: &'a str,
    /// Until when it is held back, so that the deed can be undone.
    pub hold_until: Option<Moment>,
    /// When it is of no more use; none: after five days.
    pub expires: Option<Moment>,
}

/// Turns what a letter says into its frozen form.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn facts(said: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(said)
        .map_err(|error| Fault::from_error("freezing a letter's facts", error).into())
}

/// Promises a letter to one recipient, in the way that they chose: part of the deed, so that it is on disk with the event,
/// or neither is. Nothing comes back where it waits for their digest, or where they want none of it.
///
/// # Errors
/// When the database fails.
pub fn tell(tx: &Tx<'_>, telling: &Telling<'_>, to: &Recipient) -> Outcome<Option<DeliveryId>> {
    sender::Sender::to_one(tx, telling, to)?.tell(telling, to)
}

/// Promises the same letter to many, each with the facts that they may read: what they chose is looked up for all of them
/// at once. Whoever is kept from it comes with the reason why, and stays among those who were not told.
///
/// # Errors
/// When the database fails.
pub fn tell_each<'t>(
    tx: &Tx<'_>,
    telling: &Telling<'_>,
    all: impl Iterator<Item = (&'t Serving, Option<subscriptions::Untold>)>,
    facts: impl Fn(&Serving) -> Outcome<Cow<'t, str>>,
) -> Outcome<()> {
    sender::Sender::to_many(tx, telling)?.tell_each(telling, all, facts)
}

/// Promises one letter that tells of several papers; each stands apart in a digest, with the facts given with it.
///
/// # Errors
/// When the database fails.
pub fn tell_together(
    tx: &Tx<'_>,
    telling: &Telling<'_>,
    to: &Recipient,
    about: &[((Seq, PaperNumber), String)],
) -> Outcome<()> {
    sender::Sender::to_one(tx, telling, to)?.tell_together(telling, to, about)
}

/// Keeps whom a rule concerns who did not get a letter about an event, and why not.
///
/// # Errors
/// When the database fails.
pub fn leave_untold(
    tx: &Tx<'_>,
    (event, letter): (Seq, Letter),
    people: &[(PersonId, subscriptions::Untold)],
) -> Outcome<()> {
    rows::untold::insert(tx, (event, letter), people)
}

/// Takes back the letters about a paper that are held because they can still be undone; gives how many.
///
/// # Errors
/// When the database fails.
pub fn call_back(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<usize> {
    let gathered = rows::gathered::call_back(tx, paper)?;
    Ok(gathered + rows::promised::cancel_held(tx, paper)?)
}

/// Promises a test of the mail server to an address as somebody typed it.
///
/// # Errors
/// A refusal at the field `to` when it is not an address.
pub fn test(tx: &Tx<'_>, to: &str, centre: &str) -> Outcome<Option<DeliveryId>> {
    let to = Email::parse(to)
        .ok_or_else(|| Refusal::field("to", "Enter an address like name@example.edu"))?;
    let telling = Telling {
        about: None,
        letter: Letter::Test,
        facts: &facts(&serde_json::json!({ "centre": centre }))?,
        why: "Somebody asked for a test of the mail server",
        hold_until: None,
        expires: None,
    };
    tell(
        tx,
        &telling,
        &Recipient {
            person: None,
            email: to.to_string(),
            name: String::new(),
        },
    )
}
