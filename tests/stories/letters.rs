//! Every letter, word for word. After a letter was changed on purpose, run with `PAPERDESK_REWRITE_GOLDEN=1` and read the difference.

mod as_mail;

use std::fmt::Write;

use paperdesk::clock::Moment;
use paperdesk::outbox::{Delivery, DeliveryId, Letter, State};
use paperdesk::pages::Pages;
use paperdesk::pages::letters::Written;
use paperdesk::pages::samples::{noticed, sample};
use paperdesk::refusal::Fault;
use paperdesk::watch::Matter;
use serde_json::{Value, json};

const URL: &str = "https://desk.example.edu/";

fn reader(letter: Letter) -> &'static str {
    match letter {
        Letter::QueueAlert
        | Letter::AssignedTutor
        | Letter::QuestionAnswered
        | Letter::TakenOver
        | Letter::AskedBack
        | Letter::DraftAdded
        | Letter::SecondReaderGaveBack
        | Letter::SecondReaderReleased
        | Letter::Invitation => "Ben",
        Letter::SecondReaderAsked
        | Letter::HandedBack
        | Letter::NeedsAttention
        | Letter::DeliveryFailed
        | Letter::WebhookOff
        | Letter::Digest
        | Letter::News
        | Letter::Test => "Cora",
        Letter::TeacherSubmitted | Letter::TeacherReturned => "Dr. Mora",
        _ => "Ada",
    }
}

fn write(pages: &Pages, letter: Letter, to: &str, facts: &Value) -> Result<Written, Fault> {
    pages.letter(&delivery(letter, to, facts), URL)
}

fn delivery(letter: Letter, to: &str, facts: &Value) -> Delivery {
    Delivery {
        id: DeliveryId(1),
        message_id: "1@example.edu".to_owned(),
        event: None,
        paper: None,
        person: None,
        recipient: "someone@example.edu".to_owned(),
        name: to.to_owned(),
        letter,
        facts: facts.to_string(),
        why: String::new(),
        state: State::Pending,
        hold: None,
        attempts: 0,
        crashes: 0,
        created_at: Moment(0),
        due_at: Moment(0),
        expires_at: Moment(0),
        last_answer: None,
        finished_at: None,
        quiet_until: None,
        stop_token: None,
        own: None,
        answer_to: None,
    }
}

/// What a reader sees of the HTML, and where its links lead.
fn seen(html: &str) -> (String, Vec<String>) {
    let (mut words, mut links) = (String::new(), Vec::new());
    let body = html.split_once("<body>").map_or("", |(_, body)| body);
    for piece in body.split('<') {
        let (tag, after) = piece.split_once('>').unwrap_or(("", piece));
        if let Some(href) = tag.strip_prefix("a href=\"") {
            links.push(unescaped(href.trim_end_matches('"')));
        } else if tag != "/a" {
            words.push(' ');
        }
        words.push_str(&unescaped(after));
    }
    (collapsed(&words), links)
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    })
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_sound(written: &Written, letter: Letter) {
    let (words, links) = seen(&written.html);
    assert_eq!(
        words,
        collapsed(&written.text),
        "{letter:?}: HTML and text differ"
    );
    let addresses: Vec<&str> = written
        .text
        .lines()
        .filter(|line| line.starts_with(URL))
        .collect();
    assert_eq!(links, addresses, "{letter:?}: links differ");
    assert!(
        !written.text.contains("\n\n\n"),
        "{letter:?}: a gap in\n{}",
        written.text
    );
    assert!(
        written.text.lines().all(|line| line == line.trim_end()),
        "{letter:?}: blanks at a line's end"
    );
    assert!(
        written.text.ends_with('\n') && !written.text.ends_with("\n\n"),
        "{letter:?}: ends badly"
    );
}

#[test]
fn every_letter_is_as_agreed_word_for_word() {
    let pages = Pages::open().unwrap();
    let rewrite = std::env::var("PAPERDESK_REWRITE_GOLDEN").is_ok_and(|set| set == "1");
    let mut strays = Vec::new();
    for &letter in Letter::ALL {
        let written = write(&pages, letter, reader(letter), &sample(letter)).unwrap();
        assert_sound(&written, letter);
        let now = format!("{}\n\n{}", written.subject, written.text);
        let path = format!(
            "{}/tests/stories/letters/{}.txt",
            env!("CARGO_MANIFEST_DIR"),
            letter.as_str()
        );
        if rewrite {
            std::fs::write(&path, &now).unwrap();
        }
        let agreed = std::fs::read_to_string(&path).unwrap_or_default();
        if now != agreed {
            strays.push(format!(
                "--- {path} says\n{agreed}\n--- the letter says\n{now}"
            ));
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// What the watch says of each matter, to a coordinator and to the tutor who has the paper; and of several at once.
#[test]
fn what_needs_attention_is_said_as_agreed_word_for_word() {
    let pages = Pages::open().unwrap();
    let mut all = String::new();
    for &matter in Matter::ALL {
        let readers = match matter {
            Matter::Lease => vec![(true, "Ben")],
            Matter::Away | Matter::Untaken | Matter::Unanswered => vec![(false, "Cora")],
            _ => vec![(false, "Cora"), (true, "Ben")],
        };
        for (yours, to) in readers {
            let facts = noticed(&[(matter, yours)]);
            let written = write(&pages, Letter::NeedsAttention, to, &facts).unwrap();
            assert_sound(&written, Letter::NeedsAttention);
            writeln!(all, "--- {}\n\n{}", written.subject, written.text).unwrap();
        }
    }
    let several = noticed(&[(Matter::Missed, false), (Matter::Untaken, false)]);
    let written = write(&pages, Letter::NeedsAttention, "Cora", &several).unwrap();
    assert_sound(&written, Letter::NeedsAttention);
    writeln!(all, "--- {}\n\n{}", written.subject, written.text).unwrap();
    let path = format!(
        "{}/tests/stories/letters/each_matter.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::env::var("PAPERDESK_REWRITE_GOLDEN").is_ok_and(|set| set == "1") {
        std::fs::write(&path, &all).unwrap();
    }
    assert_eq!(all, std::fs::read_to_string(&path).unwrap_or_default());
}

#[test]
fn a_letter_with_little_to_say_has_no_gaps() {
    let pages = Pages::open().unwrap();
    for &letter in Letter::ALL {
        let mut facts = sample(letter);
        for (name, little) in [
            ("course", json!("")),
            ("question", json!("")),
            ("concerns", json!([])),
            ("words", json!(0)),
            ("draft", json!(2)),
            ("by", json!("")),
            ("roles", json!(["student"])),
            ("answer", json!("")),
            ("recipient_name", json!("")),
            ("reference", Value::Null),
        ] {
            let of_a_paper = facts.get("title").is_some();
            if facts.get(name).is_some() && !(name == "reference" && of_a_paper) {
                facts[name] = little;
            }
        }
        let written = write(&pages, letter, "", &facts).unwrap();
        assert_sound(&written, letter);
        assert!(
            written.text.starts_with("Hello,\n\n"),
            "{letter:?}: {}",
            written.text
        );
        assert!(
            !written.text.contains("Course:") && !written.text.contains("Words:"),
            "{}",
            written.text
        );
    }
}

#[test]
fn all_mail_about_a_paper_has_one_subject() {
    let pages = Pages::open().unwrap();
    for &letter in Letter::ALL {
        let facts = sample(letter);
        if facts.get("title").is_some() {
            let written = write(&pages, letter, "Ada", &facts).unwrap();
            assert_eq!(
                written.subject, "[P-1042] Community gardens and the city",
                "{letter:?}"
            );
        }
    }
}

#[test]
fn nothing_that_a_person_wrote_breaks_out_of_a_letter() {
    let hostile = "<script>alert(1)</script>\r\nBcc: eve@example.org\n\n{{7*7}} \"'&</p><a href=x>";
    let pages = Pages::open().unwrap();
    for &letter in Letter::ALL {
        let mut facts = sample(letter);
        for (name, fact) in facts.as_object_mut().unwrap() {
            match fact {
                Value::String(_) if !["link", "reference"].contains(&name.as_str()) => {
                    *fact = hostile.into();
                }
                Value::Array(papers) if papers.first().is_some_and(Value::is_object) => {
                    for (name, fact) in papers[0].as_object_mut().unwrap() {
                        if fact.is_string() && !["matter", "reference"].contains(&name.as_str()) {
                            *fact = hostile.into();
                        }
                    }
                }
                Value::Array(_) => *fact = json!([hostile, hostile]),
                _ => {}
            }
        }
        let written = write(&pages, letter, hostile, &facts).unwrap();
        assert_sound(&written, letter);
        assert!(
            !written.subject.contains(char::is_control),
            "{letter:?}: {}",
            written.subject
        );
        assert!(
            !written.html.contains("<script") && !written.html.contains("<a href=x"),
            "{letter:?}"
        );
        assert!(
            !written.html.contains("49") && written.text.contains("{{7*7}}"),
            "{letter:?}"
        );
        assert!(
            !written.text.lines().any(|line| line.starts_with("Bcc:")),
            "{letter:?}: {}",
            written.text
        );
    }
}
