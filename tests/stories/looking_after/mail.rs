//! Looking after mail: what failed is seen and sent again, what opens a door stays shut, and the server is tested.

use paperdesk::outbox::{self, carrier::Outcome};

use crate::deeds::flash;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

fn newest(desk: &Desk) -> i64 {
    desk.count("select max(id) as n from deliveries")
}

#[test]
fn a_failed_mail_is_seen_with_the_servers_words_and_sent_again() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/mail/test", &[("to", "gone@example.edu")])
        .is(303);
    let id = newest(&desk);
    desk.tray
        .answers([(Outcome::Refused, "550 5.1.1 no such user")]);
    desk.carry();
    cora.get("/mail?state=failed")
        .says("550 5.1.1 no such user");
    let place = format!("/mail/{id}");
    cora.get(&place)
        .says("It was given up.")
        .says("550 5.1.1 no such user");
    let before = desk.mails().len();
    cora.post(&format!("{place}/again"), &[]).is(303);
    assert_eq!(desk.carry()[before].to, "gone@example.edu");
    cora.get(&place).says("The mail server took it");
}

#[test]
fn all_failed_mails_are_sent_again_with_one_button() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.tray
        .answers((0..9).map(|_| (Outcome::Refused, "550 no")));
    desk.carry();
    let failed = desk.count("select count(*) as n from deliveries where state = 'failed'");
    desk.tray.answers([]);
    let answer = desk.cora().post("/mail/again?state=failed", &[]);
    assert_eq!(
        flash(&answer),
        format!("{failed} mails are tried again at once.")
    );
    desk.cora().post("/mail/again?state=sent", &[]).is(404);
}

#[test]
fn a_mail_that_the_server_took_is_not_sent_again() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let count = desk.carry().len();
    desk.cora()
        .post(&format!("/mail/{}/again", newest(&desk)), &[])
        .is(409)
        .says("The mail server took this mail already.");
    assert_eq!(desk.carry().len(), count);
}

#[test]
fn without_a_mail_server_letters_are_kept_and_can_be_read() {
    let desk = Desk::open();
    desk.deed(|tx| outbox::introduce_relay(tx, false, "desk.example.edu"));
    send_in(&desk, &desk.ada(), "Gardens");
    assert_eq!(desk.carry(), []);
    let cora = desk.cora();
    cora.get("/mail")
        .says("No mail server is set: letters are kept here and can be read.");
    let place = format!("/mail/{}", newest(&desk));
    cora.get(&place).says("A paper waits in the queue");
    cora.post(&format!("{place}/again"), &[])
        .is(409)
        .says("No mail server is set, so nothing can be sent.");
}

#[test]
fn a_letter_that_opens_a_door_is_shut_to_coordinators() {
    let desk = Desk::open();
    desk.stranger()
        .post("/sign-in", &[("email", "ben@example.edu")])
        .is(200);
    let place = format!("/mail/{}", newest(&desk));
    let (shut, open) = (desk.cora().get(&place), desk.odo().get(&place));
    let code = desk.carry()[0].text.clone();
    let code = code
        .lines()
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .unwrap();
    shut.is(200).says("only an admin can open it");
    assert!(!shut.words().contains(code) && !shut.body().contains("sign-in/link"));
    open.says(code);
}

#[test]
fn a_test_mail_goes_where_it_is_told_and_only_to_an_address() {
    let desk = Desk::open();
    let cora = desk.cora();
    let answer = cora.post("/mail/test", &[("to", "Printer@Example.edu")]);
    assert_eq!(
        flash(&answer),
        "A test is on its way; its delivery is below."
    );
    assert_eq!(desk.carry()[0].to, "printer@example.edu");
    let answer = cora.post("/mail/test", &[("to", "nowhere")]);
    answer
        .is(422)
        .says("Enter an address like name@example.edu");
    assert!(answer.body().contains("value=\"nowhere\""));
}

#[test]
fn trouble_with_the_server_is_said_in_its_own_words() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.tray
        .answers((0..9).map(|_| (Outcome::RelayTrouble, "421 4.3.2 closing")));
    desk.carry();
    desk.cora()
        .get("/mail")
        .says("Nothing has gone out since today 09:00: the server said “421 4.3.2 closing”. We keep trying.");
}

#[test]
fn a_letter_that_opens_a_door_is_forgotten_once_its_way_has_ended() {
    let desk = Desk::open();
    let ask = |outcome, said| {
        desk.tray.answers([(outcome, said)]);
        let email = [("email", "ada@example.edu")];
        desk.stranger().post("/sign-in", &email).is(200);
        format!("/mail/{}", newest(&desk))
    };
    let says = "It is no longer kept, so that nobody else ever can.";
    for (outcome, said) in [(Outcome::Sent, "250 ok"), (Outcome::Refused, "550 no")] {
        let place = ask(outcome, said);
        desk.odo().get(&place).is(200).says("/sign-in/link/");
        desk.carry();
        desk.odo().get(&place).is(200).says(says);
        desk.odo().post(&format!("{place}/again"), &[]).is(409);
    }
    ask(Outcome::Later { not_before: None }, "450 later");
    desk.carry();
    desk.minutes_pass(16);
    desk.carry();
    let kept = "select (select count(*) from mails m join deliveries d on d.id = m.delivery_id
        where d.letter = 'sign_in_code') + (select count(*) from deliveries where letter = 'sign_in_code'
        and facts <> '{}') as n";
    assert_eq!(desk.count(kept), 0);
}
