//! The page about what all webhooks are told, beside that about mail: what waits, what was not taken and why.

use serde::Serialize;

use super::call::{can_go_again, is_under_way, label_of, sent_at, standing, what};
use super::hook_form::href as page_of;
use super::mail::PER_PAGE;
use super::mail_shelves::{Filter, Part, label, part_at, ways};
use super::mail_standing::{Banner, webhooks};
use super::{Page, Times};
use crate::flow::Stuck;
use crate::hooks::{Calls, Hook, Sent, Switch};
use crate::outbox::{DeliveryId, Shelf, State};

const PATH: &str = "/mail/webhooks";

/// The shelves on which tellings lie; nothing is called back or comes back here.
pub const SHELVES: [Shelf; 6] = [
    Shelf::Waiting,
    Shelf::Sending,
    Shelf::Delayed,
    Shelf::Failed,
    Shelf::Held,
    Shelf::Sent,
];

#[derive(Serialize)]
struct Row {
    what: String,
    href: String,
    is_there: bool,
    hook: String,
    log: String,
    owner: String,
    when: String,
    iso: String,
    state: &'static str,
    label: &'static str,
    stands: String,
    attempts: u32,
    answer: Option<String>,
    again: Option<String>,
}

fn row(sent: &Sent, hook: &Hook, times: &Times) -> Row {
    let in_trouble = matches!(sent.state, State::Failed | State::Held);
    let may_go = in_trouble && can_go_again(sent, hook);
    let waits = matches!(sent.state, State::Pending | State::Held) && !is_under_way(sent, times);
    Row {
        what: what(sent),
        href: sent_at(sent),
        is_there: hook.state != Switch::Gone,
        hook: hook.name.clone(),
        log: page_of(hook.id),
        owner: hook.owner_name.clone(),
        when: times.clock(sent.created_at),
        iso: times.iso(sent.created_at),
        state: sent.state.as_str(),
        label: label_of(sent.state),
        stands: if waits {
            standing(sent, hook, times)
        } else {
            String::new()
        },
        attempts: sent.attempts,
        answer: sent.last_answer.clone(),
        again: may_go.then(|| format!("{}/again", sent_at(sent))),
    }
}

/// What the page knows.
pub struct CallsKnown {
    /// Webhooks that take nothing.
    pub stuck: Option<Stuck>,
    /// How many lie on each shelf that is counted.
    pub counts: Vec<(Shelf, i64)>,
    /// What stands on this page, and one more where there are older ones.
    pub calls: Calls,
}

/// All that webhooks are told, newest first.
#[derive(Serialize)]
pub struct CallsPage {
    banner: Option<Banner>,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    filtered: bool,
    newer: String,
    older: String,
}

impl CallsPage {
    /// From what is known, and the part asked for.
    #[must_use]
    pub fn of(known: CallsKnown, (shelf, before): Part, times: &Times) -> Self {
        let mut calls = known.calls;
        let more = calls.sent.len() > PER_PAGE as usize;
        calls.sent.truncate(PER_PAGE as usize);
        let last = calls.sent.last().filter(|_| more).map(|sent| sent.id);
        Self {
            banner: known.stuck.map(|stuck| webhooks(&stuck, times)),
            filters: filters(shelf, &known.counts),
            filtered: shelf.is_some() || before.is_some(),
            newer: before.map_or_else(String::new, |_| href(shelf, None)),
            older: last.map(|id| href(shelf, Some(id))).unwrap_or_default(),
            rows: calls
                .each()
                .map(|(sent, hook, _)| row(sent, hook, times))
                .collect(),
        }
    }
}

impl Page for CallsPage {
    const TEMPLATE: &'static str = "mail_page/webhooks.html";

    fn title(&self) -> String {
        "What webhooks are told".to_owned()
    }
}

fn href(shelf: Option<Shelf>, before: Option<DeliveryId>) -> String {
    part_at(PATH, (shelf, before))
}

fn filters(chosen: Option<Shelf>, counts: &[(Shelf, i64)]) -> Vec<Filter> {
    let name = |shelf: Shelf| match shelf {
        Shelf::Sent => "Taken",
        other => label(other),
    };
    ways((PATH, name), (&SHELVES, counts), chosen)
}
