//! What people get who chose nothing: the centre sets it for each role.

use super::{choose, told_since};
use crate::desk::Desk;
use crate::telling_everyone::send_in;
use paperdesk::people::{self, Role};

/// What Cora sets for a role and a kind of news.
fn set(desk: &Desk, what: &str, channel: &str) {
    let field = format!("set[{what}]");
    desk.cora()
        .post("/settings/mail", &[(field.as_str(), channel)])
        .is(303);
}

#[test]
fn whoever_chose_nothing_follows_the_centre_and_is_named_with_its_choice() {
    let desk = Desk::open();
    choose(&desk, "bea@example.edu", &[("topics[queue]", "now")]).is(303);
    set(&desk, "tutor-queue", "none");
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let told = told_since(&desk, 0);
    assert!(told.contains(&"bea@example.edu".to_owned()), "{told:?}");
    assert!(!told.contains(&"ben@example.edu".to_owned()), "{told:?}");
    // It stays so whatever the centre sets later.
    set(&desk, "tutor-queue", "now");
    desk.cora().get(&format!("/papers/{number}")).says(
        "Ben Okafor (ben@example.edu): not sent. The centre set no mail of this kind for their role, and they chose nothing themself.",
    );
}

#[test]
fn everybody_reads_what_the_centre_set_and_can_follow_it_again() {
    let desk = Desk::open();
    set(&desk, "tutor-queue", "digest");
    let mail = || desk.ben().get("/account/mail");
    mail()
        .says("In a digest, Monday to Friday at 08:00: A paper joins the queue.")
        .says("All of this is as your centre set it.")
        .says("As your centre set it: in the digest");
    choose(&desk, "ben@example.edu", &[("topics[queue]", "now")]).is(303);
    mail().says("You chose yourself: A paper joins the queue. All else is as your centre set it.");
    choose(&desk, "ben@example.edu", &[("topics[queue]", "")]).is(303);
    mail().says("All of this is as your centre set it.");
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.cora()
        .get(&format!("/papers/{number}"))
        .says("Waits for their digest, tomorrow 08:00.");
}

#[test]
fn a_change_of_what_people_get_stands_in_the_history_with_who_made_it() {
    let desk = Desk::open();
    set(&desk, "student-later", "digest");
    desk.cora()
        .get("/settings/history")
        .says("Mail, Student: Feedback on your paper comes later than promised")
        .says("at once")
        .says("in the digest")
        .says("Cora Whitlock");
    let before = desk.count("select count(*) as n from policy_changes");
    set(&desk, "student-later", "digest");
    assert_eq!(
        desk.count("select count(*) as n from policy_changes"),
        before
    );
}

#[test]
fn what_always_goes_or_does_not_concern_a_role_cannot_be_set() {
    let desk = Desk::open();
    let page = desk.cora().get("/settings/mail");
    page.says("Always: the receipt for their paper, who reads it");
    for field in [
        "set[student-queue]",
        "set[admin-queue]",
        "set[tutor-happened]",
    ] {
        desk.cora()
            .post("/settings/mail", &[(field, "none")])
            .is(404);
    }
    set(&desk, "student-received", "none");
    assert_eq!(desk.count("select count(*) as n from channel_defaults"), 0);
}

#[test]
fn somebody_with_two_roles_gets_it_the_way_in_which_they_hear_the_sooner() {
    let desk = Desk::open();
    set(&desk, "tutor-queue", "none");
    let odo = desk.person("odo@example.edu");
    let bea = desk.person("bea@example.edu").id;
    let both = [Role::Tutor, Role::Coordinator];
    desk.deed(move |tx| people::set_roles(tx, &odo, bea, &both).map(drop));
    send_in(&desk, &desk.ada(), "Gardens");
    let told = told_since(&desk, 0);
    assert!(told.contains(&"bea@example.edu".to_owned()), "{told:?}");
}

#[test]
fn the_way_to_stop_digests_stops_also_those_that_the_centre_set() {
    let desk = Desk::open();
    set(&desk, "tutor-queue", "digest");
    send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(24 * 60);
    super::gather(&desk);
    let told = desk.carry();
    let digest = told
        .iter()
        .find(|mail| mail.to == "ben@example.edu")
        .unwrap();
    let head = digest.head.replace("\n ", " ");
    let way = head.split("<http://desk.example.edu/stop/").nth(1).unwrap();
    let way = format!("/stop/{}", way.split('>').next().unwrap());
    desk.stranger()
        .post(&way, &[("List-Unsubscribe", "One-Click")])
        .is(200);
    desk.ben()
        .get("/account/mail")
        .says("Not by mail: A paper joins the queue.");
}
