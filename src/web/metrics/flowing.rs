//! The figures of the pipeline's page, for each step and each span of time.

use super::text::{Text, seconds};
use crate::db::Tx;
use crate::flow::{self, Passage, Span, Step, Stuck, Sum};
use crate::refusal::Outcome;

/// Every kind of what can stand still, so that a figure is there before it is needed.
const KEEPERS: [&str; 9] = [
    "mail_server",
    "mail_stopped",
    "mail_kept",
    "mail_due",
    "mail_given_up",
    "webhooks",
    "past_promise",
    "late_in_hand",
    "asked",
];

pub(super) fn write(tx: &Tx<'_>, text: &mut Text) -> Outcome<()> {
    let passages: Vec<Passage> = Span::ALL
        .iter()
        .map(|span| flow::passed(tx, *span))
        .collect::<Outcome<_>>()?;
    through(&passages, text);
    standing(&flow::standing(tx)?, text);
    let stuck = flow::stuck(tx, Span::Day)?;
    let name = "paperdesk_stuck";
    let help = "What stands still, counted up to 1,001: mails, webhooks or papers; given up: in the last day.";
    text.begin(name, "gauge", help);
    for keeper in KEEPERS {
        let found = stuck
            .iter()
            .map(keeper_of)
            .find(|(kind, _)| *kind == keeper);
        text.value(name, &[("by", keeper)], found.map_or(0, |(_, n)| n));
    }
    Ok(())
}

fn through(passages: &[Passage], text: &mut Text) {
    let of = |passage: &Passage| {
        let span = passage.span;
        let steps = passage.steps.clone().into_iter();
        steps.map(move |(step, sum)| (step, span, sum))
    };
    let each: Vec<(Step, Span, Sum)> = passages.iter().flat_map(of).collect();
    let name = "paperdesk_step_through";
    let help = "What went through a step in a span of time that ends now, of the newest 10,000.";
    text.begin(name, "gauge", help);
    for (step, span, sum) in &each {
        text.value(
            name,
            &[("step", step.as_str()), ("span", span.as_str())],
            sum.count,
        );
    }
    let name = "paperdesk_step_seconds";
    text.begin(name, "gauge", "How long what went through a step took.");
    for (step, span, sum) in &each {
        for (figure, long) in times(*sum) {
            let labels = [
                ("step", step.as_str()),
                ("span", span.as_str()),
                ("figure", figure),
            ];
            text.value(name, &labels, long);
        }
    }
}

fn standing(standing: &[(Step, Sum)], text: &mut Text) {
    let name = "paperdesk_step_standing";
    text.begin(
        name,
        "gauge",
        "What stands at a step now, counted up to 1,001.",
    );
    for (step, sum) in standing {
        text.value(name, &[("step", step.as_str())], sum.count);
    }
    let name = "paperdesk_step_standing_seconds";
    text.begin(name, "gauge", "Since when it stands there.");
    for (step, sum) in standing {
        for (figure, long) in times(*sum) {
            text.value(name, &[("step", step.as_str()), ("figure", figure)], long);
        }
    }
}

/// The middle one and the longest, in seconds; nothing where nothing takes time.
fn times(sum: Sum) -> impl Iterator<Item = (&'static str, String)> {
    let longest = sum.longest.and_then(|spell| spell.millis);
    let both = [("median", sum.median), ("longest", longest)];
    let written = |millis: i64| seconds(u64::try_from(millis).unwrap_or(0));
    both.into_iter()
        .filter_map(move |(figure, millis)| Some((figure, written(millis?))))
}

const fn keeper_of(stuck: &Stuck) -> (&'static str, i64) {
    match stuck {
        Stuck::MailServer { mails, .. } => ("mail_server", *mails),
        Stuck::MailStopped { mails, .. } => ("mail_stopped", *mails),
        Stuck::MailKept { mails, .. } => ("mail_kept", *mails),
        Stuck::MailDue { mails, .. } => ("mail_due", *mails),
        Stuck::MailGivenUp { mails, .. } => ("mail_given_up", *mails),
        Stuck::Webhooks { hooks, .. } => ("webhooks", *hooks),
        Stuck::PastPromise { papers, .. } => ("past_promise", *papers),
        Stuck::LateInHand { papers, .. } => ("late_in_hand", *papers),
        Stuck::Asked { papers, .. } => ("asked", *papers),
    }
}
