//! Returning a paper with a letter: the student hears of it, and nobody reads it in a mail.

use crate::deeds::{
    give, give_to_ben_who_begins, mails_after, return_letter, send_for_tess, told_after,
};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const LETTER: &str = "Dear Ada,\r\n\r\nYour second paragraph carries the paper.\r\n\r\nBen";

#[test]
fn a_returned_letter_is_told_to_its_student_and_read_at_the_desk() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let mails = mails_after(&desk, || {
        return_letter(&desk, number, LETTER);
    });
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ada@example.edu");
    assert!(
        mails[0]
            .text
            .contains("http://desk.example.edu/papers/P-1001/feedback"),
        "{}",
        mails[0].text
    );
    assert_eq!(desk.state(number), "returned");
    desk.ada()
        .get("/papers/P-1001/feedback")
        .is(200)
        .says("Your second paragraph carries the paper.");
}

#[test]
fn no_word_of_a_letter_is_in_any_mail() {
    let desk = Desk::open();
    let number = send_for_tess(&desk, true);
    give_to_ben_who_begins(&desk, number);
    return_letter(&desk, number, LETTER);
    for mail in desk.carry() {
        assert!(!mail.text.contains("second paragraph"), "{}", mail.text);
    }
}

#[test]
fn a_teacher_hears_of_feedback_only_if_the_student_agreed() {
    for (agrees, told) in [
        (true, vec!["ada@example.edu", "tess@example.edu"]),
        (false, vec!["ada@example.edu"]),
    ] {
        let desk = Desk::open();
        let number = send_for_tess(&desk, agrees);
        give_to_ben_who_begins(&desk, number);
        let heard = told_after(&desk, || {
            return_letter(&desk, number, LETTER);
        });
        assert_eq!(heard, told);
    }
}

#[test]
fn an_empty_letter_is_not_returned() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let empty = [("letter", " \r\n "), ("then", "check")];
    desk.ben()
        .post("/desk/P-1001/letter", &empty)
        .is(422)
        .says("Write a few lines to Ada King first");
    desk.ben().post("/desk/P-1001/return", &[]).is(303);
    assert_eq!(desk.state(number), "marking");
}

#[test]
fn a_letter_on_a_paper_that_is_not_being_marked_is_given_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben()
        .post("/desk/P-1001/letter", &[("letter", LETTER)])
        .is(409)
        .says("This was not sent")
        .says("Your second paragraph carries the paper.");
    assert_eq!(desk.state(number), "assigned");
}

#[test]
fn a_letter_returned_twice_is_returned_once() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    return_letter(&desk, number, LETTER);
    let again = told_after(&desk, || {
        desk.ben().post("/desk/P-1001/return", &[]).is(303);
    });
    assert_eq!(again, ["ada@example.edu"], "the one mail that was held");
    assert_eq!(desk.count("select count(*) as n from returns"), 1);
}

#[test]
fn a_letter_stays_the_tutors_who_wrote_it_and_no_coordinator_returns_for_them() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let letter = [("letter", LETTER)];
    for (place, typed) in [("letter", &letter[..]), ("return", &[])] {
        let place = format!("/desk/P-1001/{place}");
        desk.bea().post(&place, typed).is(404);
        desk.cora().post(&place, typed).is(403);
    }
    assert_eq!(desk.state(number), "marking");
}
