//! The centre's policies: holidays, limits, its own questions and ready texts; and who changed what.

use crate::deeds::{
    flash, give_to_ben_who_begins, mails_after, paper, prepare_file, send_for_tess,
};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

/// Cora's settings form with one field as given and all else as it stands.
fn settle(desk: &Desk, field: &str, value: &str) {
    let whole_days = [
        ("name", "Northfield Writing Centre"),
        ("contact", "desk@northfield.example.edu"),
        ("time_zone", "UTC"),
        ("opens_at", "00:00"),
        ("closes_at", "24:00"),
        ("turnaround_hours", "48"),
        ("word_limit", "3000"),
        ("joining", "anyone"),
    ];
    let others = whole_days.into_iter().filter(|(name, _)| *name != field);
    let days = ["0", "1", "2", "3", "4"].map(|day| ("open_days", day));
    let form: Vec<(&str, &str)> = others.chain(days).chain([(field, value)]).collect();
    desk.cora().post("/settings", &form).is(303);
}

#[test]
fn a_holiday_moves_the_promise_of_papers_that_come_after_it_was_added() {
    let desk = Desk::open();
    let before = send_in(&desk, &desk.ada(), "Gardens");
    let holiday = [
        ("holiday", "Reading week"),
        ("first_day", "2026-11-03"),
        ("last_day", "6 11 2026"),
    ];
    let cora = desk.cora();
    cora.post("/settings/holidays", &holiday).is(303);
    cora.get("/settings/calendar")
        .says("Reading week")
        .says("Tue 3 Nov 2026 to Fri 6 Nov 2026");
    cora.get("/settings")
        .says("We are closed until Mon 9 Nov 00:00. You can send it now, and it waits for us.");
    let after = send_in(&desk, &desk.ada(), "Rivers");
    let (wednesday_nine, tuesday_nine) = (1_793_782_800_000, 1_794_301_200_000);
    assert_eq!(
        [before, after].map(|number| paper(&desk, number).promised_at.0),
        [wednesday_nine, tuesday_nine]
    );
    cora.post("/settings/holidays/2026-11-03/remove", &[])
        .is(303);
    cora.post("/settings/holidays/2026-11-03/remove", &[])
        .is(404);
}

#[test]
fn a_holiday_that_cannot_be_is_named_at_its_field() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/settings/holidays", &[("first_day", "soon")])
        .is(422)
        .says("Enter what it is called, up to 100 letters")
        .says("Enter its first day as a real date, like 24 12 2026");
    let backwards = [
        ("holiday", "Winter"),
        ("first_day", "2026-12-24"),
        ("last_day", "2026-12-01"),
    ];
    cora.post("/settings/holidays", &backwards)
        .is(422)
        .says("The last day cannot be before the first");
    let winter = [("holiday", "Winter"), ("first_day", "2026-12-24")];
    cora.post("/settings/holidays", &winter).is(303);
    cora.post("/settings/holidays", &winter)
        .is(422)
        .says("Another holiday begins on that day");
}

#[test]
fn a_student_whose_week_is_full_reads_when_the_next_is_possible_and_loses_nothing() {
    let desk = Desk::open();
    settle(&desk, "papers_a_week", "1");
    let ada = desk.ada();
    send_in(&desk, &ada, "Gardens");
    let says = "You have sent a paper within seven days, and we read one a week. \
                The next one is possible from Mon 9 Nov 09:00. What you typed is kept until then.";
    ada.get("/submit").says(says);
    let checked = prepare_file(&ada, "essay.txt", b"Rivers are long.");
    let page = ada.get(checked.location());
    page.says(says);
    assert!(!page.words().contains("Send my paper"));
    let send = format!("{}/send", checked.location());
    ada.post(&send, &[]).is(429);
    send_in(&desk, &desk.cleo(), "Towns");
    desk.minutes_pass(7 * 24 * 60);
    let ada = desk.ada();
    ada.get(checked.location()).says("Send my paper");
    ada.post(&send, &[]).is(303);
}

#[test]
fn a_withdrawn_paper_does_not_fill_the_week() {
    let desk = Desk::open();
    settle(&desk, "papers_a_week", "1");
    send_in(&desk, &desk.ada(), "Gardens");
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    send_in(&desk, &desk.ada(), "Rivers");
}

#[test]
fn a_course_may_have_a_turnaround_and_a_weekly_cap_of_its_own() {
    let desk = Desk::open();
    send_for_tess(&desk, false);
    let course = [
        ("code", "SOC 201"),
        ("teacher", "tess@example.edu"),
        ("course_hours", "24"),
        ("weekly_cap", "2"),
    ];
    let cora = desk.cora();
    cora.post("/settings/courses", &course).is(303);
    cora.get("/settings")
        .says("Feedback is promised within 24 opening hours.");
    let second = send_for_tess(&desk, false);
    let tuesday_nine = 1_793_696_400_000;
    assert_eq!(paper(&desk, second).promised_at.0, tuesday_nine);
    let typed = [
        ("title", "Towns"),
        ("concerns", "I am not sure"),
        ("course", "soc 201"),
    ];
    let third = desk
        .cleo()
        .post_file("/submit", &typed, ("a.txt", b"Towns are old."));
    desk.cleo()
        .get(third.location())
        .says("We have as many papers for SOC 201 this week as we can read.");
    let wrong = [
        ("code", "SOC 201"),
        ("course_hours", "soon"),
        ("weekly_cap", "0"),
    ];
    cora.post("/settings/courses", &wrong)
        .is(422)
        .says("Enter between 1 and 1,000 opening hours, or leave it empty")
        .says("Enter between 1 and 10,000 papers, or leave it empty");
}

#[test]
fn the_centres_own_question_is_asked_on_the_form_and_its_answer_read_by_the_tutor() {
    let desk = Desk::open();
    let cora = desk.cora();
    let asks = [("asks", "Which language do you write best?")];
    cora.post("/settings/questions", &asks).is(303);
    cora.post("/settings/questions", &asks)
        .is(422)
        .says("The form asks that already");
    let ada = desk.ada();
    ada.get("/submit").says("Which language do you write best?");
    let typed = [
        ("title", "Gardens"),
        ("concerns", "I am not sure"),
        ("answers[1]", "Portuguese"),
        ("answers[99]", "Nobody asked"),
    ];
    let checked = ada.post_file("/submit", &typed, ("essay.txt", b"Gardens are green."));
    ada.get(checked.location()).says("Portuguese");
    ada.post(&format!("{}/send", checked.location()), &[])
        .is(303);
    cora.post("/settings/questions/1/remove", &[]).is(303);
    assert!(!ada.get("/submit").words().contains("Which language"));
    give_to_ben_who_begins(&desk, desk.newest_paper());
    let page = desk.ben().get("/desk/P-1001");
    page.says("Which language do you write best?")
        .says("Portuguese");
    assert!(!page.words().contains("Nobody asked"));
}

#[test]
fn ready_words_stand_in_the_field_and_are_sent_as_they_were_changed() {
    let desk = Desk::open();
    let cora = desk.cora();
    let text = [
        ("text_name", "A translation"),
        ("words", "We do not read translations."),
    ];
    cora.post("/settings/texts", &text).is(303);
    send_in(&desk, &desk.ada(), "Gardens");
    cora.get("/papers/P-1001").says("A translation");
    cora.get("/papers/P-1001?ready=3")
        .says("We do not read translations.");
    let mails = mails_after(&desk, || {
        let reason = [("reason", "We do not read translations. Ask Bea.")];
        cora.post("/papers/P-1001/send-back", &reason).is(303);
    });
    assert!(mails[0].text.contains("Ask Bea."), "{}", mails[0].text);
    let changed = [
        ("text", "3"),
        ("text_name", "Translations"),
        ("words", "No."),
    ];
    cora.post("/settings/texts", &changed).is(303);
    cora.get("/settings/words").says("Translations");
    cora.post("/settings/texts/3/remove", &[]).is(303);
    cora.post("/settings/texts", &changed).is(404);
}

#[test]
fn history_says_who_changed_which_policy_and_what_it_was() {
    let desk = Desk::open();
    settle(&desk, "turnaround_hours", "24");
    let holiday = [("holiday", "Founders’ day"), ("first_day", "2026-11-20")];
    desk.odo().post("/settings/holidays", &holiday).is(303);
    let page = desk.cora().get("/settings/history");
    page.says("Cora Whitlock Turnaround 48 opening hours 24 opening hours")
        .says("Odo Brandt Holiday New Founders’ day, 2026-11-20");
    let count = "select count(*) as n from policy_changes";
    assert_eq!(desk.count(count), 2, "what stayed as it was is no change");
}

#[test]
fn history_knows_every_way_of_marking_that_became_another() {
    let desk = Desk::open();
    let form = [
        ("big", "Big"),
        ("well", "Working well"),
        ("question", "Question"),
        ("sentence", "Sentence level"),
        ("drafts", "3"),
        ("giving", "both"),
        ("second_reader", "all"),
        ("letters_by_mail", "on"),
    ];
    desk.cora().post("/settings/marking", &form).is(303);
    let page = desk.cora().get("/settings/history");
    page.says("Returns that a second reader sees nobody’s everybody’s")
        .says("Feedback by mail, word for word no yes")
        .says(
            "Kinds of note Big picture, Working well, Question, Sentence level Big, Working well",
        );
}

#[test]
fn somebody_who_lives_elsewhere_reads_moments_in_their_own_time() {
    let desk = Desk::open();
    let ada = desk.ada();
    let far = [("name", "Ada King"), ("own_zone", "asia/kathmandu")];
    ada.post("/account", &far).is(303);
    let mails = mails_after(&desk, || send_in(&desk, &desk.ada(), "Gardens"));
    let says = "promised by Wed 4 Nov 2026, 14:45 (Asia/Kathmandu)";
    let words = mails[0].text.replace('\n', " ");
    assert!(words.contains(says), "{words}");
    ada.get("/papers/P-1001").says("Back by Wed 4 Nov 14:45.");
    desk.cora().get("/papers/P-1001").says("Wed 4 Nov 09:00");
    let nowhere = [("name", "Ada King"), ("own_zone", "Mars/Base")];
    let answer = ada.post("/account", &nowhere);
    answer
        .is(422)
        .says("Enter a time zone like Asia/Kathmandu, or leave it empty");
    let back = [("name", "Ada King"), ("own_zone", "")];
    let told = flash(ada.post("/account", &back).is(303));
    assert!(!told.is_empty());
    ada.get("/papers/P-1001").says("Back by Wed 4 Nov 09:00.");
}
