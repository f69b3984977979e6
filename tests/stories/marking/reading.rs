//! Reading feedback: the plan, what is said back, and that the tutor sees it was read.

use super::{marked_by_ben, newest_note, note};
use crate::deeds::{return_letter, told_after};
use crate::desk::Desk;

/// Ada has feedback with two notes: on the whole paper, and on a sentence.
fn returned(desk: &Desk) -> (String, String) {
    let number = marked_by_ben(desk);
    let ben = desk.ben();
    note(&ben, &[("words", "What is your claim?"), ("sitting", "a")]).is(303);
    let whole = newest_note(desk).to_string();
    note(
        &ben,
        &[
            ("words", "Cheap for whom?"),
            ("kind", "question"),
            ("p", "1"),
            ("sentence", "2"),
            ("sitting", "b"),
        ],
    )
    .is(303);
    let sentence = newest_note(desk).to_string();
    return_letter(desk, number, "Dear Ada,");
    desk.minutes_pass(10);
    desk.carry();
    (whole, sentence)
}

#[test]
fn the_letter_comes_first_and_mark_and_note_lead_to_each_other() {
    let desk = Desk::open();
    returned(&desk);
    let html = desk.ada().get("/papers/P-1001/feedback").body();
    assert!(html.find("Dear Ada,") < html.find("id=\"p1\""), "{html}");
    assert!(
        html.contains("aria-details=\"c2\"")
            && html.contains("href=\"#m2\"")
            && html.contains("href=\"#c2\""),
        "{html}"
    );
}

#[test]
fn notes_are_shown_by_kind_and_keep_their_numbers() {
    let desk = Desk::open();
    returned(&desk);
    let page = desk.ada().get("/papers/P-1001/feedback?kind=question");
    assert!(
        page.says("2. Question").body().contains("id=\"c2\"") && !page.body().contains("id=\"c1\"")
    );
    let bare = desk.ada().get("/papers/P-1001/feedback?bare=1");
    assert!(!bare.says("They cost little.").body().contains("<mark"));
}

#[test]
fn a_plan_is_made_of_notes_and_own_items_in_ones_own_order() {
    let desk = Desk::open();
    let (whole, sentence) = returned(&desk);
    let ada = desk.ada();
    for (note, choice) in [
        (&whole, "plan"),
        (&sentence, "plan"),
        (&sentence, "not_now"),
        (&sentence, "plan"),
    ] {
        let place = format!("/papers/P-1001/notes/{note}/choose");
        ada.post(&place, &[("choice", choice)]).is(303);
    }
    ada.post("/papers/P-1001/plan", &[("words", "Ask Dr Adler.")])
        .is(303);
    let item = |what: &str| desk.count(&format!("select id as n from plan_items where {what}"));
    let own = item("piece_id is null");
    ada.post(&format!("/papers/P-1001/plan/{own}"), &[("move", "up")])
        .is(303);
    ada.post(&format!("/papers/P-1001/plan/{own}"), &[("move", "up")])
        .is(303);
    ada.post(&format!("/papers/P-1001/plan/{own}"), &[("move", "done")])
        .is(303);
    let words = ada.get("/papers/P-1001/plan").words();
    let at = |says: &str| {
        words
            .find(says)
            .unwrap_or_else(|| panic!("{says}: {words}"))
    };
    assert!(words.contains("1 of 3 done"), "{words}");
    assert!(
        at("Ask Dr Adler.") < at("What is your claim?")
            && at("What is your claim?") < at("Cheap for whom?")
    );
    desk.cleo().get("/papers/P-1001/plan").is(404);
    desk.cleo()
        .post(
            &format!("/papers/P-1001/notes/{whole}/choose"),
            &[("choice", "plan")],
        )
        .is(404);
}

#[test]
fn a_note_that_was_not_returned_cannot_be_planned() {
    let desk = Desk::open();
    returned(&desk);
    note(&desk.ben(), &[("words", "Not yet out.")]).is(303);
    let place = format!("/papers/P-1001/notes/{}/choose", newest_note(&desk));
    desk.ada().post(&place, &[("choice", "plan")]).is(404);
}

#[test]
fn the_tutor_sees_when_it_was_read_by_the_desks_own_log() {
    let desk = Desk::open();
    returned(&desk);
    desk.ben().get("/desk").says("Not read yet");
    desk.minutes_pass(26 * 60);
    desk.ada().get("/papers/P-1001/feedback").is(200);
    desk.minutes_pass(60);
    desk.ada().get("/papers/P-1001/feedback").is(200);
    desk.ben().get("/desk").says("Read today 11:20");
    desk.ben()
        .get("/papers/P-1001/feedback")
        .says("Ada King first opened it today 11:20");
}

#[test]
fn thanks_change_no_state_and_are_told_to_nobody() {
    let desk = Desk::open();
    returned(&desk);
    let told = told_after(&desk, || {
        desk.ada()
            .post("/papers/P-1001/thanks", &[("thanks", "That helped!")])
            .is(303);
        desk.ada()
            .post("/papers/P-1001/thanks", &[("thanks", "Again!")])
            .is(303);
    });
    assert_eq!(
        (
            told,
            desk.count("select count(*) as n from events where kind = 'thanked'")
        ),
        (vec![], 1)
    );
    assert_eq!(desk.state(desk.newest_paper()), "returned");
    desk.ben().get("/desk").says("That helped!");
}

#[test]
fn one_question_goes_to_the_tutor_and_one_answer_back() {
    let desk = Desk::open();
    returned(&desk);
    let asked = told_after(&desk, || {
        desk.ada()
            .post("/papers/P-1001/remarks", &[("question", "Which claim?")])
            .is(303)
            .status
    });
    let answered = told_after(&desk, || {
        desk.ben()
            .post(
                "/papers/P-1001/remarks/answer",
                &[("answer", "The one in ¶2.")],
            )
            .is(303)
            .status
    });
    assert_eq!(
        (asked, answered),
        (
            vec!["ben@example.edu".into()],
            vec!["ada@example.edu".into()]
        )
    );
    desk.ada()
        .get("/papers/P-1001/feedback")
        .says("The one in ¶2.");
    desk.ada()
        .post("/papers/P-1001/remarks", &[("question", "And which?")])
        .is(409);
    assert_eq!(desk.state(desk.newest_paper()), "returned");
}

#[test]
fn two_questions_are_answered_once_and_can_be_changed() {
    let desk = Desk::open();
    returned(&desk);
    let ada = desk.ada();
    ada.post("/papers/P-1001/survey", &[("helped", "9")])
        .is(422)
        .says("Choose one of the five answers");
    for helped in ["2", "4"] {
        ada.post(
            "/papers/P-1001/survey",
            &[("helped", helped), ("survey_words", "Fine.")],
        )
        .is(303);
    }
    assert_eq!(desk.count("select helped as n from surveys"), 4);
    ada.get("/papers/P-1001/feedback").says("Change my answers");
}

#[test]
fn the_next_draft_stands_beside_the_old_feedback_and_is_offered_to_the_same_tutor_first() {
    let desk = Desk::open();
    let (whole, _) = returned(&desk);
    let ada = desk.ada();
    ada.post(
        &format!("/papers/P-1001/notes/{whole}/choose"),
        &[("choice", "plan")],
    )
    .is(303);
    crate::telling_everyone::send_in(&desk, &ada, "Rivers");
    let told = told_after(&desk, || {
        let better = "Gardens heal cities. They cost little. I can show it.";
        ada.post_file("/papers/P-1001/next", &[("text", better)], ("", b""))
            .is(303);
    });
    assert_eq!(
        told,
        [
            "ada@example.edu",
            "bea@example.edu",
            "ben@example.edu",
            "cora@example.edu"
        ]
    );
    let words = desk.ben().get("/desk").words();
    let (first, then) = (words.find("P-1001 ·"), words.find("P-1002 ·"));
    assert!(
        first < then && words.contains("You read the last draft"),
        "{words}"
    );
    assert!(
        !desk
            .bea()
            .get("/desk")
            .words()
            .contains("You read the last draft")
    );
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    let page = desk.ben().get("/desk/P-1001");
    page.says("Feedback on draft 1. The student planned to act on 1 of 2 notes.");
    page.says("Cheap for whom?")
        .says("now in ¶1")
        .says("No notes yet");
    assert!(page.body().contains("<ins>"), "{}", page.body());
    ada.get("/papers/P-1001/feedback").says("Dear Ada,");
}

#[test]
fn the_next_draft_asks_something_new_and_the_tutor_sees_what_was_asked_before() {
    let desk = Desk::open();
    returned(&desk);
    let ada = desk.ada();
    let typed = |question| {
        [
            ("text", "Gardens heal cities. I can show it."),
            ("concerns", "Am I using sources well?"),
            ("question", question),
        ]
    };
    let long = "a".repeat(4001);
    ada.post_file("/papers/P-1001/next", &typed(&long), ("", b""))
        .is(422)
        .says("Write at most 4,000 letters");
    ada.post_file("/papers/P-1001/next", &typed("Is it shown now?"), ("", b""))
        .is(303);
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    let words = desk.ben().get("/desk/P-1001").words();
    let places = [
        "Is it shown now?",
        "Am I using sources well?",
        "What was asked of that draft:",
        "I am not sure",
    ];
    let found: Vec<_> = places.iter().map(|says| words.find(says)).collect();
    assert!(found.is_sorted() && found[0].is_some(), "{found:?} {words}");
}

#[test]
fn the_word_file_has_a_comment_for_each_note() {
    let desk = Desk::open();
    returned(&desk);
    let file = desk.ada().get("/papers/P-1001/feedback/word");
    assert!(
        file.is(200)
            .header("content-disposition")
            .starts_with("attachment")
    );
    let read = paperdesk::documents::read(paperdesk::drafts::reading::FileKind::Docx, &file.bytes);
    assert!(read.unwrap().text.whole().contains("They cost little."));
    let text = desk.ada().get("/papers/P-1001/feedback/text").body();
    assert!(
        text.contains("They cost little.")
            && text.contains("Question")
            && text.contains("Cheap for whom?"),
        "{text}"
    );
}
