//! What each reply of the mail server means for a mail.

use super::{carried, parcel, relay, short};
use crate::post_office::{Act, At, PostOffice};
use paperdesk::mail::{Envelope, Relay, RelayUrl, compose};
use paperdesk::outbox::carrier::{Carrier, Outcome, Parcel, Phase};
use std::time::{Duration, Instant};

const LATER: Outcome = Outcome::Later { not_before: None };

#[tokio::test]
async fn a_mail_arrives_byte_for_byte_once_for_one_person() {
    for offers in [&["PIPELINING"][..], &["8BITMIME"], &[]] {
        let office = PostOffice::open().await.offers(offers);
        let answer = carried(&office).await;
        assert_eq!(
            (answer.outcome, answer.said.as_str()),
            (Outcome::Sent, "250 2.0.0 kept")
        );
        let kept = office.accepted();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].from, "desk@example.edu");
        assert_eq!(kept[0].to, ["ada@example.edu"]);
        assert_eq!(kept[0].bytes, parcel("").bytes);
    }
}

#[tokio::test]
async fn every_step_can_say_not_now() {
    for (at, phase, outcome) in [
        (At::Banner, Phase::Greeting, Outcome::RelayTrouble),
        (At::Ehlo, Phase::Greeting, Outcome::RelayTrouble),
        (At::Mail, Phase::From, LATER),
        (At::Rcpt, Phase::Recipient, LATER),
        (At::Data, Phase::Data, LATER),
        (At::Dot, Phase::Dot, LATER),
    ] {
        for offers in [&["PIPELINING"][..], &[]] {
            let office = PostOffice::open()
                .await
                .offers(offers)
                .at(at.clone(), Act::Say("451 4.3.0 not now"));
            let answer = carried(&office).await;
            assert_eq!((answer.phase, answer.outcome), (phase, outcome), "{at:?}");
            assert_eq!(answer.said, "451 4.3.0 not now", "{at:?}");
            assert_eq!(office.accepted(), []);
        }
    }
}

#[tokio::test]
async fn a_refused_person_does_not_cost_the_connection() {
    for offers in [&["PIPELINING"][..], &[]] {
        let office = PostOffice::open().await.offers(offers).at(
            At::RcptFor("gone@example.edu".into()),
            Act::Say("550 5.1.1 no such user"),
        );
        let relay = relay(&office);
        let answer = relay.carry(&parcel("gone@example.edu")).await;
        assert_eq!(
            (answer.outcome, answer.said.as_str()),
            (Outcome::Refused, "550 5.1.1 no such user")
        );
        assert_eq!(
            relay.carry(&parcel("ada@example.edu")).await.outcome,
            Outcome::Sent
        );
        assert_eq!((office.callers(), office.accepted().len()), (1, 1));
        assert_eq!(office.accepted()[0].to, ["ada@example.edu"]);
    }
}

#[tokio::test]
async fn trouble_with_the_server_is_no_fault_of_the_mail() {
    for (at, act) in [
        (At::Banner, Act::Last("421 4.3.2 too busy")),
        (At::Banner, Act::HangUp),
        (At::Ehlo, Act::Last("421 4.3.2 closing")),
        (At::Mail, Act::Say("530 5.7.0 sign in first")),
        (At::Mail, Act::Say("550 5.7.1 sender not yours")),
        (At::Rcpt, Act::Say("554 5.7.1 Relay access denied")),
        (At::Rcpt, Act::HangUp),
        (At::Data, Act::Last("421 4.3.2 closing")),
        (At::Data, Act::HangUp),
        (At::Data, Act::Say("250 what data?")),
    ] {
        let office = PostOffice::open().await.at(at.clone(), act.clone());
        assert_eq!(
            carried(&office).await.outcome,
            Outcome::RelayTrouble,
            "{at:?} {act:?}"
        );
        assert_eq!(office.accepted(), [], "{at:?} {act:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let office = PostOffice::open().await;
    let (url, address) = (format!("smtp://{}", office.address), office.address);
    drop(office);
    tokio::time::sleep(Duration::from_millis(20)).await;
    let answer = Relay::with_deadlines(RelayUrl::parse(&url).unwrap(), 1, short())
        .carry(&parcel("a@b.org"))
        .await;
    assert_eq!(
        (answer.outcome, answer.phase),
        (Outcome::RelayTrouble, Phase::Connect)
    );
    assert!(
        answer.said.starts_with(&format!(
            "We could not reach the mail server at {}, port {}:",
            address.ip(),
            address.port()
        )),
        "{}",
        answer.said
    );
}

#[tokio::test]
async fn silence_dripping_and_babbling_end_at_the_deadline() {
    for at in [At::Banner, At::Ehlo, At::Mail, At::Rcpt, At::Data, At::Dot] {
        for act in [Act::Silence, Act::Drip, Act::Babble, Act::ManyLines] {
            let office = PostOffice::open().await.at(at.clone(), act.clone());
            let start = Instant::now();
            let answer = carried(&office).await;
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{at:?} {act:?} took {:?}",
                start.elapsed()
            );
            let outcome = if at == At::Dot {
                Outcome::Unknown
            } else {
                Outcome::RelayTrouble
            };
            assert_eq!(answer.outcome, outcome, "{at:?} {act:?} {answer:?}");
        }
    }
}

#[tokio::test]
async fn what_breaks_after_the_dot_is_unknown() {
    for (act, kept) in [(Act::HangUp, 0), (Act::KeepAndHangUp, 1), (Act::Silence, 0)] {
        let office = PostOffice::open().await.at(At::Dot, act);
        let answer = carried(&office).await;
        assert_eq!(
            (answer.outcome, answer.phase),
            (Outcome::Unknown, Phase::Dot)
        );
        assert_eq!(office.accepted().len(), kept);
    }
}

#[tokio::test]
async fn a_mail_that_could_be_read_as_two_never_leaves() {
    let office = PostOffice::open().await;
    let relay = relay(&office);
    for bytes in [
        "a\n.\nb\r\n",
        "a\r\n.\rb\r\n",
        "no end",
        "\u{e9}\r\n",
        "nul\0\r\n",
    ] {
        let parcel = Parcel {
            bytes: bytes.as_bytes().to_vec(),
            ..parcel("ada@example.edu")
        };
        assert_eq!(
            relay.carry(&parcel).await.outcome,
            Outcome::Refused,
            "{bytes:?}"
        );
    }
    for to in [
        "a@b.org>\r\nRCPT TO:<c@d.org",
        "a@b.org,c@d.org",
        "é@example.org",
    ] {
        assert_eq!(
            relay.carry(&parcel(to)).await.outcome,
            Outcome::Refused,
            "{to:?}"
        );
    }
    assert_eq!(office.callers(), 0);
}

#[tokio::test]
async fn a_composed_mail_arrives_as_composed() {
    let office = PostOffice::open().await;
    let envelope = Envelope {
        from: "Paperdesk <desk@example.edu>",
        to_name: "Ada",
        to: "ada@bücher.example",
        message_id: "m@d.example",
        thread_root: None,
        in_reply_to: None,
        date: 0,
        subject: "S",
        text: ".\r\n.\n..x\n\u{e9}",
        html: "<p>.</p>\n.",
        unsubscribe: None,
        reply_to: None,
    };
    let bytes = compose(&envelope).unwrap();
    let parcel = Parcel {
        bytes: bytes.clone(),
        ..parcel("ada@bücher.example")
    };
    assert_eq!(relay(&office).carry(&parcel).await.outcome, Outcome::Sent);
    assert_eq!(office.accepted()[0].bytes, bytes);
    assert_eq!(office.accepted()[0].to, ["ada@xn--bcher-kva.example"]);
}
