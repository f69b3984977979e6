//! Every letter as the mail that goes out. `PAPERDESK_LETTERS=DIR` leaves them there for other people's programs to read.

use std::path::PathBuf;
use std::sync::Arc;

use paperdesk::app;
use paperdesk::events::{PaperNumber, Seq};
use paperdesk::outbox::{Delivery, Letter};
use paperdesk::pages::Pages;
use paperdesk::pages::samples::sample;
use serde_json::Value;

use super::delivery;

const NAMES: [&str; 3] = [
    "Ada King",
    "",
    "Zoë \"Z\" O'Brien-Ångström, (née Müller) <eve@example.org>\r\nBcc: eve@example.org \u{202e}\0",
];
const TITLE: &str = "Überlegungen\r\nBcc: eve@example.org\r\n\r\n.\r\nこんにちは, a title that is far longer than any line of a mail may be, and then goes on \u{1F331}";

/// A letter about a paper, with a way to stop it and an address for answers: as many headers as there are.
fn about_a_paper(letter: Letter, name: &str, facts: &Value) -> Delivery {
    let is_about = facts.get("title").is_some();
    Delivery {
        event: is_about.then_some(Seq(1)),
        paper: is_about.then_some(PaperNumber(1042)),
        stop_token: Some("0123456789abcdef".to_owned()),
        answer_to: Some("paper+1042.0123@back.example.edu".to_owned()),
        recipient: "someone@bücher.example".to_owned(),
        ..delivery(letter, name, facts)
    }
}

fn with_title(facts: &Value) -> Value {
    let mut facts = facts.clone();
    if let Some(title) = facts.get_mut("title") {
        *title = TITLE.into();
    }
    facts
}

#[test]
fn every_letter_is_a_mail_of_seven_bits_and_short_lines() {
    let left = std::env::var_os("PAPERDESK_LETTERS").map(PathBuf::from);
    let pages = Arc::new(Pages::open().unwrap());
    let scribe = app::scribe(
        &pages,
        "Northfield <desk@example.edu>",
        "https://desk.example.edu",
    );
    for &letter in Letter::ALL {
        for (n, name) in NAMES.iter().enumerate() {
            let facts = with_title(&sample(letter));
            let bytes = scribe(&about_a_paper(letter, name, &facts)).unwrap();
            let text = str::from_utf8(&bytes).unwrap();
            assert!(text.is_ascii(), "{letter:?}");
            let lines: Vec<&str> = text.split("\r\n").collect();
            let is_short = |line: &&str| line.len() <= 998 && !line.contains(['\r', '\n', '\0']);
            assert!(lines.iter().all(is_short), "{letter:?}");
            let head = lines.split(|line| line.is_empty()).next().unwrap();
            assert!(!head.iter().any(|line| line.starts_with("Bcc")), "{head:?}");
            if let Some(place) = &left {
                std::fs::write(place.join(format!("{}-{n}.eml", letter.as_str())), &bytes).unwrap();
            }
        }
    }
}
