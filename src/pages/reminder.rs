//! A reminder for a calendar, as RFC 5545 writes it: work on the plan, some days before the paper is due.

use super::Times;
use super::ics::{escaped, folded, stamp};
use super::plan::Facts;
use crate::feedback::lite;

/// The hour at which a reminder stands, in the centre's own time.
const HOUR: i8 = 9;
/// How long it takes in the calendar, in minutes.
const MINUTES: i64 = 30;
/// More of the plan than this is left out.
const MOST_ITEMS: usize = 20;

/// A calendar with one entry so many days before the due date, but never in the past; nothing where there is no due date.
#[must_use]
pub fn calendar(facts: &Facts, days: i64, public_url: &str, times: &Times) -> Option<String> {
    let paper = &facts.paper;
    let due = times.on(paper.due_on.as_deref()?, HOUR)?;
    let begins = due.plus_days(-days).max(times.now().plus_minutes(60));
    let url = format!("{public_url}/papers/{}/plan", paper.number);
    let host = public_url.split("//").last().unwrap_or_default();
    let summary = format!("Work on \u{201c}{}\u{201d}", paper.title);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Paperdesk//Plan//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:plan-{}@{}", paper.number, escaped(host)),
        format!("DTSTAMP:{}", stamp(times.now())),
        format!("DTSTART:{}", stamp(begins)),
        format!("DTEND:{}", stamp(begins.plus_minutes(MINUTES))),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&todo(facts, &url, times))),
        format!("URL:{url}"),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escaped(&summary)),
        "TRIGGER:PT0S".to_owned(),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    Some(lines.iter().map(|line| folded(line)).collect())
}

/// What is still open in the plan, and the way to it.
fn todo(facts: &Facts, url: &str, times: &Times) -> String {
    let due = facts.paper.due_on.as_deref().unwrap_or_default();
    let open = facts
        .plan
        .iter()
        .filter(|item| !item.set_aside && item.done_at.is_none());
    let items = open.take(MOST_ITEMS);
    let items: Vec<String> = items
        .map(|item| format!("- {}", lite::plain(&item.words)))
        .collect();
    format!(
        "It is due {}.\n{}\n{url}",
        times.date(due),
        items.join("\n")
    )
}
