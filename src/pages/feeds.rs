//! Feeds at a secret address: a tutor's promises for their calendar, and what happens to papers for a feed reader. They
//! name papers, and neither say who wrote them nor what is in them.

use super::ics::{escaped, folded, stamp};
use super::topics;
use crate::events::Published;
use crate::papers::Paper;
use crate::people::{Person, PersonId};

/// How long a promise takes in the calendar, in minutes; it ends when feedback is promised.
const MINUTES: i64 = 30;

/// A calendar with one entry for each promise whose clock runs.
#[must_use]
pub fn promises(papers: &[Paper], public_url: &str) -> String {
    let host = public_url.split("//").last().unwrap_or_default();
    let begins = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Paperdesk//Promises//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "X-WR-CALNAME:Promised feedback".to_owned(),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
    ];
    let runs = |paper: &&Paper| paper.state.is_open() && paper.clock_left.is_none();
    let entries = papers
        .iter()
        .filter(runs)
        .flat_map(|paper| promise(paper, host, public_url));
    let ends = ["END:VCALENDAR".to_owned()];
    let lines = begins.into_iter().chain(entries).chain(ends);
    lines.map(|line| folded(&line)).collect()
}

fn promise(paper: &Paper, host: &str, public_url: &str) -> [String; 11] {
    let url = format!("{public_url}/desk/{}", paper.number);
    let summary = format!("{}: feedback promised", paper.number);
    [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:promise-{}@{}", paper.number, escaped(host)),
        format!("DTSTAMP:{}", stamp(paper.updated_at)),
        format!("LAST-MODIFIED:{}", stamp(paper.updated_at)),
        format!("SEQUENCE:{}", paper.version),
        format!(
            "DTSTART:{}",
            stamp(paper.promised_at.plus_minutes(-MINUTES))
        ),
        format!("DTEND:{}", stamp(paper.promised_at)),
        format!("SUMMARY:{}", escaped(&summary)),
        format!(
            "DESCRIPTION:{}",
            escaped(&format!("{}\n{url}", paper.title))
        ),
        format!("URL:{url}"),
        "END:VEVENT".to_owned(),
    ]
}

/// What happened to papers that somebody may see, the newest first, as RFC 4287 writes it; `own` is the address of the
/// feed itself, which whoever reads it has.
#[must_use]
pub fn news(person: &Person, events: &[Published], (public_url, own): (&str, &str)) -> String {
    let shown = |one: &&Published| one.student != person.id || concerns_student(&one.kind);
    let entries: String = events
        .iter()
        .filter(shown)
        .map(|one| entry(one, public_url))
        .collect();
    let updated = events.first().map(|one| one.at).unwrap_or_default();
    let PersonId(id) = person.id;
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{url}/feeds/{id}</id>\n<title>Paperdesk</title>\n<updated>{updated:.0}</updated>\n<author><name>Paperdesk</name></author>\n<link rel=\"alternate\" href=\"{url}/\"/>\n<link rel=\"self\" href=\"{own}\"/>\n{entries}</feed>\n",
        url = marked(public_url),
        own = marked(own),
        updated = updated.timestamp(),
    )
}

/// What the desk tells tutors and coordinators stays there.
fn concerns_student(kind: &str) -> bool {
    !matches!(kind, "promise_at_risk" | "noticed")
}

fn entry(one: &Published, public_url: &str) -> String {
    let says = topics::event(&one.kind).unwrap_or("Something happened");
    let url = format!("{public_url}/papers/{}", one.paper);
    format!(
        "<entry>\n<id>{url}#event-{seq}</id>\n<title>{paper}: {says}</title>\n<updated>{at:.0}</updated>\n<link rel=\"alternate\" href=\"{url}\"/>\n</entry>\n",
        url = marked(&url),
        seq = one.seq.0,
        paper = one.paper,
        says = marked(says),
        at = one.at.timestamp(),
    )
}

/// Words inside XML.
fn marked(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
