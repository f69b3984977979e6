//! Feedback by mail and a reminder for the calendar, when the student asks for them.

use paperdesk::centre::{self, Ways};

use super::{marked_by_ben, note};
use crate::deeds::{mails_after, return_letter, told_after};
use crate::desk::Desk;
use crate::seat::Answer;

/// Ben's letter with a note on the whole of Ada's paper, which is due on 4 December.
fn returned(desk: &Desk) {
    let number = marked_by_ben(desk);
    let facts = [
        ("title", "Gardens, \u{201c}cities\u{201d}"),
        ("due_on", "2026-12-04"),
    ];
    let program = desk.program("cora@example.edu");
    let json = serde_json::json!({"title": facts[0].1, "due_on": facts[1].1});
    program.patch("/api/papers/P-1001", &json).is(200);
    note(&desk.ben(), &[("words", "Say why.")]).is(303);
    return_letter(desk, number, "Dear Ada, well done.");
    desk.minutes_pass(11);
    desk.carry();
}

fn asks_for_mail(desk: &Desk) -> Answer {
    desk.ada().post("/papers/P-1001/feedback/mail", &[])
}

#[test]
fn the_mail_a_student_asks_for_carries_links_and_no_word_of_the_feedback() {
    let desk = Desk::open();
    returned(&desk);
    let mails = mails_after(&desk, || asks_for_mail(&desk).is(303).status);
    assert_eq!(mails.len(), 1);
    let text = &mails[0].text;
    assert!(
        text.contains("http://desk.example.edu/papers/P-1001/feedback/word")
            && !text.contains("well done")
            && !text.contains("Say why"),
        "{text}"
    );
}

#[test]
fn where_the_centre_lets_it_the_feedback_travels_word_for_word() {
    let desk = Desk::open();
    returned(&desk);
    desk.deed(|tx| {
        let ways = Ways {
            letters_by_mail: true,
            ..centre::ways(tx)?
        };
        centre::settle_ways(tx, &ways)
    });
    let mails = mails_after(&desk, || asks_for_mail(&desk).is(303).status);
    let text = &mails[0].text;
    assert!(
        text.contains("Dear Ada, well done.") && text.contains("Say why."),
        "{text}"
    );
}

#[test]
fn asking_twice_within_ten_minutes_sends_one_mail() {
    let desk = Desk::open();
    returned(&desk);
    let told = told_after(&desk, || {
        asks_for_mail(&desk).is(303);
        asks_for_mail(&desk).is(303);
    });
    assert_eq!(told, ["ada@example.edu"]);
    let told = told_after(&desk, || asks_for_mail(&desk).is(303).status);
    assert_eq!(told, ["ada@example.edu"]);
}

#[test]
fn a_reminder_stands_in_the_calendar_some_days_before_the_paper_is_due() {
    let desk = Desk::open();
    returned(&desk);
    let ada = desk.ada();
    ada.post(
        "/papers/P-1001/plan",
        &[("words", "Look up Smith; then, the rest")],
    )
    .is(303);
    ada.get("/papers/P-1001/plan").says("Remind me");
    let file = ada.get("/papers/P-1001/plan/reminder?before=2");
    assert!(
        file.is(200)
            .header("content-type")
            .starts_with("text/calendar")
    );
    let lines = file.body().replace("\r\n ", "");
    for line in [
        "DTSTART:20261202T090000Z\r\n",
        "DTEND:20261202T093000Z\r\n",
        "SUMMARY:Work on \u{201c}Gardens\\, \u{201c}cities\u{201d}\u{201d}\r\n",
        "\\n- Look up Smith\\; then\\, the rest\\n",
        "URL:http://desk.example.edu/papers/P-1001/plan\r\n",
    ] {
        assert!(lines.contains(line), "{line}\n{lines}");
    }
}
