//! What somebody does again within minutes is told once more, and not each time.

use paperdesk::papers::extension::{Longer, extend};
use paperdesk::papers::telling::in_words;
use paperdesk::papers::{self, PaperNumber};

use super::gather;
use crate::desk::{Desk, Mail};
use crate::telling_everyone::send_in;

fn promise_later(desk: &Desk, who: &str, number: PaperNumber, reason: &'static str) {
    let by = desk.person(who);
    desk.deed(move |tx| extend(tx, &by, number, (Longer::Hours(2), reason)));
}

/// What Ada was told of a later promise, oldest first.
fn told(desk: &Desk) -> Vec<Mail> {
    gather(desk);
    desk.carry()
        .into_iter()
        .filter(|mail| mail.to == "ada@example.edu" && mail.text.contains("We promise it by"))
        .collect()
}

#[test]
fn the_first_goes_at_once_and_what_comes_within_ten_minutes_is_one_letter_with_all_that_was_said() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    promise_later(&desk, "cora@example.edu", number, "Two of us are ill.");
    assert_eq!(told(&desk).len(), 1, "the first waits for nothing");
    for reason in ["A third one is ill too.", "The heating is broken."] {
        desk.minutes_pass(2);
        promise_later(&desk, "cora@example.edu", number, reason);
    }
    assert_eq!(told(&desk).len(), 1);
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("several changes are one mail");
    desk.minutes_pass(6);
    let all = told(&desk);
    assert_eq!(all.len(), 2);
    let (text, promised) = (&all[1].text, crate::deeds::paper(&desk, number).promised_at);
    let centre = desk.look(papers::centre_of);
    assert!(
        text.contains(&in_words(&centre, promised)),
        "the newest promise counts: {text}"
    );
    assert!(
        text.contains("A third one is ill too.") && text.contains("The heating is broken."),
        "{text}"
    );
    assert!(!text.contains("Two of us are ill."), "that was told before");
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("It went into mail");
    // Long after, it is a first one again.
    desk.minutes_pass(30);
    promise_later(&desk, "cora@example.edu", number, "Nobody knows.");
    assert_eq!(told(&desk).len(), 3);
}

#[test]
fn a_later_promise_is_not_told_again_once_the_paper_has_ended() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    for reason in ["Two of us are ill.", "A third one is ill too."] {
        promise_later(&desk, "cora@example.edu", number, reason);
    }
    let cora = desk.person("cora@example.edu");
    desk.deed(move |tx| papers::send_back(tx, &cora, number, "It is not written for a course."));
    desk.minutes_pass(10);
    assert_eq!(told(&desk).len(), 1);
}

#[test]
fn what_another_does_meanwhile_is_a_letter_of_its_own() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    promise_later(&desk, "cora@example.edu", number, "Two of us are ill.");
    promise_later(&desk, "odo@example.edu", number, "We moved.");
    assert_eq!(told(&desk).len(), 2, "each did it for the first time");
    for (who, reason) in [
        ("cora@example.edu", "A third one is ill too."),
        ("odo@example.edu", "We moved again."),
    ] {
        promise_later(&desk, who, number, reason);
    }
    desk.minutes_pass(10);
    told(&desk);
    let all = told(&desk);
    assert_eq!(all.len(), 4);
    assert!(all[2].text.contains("A third one") && !all[2].text.contains("moved"));
    assert!(all[3].text.contains("We moved again."));
}

#[test]
fn what_must_be_heard_is_never_put_off() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let (cora, ada) = (
        desk.person("cora@example.edu"),
        desk.person("ada@example.edu"),
    );
    for question in ["Which course is it for?", "And for which week?"] {
        let (cora, ada) = (cora.clone(), ada.clone());
        desk.deed(move |tx| {
            papers::ask(tx, &cora, number, question)?;
            papers::answer(tx, &ada, number, "The second.")
        });
    }
    let mails = desk.carry();
    let asked = |words: &str| {
        let to_ada = mails.iter().filter(|mail| mail.to == "ada@example.edu");
        to_ada.filter(|mail| mail.text.contains(words)).count()
    };
    assert_eq!(asked("Which course is it for?"), 1);
    assert_eq!(asked("And for which week?"), 1);
}
