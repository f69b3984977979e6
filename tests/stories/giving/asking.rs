//! Asking a student for something: the promise's clock stands still until they answer.

use crate::deeds::{give, give_to_ben_who_begins, paper, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const QUESTION: [(&str, &str); 1] = [("question", "Which citation style do you need?")];
const ANSWER: [(&str, &str); 1] = [("answer", "Chicago, with notes.")];
/// Wednesday and Thursday, 4 and 5 November 2026, 09:00 UTC.
const WEDNESDAY: i64 = 1_793_782_800_000;
const THURSDAY: i64 = 1_793_869_200_000;

#[test]
fn while_a_student_is_asked_the_promise_stands_still_for_as_long_as_they_take() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    assert_eq!(paper(&desk, number).promised_at.0, WEDNESDAY);
    give_to_ben_who_begins(&desk, number);
    desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    assert_eq!(desk.state(number), "needs_info");
    assert_eq!(paper(&desk, number).clock_left, Some(48 * 3600 - 600));
    desk.minutes_pass(24 * 60);
    desk.ada().post("/papers/P-1001/answer", &ANSWER).is(303);
    let after = paper(&desk, number);
    assert_eq!((after.promised_at.0, after.clock_left), (THURSDAY, None));
    assert_eq!(desk.state(number), "marking");
}

#[test]
fn a_student_who_answers_at_the_weekend_has_not_used_up_closed_hours() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    desk.minutes_pass(5 * 24 * 60);
    desk.ada().post("/papers/P-1001/answer", &ANSWER).is(303);
    let next_tuesday_ten_minutes_before_midnight = 1_794_354_600_000;
    assert_eq!(
        paper(&desk, number).promised_at.0,
        next_tuesday_ten_minutes_before_midnight
    );
}

#[test]
fn the_student_is_asked_by_mail_and_the_tutor_hears_the_answer() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let asked = told_after(&desk, || {
        desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    });
    assert_eq!(asked, ["ada@example.edu"]);
    desk.ada()
        .get("/papers/P-1001")
        .says("Ben Okafor asks you Which citation style do you need?");
    let answered = told_after(&desk, || {
        desk.ada().post("/papers/P-1001/answer", &ANSWER).is(303);
    });
    assert_eq!(answered, ["ben@example.edu"]);
    desk.ben()
        .get("/papers/P-1001")
        .says("Chicago, with notes.");
}

#[test]
fn an_answer_about_a_paper_that_nobody_has_goes_to_the_coordinators_and_it_waits_again() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.cora().post("/papers/P-1001/ask", &QUESTION).is(303);
    assert_eq!(desk.state(number), "needs_info");
    desk.carry();
    let told = told_after(&desk, || {
        desk.ada().post("/papers/P-1001/answer", &ANSWER).is(303);
    });
    assert_eq!(told, ["cora@example.edu"]);
    assert_eq!(desk.state(number), "waiting");
}

#[test]
fn a_paper_goes_on_where_it_was_when_its_student_answers() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    desk.ada().post("/papers/P-1001/answer", &ANSWER).is(303);
    assert_eq!(desk.state(number), "assigned");
    assert_eq!(paper(&desk, number).tutor.unwrap().email, "ben@example.edu");
}

#[test]
fn no_question_and_no_answer_is_empty() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben()
        .post("/desk/P-1001/ask", &[])
        .is(422)
        .says("Write what you want to ask");
    desk.ada()
        .post("/papers/P-1001/answer", &ANSWER)
        .is(409)
        .says("P-1001 is with Ben Okafor, who has not begun to mark it.");
    desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    desk.ada()
        .post("/papers/P-1001/answer", &[])
        .is(422)
        .says("Write your answer");
    assert_eq!(desk.state(number), "needs_info");
}

#[test]
fn one_question_is_asked_at_a_time_and_the_second_is_given_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben().post("/desk/P-1001/ask", &QUESTION).is(303);
    desk.ben()
        .post(
            "/desk/P-1001/ask",
            &[("question", "And how long may it be?")],
        )
        .is(409)
        .says("P-1001 waits for an answer from its student.")
        .says("And how long may it be?");
}

#[test]
fn a_student_who_cannot_answer_may_take_the_paper_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    let question = [("question", "Which assignment is this for?")];
    desk.cora()
        .post(&format!("/papers/{number}/ask"), &question)
        .is(303);
    desk.ada()
        .post(&format!("/papers/{number}/withdraw"), &[])
        .is(303);
    assert_eq!(desk.state(number), "withdrawn");
}
