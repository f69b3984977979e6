//! What becomes of a letter: sent, tried again, given up; and of all letters when the mail server is in trouble.

mod bad_week;
mod breaking;

use std::time::Duration;

use paperdesk::db::Tx;
use paperdesk::outbox::carrier::Outcome;
use paperdesk::outbox::{self, Delivery, DeliveryId, Letter, Recipient, State, Telling};
use paperdesk::people::Person;
use paperdesk::refusal::Failure;

use crate::desk::Desk;

fn tell(tx: &Tx<'_>, letter: Letter, to: &str) -> DeliveryId {
    let telling = Telling {
        about: None,
        letter,
        facts: r#"{"centre":"Northfield","code":"123456","link":"/sign-in/link/x","minutes":15}"#,
        why: "a story",
        hold_until: None,
        expires: None,
    };
    outbox::tell(
        tx,
        &telling,
        &Recipient {
            person: None,
            email: to.into(),
            name: "Somebody".into(),
        },
    )
    .unwrap()
    .unwrap()
}

fn told(desk: &Desk, to: &'static str) -> DeliveryId {
    desk.deed(move |tx| Ok(tell(tx, Letter::Test, to)))
}

fn delivery(desk: &Desk, id: DeliveryId) -> Delivery {
    desk.look(|tx| outbox::find(tx, id)).unwrap()
}

#[test]
fn a_temporary_refusal_is_tried_again_half_a_minute_later() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.tray
        .answers([(Outcome::Later { not_before: None }, "450 4.2.1 try later")]);
    desk.carry();
    let waiting = delivery(&desk, id);
    let wait = waiting.due_at.seconds_since(desk.clock.now());
    assert!((15..=45).contains(&wait), "{wait} s");
    assert_eq!((waiting.state, waiting.attempts), (State::Pending, 1));
    desk.minutes_pass(1);
    assert_eq!(desk.carry().len(), 1);
    assert_eq!(delivery(&desk, id).state, State::Sent);
}

#[test]
fn a_greylisting_server_is_given_the_time_it_asks_for() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.tray.answers([(
        Outcome::Later {
            not_before: Some(Duration::from_mins(5)),
        },
        "451 4.7.1 greylisted",
    )]);
    desk.carry();
    assert!(delivery(&desk, id).due_at.seconds_since(desk.clock.now()) >= 300);
}

#[test]
fn a_permanent_refusal_stops_at_once_and_coordinators_are_told_with_the_servers_own_words() {
    let desk = Desk::open();
    let id = told(&desk, "nobody@example.edu");
    desk.tray
        .answers([(Outcome::Refused, "550 5.1.1 no such user")]);
    let mails = desk.carry();
    let failed = delivery(&desk, id);
    assert_eq!(
        (failed.state, failed.last_answer.as_deref()),
        (State::Failed, Some("550 5.1.1 no such user"))
    );
    assert_eq!(
        mails
            .iter()
            .map(|mail| mail.to.as_str())
            .collect::<Vec<_>>(),
        ["cora@example.edu"]
    );
    assert!(
        mails[0].text.contains("550 5.1.1 no such user"),
        "{}",
        mails[0].text
    );
}

#[test]
fn a_bounce_never_causes_mail_to_the_address_that_bounced() {
    let desk = Desk::open();
    told(&desk, "cora@example.edu");
    desk.tray
        .answers([(Outcome::Refused, "550 5.1.1 no such user")]);
    assert_eq!(desk.carry(), []);
}

#[test]
fn a_mail_about_a_failure_that_fails_itself_causes_no_further_mail() {
    let desk = Desk::open();
    told(&desk, "nobody@example.edu");
    desk.tray.answers([
        (Outcome::Refused, "550 no"),
        (Outcome::Refused, "550 no again"),
    ]);
    desk.carry();
    assert_eq!(desk.count("select count(*) as n from deliveries"), 2);
}

#[test]
fn trouble_with_the_mail_server_pauses_everybodys_mail_and_counts_against_nobody() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.tray
        .answers([(Outcome::RelayTrouble, "connection refused")]);
    desk.carry();
    let waiting = delivery(&desk, id);
    assert_eq!((waiting.state, waiting.attempts), (State::Pending, 0));
    assert_eq!(desk.carry(), [], "paused");
    desk.minutes_pass(1);
    assert_eq!(desk.carry().len(), 1);
    assert_eq!(desk.look(outbox::relay).troubles, 0);
}

#[test]
fn while_the_server_is_in_trouble_one_mail_at_a_time_probes_it() {
    let desk = Desk::open();
    for to in ["ada@example.edu", "ben@example.edu", "cora@example.edu"] {
        told(&desk, to);
    }
    desk.tray.answers([
        (Outcome::RelayTrouble, "421 no"),
        (Outcome::RelayTrouble, "421 no"),
        (Outcome::RelayTrouble, "421 no"),
    ]);
    desk.carry();
    desk.minutes_pass(1);
    desk.tray.answers([(Outcome::RelayTrouble, "421 still no")]);
    desk.carry();
    assert_eq!(desk.tray.tries(), 4, "three at first, then a single probe");
}

#[test]
fn after_a_drop_behind_the_last_byte_the_same_bytes_go_again_a_quarter_of_an_hour_later() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.tray
        .answers([(Outcome::Unknown, "the connection broke after the last byte")]);
    desk.carry();
    let first = desk.look(|tx| outbox::written(tx, id)).unwrap();
    desk.minutes_pass(14);
    assert_eq!(desk.carry(), []);
    desk.minutes_pass(1);
    desk.carry();
    assert_eq!(desk.tray.taken()[0].bytes, first);
}

#[test]
fn a_mail_is_given_up_after_five_days_of_temporary_refusals() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.tray
        .answers((0..200).map(|_| (Outcome::Later { not_before: None }, "450 busy")));
    for _ in 0..5 * 24 - 1 {
        desk.minutes_pass(60);
        desk.carry();
    }
    assert_eq!(delivery(&desk, id).state, State::Pending);
    desk.minutes_pass(121);
    desk.carry();
    assert_eq!(delivery(&desk, id).state, State::Failed);
}

#[test]
fn mails_to_one_person_about_one_paper_arrive_in_order_and_a_dead_one_holds_nobody_up() {
    let desk = Desk::open();
    let number = crate::telling_everyone::send_in(&desk, &desk.ada(), "Gardens");
    desk.tray
        .answers([(Outcome::Later { not_before: None }, "450 busy")]);
    desk.carry();
    desk.ada()
        .post(&format!("/papers/{number}/withdraw"), &[])
        .is(303);
    let to_ada = |desk: &Desk| {
        desk.mails()
            .into_iter()
            .filter(|mail| mail.to == "ada@example.edu")
            .count()
    };
    desk.carry();
    assert_eq!(to_ada(&desk), 0, "the second letter waits for the first");
    desk.minutes_pass(2);
    desk.carry();
    assert_eq!(to_ada(&desk), 2);
    let firsts: Vec<String> = desk
        .mails()
        .into_iter()
        .filter(|mail| mail.to == "ada@example.edu")
        .map(|mail| mail.text)
        .collect();
    assert!(firsts[1].contains("withdr"), "{firsts:?}");
}

#[test]
fn a_sign_in_code_goes_before_everything_else() {
    let desk = Desk::open();
    for _ in 0..5 {
        told(&desk, "ben@example.edu");
    }
    desk.deed(|tx| Ok(tell(tx, Letter::SignInCode, "ada@example.edu")));
    assert_eq!(desk.carry()[0].to, "ada@example.edu");
}

#[test]
fn without_a_mail_server_letters_are_held_and_can_be_sent_later_by_a_person() {
    let desk = Desk::open();
    desk.deed(|tx| outbox::introduce_relay(tx, false, "desk.example.edu"));
    let id = told(&desk, "ada@example.edu");
    assert_eq!(
        (delivery(&desk, id).state, desk.carry().len()),
        (State::Held, 0)
    );
    let refused = desk
        .db()
        .write_now(move |tx| outbox::send_again(tx, &Person::operator(), id));
    assert!(
        matches!(refused, Err(Failure::Refused(_))),
        "there is nobody to carry it"
    );
    desk.deed(|tx| outbox::introduce_relay(tx, true, "desk.example.edu"));
    assert_eq!(desk.carry(), [], "old letters do not go out by themselves");
    desk.deed(|tx| outbox::send_all_again(tx, State::Held));
    assert_eq!(desk.carry().len(), 1);
}

#[test]
fn every_mail_says_that_a_machine_made_it_and_hangs_from_its_paper() {
    let desk = Desk::open();
    let number = crate::telling_everyone::send_in(&desk, &desk.ada(), "Gardens");
    let mails = desk.carry();
    let receipt = mails
        .iter()
        .find(|mail| mail.to == "ada@example.edu")
        .unwrap();
    assert!(
        receipt.head.contains("Auto-Submitted: auto-generated"),
        "{}",
        receipt.head
    );
    let root = format!("References: <paper-{}@desk.example.edu>", number.0);
    assert!(receipt.head.contains(&root), "{}", receipt.head);
}

#[test]
fn a_whole_schools_mail_goes_out_each_of_it_once() {
    let desk = Desk::open();
    let everybody: Vec<String> = (0..700)
        .map(|n| format!("student{n}@example.edu"))
        .collect();
    let told = everybody.clone();
    desk.deed(move |tx| {
        for to in &told {
            tell(tx, Letter::Test, to);
        }
        Ok(())
    });
    let mut to: Vec<String> = desk.carry().into_iter().map(|mail| mail.to).collect();
    to.sort_by_key(|to| everybody.iter().position(|one| one == to));
    assert_eq!(to, everybody);
}
