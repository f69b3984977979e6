//! The page about all mail: does it go out, what waits, what failed and why.

use serde::Serialize;

use super::deliveries;
use super::mail_shelves::{Filter, filters, href};
use super::mail_standing::{Banner, Stopped, banner, stopped};
use super::{Page, Times, words};
use crate::flow::Stuck;
use crate::outbox::{Delivery, Hold, Relay, Shelf, State, Stop};

pub use super::mail_shelves::Part;

/// So many deliveries stand on a page.
pub const PER_PAGE: u32 = 50;

/// Told after a test was promised.
pub const TEST_SENT: &str = "A test is on its way; its delivery is below.";
/// Told after a test was promised where no mail server is set.
pub const TEST_KEPT: &str = "No mail server is set, so the test is kept; its delivery is below.";

/// Told after mail was stopped.
pub const STOPPED: &str =
    "It is stopped. What waits is kept until you let it go on; sign-in codes still go.";
/// Told after it goes on.
pub const GOES_ON: &str = "It goes on, with what waited first.";
/// Told where nothing was selected.
pub const NOTHING_SELECTED: &str = "Nothing was selected.";

/// Told after several mails were called back.
#[must_use]
pub fn called_back(count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    format!(
        "{} called back.",
        words::counted(count, "mail is", "mails are")
    )
}

/// Told after many deliveries were sent again.
#[must_use]
pub fn go_again(moved: usize) -> String {
    let moved = i64::try_from(moved).unwrap_or(i64::MAX);
    if moved == 0 {
        return "Nothing was left to send again.".to_owned();
    }
    format!(
        "{} tried again at once.",
        words::counted(moved, "mail is", "mails are")
    )
}

/// The way to the paper that a delivery is about.
#[derive(Serialize)]
pub(super) struct PaperLink {
    href: String,
    reference: String,
}

/// The paper of a delivery, where it is about one.
pub(super) fn paper_link(delivery: &Delivery) -> Option<PaperLink> {
    delivery.paper.map(|paper| PaperLink {
        href: format!("/papers/{paper}"),
        reference: paper.to_string(),
    })
}

/// When a delivery is tried next; "None" where it is not.
pub(super) fn next_try(delivery: &Delivery, relay: &Relay, times: &Times) -> String {
    match (delivery.state, delivery.hold) {
        (State::Pending, _) => {
            let at = relay
                .paused_until
                .map_or(delivery.due_at, |until| until.max(delivery.due_at));
            if times.is_past(at) {
                "Now".to_owned()
            } else {
                times.clock(at)
            }
        }
        (State::Sending, _) => "Now".to_owned(),
        (State::Held, Some(Hold::Undo)) => times.clock(delivery.due_at),
        _ => "None".to_owned(),
    }
}

#[derive(Serialize)]
struct Row {
    id: i64,
    href: String,
    when: String,
    iso: String,
    to: String,
    what: &'static str,
    paper: Option<PaperLink>,
    state: &'static str,
    label: &'static str,
    attempts: u32,
    next: String,
    answer: Option<String>,
}

fn row(delivery: Delivery, relay: &Relay, times: &Times) -> Row {
    Row {
        id: delivery.id.0,
        href: format!("/mail/{}", delivery.id.0),
        when: times.clock(delivery.created_at),
        iso: times.iso(delivery.created_at),
        what: deliveries::letter(delivery.letter),
        paper: paper_link(&delivery),
        state: delivery.state.as_str(),
        label: deliveries::state(delivery.state),
        attempts: delivery.attempts,
        next: next_try(&delivery, relay, times),
        to: delivery.recipient,
        answer: delivery.last_answer,
    }
}

#[derive(Serialize)]
struct Again {
    action: &'static str,
    label: &'static str,
}

/// What the mail page knows.
pub struct MailKnown {
    /// The mail server.
    pub relay: Relay,
    /// What is stopped.
    pub stops: Vec<Stop>,
    /// How many lie on each shelf that is counted.
    pub counts: Vec<(Shelf, i64)>,
    /// How many are kept until somebody sends them.
    pub kept: i64,
    /// The deliveries of this page, and one more where there are older ones.
    pub found: Vec<Delivery>,
    /// Whether there are webhooks, and those that take nothing.
    pub hooks: (bool, Option<Stuck>),
}

/// All mail, newest first.
#[derive(Serialize)]
pub struct MailPage {
    banner: Banner,
    stopped: Vec<Stopped>,
    all_stopped: bool,
    filters: Vec<Filter>,
    has_hooks: bool,
    rows: Vec<Row>,
    filtered: bool,
    again: Option<Again>,
    to: String,
    destination: String,
    here: String,
    newer: String,
    older: String,
}

impl MailPage {
    /// From what is known, and the part asked for.
    #[must_use]
    pub fn of(known: MailKnown, (shelf, before): Part, times: &Times) -> Self {
        let MailKnown {
            relay,
            stops,
            counts,
            kept,
            mut found,
            hooks: (has_hooks, stuck),
        } = known;
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        let last = found.last().filter(|_| more).map(|delivery| delivery.id);
        let waits = counts
            .iter()
            .filter(|(shelf, _)| matches!(shelf, Shelf::Waiting | Shelf::Delayed));
        Self {
            banner: banner(&relay, (&stops, waits.map(|(_, n)| n).sum()), times)
                .beside(stuck.as_ref(), times),
            stopped: stopped(&stops, times),
            all_stopped: stops.iter().any(|stop| stop.destination.is_none()),
            filters: filters(shelf, &counts, has_hooks),
            has_hooks,
            filtered: shelf.is_some() || before.is_some(),
            again: again(shelf, &counts, if relay.configured { kept } else { 0 })
                .filter(|_| relay.configured),
            to: String::new(),
            destination: String::new(),
            here: href(shelf, before),
            newer: if before.is_some() {
                href(shelf, None)
            } else {
                String::new()
            },
            older: last.map(|id| href(shelf, Some(id))).unwrap_or_default(),
            rows: found
                .into_iter()
                .map(|delivery| row(delivery, &relay, times))
                .collect(),
        }
    }

    /// The same with an address typed for a test.
    #[must_use]
    pub fn testing(self, to: &str) -> Self {
        Self {
            to: to.to_owned(),
            ..self
        }
    }

    /// The same with a destination typed that is to be stopped.
    #[must_use]
    pub fn stopping(self, destination: &str) -> Self {
        Self {
            destination: destination.to_owned(),
            ..self
        }
    }
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "mail_page/list.html";

    fn title(&self) -> String {
        "Mail".to_owned()
    }
}

fn again(shelf: Option<Shelf>, counts: &[(Shelf, i64)], kept: i64) -> Option<Again> {
    let failed = counts
        .iter()
        .any(|(counted, n)| *counted == Shelf::Failed && *n > 0);
    match shelf {
        Some(Shelf::Held) if kept > 0 => Some(Again {
            action: "/mail/again?state=held",
            label: "Send all held mail",
        }),
        None | Some(Shelf::Failed | Shelf::Bounced) if failed => Some(Again {
            action: "/mail/again?state=failed",
            label: "Send all failed again",
        }),
        _ => None,
    }
}
