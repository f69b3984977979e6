//! A second reader before feedback goes out: asked, answered, undone; and its student never hears of it.

use paperdesk::centre::SecondReader;
use paperdesk::outbox::Letter;
use paperdesk::papers::PaperNumber;

use super::{marked_by_ben, note};
use crate::deeds::{ask_for_second_readers, flash, id, promised, return_letter, told_after};
use crate::desk::Desk;
use crate::seat::Answer;

/// Ben's letter with a note, in a centre where a second reader sees everybody's.
fn written_by_ben(desk: &Desk) -> PaperNumber {
    desk.deed(|tx| ask_for_second_readers(tx, SecondReader::All));
    let number = marked_by_ben(desk);
    note(&desk.ben(), &[("words", "Say why.")]).is(303);
    desk.ben()
        .post("/desk/P-1001/letter", &[("letter", "Dear Ada, well done.")])
        .is(303);
    number
}

/// The same, on its way to a second reader.
fn sent_by_ben(desk: &Desk) -> PaperNumber {
    let number = written_by_ben(desk);
    desk.ben().post("/desk/P-1001/second-reader", &[]).is(303);
    number
}

fn cora_gives_back(desk: &Desk, words: &str) -> Answer {
    let typed = [("words", words)];
    desk.cora().post("/desk/P-1001/second/give-back", &typed)
}

#[test]
fn a_tutor_cannot_return_alone_where_a_second_reader_looks_first() {
    let desk = Desk::open();
    let number = written_by_ben(&desk);
    let ben = desk.ben();
    ben.get("/desk/P-1001/return")
        .says("Send to a second reader?");
    let alone = ben.post("/desk/P-1001/return", &[]);
    assert_eq!(alone.is(303).location(), "/desk/P-1001/return");
    assert_eq!(desk.state(number), "marking");
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("No feedback yet");
}

#[test]
fn a_coordinator_sees_what_the_student_will_see_and_releases_it() {
    let desk = Desk::open();
    let number = sent_by_ben(&desk);
    assert_eq!(desk.state(number), "marking");
    let cora = desk.cora();
    cora.get("/assign")
        .says("For a second reader")
        .says("Ben Okafor wrote");
    cora.get("/desk/P-1001/second")
        .says("Dear Ada, well done.")
        .says("Say why.");
    let told = told_after(&desk, || {
        cora.post("/desk/P-1001/second/release", &[]).is(303).status
    });
    assert_eq!(told, ["ada@example.edu", "ben@example.edu"]);
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("Ben Okafor returned it")
        .says("Say why.");
}

#[test]
fn second_readers_are_told_and_the_tutor_is_when_it_comes_back_with_words() {
    let desk = Desk::open();
    let number = sent_by_ben(&desk);
    let asked = promised(&desk, number, Letter::SecondReaderAsked);
    assert_eq!(asked, ["cora@example.edu"]);
    cora_gives_back(&desk, " ")
        .is(422)
        .says("Say in a sentence what should change");
    cora_gives_back(&desk, "Could the note ask instead?").is(303);
    let back = promised(&desk, number, Letter::SecondReaderGaveBack);
    assert_eq!(back, ["ben@example.edu"]);
    desk.ben()
        .get("/desk/P-1001")
        .says("Cora Whitlock gave it back to you")
        .says("Could the note ask instead?");
    desk.ben().get("/desk").says("Back from the second reader");
}

#[test]
fn while_it_lies_there_it_stays_as_it_is_unless_its_tutor_takes_it_back() {
    let desk = Desk::open();
    sent_by_ben(&desk);
    let ben = desk.ben();
    note(&ben, &[("words", "One more thing.")])
        .is(409)
        .says("P-1001 is with a second reader. Take it back to change it.")
        .says("One more thing.");
    ben.get("/desk").says("With a second reader");
    ben.post("/desk/P-1001/second-reader/call-off", &[]).is(303);
    note(&ben, &[("words", "One more thing.")]).is(303);
    let late = desk.cora().post("/desk/P-1001/second/release", &[]);
    assert_eq!(
        flash(late.is(303)),
        "P-1001 is not with a second reader any more."
    );
}

#[test]
fn a_release_can_be_undone_for_ten_minutes_and_lies_with_the_second_reader_again() {
    let desk = Desk::open();
    let number = sent_by_ben(&desk);
    let cora = desk.cora();
    desk.minutes_pass(10);
    let told = told_after(&desk, || {
        cora.post("/desk/P-1001/second/release", &[]).is(303);
        cora.get("/assign").says("Take it back until");
        desk.minutes_pass(9);
        cora.post("/desk/P-1001/second/undo", &[]).is(303);
    });
    assert_eq!((told, desk.state(number).as_str()), (Vec::new(), "marking"));
    cora.post("/desk/P-1001/second/release", &[]).is(303);
    desk.minutes_pass(11);
    cora.post("/desk/P-1001/second/undo", &[]).is(303);
    assert_eq!(desk.state(number), "returned");
}

#[test]
fn its_student_never_hears_of_a_second_reader() {
    let desk = Desk::open();
    sent_by_ben(&desk);
    cora_gives_back(&desk, "Could the note ask instead?").is(303);
    desk.ben().post("/desk/P-1001/second-reader", &[]).is(303);
    desk.cora().post("/desk/P-1001/second/release", &[]).is(303);
    desk.cora().post("/desk/P-1001/second/undo", &[]).is(303);
    desk.cora().post("/desk/P-1001/second/release", &[]).is(303);
    let ada = desk.ada();
    for page in ["/papers", "/papers/P-1001", "/papers/P-1001/feedback"] {
        let words = ada.get(page).is(200).words();
        let leaks = ["second reader", "Cora Whitlock took", "Cora Whitlock ret"];
        assert!(
            !leaks.iter().any(|leak| words.contains(leak)) && !words.contains("ask instead"),
            "{page}: {words}"
        );
    }
    ada.get("/papers/P-1001")
        .says("Ben Okafor returned feedback on draft 1");
    desk.cora()
        .get("/papers/P-1001")
        .says("Cora Whitlock released Ben Okafor\u{2019}s feedback on draft 1 as second reader")
        .says("Could the note ask instead?");
}

#[test]
fn new_tutors_are_those_of_whom_a_coordinator_says_so() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    desk.deed(|tx| ask_for_second_readers(tx, SecondReader::Some));
    let page = format!("/people/{}", id(&desk, "ben@example.edu"));
    desk.cora()
        .post(
            &format!("{page}/second-reading"),
            &[("is_read_twice", "yes")],
        )
        .is(303);
    return_letter(&desk, number, "Dear Ada,");
    assert_eq!(desk.state(number), "marking");
    desk.cora()
        .post(&format!("{page}/second-reading"), &[])
        .is(303);
    return_letter(&desk, number, "Dear Ada,");
    assert_eq!(desk.state(number), "returned");
}

#[test]
fn a_tutor_of_whom_it_is_said_reads_second_but_never_their_own() {
    let desk = Desk::open();
    for who in ["ben@example.edu", "bea@example.edu"] {
        let page = format!("/people/{}/second-reading", id(&desk, who));
        desk.cora().post(&page, &[("reads_second", "yes")]).is(303);
    }
    let number = sent_by_ben(&desk);
    let asked = promised(&desk, number, Letter::SecondReaderAsked);
    assert_eq!(asked, ["bea@example.edu", "cora@example.edu"]);
    desk.ben().get("/desk/P-1001/second").is(404);
    desk.bea().get("/desk").says("For a second reader");
    desk.bea().post("/desk/P-1001/second/release", &[]).is(303);
    assert_eq!(desk.state(number), "returned");
}

#[test]
fn what_is_taken_over_is_with_no_second_reader_any_more() {
    let desk = Desk::open();
    sent_by_ben(&desk);
    let bea = id(&desk, "bea@example.edu");
    let taken = [("tutor", bea.as_str()), ("reason", "Ben is ill.")];
    desk.cora().post("/papers/P-1001/take-over", &taken).is(303);
    let gone = desk.cora().get("/desk/P-1001/second");
    assert_eq!(gone.is(303).location(), "/");
    desk.bea()
        .get("/desk/P-1001/return")
        .says("Send to a second reader?");
}

#[test]
fn nor_do_programs_tell_the_student() {
    let desk = Desk::open();
    sent_by_ben(&desk);
    desk.cora().post("/desk/P-1001/second/release", &[]).is(303);
    let ada = desk.program("ada@example.edu");
    for call in ["/api/events", "/api/papers/P-1001/events"] {
        let told = ada.get(call).is(200).json();
        let last = told["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["kind"].as_str(), last["actor_email"].as_str()),
            (Some("returned"), Some("ben@example.edu"))
        );
        assert!(!told.to_string().contains("second_reader"), "{told}");
    }
    let cora = desk.program("cora@example.edu");
    let told = cora.get("/api/papers/P-1001/events").json();
    assert!(told.to_string().contains("second_reader_asked"), "{told}");
}
