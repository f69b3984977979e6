//! The audit as people read it: who did what and who saw what, filtered, and as a table.

use serde::Serialize;

use super::{Choice, Page, Times};
use crate::audit::{Act, Entry, Subject};
use crate::events::PaperNumber;
use crate::sheets::{self, MARK};

/// Entries on one page.
pub const PER_PAGE: u32 = 50;

const COLUMNS: [&str; 7] = ["place", "at", "who", "did", "to", "number", "details"];

/// What was typed into the fields above the list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// A name or an address.
    pub who: String,
    /// What was done, by its word.
    pub act: String,
    /// A paper's reference.
    pub paper: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Filter {
    /// The address of a page or a table with the same filter.
    fn address(&self, path: &str, before: Option<i64>) -> String {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        let fields = [
            ("who", self.who.as_str()),
            ("act", &self.act),
            ("paper", &self.paper),
            ("from", &self.from),
            ("to", &self.to),
            ("before", &before),
        ];
        let typed = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = typed
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        if query.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", query.join("&"))
    }
}

fn escaped(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let one = |byte: u8| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    value.bytes().map(one).collect()
}

#[derive(Serialize)]
struct Row {
    when: String,
    iso: String,
    who: String,
    who_href: String,
    did: &'static str,
    what: String,
    href: String,
    more: String,
}

/// The page.
#[derive(Serialize)]
pub struct AuditPage {
    rows: Vec<Row>,
    filter: Filter,
    acts: Vec<Choice>,
    is_narrowed: bool,
    first: String,
    older: String,
    table: String,
}

impl AuditPage {
    /// Up to one entry more than it shows, newest first; `is_first` says that it begins with the newest.
    #[must_use]
    pub fn of(mut entries: Vec<Entry>, is_first: bool, filter: Filter, times: &Times) -> Self {
        let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let is_more = entries.len() > most;
        entries.truncate(most);
        let last = entries.last().filter(|_| is_more);
        let here = "/settings/audit";
        Self {
            older: last.map_or_else(String::new, |last| filter.address(here, Some(last.seq.0))),
            first: if is_first {
                String::new()
            } else {
                filter.address(here, None)
            },
            table: filter.address("/settings/audit.csv", None),
            is_narrowed: !filter.address("", None).is_empty(),
            acts: Act::ALL
                .iter()
                .map(|act| Choice {
                    value: act.as_str().to_owned(),
                    label: did(*act).to_owned(),
                })
                .collect(),
            rows: entries.iter().map(|entry| row(entry, times)).collect(),
            filter,
        }
    }
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "settings/audit.html";

    fn title(&self) -> String {
        "Audit".to_owned()
    }
}

fn row(entry: &Entry, times: &Times) -> Row {
    let (what, href) = subject(entry);
    Row {
        when: times.clock(entry.at),
        iso: times.iso(entry.at),
        who: who(entry),
        who_href: (entry.by.as_ref()).map_or_else(String::new, |(id, _)| format!("/people/{id}")),
        did: did(entry.act),
        what,
        href,
        more: more(&entry.details),
    }
}

fn who(entry: &Entry) -> String {
    match &entry.by {
        Some((_, name)) => name.clone(),
        None if entry.act == Act::SignInFailed => "Somebody".to_owned(),
        None => "The desk or its command line".to_owned(),
    }
}

/// What was done, in words that go before what it was done to.
fn did(act: Act) -> &'static str {
    match act {
        Act::Viewed => "opened",
        Act::Downloaded => "downloaded from",
        Act::SignedIn => "signed in as",
        Act::SignInFailed => "could not sign in as",
        Act::SignedOutEverywhere => "ended all sessions of",
        Act::PasswordChanged => "changed the password of",
        Act::LinkMade => "made a sign-in link for",
        Act::SetupLinkMade => "made a setup link for",
        Act::PersonAdded => "added",
        Act::RolesSet => "set the roles of",
        Act::Renamed => "renamed",
        Act::Disabled => "disabled",
        Act::Enabled => "let in again",
        Act::Merged => "merged another account into",
        Act::SettingChanged => "changed a setting",
        Act::TokenMade => "made an API token",
        Act::TokenRevoked => "ended an API token",
        Act::WebhookSettled => "settled a webhook of",
        Act::MailReaddressed => "sent a mail elsewhere about",
        Act::MailCancelled => "called a mail back about",
        Act::MailStopped => "stopped mail of",
        Act::MailWentOn => "let mail go on of",
        Act::AddressSetAside => "stopped writing to an address of",
        Act::AddressLifted => "took an address off the list of those not reached, of",
        Act::LetterRead => "read a letter that lets in",
        Act::Exported => "took a table from",
        Act::PersonExported => "took all data of",
        Act::PersonErased => "erased",
        Act::Swept => "let go of what was old in",
        Act::Restored => "restored from a backup",
    }
}

/// What it was done to, and where that stands.
fn subject(entry: &Entry) -> (String, String) {
    let named = |or: String| entry.named.clone().unwrap_or(or);
    match entry.subject {
        Subject::Desk => ("the desk".to_owned(), String::new()),
        Subject::Paper(number) => {
            let number = PaperNumber(number);
            (number.to_string(), format!("/papers/{number}"))
        }
        Subject::Person(id) => (named(format!("person {id}")), format!("/people/{id}")),
        Subject::Token(id) => (named(format!("token {id}")), String::new()),
        Subject::Setting(id) => (
            named(format!("change {id}")),
            format!("/settings/history?before={}", id + 1),
        ),
    }
}

/// What is said beside it: "roles: tutor, admin".
fn more(details: &serde_json::Value) -> String {
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(all) => {
            let all: Vec<&str> = all.iter().filter_map(|one| one.as_str()).collect();
            all.join(", ")
        }
        other => other.to_string(),
    };
    let Some(fields) = details.as_object() else {
        return String::new();
    };
    let said: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}: {}", plain(value)))
        .collect();
    said.join("; ")
}

/// The first line of the table, with the mark before it.
#[must_use]
pub fn head() -> String {
    format!("{MARK}{}", sheets::line(COLUMNS))
}

/// Entries of the table, a line each.
#[must_use]
pub fn lines(entries: &[Entry], times: &Times) -> String {
    let line = |entry: &Entry| {
        let (what, _) = subject(entry);
        let (_, id) = entry.subject.parts();
        let cells = [
            entry.seq.0.to_string(),
            times.iso(entry.at),
            who(entry),
            did(entry.act).to_owned(),
            what,
            id.map(|id| id.to_string()).unwrap_or_default(),
            more(&entry.details),
        ];
        sheets::line(cells.iter().map(String::as_str))
    };
    entries.iter().map(line).collect()
}
