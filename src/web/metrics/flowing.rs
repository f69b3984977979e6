//! The figures of the pipeline's page, for each step and each span of time.

use super::text::{Text, seconds};
use crate::db::Tx;
use crate::flow::{self, Keeper, Passage, Span, Step, Sum};
use crate::refusal::Outcome;

/// Every kind of what can stand still, so that a figure is there before it is needed.
const KEEPERS: [Keeper; 9] = [
    Keeper::MailServer,
    Keeper::MailStopped { to: Vec::new() },
    Keeper::MailKept { configured: false },
    Keeper::MailDue,
    Keeper::MailGivenUp,
    Keeper::Webhooks,
    Keeper::PastPromise,
    Keeper::LateInHand,
    Keeper::Asked,
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
    for keeper in KEEPERS.iter().map(name_of) {
        let found = stuck.iter().find(|stuck| name_of(&stuck.by) == keeper);
        text.value(
            name,
            &[("by", keeper)],
            found.map_or(0, |stuck| stuck.count),
        );
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

const fn name_of(keeper: &Keeper) -> &'static str {
    match keeper {
        Keeper::MailServer => "mail_server",
        Keeper::MailStopped { .. } => "mail_stopped",
        Keeper::MailKept { .. } => "mail_kept",
        Keeper::MailDue => "mail_due",
        Keeper::MailGivenUp => "mail_given_up",
        Keeper::Webhooks => "webhooks",
        Keeper::PastPromise => "past_promise",
        Keeper::LateInHand => "late_in_hand",
        Keeper::Asked => "asked",
    }
}
