//! What a tutor says again and again, and how long their work takes them.

use super::{marked_by_ben, note, quotes};
use crate::deeds::{give_to_ben_who_begins, send_file};
use crate::desk::Desk;
use crate::seat::Answer;

/// Ben puts his one comment of the bank into a note on the first sentence.
fn insert(desk: &Desk, sure: &str) -> Answer {
    let typed = [
        ("insert", "yes"),
        ("snippet", "1"),
        ("sure", sure),
        ("p", "1"),
        ("sentence", "1"),
    ];
    note(&desk.ben(), &typed)
}

#[test]
fn a_comment_put_on_one_paper_three_times_is_asked_about_before_the_fourth() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    desk.ben()
        .post("/desk/bank", &[("words", "Say why, {name}.")])
        .is(303);
    for _ in 0..3 {
        insert(&desk, "").is(200).says("Say why, Ada.");
    }
    let asked = insert(&desk, "");
    asked
        .is(422)
        .says("You have put this comment on this paper 3 times");
    assert!(
        !asked.words().contains("Say why, Ada."),
        "{}",
        asked.words()
    );
    insert(&desk, "1").is(200).says("Say why, Ada.");
    let script = [("snippet", "1")];
    desk.ben()
        .post("/desk/P-1001/snippet", &script)
        .is(422)
        .says("Press once more");
    assert_eq!(quotes(&desk), [] as [String; 0]);
}

#[test]
fn the_desk_estimates_by_a_tutors_own_minutes_once_there_are_five() {
    let desk = Desk::open();
    let thousand = vec!["word"; 1000].join(" ");
    for n in 1..=6 {
        let number = send_file(&desk, &desk.ada(), "long.txt", thousand.as_bytes());
        give_to_ben_who_begins(&desk, number);
        let says = desk.ben().get("/desk").words();
        let about = if n > 5 {
            "about 50 min"
        } else {
            "about 25 min"
        };
        assert!(says.contains(about), "paper {n}: {says}");
        let (base, ben) = (format!("/desk/{number}"), desk.ben());
        ben.post(&format!("{base}/letter"), &[("letter", "Dear Ada,")])
            .is(303);
        ben.post(&format!("{base}/return"), &[("minutes", "48")])
            .is(303);
        desk.minutes_pass(24 * 60);
    }
}

#[test]
fn minutes_that_are_none_are_asked_for_again_and_nothing_is_returned() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    let ben = desk.ben();
    ben.post("/desk/P-1001/letter", &[("letter", "Dear Ada,")])
        .is(303);
    ben.post("/desk/P-1001/return", &[("minutes", "an hour")])
        .is(422)
        .says("Enter whole minutes")
        .says("Dear Ada,");
    assert_eq!(desk.state(number), "marking");
}
