//! The page about all mail: does it go out, what waits, what failed and why.

use serde::Serialize;

use super::deliveries;
use super::{Page, Times, words};
use crate::outbox::{Delivery, DeliveryId, Hold, Relay, State};

/// So many deliveries stand on a page.
pub const PER_PAGE: u32 = 50;

/// Told after a test was promised.
pub const TEST_SENT: &str = "A test is on its way; its delivery is below.";
/// Told after a test was promised where no mail server is set.
pub const TEST_KEPT: &str = "No mail server is set, so the test is kept; its delivery is below.";

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

#[derive(Serialize)]
struct Banner {
    kind: &'static str,
    says: String,
}

fn banner(relay: &Relay, times: &Times) -> Banner {
    if !relay.configured {
        let says = "No mail server is set: letters are kept here and can be read.".to_owned();
        return Banner { kind: "warn", says };
    }
    if let (Some(since), true) = (relay.trouble_at, relay.troubles > 0) {
        let said = relay
            .said
            .as_deref()
            .unwrap_or("no answer")
            .trim_end_matches('.');
        // An answer begins with its code; all else is what we saw of a server that gave none.
        let by_the_server = said.starts_with(|first: char| first.is_ascii_digit());
        let said = if by_the_server {
            format!("the server said “{said}”")
        } else {
            said.to_owned()
        };
        let says = format!(
            "Nothing has gone out since {}: {said}. We keep trying.",
            times.within(since)
        );
        return Banner {
            kind: "danger",
            says,
        };
    }
    let last = match relay.sent_at {
        Some(at) => format!("Last sent {} ago.", times.span(at)),
        None => "Nothing was sent yet.".to_owned(),
    };
    Banner {
        kind: "ok",
        says: format!("Mail is going out normally. {last}"),
    }
}

#[derive(Serialize)]
struct Filter {
    href: String,
    label: &'static str,
    count: Option<String>,
    current: bool,
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
    /// How many are pending, sending, held and failed.
    pub counts: Vec<(State, i64)>,
    /// How many are kept until somebody sends them.
    pub kept: i64,
    /// The deliveries of this page, and one more where there are older ones.
    pub found: Vec<Delivery>,
}

/// All mail, newest first.
#[derive(Serialize)]
pub struct MailPage {
    banner: Banner,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    filtered: bool,
    again: Option<Again>,
    to: String,
    newer: String,
    older: String,
}

impl MailPage {
    /// From what is known, the state asked for, and the delivery before which the list begins.
    #[must_use]
    pub fn of(
        known: MailKnown,
        (state, before): (Option<State>, Option<DeliveryId>),
        times: &Times,
    ) -> Self {
        let MailKnown {
            relay,
            counts,
            kept,
            mut found,
        } = known;
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        let last = found.last().filter(|_| more).map(|delivery| delivery.id);
        Self {
            banner: banner(&relay, times),
            filters: filters(state, &counts),
            filtered: state.is_some() || before.is_some(),
            again: again(state, &counts, if relay.configured { kept } else { 0 })
                .filter(|_| relay.configured),
            to: String::new(),
            newer: if before.is_some() {
                href(state, None)
            } else {
                String::new()
            },
            older: last.map(|id| href(state, Some(id))).unwrap_or_default(),
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
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "mail_page/list.html";

    fn title(&self) -> String {
        "Mail".to_owned()
    }
}

fn href(state: Option<State>, before: Option<DeliveryId>) -> String {
    match (state, before) {
        (None, None) => "/mail".to_owned(),
        (Some(state), None) => format!("/mail?state={}", state.as_str()),
        (None, Some(before)) => format!("/mail?before={}", before.0),
        (Some(state), Some(before)) => {
            format!("/mail?state={}&before={}", state.as_str(), before.0)
        }
    }
}

fn filters(chosen: Option<State>, counts: &[(State, i64)]) -> Vec<Filter> {
    let all = Filter {
        href: href(None, None),
        label: "All",
        count: None,
        current: chosen.is_none(),
    };
    let of_state = |state: &State| {
        let counted = counts.iter().find(|(counted, _)| counted == state);
        Filter {
            href: href(Some(*state), None),
            label: deliveries::state(*state),
            count: counted.map(|(_, n)| {
                if *n > 1000 {
                    "1,000+".to_owned()
                } else {
                    words::thousands(*n)
                }
            }),
            current: chosen == Some(*state),
        }
    };
    std::iter::once(all)
        .chain(State::ALL.iter().map(of_state))
        .collect()
}

fn again(state: Option<State>, counts: &[(State, i64)], kept: i64) -> Option<Again> {
    let failed = counts
        .iter()
        .any(|(counted, n)| *counted == State::Failed && *n > 0);
    match state {
        Some(State::Held) if kept > 0 => Some(Again {
            action: "/mail/again?state=held",
            label: "Send all held mail",
        }),
        None | Some(State::Failed) if failed => Some(Again {
            action: "/mail/again?state=failed",
            label: "Send all failed again",
        }),
        _ => None,
    }
}
