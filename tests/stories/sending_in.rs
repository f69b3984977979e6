//! Sending in a paper: every kind of file, every way to get it wrong, and nothing that was typed is lost.

mod changing;
mod downloads;
mod hostile;
mod kinds;
mod limits;

use crate::desk::Desk;
use crate::telling_everyone::send_in;

const GOOD: [(&str, &str); 2] = [("title", "Gardens"), ("concerns", "I am not sure")];
const TEXT: (&str, &[u8]) = (
    "gardens.txt",
    b"Gardens\n\nThey are not a cure. They are gardens.",
);
const NO_FILE: (&str, &[u8]) = ("", b"");

/// Where the form of an answer goes on: the id of its preparation.
fn preparation(body: &str) -> String {
    let (_, after) = body.split_once("name=\"preparation\" value=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn a_form_without_a_paper_says_so() {
    let desk = Desk::open();
    desk.ada()
        .post_file("/submit", &GOOD, NO_FILE)
        .is(422)
        .says("Select your paper or paste the text");
}

#[test]
fn a_form_without_a_concern_says_so() {
    let desk = Desk::open();
    desk.ada()
        .post_file("/submit", &[("title", "Gardens")], TEXT)
        .is(422)
        .says("Choose at least one thing you want help with");
}

#[test]
fn four_concerns_are_one_too_many() {
    let desk = Desk::open();
    let typed = [
        ("title", "Gardens"),
        ("concerns", "Is my main point clear?"),
        ("concerns", "Does it flow and hang together?"),
        ("concerns", "Am I using sources well?"),
        ("concerns", "I am not sure"),
    ];
    let answer = desk.ada().post_file("/submit", &typed, TEXT);
    answer
        .is(422)
        .says("Choose at most three things you want help with");
    assert_eq!(answer.body().matches(" checked").count(), 4);
}

#[test]
fn a_day_that_does_not_exist_is_no_due_date() {
    let desk = Desk::open();
    for wrong in ["31 02 2027", "soon", "14 11", "14 13 2026", "1 2 3 4"] {
        let typed = [GOOD[0], GOOD[1], ("due_on", wrong)];
        let answer = desk.ada().post_file("/submit", &typed, TEXT);
        answer
            .is(422)
            .says("Enter the due date as a real date, like 14 11 2025");
        assert!(answer.body().contains(wrong), "{wrong} is kept");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let desk = Desk::open();
    let typed = [("title", "Gardens"), ("due_on", "soon")];
    desk.ada()
        .post_file("/submit", &typed, NO_FILE)
        .is(422)
        .says("Select your paper or paste the text")
        .says("Enter the due date as a real date, like 14 11 2025")
        .says("Choose at least one thing you want help with");
}

#[test]
fn nothing_typed_is_lost_and_the_file_is_kept_while_a_field_is_wrong() {
    let desk = Desk::open();
    let ada = desk.ada();
    let typed = [
        ("title", "My <own> title"),
        ("course", "SOC 201"),
        ("due_on", "2026-12-04"),
        ("question", "Is \"this\" clear?\r\nAnd this?"),
        ("consent_teacher", "on"),
    ];
    let answer = ada.post_file("/submit", &typed, TEXT);
    answer.is(422).says("We have gardens.txt: 9 words.");
    let body = answer.body();
    for kept in [
        "My &lt;own&gt; title",
        "SOC 201",
        "2026-12-04",
        "Is &quot;this&quot; clear?\nAnd this?",
    ] {
        assert!(body.contains(kept), "{kept}: {body}");
    }
    let id = preparation(&body);
    let again = [GOOD[0], GOOD[1], ("preparation", id.as_str())];
    let checked = ada.post_file("/submit", &again, NO_FILE);
    assert_eq!(checked.location(), format!("/submit/{id}"));
}

#[test]
fn pasted_words_come_back_as_they_were_pasted_and_are_kept_once() {
    let desk = Desk::open();
    let ada = desk.ada();
    let words = "Gardens  are\r\nno <cure>.\r\n\r\nNor are rivers.\u{A0}";
    let shown = "Gardens  are\r\nno &lt;cure&gt;.\r\n\r\nNor are rivers.\u{A0}";
    let wrong = ada.post("/submit", &[("title", "Gardens"), ("text", words)]);
    assert!(wrong.is(422).body().contains(shown));
    let id = preparation(&wrong.body());
    let typed = [GOOD[0], GOOD[1], ("preparation", id.as_str())];
    let checked = ada.post_file(
        "/submit",
        &[&typed[..], &[("text", words)]].concat(),
        NO_FILE,
    );
    assert_eq!(checked.location(), format!("/submit/{id}"));
    let change = ada.get(checked.location()).body();
    assert!(change.contains(&format!("/submit?preparation={id}#text")));
    let again = ada.get(&format!("/submit?preparation={id}")).body();
    assert!(again.contains(shown), "{again}");
    let twice = "select count(*) as n from preparations where form like '%rivers%'";
    assert_eq!(desk.count(twice), 0);
    let other_way = ada.get(&format!("/submit?preparation={id}&paste=0"));
    other_way.says("We have Pasted text: 7 words.");
    let kept = ada.post_file("/submit", &typed, NO_FILE);
    ada.get(kept.location()).says("Pasted text, 7 words");
}

#[test]
fn more_text_than_fits_says_so_beside_what_was_typed() {
    let desk = Desk::open();
    for size in [4_300_000, 6_000_000] {
        let text = "w ".repeat(size / 2);
        let typed = [("text", text.as_str()), GOOD[0], GOOD[1]];
        let answer = desk.ada().post_file("/submit", &typed, NO_FILE);
        answer
            .is(422)
            .says("This is more text than we can take at once. Send it as a file");
        assert!(answer.body().contains("value=\"Gardens\""));
    }
}

#[test]
fn a_wrong_second_file_does_not_cost_the_first() {
    let desk = Desk::open();
    let ada = desk.ada();
    let body = ada.post_file("/submit", &GOOD[..1], TEXT).body();
    let id = preparation(&body);
    let typed = [GOOD[0], GOOD[1], ("preparation", id.as_str())];
    ada.post_file("/submit", &typed, ("photo.jpg", b"\xFF\xD8\xFF"))
        .is(422)
        .says("Your paper must be a Word, PDF, OpenDocument or plain text file")
        .says("We have gardens.txt: 9 words.");
    assert_eq!(ada.get(&format!("/submit/{id}/file")).bytes, TEXT.1);
}

#[test]
fn an_empty_title_is_looked_for_in_the_paper() {
    let desk = Desk::open();
    let checked = desk.ada().post_file("/submit", &GOOD[1..], TEXT);
    desk.ada()
        .get(checked.location())
        .is(200)
        .says("What is it called? Gardens");
}

#[test]
fn a_paper_in_which_no_title_is_found_asks_for_one() {
    let desk = Desk::open();
    let long = "They are not a cure. They are gardens, and gardens need people more than people need them. ";
    desk.ada()
        .post_file("/submit", &GOOD[1..], ("a.txt", long.repeat(9).as_bytes()))
        .is(422)
        .says("Enter what your paper is called");
}

#[test]
fn the_check_page_shows_what_we_read_and_the_promise() {
    let desk = Desk::open();
    let checked = desk.ada().post_file("/submit", &GOOD, TEXT);
    desk.ada()
        .get(checked.location())
        .is(200)
        .says("We promise it back by Wed 4 Nov 09:00")
        .says("They are not a cure. They are gardens.")
        .says("gardens.txt, 9 words");
}

#[test]
fn the_check_page_shows_the_first_page_of_a_long_paper_and_says_that_it_is_long() {
    let desk = Desk::open();
    let long = "They are gardens and nothing else.\n\n".repeat(600) + "The very last words.";
    let checked = desk
        .ada()
        .post_file("/submit", &GOOD, ("long.md", long.as_bytes()));
    let page = desk.ada().get(checked.location());
    page.says("This is the beginning. We read the rest, too.")
        .says("We read 3,604 words in it, and a tutor reads up to 3,000 words in one go.");
    assert!(!page.body().contains("The very last words"));
}

#[test]
fn a_promise_after_the_due_date_is_said_before_sending_and_stops_nobody() {
    let desk = Desk::open();
    let ada = desk.ada();
    let typed = [GOOD[0], GOOD[1], ("due_on", "3.11.2026")];
    let checked = ada.post_file("/submit", &typed, TEXT);
    ada.get(checked.location())
        .says("That is after your due date. Send it anyway?")
        .says("Tue 3 Nov 2026");
    ada.post(&format!("{}/send", checked.location()), &[])
        .is(303);
    let on_the_day = [GOOD[0], GOOD[1], ("due_on", "2026-11-04")];
    let checked = ada.post_file("/submit", &on_the_day, TEXT);
    let page = ada.get(checked.location());
    assert!(!page.words().contains("after your due date"));
}

#[test]
fn a_paper_that_was_sent_says_its_reference_and_the_promise() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    desk.ada()
        .get(&format!("/papers/{number}/sent"))
        .is(200)
        .says("P-1001")
        .says("“Community gardens” comes back to you by Wed 4 Nov 09:00")
        .says("ada@example.edu");
}

#[test]
fn a_paper_without_a_title_is_never_sent() {
    let desk = Desk::open();
    let ada = desk.ada();
    let long = (
        "a.txt",
        "They are gardens, and gardens need people more than people need them, every day. "
            .repeat(5),
    );
    let body = ada
        .post_file("/submit", &GOOD[1..], (long.0, long.1.as_bytes()))
        .body();
    let id = preparation(&body);
    let sent = ada.post(&format!("/submit/{id}/send"), &[]);
    assert_eq!(sent.location(), format!("/submit?preparation={id}"));
    assert_eq!(desk.count("select count(*) as n from papers"), 0);
}
