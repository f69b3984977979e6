//! Why did they not get this? Each event of a paper says who was told, and who was not by which choice.

use super::choose;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn whoever_chose_no_mail_is_named_at_the_event_with_their_choice() {
    let desk = Desk::open();
    choose(&desk, "bea@example.edu", &[("topics[queue]", "none")]).is(303);
    let number = send_in(&desk, &desk.ada(), "Gardens");
    // It stays so whatever she chooses later.
    choose(&desk, "bea@example.edu", &[("topics[queue]", "now")]).is(303);
    let page = desk.cora().get(&format!("/papers/{number}"));
    page.says("Bea Lindqvist (bea@example.edu): not sent. They chose no mail of this kind.")
        .says("to Ben Okafor (ben@example.edu). They serve the queue.");
}

#[test]
fn what_waits_for_a_digest_says_for_which() {
    let desk = Desk::open();
    choose(&desk, "bea@example.edu", &[("topics[queue]", "digest")]).is(303);
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("Waits for their digest, tomorrow 08:00.");
    desk.minutes_pass(23 * 60);
    super::gather(&desk);
    desk.carry();
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("It went into mail");
}

#[test]
fn a_student_sees_nothing_of_what_others_chose() {
    let desk = Desk::open();
    choose(&desk, "bea@example.edu", &[("topics[queue]", "none")]).is(303);
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let page = desk.ada().get(&format!("/papers/{number}"));
    assert!(!page.words().contains("Bea"), "{}", page.words());
}
