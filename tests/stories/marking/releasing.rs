//! Returning: ten minutes to take it back, frozen once it is out, and corrected only by a new version.

use super::{marked_by_ben, note};
use crate::deeds::{mails_after, return_letter, told_after};
use crate::desk::Desk;
use crate::seat::Seat;

#[test]
fn a_return_taken_back_within_ten_minutes_is_told_to_nobody() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    let told = told_after(&desk, || {
        return_letter(&desk, number, "Dear Ada,");
        desk.minutes_pass(9);
        desk.ben().post("/desk/P-1001/return/undo", &[]).is(303);
    });
    assert_eq!((told, desk.state(number).as_str()), (Vec::new(), "marking"));
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("Ben Okafor is fixing something, back soon.");
    desk.cora()
        .get("/papers/P-1001")
        .says("Ben Okafor took the feedback on draft 1 back within ten minutes");
}

#[test]
fn it_can_be_returned_again_after_that() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    return_letter(&desk, number, "Dear Ada,");
    desk.ben().post("/desk/P-1001/return/undo", &[]).is(303);
    let told = told_after(&desk, || {
        return_letter(&desk, number, "Dear Ada, once more.");
    });
    assert_eq!(told, ["ada@example.edu"]);
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("Dear Ada, once more.");
}

#[test]
fn after_ten_minutes_it_stands_and_is_corrected_instead() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    let ben = desk.ben();
    note(&ben, &[("words", "Say why.")]).is(303);
    return_letter(&desk, number, "Dear Ada,");
    desk.minutes_pass(10);
    desk.carry();
    let late = ben.post("/desk/P-1001/return/undo", &[]);
    assert_eq!(late.is(303).location(), "/desk/P-1001");
    assert_eq!(desk.state(number), "returned");
    note(&ben, &[("words", "And say how.")]).is(303);
    let ada = desk.ada();
    assert!(
        !ada.get("/papers/P-1001/feedback")
            .words()
            .contains("And say how."),
        "what is out is frozen"
    );
    let told = told_after(&desk, || {
        ben.post("/desk/P-1001/return", &[]).is(303).status
    });
    assert_eq!(told, ["ada@example.edu"]);
    ada.get("/papers/P-1001/feedback")
        .says("And say how.")
        .says("Version 2");
    let first = ada.get("/papers/P-1001/feedback?version=1");
    assert!(!first.says("Say why.").words().contains("And say how."));
}

#[test]
fn a_correction_taken_back_leaves_what_was_returned_before() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    return_letter(&desk, number, "Dear Ada, the first.");
    desk.minutes_pass(11);
    return_letter(&desk, number, "Dear Ada, the second.");
    desk.ben().post("/desk/P-1001/return/undo", &[]).is(303);
    assert_eq!(desk.state(number), "returned");
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("Dear Ada, the first.");
}

#[test]
fn the_last_look_shows_what_the_student_will_see() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    note(
        &ben,
        &[("words", "Say **why**."), ("p", "1"), ("sentence", "2")],
    )
    .is(303);
    let letter = [("letter", "Dear Ada,\n\n- one\n- two"), ("then", "check")];
    let checked = ben.post("/desk/P-1001/letter", &letter);
    assert_eq!(checked.is(303).location(), "/desk/P-1001/return");
    let page = ben.get("/desk/P-1001/return");
    page.says("Return to Ada King?").says("They cost little.");
    assert!(
        page.body().contains("<li>one</li><li>two</li>"),
        "{}",
        page.body()
    );
}

#[test]
fn the_letter_begins_with_the_big_picture_and_never_predicts_a_grade() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    note(&ben, &[("words", "What is your claim?")]).is(303);
    let typed = [
        ("letter", "Dear Ada, this may get a good grade."),
        ("then", "starters"),
    ];
    ben.post("/desk/P-1001/letter", &typed).is(303);
    let page = ben.get("/desk/P-1001/letter");
    page.says("- What is your claim?")
        .says("Your letter mentions a grade. We never predict one.");
    page.says("No note yet on what works.").says("Greeting");
}

#[test]
fn a_letter_written_in_two_windows_is_kept_twice() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let typed = |words, sitting, version| {
        [
            ("letter", words),
            ("sitting", sitting),
            ("version", version),
        ]
    };
    ben.post(
        "/desk/P-1001/letter",
        &typed("Dear Ada, left.", "left", "0"),
    )
    .is(303);
    ben.post(
        "/desk/P-1001/letter",
        &typed("Dear Ada, right.", "right", "0"),
    )
    .is(200)
    .says("Dear Ada, left.")
    .says("Dear Ada, right.");
    ben.get("/desk/P-1001/letter")
        .says("Typed in another window")
        .says("Dear Ada, right.");
}

#[test]
fn no_mail_of_a_return_holds_a_word_of_it() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    note(&desk.ben(), &[("words", "Say why.")]).is(303);
    let mails = mails_after(&desk, || return_letter(&desk, number, "Your gardens grow."));
    assert!(
        !mails.is_empty()
            && mails
                .iter()
                .all(|mail| !mail.text.contains("grow") && !mail.text.contains("Say why"))
    );
}

#[test]
fn what_changed_in_another_tab_is_looked_at_before_it_goes_out() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let write = |words| {
        ben.post("/desk/P-1001/letter", &[("letter", words)])
            .is(303)
            .status
    };
    write("Dear Ada, well done.");
    let shown = |seat: &Seat<'_>| {
        let body = seat.get("/desk/P-1001/return").body();
        let (_, after) = body.split_once("name=\"edition\" value=\"").unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let before = shown(&ben);
    write("Dear Ada, not at all.");
    let stale = ben.post("/desk/P-1001/return", &[("edition", before.as_str())]);
    assert_eq!(stale.is(303).location(), "/desk/P-1001/return");
    assert_eq!(desk.state(desk.newest_paper()), "marking");
    let now = shown(&ben);
    for _ in 0..2 {
        ben.post("/desk/P-1001/return", &[("edition", now.as_str())])
            .is(303);
    }
    assert_eq!(desk.state(desk.newest_paper()), "returned");
}
