//! Writes the headers of an email so that no name, title or link can add one or hide in one.

use super::address::checked;
use super::compose::{Envelope, Unsendable};
use lettre::message::Mailbox;
use lettre::message::header::{HeaderName, HeaderValue};

const LONGEST_NAME: usize = 120;
const LONGEST_TOKEN: usize = 900;

/// The headers that lettre does not know.
pub(super) fn extra_headers(envelope: &Envelope) -> Result<Vec<HeaderValue>, Unsendable> {
    let bracketed = |token: &str| one_token(token).map(|token| format!("<{token}>"));
    let mut headers = vec![
        header("Message-ID", bracketed(envelope.message_id)?),
        header("Auto-Submitted", "auto-generated".to_owned()),
    ];
    if let Some(id) = envelope.in_reply_to {
        headers.push(header("In-Reply-To", bracketed(id)?));
    }
    let mut known: Vec<String> = Vec::with_capacity(2);
    for id in [envelope.thread_root, envelope.in_reply_to]
        .into_iter()
        .flatten()
    {
        let id = bracketed(id)?;
        if !known.contains(&id) {
            known.push(id);
        }
    }
    if !known.is_empty() {
        headers.push(header("References", known.join(" ")));
    }
    if let Some(address) = envelope.reply_to {
        headers.push(header("Reply-To", checked(address)?.to_string()));
    }
    if let Some(page) = envelope.unsubscribe {
        headers.push(header("List-Unsubscribe", bracketed(page)?));
        headers.push(header(
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        ));
    }
    Ok(headers)
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn one_token(token: &str) -> Result<&str, Unsendable> {
    let fits = !token.is_empty() && token.len() <= LONGEST_TOKEN;
    if fits
        && token
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte))
    {
        Ok(token)
    } else {
        Err(Unsendable::new(
            "This mail has an id or a link that cannot stand in a header.",
        ))
    }
}

/// A display name, where anything visible is left of it.
pub(super) fn name(text: &str) -> Option<String> {
    Some(shown(text, LONGEST_NAME)).filter(|name| !name.is_empty())
}

/// lettre leaves the quotes off a name with a dot ("Dr. Ada"), which strict readers refuse.
pub(super) fn quoted(header: &'static str, who: &Mailbox) -> Option<HeaderValue> {
    let name = who.name.as_ref()?;
    if !name.contains('.') || !name.is_ascii() {
        return None;
    }
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
    let value = format!("\"{escaped}\" <{}>", who.email);
    let header = HeaderName::new_from_ascii_str(header);
    Some(HeaderValue::dangerous_new_pre_encoded(
        header,
        value.clone(),
        value,
    ))
}

/// One line without anything that hides, reorders or ends text; `longest` counts characters.
pub(super) fn shown(text: &str, longest: usize) -> String {
    let mut line = String::with_capacity(text.len().min(longest * 4));
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut gap = length > 0;
        for c in word.chars().filter(|c| !is_hidden(*c)) {
            // "=?" would start an encoded word, which a mail program would decode.
            let apart = gap || (c == '?' && line.ends_with('='));
            if length + usize::from(apart) >= longest {
                return line;
            }
            if apart {
                line.push(' ');
                length += 1;
                gap = false;
            }
            line.push(c);
            length += 1;
        }
    }
    line
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_cut_and_no_encoded_word_is_smuggled_in() {
        assert_eq!(shown(&"x".repeat(3000), 180).len(), 180);
        assert_eq!(shown(&"\u{1f600}".repeat(500), 180).chars().count(), 180);
        assert_eq!(shown(&"=?".repeat(300), 180).chars().count(), 180);
        assert_eq!(shown(" a  b\t\nc ", 180), "a b c");
        assert_eq!(shown("=?utf-8?B?QQ==?=", 180), "= ?utf-8?B?QQ== ?=");
        assert_eq!(shown("=\u{200e}?", 180), "= ?");
    }
}
