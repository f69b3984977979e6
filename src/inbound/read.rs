//! Reads a mail as it came in, as far as the desk needs it: to whom, from whom, by a machine or not, and what it says.

use std::borrow::Cow;

use data_encoding::HEXLOWER;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use super::words::own_words;

/// So much of a mail is read: what a report says stands at its beginning, and so does an answer.
const LONGEST: usize = 256 * 1024;
/// A mail with more parts than this, or with parts within parts, was made to hurt whoever reads it.
const MOST_PARTS: usize = 100;
/// So many of the addresses that a mail names are looked at.
const MOST_ADDRESSES: usize = 100;
/// So much of another mail server's words is kept.
const LONGEST_SAID: usize = 500;
/// Headers in which mail servers write the address a mail really came to; they stand before `To`, which anybody writes.
const DELIVERED: [&str; 4] = [
    "X-Original-To",
    "Delivered-To",
    "Envelope-To",
    "X-Envelope-To",
];

/// What a report says became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It did not arrive; else it is late.
    pub failed: bool,
    /// The status and the other side's words.
    pub said: String,
}

/// A mail that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// The addresses it came to, the surest first; at most a hundred.
    pub to: Vec<String>,
    /// Who says to have written it.
    pub from: Option<String>,
    /// A machine wrote it: an automatic answer, a report, a list.
    pub automatic: bool,
    /// What it reports (RFC 3464).
    pub verdict: Option<Verdict>,
    /// What its writer wrote, without what they answered to.
    pub words: String,
    /// SHA-256 of it, in hex.
    pub print: String,
}

/// Reads a mail; `envelope` is the address it came to, where the mail server said so. None: it is no mail, or none that
/// anybody wrote.
#[must_use]
pub fn read(bytes: &[u8], envelope: Option<&str>) -> Option<Came> {
    let beginning = &bytes[..bytes.len().min(LONGEST)];
    if has_too_many_parts(beginning) {
        return None;
    }
    let message = MessageParser::default().parse(beginning)?;
    let verdict = verdict(&message);
    let sender = message.from().and_then(Address::first);
    let text = message.body_text(0).unwrap_or(Cow::Borrowed(""));
    Some(Came {
        to: recipients(&message, envelope),
        from: sender
            .and_then(|sender| sender.address())
            .map(str::to_owned),
        automatic: verdict.is_some() || is_automatic(&message),
        words: own_words(&text),
        print: HEXLOWER.encode(&Sha256::digest(bytes)),
        verdict,
    })
}

/// Whether the parser would go in too deep: each part within another needs a header that says what kind it is.
fn has_too_many_parts(bytes: &[u8]) -> bool {
    const KIND: &[u8] = b"content-type";
    let says_kind = |some: &&[u8]| some.eq_ignore_ascii_case(KIND);
    bytes.windows(KIND.len()).filter(says_kind).count() > MOST_PARTS
}

fn recipients(message: &Message<'_>, envelope: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = envelope.map(str::to_owned).into_iter().collect();
    for (name, value) in message.headers_raw() {
        if DELIVERED
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            found.push(value.trim().trim_matches(['<', '>']).to_owned());
        }
    }
    let said = [message.to(), message.cc()].into_iter().flatten();
    let said = said.flat_map(Address::iter).filter_map(|one| one.address());
    found.extend(said.map(str::to_owned));
    found.truncate(MOST_ADDRESSES);
    found
}

/// Whether a machine wrote it (RFC 3834 and what is usual beside it): such mail is never taken for an answer.
fn is_automatic(message: &Message<'_>) -> bool {
    let said = |name: &'static str| {
        let value = message.header_raw(name).unwrap_or_default();
        value.trim().to_ascii_lowercase()
    };
    let by_itself = !matches!(said("Auto-Submitted").as_str(), "" | "no");
    let in_bulk = matches!(
        said("Precedence").as_str(),
        "bulk" | "junk" | "list" | "auto_reply"
    );
    let marked = [
        "X-Autoreply",
        "X-Autorespond",
        "X-Auto-Response",
        "List-Id",
        "Feedback-ID",
    ]
    .iter()
    .any(|name| message.header_raw(*name).is_some());
    by_itself || in_bulk || marked || said("Return-Path") == "<>"
}

/// What a delivery report says of its first recipient: we write to one at a time.
fn verdict(message: &Message<'_>) -> Option<Verdict> {
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default();
            kind.ctype().eq_ignore_ascii_case("message")
                && (subtype.eq_ignore_ascii_case("delivery-status")
                    || subtype.eq_ignore_ascii_case("global-delivery-status"))
        })
    })?;
    let text = match &part.body {
        PartType::Text(text) | PartType::Html(text) => Cow::Borrowed(text.as_ref()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes),
        PartType::Message(inner) => String::from_utf8_lossy(inner.raw_message()),
        PartType::Multipart(_) => return None,
    };
    let fields = unfolded(&text);
    let field = |name: &str| {
        let named = fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let failed = match field("Action").to_ascii_lowercase().as_str() {
        "failed" => true,
        "delayed" => false,
        _ => return None,
    };
    let words = field("Diagnostic-Code");
    let words = words.split_once(';').map_or(words, |(_, words)| words);
    let said = format!("{} {}", field("Status"), words.trim());
    let plain = said.chars().map(|c| if c.is_control() { ' ' } else { c });
    let said: String = plain.take(LONGEST_SAID).collect();
    Some(Verdict {
        failed,
        said: said.trim().to_owned(),
    })
}

/// Fields with their values, in order; lines that go on are put together.
fn unfolded(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}
