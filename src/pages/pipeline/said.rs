//! Where the flow stands, in words.

use serde::Serialize;

use super::Known;
use super::row::through;
use crate::flow::{MOST_STANDING, Span, Step, Stuck};
use crate::pages::Times;
use crate::pages::words::{counted, thousands};

/// Of several troubles so many are told at the top; all of them stand below.
const TOLD: usize = 2;

/// One thing that stands still, and where it is looked after.
#[derive(Serialize)]
pub(super) struct Line {
    says: String,
    href: String,
    link: &'static str,
    is_trouble: bool,
}

pub(super) const fn last(span: Span) -> &'static str {
    match span {
        Span::Hour => "Last hour",
        Span::Day => "Last day",
        Span::Week => "Last week",
    }
}

pub(super) const fn within(span: Span) -> &'static str {
    match span {
        Span::Hour => "in the last hour",
        Span::Day => "in the last day",
        Span::Week => "in the last week",
    }
}

/// The sentence at the top: what is in trouble, or that everything flows.
pub(super) fn standing(known: &Known, times: &Times) -> String {
    let troubles = known.stuck.iter().filter(|stuck| stuck.is_trouble());
    let told: Vec<String> = troubles
        .take(TOLD)
        .map(|stuck| says(stuck, times))
        .collect();
    if told.is_empty() {
        format!("Everything flows. {}", finding(known))
    } else {
        told.join(" ")
    }
}

/// What went through, in a sentence.
pub(super) fn finding(known: &Known) -> String {
    let at = |step| known.passage.at(step).count;
    let drafts = counted(at(Step::Submitted), "draft", "drafts");
    let tries = at(Step::MailTries) + at(Step::WebhookTries);
    let tries = counted(
        tries,
        "try was made at deliveries",
        "tries were made at deliveries",
    );
    format!(
        "{} {drafts} came in and {} went back; {tries} and {} accepted.",
        capitalized(within(known.passage.span)),
        through(at(Step::Returned)),
        through(at(Step::Accepted)),
    )
}

fn capitalized(words: &str) -> String {
    words.replacen('i', "I", 1)
}

pub(super) fn line(stuck: &Stuck, times: &Times) -> Line {
    let (href, link) = place(stuck);
    Line {
        says: says(stuck, times),
        href: href.to_owned(),
        link,
        is_trouble: stuck.is_trouble(),
    }
}

/// So many of something, and no further than they are counted.
fn so_many(count: i64, one: &str, many: &str) -> String {
    if count >= i64::from(MOST_STANDING) {
        format!("{}+ {many}", thousands(1000))
    } else {
        counted(count, one, many)
    }
}

fn says(stuck: &Stuck, times: &Times) -> String {
    let mails = |count, one: &str, many: &str| {
        so_many(count, &format!("mail {one}"), &format!("mails {many}"))
    };
    let papers = |count, one: &str, many: &str| {
        so_many(count, &format!("paper {one}"), &format!("papers {many}"))
    };
    match stuck {
        Stuck::MailServer { mails: n, since } => {
            format!(
                "{} for the mail server since {}.",
                mails(*n, "waits", "wait"),
                times.time(*since)
            )
        }
        Stuck::MailStopped {
            mails: n,
            to,
            since,
        } if to.is_empty() => {
            format!(
                "{} since all mail was stopped, {}.",
                mails(*n, "waits", "wait"),
                times.time(*since)
            )
        }
        Stuck::MailStopped {
            mails: n,
            to,
            since,
        } => {
            let to = to.join(", ");
            format!(
                "Mail to {to} is stopped since {}; {} in all.",
                times.time(*since),
                mails(*n, "waits", "wait")
            )
        }
        Stuck::MailKept {
            mails: n,
            since,
            configured,
        } => {
            let why = if *configured {
                "until somebody sends them"
            } else {
                "because no mail server is set"
            };
            format!(
                "{} {why}, the first since {}.",
                mails(*n, "is held", "are held"),
                times.time(*since)
            )
        }
        Stuck::MailDue { mails: n, since } => {
            format!(
                "{} though the first might have gone at {}.",
                mails(*n, "waits", "wait"),
                times.time(*since)
            )
        }
        Stuck::MailGivenUp { mails: n, since } => {
            format!(
                "{} given up, the first at {}.",
                mails(*n, "was", "were"),
                times.time(*since)
            )
        }
        Stuck::Webhooks { hooks, since } => {
            let hooks = so_many(*hooks, "webhook takes", "webhooks take");
            format!("{hooks} nothing, the first since {}.", times.time(*since))
        }
        Stuck::PastPromise { papers: n, since } => {
            format!(
                "{} for a tutor past the promise, the first promised for {}.",
                papers(*n, "waits", "wait"),
                times.within(*since)
            )
        }
        Stuck::LateInHand { papers: n, since } => {
            format!(
                "{} with tutors past the promise, the first promised for {}.",
                papers(*n, "is", "are"),
                times.within(*since)
            )
        }
        Stuck::Asked { papers: n, since } => {
            format!(
                "{} for an answer of the student, the first since {}.",
                papers(*n, "waits", "wait"),
                times.within(*since)
            )
        }
    }
}

/// Where it is looked after, and what the link says.
const fn place(stuck: &Stuck) -> (&'static str, &'static str) {
    match stuck {
        Stuck::MailServer { .. } => ("/mail", "The mail that waits"),
        Stuck::MailStopped { .. } => ("/mail#stopped", "What is stopped"),
        Stuck::MailKept { .. } => ("/mail?state=held", "The mail that is held"),
        Stuck::MailDue { .. } => ("/mail?state=waiting", "The mail that waits"),
        Stuck::MailGivenUp { .. } => ("/mail?state=failed", "The mail that failed"),
        Stuck::Webhooks { .. } => ("/settings/webhooks", "All webhooks"),
        Stuck::PastPromise { .. } => ("/papers/all?q=is%3Awaiting+late%3Ayes", "Those papers"),
        Stuck::LateInHand { .. } => (
            "/papers/all?q=is%3Aassigned+is%3Amarking+late%3Ayes",
            "Those papers in hand",
        ),
        Stuck::Asked { .. } => ("/papers/all?q=is%3Aasked", "Those that were asked"),
    }
}
