//! What a webhook is told, in words: how it stands, what it waits for, and each try with the other side's own answer.

use super::Times;
use super::deliveries::{self, Carried, Tried};
use super::hook_form::href;
use super::hooks::health;
use crate::hooks::{Attempt, Hook, KINDS, Sent, Switch};
use crate::outbox::State;

/// A delivery's state as it is read here: what is sent was taken.
pub(super) const fn label_of(state: State) -> &'static str {
    match state {
        State::Sent => "Taken",
        other => deliveries::state(other),
    }
}

/// What one telling is about.
pub(super) fn what(sent: &Sent) -> String {
    let known = KINDS.iter().find(|(kind, _)| *kind == sent.message.kind);
    match (&sent.message.paper, known) {
        (Some(paper), Some((_, says))) => format!("{} {says}", paper.reference),
        (Some(paper), None) => paper.reference.to_string(),
        (None, _) => "Test".to_owned(),
    }
}

/// Whether an answer may come any moment, so that the page is worth looking at again.
pub(super) fn is_under_way(sent: &Sent, times: &Times) -> bool {
    match sent.state {
        State::Sending => true,
        State::Pending => sent.due_at <= times.now(),
        _ => false,
    }
}

/// Whether it can be sent again: to a webhook that is off goes only a test.
pub(super) fn can_go_again(sent: &Sent, hook: &Hook) -> bool {
    let is_heard = hook.state == Switch::On;
    let is_test = sent.message.paper.is_none() && hook.state != Switch::Gone;
    sent.state != State::Sending && (is_test || is_heard)
}

/// How it stands, and what it waits for.
pub(super) fn standing(sent: &Sent, hook: &Hook, times: &Times) -> String {
    match sent.state {
        State::Pending if is_under_way(sent, times) => "It goes out at once.".to_owned(),
        State::Pending => format!(
            "Try {} of 12 is {}.",
            sent.attempts + 1,
            times.within(sent.due_at)
        ),
        State::Sending => "It is on its way just now.".to_owned(),
        State::Sent => "The other side took it.".to_owned(),
        State::Held if hook.state == Switch::On => {
            "It is held until somebody sends it again: the webhook was off when it was to go, or it came back with a backup."
                .to_owned()
        }
        State::Held => format!("It is held. {}", health(hook, times)),
        State::Failed => "It was given up.".to_owned(),
        State::Cancelled => "It is not sent any more: the webhook was removed.".to_owned(),
    }
}

/// The way to the telling's own page.
pub(super) fn sent_at(sent: &Sent) -> String {
    format!("{}/sent/{}", href(sent.hook), sent.id.0)
}

/// One telling among all that an event caused, in the shape of a mail; `may_look` shows the ways to look after it.
pub(super) fn carried(
    (sent, hook, attempts): (&Sent, &Hook, Vec<&Attempt>),
    times: &Times,
    may_look: bool,
) -> Carried {
    let rule = if hook.kinds.is_empty() {
        "It hears of all events"
    } else {
        "It hears of some events"
    };
    let waits = matches!(sent.state, State::Sending | State::Sent | State::Failed);
    let stands = if waits {
        String::new()
    } else {
        format!(" {}", standing(sent, hook, times))
    };
    let in_trouble = matches!(sent.state, State::Failed | State::Held);
    let may_retry = may_look && in_trouble && can_go_again(sent, hook);
    let is_there = may_look && hook.state != Switch::Gone;
    Carried {
        says: format!(
            "Webhook “{}” ({}), which {} looks after. {rule}.{stands}",
            hook.name, hook.host, hook.owner_name
        ),
        state: sent.state.as_str(),
        label: label_of(sent.state),
        attempts: attempts.into_iter().map(|one| tried(one, times)).collect(),
        retry: may_retry.then(|| format!("{}/again", sent_at(sent))),
        look: is_there.then(|| (sent_at(sent), format!("In the log of {}", hook.name))),
    }
}

fn tried(attempt: &Attempt, times: &Times) -> Tried {
    Tried {
        when: times.clock(attempt.started_at),
        iso: times.iso(attempt.started_at),
        says: answered(attempt),
        answer: attempt.said.clone(),
    }
}

/// How a try ended.
pub(super) fn answered(attempt: &Attempt) -> String {
    match (attempt.outcome.as_str(), attempt.status) {
        ("crash", _) => "The desk stopped meanwhile.".to_owned(),
        (_, Some(status)) => format!("Answer {status}."),
        _ => "No answer.".to_owned(),
    }
}
