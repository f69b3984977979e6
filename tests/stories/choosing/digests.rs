//! News in a digest, and the hours in which none comes.

use super::{choose, gather, told_since};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const HOUR: i64 = 60;

#[test]
fn what_is_wanted_in_a_digest_comes_together_at_its_hour_and_once() {
    let desk = Desk::open();
    choose(&desk, "ben@example.edu", &[("topics[queue]", "digest")]).is(303);
    send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    gather(&desk);
    assert!(!desk.carry().iter().any(|mail| mail.to == "ben@example.edu"));
    let before = desk.mails().len();
    // It is Monday, nine o'clock; the next digest comes on Tuesday at eight.
    desk.minutes_pass(23 * HOUR);
    gather(&desk);
    gather(&desk);
    assert_eq!(told_since(&desk, before), ["ben@example.edu"]);
    let digest = desk.mails().pop().unwrap();
    assert_eq!(digest.subject(), "Your digest: 2 pieces of news");
    let text = digest.text.replace('\n', " ");
    assert!(text.contains("“Gardens” waits in the queue."), "{text}");
    assert!(text.contains("/papers/P-1002"), "{text}");
}

#[test]
fn a_student_cannot_put_off_what_must_be_heard() {
    let desk = Desk::open();
    let night = [("quiet_from", "00:00"), ("quiet_to", "23:59")];
    choose(&desk, "ada@example.edu", &night).is(303);
    choose(&desk, "ada@example.edu", &[("topics[queue]", "none")]).is(303);
    send_in(&desk, &desk.ada(), "Gardens");
    let told = told_since(&desk, 0);
    assert!(told.contains(&"ada@example.edu".to_owned()), "{told:?}");
    assert_eq!(desk.count("select count(*) as n from subscriptions"), 0);
}

#[test]
fn in_quiet_hours_a_mail_waits_for_their_end_and_the_paper_says_so() {
    let desk = Desk::open();
    let quiet = [("quiet_from", "08:30"), ("quiet_to", "10:00")];
    choose(&desk, "ben@example.edu", &quiet).is(303);
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let told = told_since(&desk, 0);
    assert!(!told.contains(&"ben@example.edu".to_owned()), "{told:?}");
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("Waits until today 10:00: Ben Okafor’s quiet hours.");
    let before = desk.mails().len();
    desk.minutes_pass(HOUR);
    assert_eq!(told_since(&desk, before), ["ben@example.edu"]);
}

#[test]
fn what_was_called_back_before_a_digest_is_in_none() {
    let desk = Desk::open();
    choose(&desk, "ben@example.edu", &[("topics[yours]", "digest")]).is(303);
    let number = send_in(&desk, &desk.ada(), "Gardens").to_string();
    let ben = desk.person("ben@example.edu").id.0.to_string();
    let cora = desk.cora();
    cora.post("/assign", &[("papers", &number), ("tutor", &ben)])
        .is(303);
    cora.post(&format!("/assign/{number}/undo"), &[]).is(303);
    let before = desk.carry().len();
    desk.minutes_pass(23 * HOUR);
    gather(&desk);
    assert_eq!(told_since(&desk, before), [""; 0]);
}

#[test]
fn the_page_says_what_comes_and_what_the_last_week_would_have_been() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    let page = desk.ben().get("/account/mail");
    page.says("At once: A paper joins the queue")
        .says("2 mails at once and 0 digests");
    choose(&desk, "ben@example.edu", &[("topics[queue]", "digest")]).is(303);
    desk.ben()
        .get("/account/mail")
        .says("In a digest, Monday to Friday at 08:00: A paper joins the queue.")
        .says("0 mails at once and 1 digest with 2 pieces of news.");
    choose(&desk, "ben@example.edu", &[("digest_at", "never")]).is(422);
    choose(&desk, "ben@example.edu", &[("quiet_from", "22:00")])
        .is(422)
        .says("Enter a time like 08:00");
}

#[test]
fn one_click_in_a_digest_stops_every_digest() {
    let desk = Desk::open();
    choose(&desk, "ben@example.edu", &[("topics[queue]", "digest")]).is(303);
    send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(23 * HOUR);
    gather(&desk);
    let digest = desk.carry().pop().unwrap();
    let head = digest.head.replace("\n ", " ");
    assert!(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let way = head.split("<http://desk.example.edu/stop/").nth(1).unwrap();
    let way = format!("/stop/{}", way.split('>').next().unwrap());
    desk.stranger().get(&way).is(200).says("Your digest");
    let click = [("List-Unsubscribe", "One-Click")];
    desk.stranger().post(&way, &click).is(200);
    desk.ben()
        .get("/account/mail")
        .says("Not by mail: A paper joins the queue.");
}
