//! Where the flow stands, in words.

use serde::Serialize;

use super::Known;
use super::row::{capped, through};
use crate::flow::{Keeper, MOST_STANDING, Span, Step, Stuck};
use crate::pages::Times;
use crate::pages::words::counted;

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
    let (href, link) = place(&stuck.by);
    Line {
        says: says(stuck, times),
        href: href.to_owned(),
        link,
        is_trouble: stuck.is_trouble(),
    }
}

/// So many of something, and no further than they are counted.
fn so_many(count: i64, one: &str, many: &str) -> String {
    let what = if count == 1 { one } else { many };
    format!("{} {what}", capped(count, MOST_STANDING))
}

pub(super) fn says(stuck: &Stuck, times: &Times) -> String {
    let so_many = |one, many| so_many(stuck.count, one, many);
    let (at, within) = (times.time(stuck.since), times.within(stuck.since));
    match &stuck.by {
        Keeper::MailServer => format!(
            "{} for the mail server since {at}.",
            so_many("mail waits", "mails wait")
        ),
        Keeper::MailStopped { to } if to.is_empty() => format!(
            "{} since all mail was stopped, {at}.",
            so_many("mail waits", "mails wait")
        ),
        Keeper::MailStopped { to } => format!(
            "Mail to {} is stopped since {at}; {} in all.",
            to.join(", "),
            so_many("mail waits", "mails wait")
        ),
        Keeper::MailKept { configured } => {
            let why = if *configured {
                "until somebody sends them"
            } else {
                "because no mail server is set"
            };
            let held = so_many("mail is held", "mails are held");
            format!("{held} {why}, the first since {at}.")
        }
        Keeper::MailDue => format!(
            "{} though the first might have gone at {at}.",
            so_many("mail waits", "mails wait")
        ),
        Keeper::MailGivenUp => format!(
            "{} given up, the first at {at}.",
            so_many("mail was", "mails were")
        ),
        Keeper::Webhooks => format!(
            "{} nothing, the first since {at}.",
            so_many("webhook takes", "webhooks take")
        ),
        Keeper::PastPromise => format!(
            "{} for a tutor past the promise, the first promised for {within}.",
            so_many("paper waits", "papers wait")
        ),
        Keeper::LateInHand => format!(
            "{} with tutors past the promise, the first promised for {within}.",
            so_many("paper is", "papers are")
        ),
        Keeper::Asked => format!(
            "{} for an answer of the student, the first since {within}.",
            so_many("paper waits", "papers wait")
        ),
    }
}

/// Where it is looked after, and what the link says.
const fn place(keeper: &Keeper) -> (&'static str, &'static str) {
    match keeper {
        Keeper::MailServer => ("/mail", "The mail that waits"),
        Keeper::MailStopped { .. } => ("/mail#stopped", "What is stopped"),
        Keeper::MailKept { .. } => ("/mail?state=held", "The mail that is held"),
        Keeper::MailDue => ("/mail?state=waiting", "The mail that waits"),
        Keeper::MailGivenUp => ("/mail?state=failed", "The mail that failed"),
        Keeper::Webhooks => ("/settings/webhooks", "All webhooks"),
        Keeper::PastPromise => ("/papers/all?q=is%3Awaiting+late%3Ayes", "Those papers"),
        Keeper::LateInHand => (
            "/papers/all?q=is%3Aassigned+is%3Amarking+late%3Ayes",
            "Those papers in hand",
        ),
        Keeper::Asked => ("/papers/all?q=is%3Aasked", "Those that were asked"),
    }
}
