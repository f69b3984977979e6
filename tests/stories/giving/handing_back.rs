//! Handing a paper back to the queue, and sending one back to its student.

use crate::deeds::{flash, give, give_to_ben_who_begins, mails_after, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn a_paper_handed_back_tells_coordinators_why_and_not_the_tutor_who_left() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let mails = mails_after(&desk, || {
        let reason = [("reason", "My shift ends and half of it is left.")];
        desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    });
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["bea@example.edu", "cora@example.edu"]);
    assert!(
        mails[1]
            .text
            .contains("My shift ends and half of it is left."),
        "{}",
        mails[1].text
    );
    assert!(!mails[0].text.contains("shift"), "{}", mails[0].text);
    assert_eq!(desk.state(number), "waiting");
    desk.ben().get("/desk/P-1001").is(404);
}

#[test]
fn nothing_is_handed_back_without_a_reason() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    for door in ["/desk/P-1001/hand-back", "/papers/P-1001/hand-back"] {
        desk.ben()
            .post(door, &[("reason", " \n ")])
            .is(422)
            .says("Say why in a sentence; the coordinator will read it");
    }
    assert_eq!(desk.state(number), "assigned");
}

#[test]
fn a_coordinator_hands_back_for_a_tutor_who_is_ill() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let reason = [("reason", "Ben is ill.")];
    let answer = desk.cora().post("/papers/P-1001/hand-back", &reason);
    assert_eq!(flash(&answer), "P-1001 was handed back.");
    give(&desk, number, "bea@example.edu");
    desk.bea().post("/desk/P-1001/begin", &[]).is(303);
    assert_eq!(desk.state(number), "marking");
}

#[test]
fn a_paper_handed_back_before_anybody_was_told_was_never_given_to_its_student() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    give(&desk, number, "ben@example.edu");
    let told = told_after(&desk, || {
        let reason = [("reason", "Not my field.")];
        desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    });
    assert_eq!(told, ["bea@example.edu", "cora@example.edu"]);
}

#[test]
fn what_was_typed_for_a_paper_that_moved_on_is_given_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    desk.ben()
        .post("/desk/P-1001/hand-back", &[("reason", "Not my field.")])
        .is(409)
        .says("P-1001 was withdrawn by its student.")
        .says("Not my field.");
}

#[test]
fn a_paper_is_sent_back_with_a_reason_that_its_student_reads() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let mails = mails_after(&desk, || {
        let reason = [("reason", "A take-home exam cannot be read here.")];
        desk.cora()
            .post("/papers/P-1001/send-back", &reason)
            .is(303);
    });
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ada@example.edu", "ben@example.edu"]);
    assert!(
        mails[0]
            .text
            .contains("A take-home exam cannot be read here.")
    );
    assert_eq!(desk.state(number), "sent_back");
    desk.ada()
        .get("/papers/P-1001")
        .is(200)
        .says("A take-home exam cannot be read here.");
}

#[test]
fn nothing_is_sent_back_without_a_reason_or_twice() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.cora();
    cora.post("/papers/P-1001/send-back", &[])
        .is(422)
        .says("Say why in a sentence; the student will read it");
    assert_eq!(desk.state(number), "waiting");
    let reason = [("reason", "It is an exam.")];
    cora.post("/papers/P-1001/send-back", &reason).is(303);
    cora.post("/papers/P-1001/send-back", &reason)
        .is(409)
        .says("P-1001 was sent back without feedback.");
}

#[test]
fn a_tutor_who_does_not_have_a_paper_neither_sends_it_back_nor_hands_it_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let reason = [("reason", "I would rather not.")];
    desk.bea().post("/papers/P-1001/send-back", &reason).is(409);
    give(&desk, number, "ben@example.edu");
    desk.bea().post("/papers/P-1001/send-back", &reason).is(404);
    desk.bea().post("/papers/P-1001/hand-back", &reason).is(404);
    assert_eq!(desk.state(number), "assigned");
}

#[test]
fn a_coordinator_takes_a_paper_from_its_tutor_while_its_student_is_asked_and_it_waits_once_they_answer()
 {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let (question, reason) = (
        [("question", "Which style?")],
        [("reason", "Ben has left us.")],
    );
    desk.ben().post("/desk/P-1001/ask", &question).is(303);
    desk.ben().post("/desk/P-1001/hand-back", &reason).is(409);
    let told = told_after(&desk, || {
        desk.cora()
            .post("/papers/P-1001/hand-back", &reason)
            .is(303);
    });
    assert_eq!(told, ["cora@example.edu"]);
    assert_eq!(desk.state(number), "needs_info");
    desk.ben().get("/desk/P-1001").is(404);
    desk.cora()
        .post("/papers/P-1001/hand-back", &reason)
        .is(409);
    desk.ada()
        .post("/papers/P-1001/answer", &[("answer", "Chicago.")])
        .is(303);
    assert_eq!(desk.state(number), "waiting");
    give(&desk, number, "bea@example.edu");
    assert_eq!(desk.state(number), "assigned");
}
