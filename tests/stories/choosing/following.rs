//! One paper is followed or muted, and some papers are chosen apart.

use super::{gather, told_since};
use crate::deeds::{give_to_ben_who_begins, id, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn several_changes_of_a_followed_paper_within_a_short_time_are_one_mail() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let mail = format!("/papers/{number}/mail");
    desk.odo().post(&mail, &[("mail", "followed")]).is(303);
    give_to_ben_who_begins(&desk, number);
    let before = desk.carry().len();
    desk.minutes_pass(20);
    gather(&desk);
    let told = told_since(&desk, before);
    let to_odo = told.iter().filter(|to| *to == "odo@example.edu").count();
    assert_eq!(to_odo, 1, "{told:?}");
    let all = desk.mails();
    let news = all
        .iter()
        .rfind(|mail| mail.to == "odo@example.edu")
        .unwrap();
    assert_eq!(news.subject(), "[P-1001] Gardens");
    let text = news.text.replace('\n', " ");
    assert!(text.contains("gave it to Ben Okafor."), "{text}");
    assert!(text.contains("Ben Okafor began to mark draft 1."), "{text}");
}

#[test]
fn a_muted_paper_is_heard_of_no_more_and_its_page_says_who_muted_it() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    let mail = format!("/papers/{number}/mail");
    desk.cora().post(&mail, &[("mail", "muted")]).is(303);
    give_to_ben_who_begins(&desk, number);
    let before = desk.carry().len();
    let reason = [("reason", "I know Ada well.")];
    desk.ben()
        .post(&format!("/papers/{number}/hand-back"), &reason)
        .is(303);
    let told = told_since(&desk, before);
    assert!(!told.contains(&"cora@example.edu".to_owned()), "{told:?}");
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("Cora Whitlock (cora@example.edu): not sent. They muted this paper.");
}

#[test]
fn a_paper_that_is_not_theirs_to_see_is_not_there_to_follow() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let mail = format!("/papers/{number}/mail");
    desk.cleo().post(&mail, &[("mail", "followed")]).is(404);
    desk.ada().post(&mail, &[("mail", "followed")]).is(409);
    desk.ada().post(&mail, &[("mail", "muted")]).is(303);
}

#[test]
fn a_tutor_hears_nothing_of_a_followed_paper_once_another_has_it() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let mail = format!("/papers/{number}/mail");
    desk.bea().post(&mail, &[("mail", "followed")]).is(303);
    give_to_ben_who_begins(&desk, number);
    let before = desk.carry().len();
    desk.minutes_pass(20);
    gather(&desk);
    let told = told_since(&desk, before);
    assert!(!told.contains(&"bea@example.edu".to_owned()), "{told:?}");
}

#[test]
fn a_choice_about_papers_in_one_state_goes_before_the_one_about_all() {
    let desk = Desk::open();
    let cora = desk.cora();
    let chosen = [
        ("topic", "queue"),
        ("state", "waiting"),
        ("channel", "none"),
    ];
    cora.post("/account/mail/narrow", &chosen).is(303);
    cora.get("/account/mail")
        .says("A paper joins the queue, only papers that are waiting: not by mail");
    send_in(&desk, &desk.ada(), "Gardens");
    let told = told_since(&desk, 0);
    assert!(!told.contains(&"cora@example.edu".to_owned()), "{told:?}");
    let nothing = [("topic", "queue"), ("channel", "none")];
    cora.post("/account/mail/narrow", &nothing).is(422);
    desk.ada()
        .post(
            "/account/mail/narrow",
            &[("topic", "happened"), ("channel", "now")],
        )
        .is(422);
}

#[test]
fn the_way_to_stop_in_a_mail_to_an_account_that_was_merged_stops_what_the_other_one_gets() {
    let desk = Desk::open();
    let token: String = desk
        .look(|tx| {
            let token = "select stop_token from people where email = 'bea@example.edu'";
            tx.one(token, &[], |row| row.get("stop_token"))
        })
        .unwrap();
    let (ben, bea) = (id(&desk, "ben@example.edu"), id(&desk, "bea@example.edu"));
    let place = format!("/people/{ben}/merge/{bea}");
    desk.odo().post(&place, &[("address", "own")]).is(303);
    desk.stranger().post(&format!("/stop/{token}"), &[]).is(200);
    let told = told_after(&desk, || send_in(&desk, &desk.ada(), "Gardens"));
    assert_eq!(told, ["ada@example.edu", "cora@example.edu"]);
}
