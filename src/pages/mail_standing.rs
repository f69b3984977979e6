//! How mail stands: one sentence at the top of the Mail page, and what is stopped.

use serde::Serialize;

use super::{Times, pipeline, words};
use crate::flow::Stuck;
use crate::outbox::{Relay, Stop};

/// How mail stands, in one sentence.
#[derive(Serialize)]
pub(super) struct Banner {
    kind: &'static str,
    says: String,
    href: &'static str,
    link: &'static str,
}

impl Banner {
    fn of(kind: &'static str, says: String) -> Self {
        Self {
            kind,
            says,
            href: "",
            link: "",
        }
    }

    /// The same where webhooks take nothing, which the sentence about mail does not hide.
    pub(super) fn beside(self, stuck: Option<&Stuck>, times: &Times) -> Self {
        let Some(stuck) = stuck else {
            return self;
        };
        Self {
            kind: if self.kind == "ok" { "warn" } else { self.kind },
            says: format!("{} {}", self.says, pipeline::sentence(stuck, times)),
            href: "/mail/webhooks",
            link: "What webhooks are told",
        }
    }
}

/// The sentence about webhooks that take nothing.
pub(super) fn webhooks(stuck: &Stuck, times: &Times) -> Banner {
    Banner::of("warn", pipeline::sentence(stuck, times))
}

/// One thing that is stopped, with the way to let it go on.
#[derive(Serialize)]
pub(super) struct Stopped {
    destination: String,
    says: String,
}

/// What is stopped, each as a sentence.
pub(super) fn stopped(stops: &[Stop], times: &Times) -> Vec<Stopped> {
    let one = |stop: &Stop| {
        let what = match &stop.destination {
            Some(domain) => format!("Mail to {domain}"),
            None => "All mail".to_owned(),
        };
        let by = stop.by.as_deref().unwrap_or("the command line");
        Stopped {
            destination: stop.destination.clone().unwrap_or_default(),
            says: format!("{what} is stopped, {}, by {by}.", times.within(stop.at)),
        }
    };
    stops.iter().map(one).collect()
}

/// The sentence at the top, from the mail server, what is stopped, and how many mails wait.
pub(super) fn banner(relay: &Relay, (stops, waiting): (&[Stop], i64), times: &Times) -> Banner {
    if !relay.configured {
        let says = "No mail server is set: letters are kept here and can be read.".to_owned();
        return Banner::of("warn", says);
    }
    if let Some(all) = stops.iter().find(|stop| stop.destination.is_none()) {
        let waits = words::counted(waiting, "mail waits", "mails wait");
        let says = format!(
            "Mail is stopped since {}; {waits}. Sign-in codes still go.",
            times.within(all.at)
        );
        return Banner::of("warn", says);
    }
    if let Some(says) = trouble(relay, times) {
        return Banner::of("danger", says);
    }
    let last = match relay.sent_at {
        Some(at) => format!("Last sent {} ago.", times.span(at)),
        None => "Nothing was sent yet.".to_owned(),
    };
    let normally = match stops {
        [] => "Mail is going out normally.".to_owned(),
        [one] => format!(
            "Mail is going out, but not to {}.",
            one.destination.as_deref().unwrap_or_default()
        ),
        several => format!(
            "Mail is going out, but not to {} destinations.",
            several.len()
        ),
    };
    let kind = if stops.is_empty() { "ok" } else { "warn" };
    Banner::of(kind, format!("{normally} {last}"))
}

/// What stands in the way of all mail, if something does.
fn trouble(relay: &Relay, times: &Times) -> Option<String> {
    let since = relay.trouble_at.filter(|_| relay.troubles > 0)?;
    let said = relay.said.as_deref().unwrap_or("no answer");
    let said = said.trim_end_matches('.');
    // An answer begins with its code; all else is what we saw of a server that gave none.
    let by_the_server = said.starts_with(|first: char| first.is_ascii_digit());
    let said = if by_the_server {
        format!("the server said “{said}”")
    } else {
        said.to_owned()
    };
    Some(format!(
        "Nothing has gone out since {}: {said}. We keep trying.",
        times.within(since)
    ))
}
