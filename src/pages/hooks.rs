//! The page of webhooks: which there are, and how each is.

use serde::Serialize;

use super::hook_form::{format_name, href};
use super::{Page, Times, words};
use crate::hooks::{Hook, OffWhy, Switch};

/// Told after a webhook was made.
pub const MADE: &str = "The webhook is on. Send it a test.";
/// Told where a form that makes one comes a second time.
pub const MADE_BEFORE: &str = "This webhook was made already, and its secret was shown then. If you did not copy it, change the secret.";
/// Told after it was changed.
pub const CHANGED: &str = "The webhook is changed, and you look after it now.";
/// Told where the secret was changed already.
pub const TURNED_BEFORE: &str = "The secret was changed already, and the new one was shown then. If you did not copy it, change it once more.";
/// Told after it was switched on.
pub const ON: &str =
    "The webhook is on. What was held meanwhile stays held until you send it again.";
/// Told after it was switched off.
pub const OFF: &str = "The webhook is off. What it would be told is held.";
/// Told after it was removed.
pub const REMOVED: &str = "The webhook is removed.";
/// Told after a test was asked for.
pub const TESTED: &str = "The test is on its way. Its answer shows here.";
/// Told after one was sent again.
pub const AGAIN: &str = "It is sent again at once.";

/// Told after a range was sent again.
#[must_use]
pub fn replayed(count: usize) -> String {
    match count {
        0 => "There was nothing to send again in that time.".to_owned(),
        1000.. => {
            "The first 1,000 of them are sent again. Ask once more for those after them.".to_owned()
        }
        _ => format!(
            "{} sent again at once.",
            words::counted(
                i64::try_from(count).unwrap_or(i64::MAX),
                "event is",
                "events are"
            )
        ),
    }
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    host: String,
    format: &'static str,
    owner: String,
    state: &'static str,
    label: &'static str,
    says: String,
}

fn row(hook: Hook, times: &Times) -> Row {
    Row {
        href: href(hook.id),
        format: format_name(hook.format),
        state: look(&hook),
        label: label(&hook),
        says: health(&hook, times),
        name: hook.name,
        host: hook.host,
        owner: hook.owner_name,
    }
}

/// The word that colours it.
pub(super) fn look(hook: &Hook) -> &'static str {
    match (hook.state, hook.off_why) {
        (Switch::On, _) if hook.failing_since.is_none() && hook.owner_oversees => "sent",
        (Switch::On, _) => "pending",
        (_, Some(OffWhy::Asked) | None) => "cancelled",
        _ => "failed",
    }
}

pub(super) fn label(hook: &Hook) -> &'static str {
    match hook.state {
        Switch::On if hook.failing_since.is_some() => "Failing",
        Switch::On => "On",
        _ => "Off",
    }
}

/// How it is, as a sentence; empty where all is well.
pub(super) fn health(hook: &Hook, times: &Times) -> String {
    let since = hook.off_at.map_or_else(String::new, |at| times.within(at));
    match (hook.state, hook.off_why) {
        (Switch::On, _) if !hook.owner_oversees => format!(
            "{} may no longer see what it is told, so it is told nothing. Save it to look after it yourself.",
            hook.owner_name
        ),
        (Switch::On, _) => hook.failing_since.map_or_else(String::new, |at| {
            let failures = words::counted(hook.failures.into(), "try", "tries");
            format!("Nothing was taken since {}: {failures}.", times.within(at))
        }),
        (_, Some(OffWhy::Gone)) => {
            format!("Switched off {since}: the other side said that it wants no more (410).")
        }
        (_, Some(OffWhy::Failing)) => {
            format!("Switched off {since}: for five days nothing was taken.")
        }
        _ => format!("Switched off {since}."),
    }
}

/// All webhooks.
#[derive(Serialize)]
pub struct HooksPage {
    hooks: Vec<Row>,
}

impl HooksPage {
    /// From those found.
    #[must_use]
    pub fn of(found: Vec<Hook>, times: &Times) -> Self {
        Self {
            hooks: found.into_iter().map(|hook| row(hook, times)).collect(),
        }
    }
}

impl Page for HooksPage {
    const TEMPLATE: &'static str = "hooks/list.html";

    fn title(&self) -> String {
        "Webhooks".to_owned()
    }
}
