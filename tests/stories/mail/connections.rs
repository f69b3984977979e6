//! Connections to the mail server are kept, replaced, sealed and closed.

use super::{parcel, relay, relay_to};
use crate::post_office::{Act, At, PostOffice};
use paperdesk::outbox::carrier::{Carrier, Outcome, Phase};
use std::time::Duration;

#[tokio::test]
async fn a_connection_is_used_again_and_closed_after_a_rest() {
    let office = PostOffice::open().await;
    let relay = relay(&office);
    for _ in 0..5 {
        assert_eq!(
            relay.carry(&parcel("ada@example.edu")).await.outcome,
            Outcome::Sent
        );
    }
    assert_eq!((office.callers(), office.accepted().len()), (1, 5));
    tokio::time::sleep(Duration::from_millis(250)).await;
    assert_eq!(office.commands().last().unwrap(), "QUIT");
    assert_eq!(
        relay.carry(&parcel("ada@example.edu")).await.outcome,
        Outcome::Sent
    );
    assert_eq!(office.callers(), 2);
}

#[tokio::test]
async fn a_connection_that_died_at_rest_is_replaced_without_a_word() {
    for act in [Act::HangUp, Act::Last("421 4.4.2 idle too long")] {
        let office = PostOffice::open().await;
        let relay = relay(&office);
        assert_eq!(
            relay.carry(&parcel("ada@example.edu")).await.outcome,
            Outcome::Sent
        );
        let office = office.times(1, At::Mail, act);
        assert_eq!(
            relay.carry(&parcel("cleo@example.edu")).await.outcome,
            Outcome::Sent
        );
        assert_eq!((office.callers(), office.accepted().len()), (2, 2));
    }
}

#[tokio::test]
async fn no_more_connections_than_allowed() {
    let office = PostOffice::open().await;
    let relay = relay(&office);
    let mut mails = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let relay = relay.clone();
        mails.spawn(async move { relay.carry(&parcel("ada@example.edu")).await.outcome });
    }
    assert!(
        mails
            .join_all()
            .await
            .iter()
            .all(|outcome| *outcome == Outcome::Sent)
    );
    assert_eq!(office.accepted().len(), 40);
    assert!(office.callers() <= 2);
    relay.close().await;
    assert!(
        office
            .commands()
            .iter()
            .filter(|command| *command == "QUIT")
            .count()
            == office.callers()
    );
}

#[tokio::test]
async fn the_password_is_given_and_a_wrong_one_is_trouble() {
    let office = PostOffice::open().await;
    let relay = relay_to(&office, "ada:p%40ss@", "");
    assert_eq!(
        relay.carry(&parcel("ada@example.edu")).await.outcome,
        Outcome::Sent
    );
    assert!(
        office
            .commands()
            .contains(&"AUTH PLAIN AGFkYQBwQHNz".to_owned())
    );
    let office = PostOffice::open()
        .await
        .at(At::Auth, Act::Say("535 5.7.8 wrong password"));
    let answer = relay_to(&office, "ada:no@", "")
        .carry(&parcel("a@b.org"))
        .await;
    assert_eq!(
        (answer.outcome, answer.phase),
        (Outcome::RelayTrouble, Phase::Auth)
    );
    assert_eq!(answer.said, "535 5.7.8 wrong password");
}

#[tokio::test]
async fn a_sealed_line_is_never_given_up() {
    let unsealed = PostOffice::open().await;
    let refuses = PostOffice::open()
        .await
        .offers(&["STARTTLS"])
        .at(At::StartTls, Act::Say("454 4.7.0 no TLS today"));
    let fakes = PostOffice::open().await.offers(&["STARTTLS"]).at(
        At::StartTls,
        Act::Say("220 go\r\n250-office\r\n250 AUTH PLAIN"),
    );
    for office in [&unsealed, &refuses, &fakes] {
        let relay = relay_to(office, "ada:secret@", "?tls=required");
        let answer = relay.carry(&parcel("ada@example.edu")).await;
        assert_eq!(
            (answer.outcome, answer.phase),
            (Outcome::RelayTrouble, Phase::Greeting),
            "{answer:?}"
        );
        let heard = office.commands();
        assert!(
            !heard
                .iter()
                .any(|command| command.starts_with("AUTH") || command.starts_with("MAIL")),
            "{heard:?}"
        );
    }
    let answer = relay_to(&unsealed, "ada:secret@", "?tls=opportunistic")
        .probe()
        .await;
    assert_eq!(
        answer.said,
        "We do not send the password over a line that is not sealed."
    );
    let relay = relay_to(&unsealed, "", "?tls=opportunistic");
    assert_eq!(
        relay.carry(&parcel("ada@example.edu")).await.outcome,
        Outcome::Sent
    );
}

#[tokio::test]
async fn a_probe_says_how_the_server_is() {
    let office = PostOffice::open().await;
    let answer = relay_to(&office, "ada:secret@", "").probe().await;
    assert_eq!(answer.outcome, Outcome::Sent);
    assert!(!answer.said.contains("secret"));
    assert_eq!(office.accepted(), []);
    assert_eq!(office.commands().last().unwrap(), "QUIT");
}
