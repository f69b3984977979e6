//! Writes one email, byte for byte the same however often it is composed.

use super::address::{checked, split};
use super::headers::{extra_headers, name, quoted, shown};
use lettre::Message;
use lettre::message::header::{ContentType, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, UNIX_EPOCH};

const LONGEST_SUBJECT: usize = 180;
const LONGEST_LINE: usize = 998;

/// Everything that one email says and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// `Name <a@b>` or `a@b`.
    pub from: &'a str,
    pub to_name: &'a str,
    /// The bare address.
    pub to: &'a str,
    /// Without its angle brackets, as the two ids below.
    pub message_id: &'a str,
    /// The id that all mail about one paper shares.
    pub thread_root: Option<&'a str>,
    pub in_reply_to: Option<&'a str>,
    /// Milliseconds since 1970, UTC.
    pub date: i64,
    /// Cut after 180 characters.
    pub subject: &'a str,
    pub text: &'a str,
    pub html: &'a str,
    /// The page where one click ends this kind of mail.
    pub unsubscribe: Option<&'a str>,
    /// Where an answer goes; none: to the sender.
    pub reply_to: Option<&'a str>,
}

/// Why a mail cannot be written at all, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsendable(String);

impl Unsendable {
    pub(super) fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsendable {}

/// The email as bytes: ASCII only, lines end in CRLF and are at most 998 bytes long.
///
/// # Errors
/// When an address, an id or the link cannot stand in an email.
pub fn compose(envelope: &Envelope) -> Result<Vec<u8>, Unsendable> {
    let (sender_name, sender) = split(envelope.from);
    let from = Mailbox::new(name(sender_name), checked(sender)?);
    let to = Mailbox::new(name(envelope.to_name), checked(envelope.to)?);
    let mut headers = extra_headers(envelope)?;
    headers.extend(
        [quoted("From", &from), quoted("To", &to)]
            .into_iter()
            .flatten(),
    );
    // lettre panics on some input it cannot encode; one such mail must not stop the courier.
    catch_unwind(AssertUnwindSafe(|| write(envelope, from, to, headers))).unwrap_or_else(|_| {
        Err(Unsendable::new(
            "This mail could not be written as an email.",
        ))
    })
}

fn write(
    envelope: &Envelope,
    from: Mailbox,
    to: Mailbox,
    headers: Vec<HeaderValue>,
) -> Result<Vec<u8>, Unsendable> {
    let millis = u64::try_from(envelope.date).unwrap_or(0);
    let body = MultiPart::alternative()
        .boundary(boundary(envelope.message_id))
        .singlepart(part(ContentType::TEXT_PLAIN, envelope.text))
        .singlepart(part(ContentType::TEXT_HTML, envelope.html));
    let mut message = Message::builder()
        .date(UNIX_EPOCH + Duration::from_millis(millis))
        .from(from)
        .to(to)
        .subject(shown(envelope.subject, LONGEST_SUBJECT))
        .multipart(body)
        .map_err(|why| Unsendable(format!("This mail could not be written: {why}.")))?;
    for header in headers {
        message.headers_mut().insert_raw(header);
    }
    let bytes = message.formatted();
    if well_formed(&bytes) {
        Ok(bytes)
    } else {
        Err(Unsendable::new("This mail has a line too long to be sent."))
    }
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(body_text(text))
}

fn boundary(message_id: &str) -> String {
    let id = message_id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(60);
    "=_".chars().chain(id).collect()
}

fn body_text(text: &str) -> String {
    let disturbs = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    text.replace(disturbs, "")
}

/// Whether a mail server reads exactly the lines that we wrote.
pub(super) fn well_formed(bytes: &[u8]) -> bool {
    let is_line = |line: &[u8]| {
        let words = line.strip_suffix(b"\r\n");
        words.is_some_and(|words| words.len() <= LONGEST_LINE && !words.contains(&b'\r'))
    };
    !bytes.is_empty()
        && bytes.is_ascii()
        && !bytes.contains(&0)
        && bytes.split_inclusive(|byte| *byte == b'\n').all(is_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope<'static> {
        Envelope {
            from: "Paperdesk <desk@example.edu>",
            to_name: "Ada",
            to: "ada@example.edu",
            message_id: "0198-7@example.edu",
            thread_root: Some("paper.1@example.edu"),
            in_reply_to: Some("paper.1@example.edu"),
            date: 1_700_000_000_000,
            subject: "[P-1042] Community gardens",
            text: "Dear Ada\n",
            html: "<p>Dear Ada</p>\n",
            unsubscribe: Some("https://desk.example.edu/u/x"),
            reply_to: None,
        }
    }

    fn head(envelope: &Envelope) -> String {
        let text = String::from_utf8(compose(envelope).unwrap()).unwrap();
        text.split("\r\n\r\n").next().unwrap().to_owned()
    }

    #[test]
    fn a_mail_has_its_headers_once_and_is_the_same_each_time() {
        let expected = "Date: Tue, 14 Nov 2023 22:13:20 +0000
From: Paperdesk <desk@example.edu>
To: Ada <ada@example.edu>
Subject: [P-1042] Community gardens
MIME-Version: 1.0
Message-ID: <0198-7@example.edu>
Auto-Submitted: auto-generated
In-Reply-To: <paper.1@example.edu>
References: <paper.1@example.edu>
List-Unsubscribe: <https://desk.example.edu/u/x>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Content-Type: multipart/alternative; boundary=\"=_01987exampleedu\"";
        assert_eq!(head(&envelope()), expected.replace('\n', "\r\n"));
        assert_eq!(compose(&envelope()), compose(&envelope()));
    }

    #[test]
    fn names_and_titles_cannot_add_a_header() {
        let hostile = "Eve\r\nBcc: x@y.org\0\u{202e}\u{85}\u{2028}";
        let (subject, to_name) = (hostile, hostile);
        let text = head(&Envelope {
            to_name,
            subject,
            ..envelope()
        });
        assert!(text.contains("\r\nSubject: Eve Bcc: x@y.org\r\n"), "{text}");
        assert_eq!(text.matches("\r\nBcc").count(), 0);
        for id in ["a\r\nBcc: x@y.org", "a b", "a>,<b", ""] {
            assert!(
                compose(&Envelope {
                    message_id: id,
                    ..envelope()
                })
                .is_err()
            );
            assert!(
                compose(&Envelope {
                    unsubscribe: Some(id),
                    ..envelope()
                })
                .is_err()
            );
        }
    }

    #[test]
    fn a_name_with_a_dot_is_quoted() {
        for (to_name, line) in [
            ("Dr. Ada", "To: \"Dr. Ada\" <ada@example.edu>"),
            ("A\"d.a\\", r#"To: "A\"d.a\\" <ada@example.edu>"#),
            (
                "\u{c9}ve D.",
                "To: =?utf-8?b?w4l2ZSBELg==?= <ada@example.edu>",
            ),
            ("", "To: ada@example.edu"),
        ] {
            let head = head(&Envelope {
                to_name,
                ..envelope()
            });
            assert!(head.lines().any(|found| found == line), "{head}");
        }
    }

    #[test]
    fn a_line_may_have_998_bytes() {
        let line = |length: usize| format!("{}\r\n", "x".repeat(length));
        assert!(well_formed(line(998).as_bytes()));
        assert!(!well_formed(line(999).as_bytes()));
    }

    #[test]
    fn no_body_breaks_the_lines() {
        let long = "y".repeat(5000);
        for text in [
            "\r\n.\r\nMAIL FROM:<a@b.org>",
            "\n.\n",
            "\r.\r",
            "a\rb\0c\u{7f}",
            "",
            &long,
            "\u{e9}\u{4e2d}\n",
        ] {
            let bytes = compose(&Envelope {
                text,
                html: text,
                ..envelope()
            })
            .unwrap();
            assert!(well_formed(&bytes), "{text:?}");
        }
    }
}
