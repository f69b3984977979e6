//! Mail that somebody made to hurt: it costs little, and nothing comes of it.

use paperdesk::inbound;

use super::{filed, report, sent_receipt, state, way_back};
use crate::desk::Desk;
use paperdesk::outbox::State;

const NOTHING: &str = "{\"filed\":\"nothing\"}";

#[test]
fn mails_in_mails_without_end_are_nothing_to_the_desk() {
    let desk = Desk::open();
    way_back(&desk);
    for piece in [
        "Content-Type: message/rfc822\r\n\r\n",
        "content-TYPE:message/rfc822\n\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
    ] {
        assert_eq!(filed(&desk, &piece.repeat(70_000)), NOTHING, "{piece}");
    }
}

#[test]
fn parts_without_end_are_read_no_further_than_a_mail_is_long() {
    let part = "Content-Type: multipart/mixed; boundary=never\r\n\r\n--b\r\n";
    let mail = format!(
        "To: desk@desk.example.edu\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{}",
        part.repeat(60_000)
    );
    assert_eq!(inbound::read(mail.as_bytes(), None), None);
    let heads = "X-Nothing: nothing\r\n".repeat(200_000);
    let came = inbound::read(
        format!("To: a@b.example\r\n{heads}\r\nHello").as_bytes(),
        None,
    );
    assert!(came.is_none_or(|came| came.words.is_empty()));
}

#[test]
fn a_long_attachment_hides_no_report_and_no_answer() {
    let desk = Desk::open();
    way_back(&desk);
    let (id, from) = sent_receipt(&desk);
    let attached = format!(
        "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n{}\r\n--b--",
        "a line of the mail that did not arrive\r\n".repeat(20_000)
    );
    let mail = report(&from, "failed", "5.1.1").replace("--b--", &attached);
    assert_eq!(filed(&desk, &mail), "{\"filed\":\"report\"}");
    assert_eq!(state(&desk, id), State::Failed);
}

#[test]
fn only_the_first_hundred_addresses_of_a_mail_are_looked_at() {
    let desk = Desk::open();
    way_back(&desk);
    let (id, from) = sent_receipt(&desk);
    let after = |strangers: usize| {
        let others = "<eve@example.org>,\r\n ".repeat(strangers);
        report(&format!("{others}<{from}>"), "failed", "5.1.1")
    };
    assert_eq!(filed(&desk, &after(100)), NOTHING);
    assert_eq!(state(&desk, id), State::Sent);
    assert_eq!(filed(&desk, &after(50)), "{\"filed\":\"report\"}");
}
