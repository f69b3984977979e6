//! The page about one telling: the request as it went out, and each try with the other side's own answer.

use serde::Serialize;

use super::call::{answered, can_go_again, is_under_way, label_of, standing, what};
use super::hook_form::href;
use super::{Page, Times};
use crate::hooks::{Attempt, Format, Hook, Sent, address_of};

#[derive(Serialize)]
struct Try {
    n: u32,
    says: String,
    when: String,
    iso: String,
    took: String,
    said: String,
}

/// One telling.
#[derive(Serialize)]
pub struct HookSentPage {
    hook: String,
    hook_name: String,
    id: i64,
    what: String,
    paper: Option<String>,
    state: &'static str,
    label: &'static str,
    standing: String,
    under_way: bool,
    webhook_id: String,
    method: &'static str,
    url: String,
    body: Option<String>,
    tries: Vec<Try>,
    can_go_again: bool,
}

impl HookSentPage {
    /// From all that is known of it.
    #[must_use]
    pub fn of(hook: &Hook, sent: &Sent, attempts: &[Attempt], times: &Times) -> Self {
        Self {
            hook: href(hook.id),
            hook_name: hook.name.clone(),
            id: sent.id.0,
            what: what(sent),
            paper: sent
                .message
                .paper
                .as_ref()
                .map(|paper| paper.reference.to_string()),
            state: sent.state.as_str(),
            label: label_of(sent.state),
            standing: standing(sent, hook, times),
            under_way: is_under_way(sent, times),
            webhook_id: sent.message.id.clone(),
            method: if hook.format == Format::Matrix {
                "PUT"
            } else {
                "POST"
            },
            url: address_of(hook, &sent.message),
            body: sent.bytes.as_deref().map(shown),
            tries: attempts
                .iter()
                .map(|attempt| a_try(attempt, hook.format, times))
                .collect(),
            can_go_again: can_go_again(sent, hook),
        }
    }
}

impl Page for HookSentPage {
    const TEMPLATE: &'static str = "hooks/sent.html";

    fn title(&self) -> String {
        format!("{}, told to {}", self.what, self.hook_name)
    }
}

/// The body as people read it: JSON in lines, all else as it is.
fn shown(bytes: &[u8]) -> String {
    let pretty = serde_json::from_slice::<serde_json::Value>(bytes)
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    pretty.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

fn a_try(attempt: &Attempt, format: Format, times: &Times) -> Try {
    Try {
        n: attempt.n,
        says: answered(attempt),
        when: times.clock(attempt.started_at),
        iso: times.iso(attempt.started_at),
        took: took(attempt, format),
        said: attempt.said.clone(),
    }
}

/// How long it took, and the time under which it was signed, where it was.
fn took(attempt: &Attempt, format: Format) -> String {
    let millis = attempt.millis;
    if format == Format::Standard {
        let signed_at = attempt.started_at.0.div_euclid(1000);
        format!("{millis} ms, webhook-timestamp {signed_at}")
    } else {
        format!("{millis} ms")
    }
}
