//! The main story: a paper is sent in, given to a tutor, and everyone is told.

use crate::desk::Desk;
use crate::seat::Seat;
use paperdesk::papers::PaperNumber;

/// Sends in a pasted paper by the form, and gives its number.
pub fn send_in(desk: &Desk, student: &Seat<'_>, title: &str) -> PaperNumber {
    let typed = [
        ("title", title),
        (
            "text",
            "Community gardens are often described as a cure for everything.\n\nThey are not. They are gardens.",
        ),
        ("concerns", "Is my main point clear?"),
        ("question", "Does my introduction say anything?"),
    ];
    let checked = student.post_file("/submit", &typed, ("", b""));
    checked.is(303);
    student
        .post(&format!("{}/send", checked.location()), &[])
        .is(303);
    desk.newest_paper()
}

#[test]
fn a_student_sends_in_a_paper_and_gets_a_receipt() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    assert_eq!(
        (number.to_string(), desk.state(number)),
        ("P-1001".into(), "waiting".into())
    );
    let mails = desk.carry();
    let receipt = mails
        .iter()
        .find(|mail| mail.to == "ada@example.edu")
        .unwrap();
    assert_eq!(receipt.subject(), "[P-1001] Community gardens");
    assert!(
        receipt
            .text
            .contains("http://desk.example.edu/papers/P-1001"),
        "{}",
        receipt.text
    );
}

#[test]
fn tutors_and_coordinators_hear_that_a_paper_waits_but_no_teacher_and_no_other_student_does() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Community gardens");
    let mut told: Vec<String> = desk.carry().into_iter().map(|mail| mail.to).collect();
    told.sort();
    assert_eq!(
        told,
        [
            "ada@example.edu",
            "bea@example.edu",
            "ben@example.edu",
            "cora@example.edu"
        ]
    );
}

#[test]
fn sending_twice_makes_one_paper() {
    let desk = Desk::open();
    let ada = desk.ada();
    let typed = [
        ("title", "Gardens"),
        ("text", "Some text here."),
        ("concerns", "Does it flow and hang together?"),
    ];
    let checked = ada.post_file("/submit", &typed, ("", b""));
    let send = format!("{}/send", checked.location());
    let (first, second) = (ada.post(&send, &[]), ada.post(&send, &[]));
    assert_eq!(first.location(), second.location());
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
}

#[test]
fn when_a_paper_is_given_to_a_tutor_both_are_told_after_ten_minutes() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    desk.carry();
    let (reference, ben) = (
        number.to_string(),
        desk.person("ben@example.edu").id.0.to_string(),
    );
    desk.cora()
        .post("/assign", &[("papers", &reference), ("tutor", &ben)])
        .is(303);
    assert_eq!(desk.state(number), "assigned");
    let before = desk.carry().len();
    desk.minutes_pass(10);
    let told: Vec<String> = desk
        .carry()
        .split_off(before)
        .into_iter()
        .map(|mail| mail.to)
        .collect();
    assert_eq!(told, ["ada@example.edu", "ben@example.edu"]);
}

#[test]
fn an_assignment_that_is_undone_in_time_was_never_told() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    let before = desk.carry().len();
    let (reference, ben) = (
        number.to_string(),
        desk.person("ben@example.edu").id.0.to_string(),
    );
    let cora = desk.cora();
    cora.post("/assign", &[("papers", &reference), ("tutor", &ben)])
        .is(303);
    desk.minutes_pass(9);
    cora.post(&format!("/assign/{reference}/undo"), &[]).is(303);
    desk.minutes_pass(60);
    assert_eq!(
        (desk.state(number).as_str(), desk.carry().len()),
        ("waiting", before)
    );
}

#[test]
fn two_coordinators_at_once_never_give_one_paper_twice() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens").to_string();
    let (ben, bea) = (
        desk.person("ben@example.edu").id.0.to_string(),
        desk.person("bea@example.edu").id.0.to_string(),
    );
    desk.cora()
        .post("/assign", &[("papers", &number), ("tutor", &ben)])
        .is(303);
    let second = desk.odo();
    second
        .post("/assign", &[("papers", &number), ("tutor", &bea)])
        .is(303);
    assert_eq!(desk.count("select count(*) as n from assignments"), 1);
}

#[test]
fn an_alert_carries_a_way_to_stop_all_alerts_and_looking_at_it_stops_nothing() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Community gardens");
    let mails = desk.carry();
    let alert = mails
        .iter()
        .find(|mail| mail.to == "ben@example.edu")
        .unwrap();
    let head = alert.head.replace("\n ", " ");
    let page = head
        .split("List-Unsubscribe: <http://desk.example.edu")
        .nth(1)
        .unwrap()
        .split('>')
        .next()
        .unwrap();
    assert!(
        head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{head}"
    );
    assert!(
        !mails
            .iter()
            .any(|mail| mail.to == "ada@example.edu" && mail.head.contains("List-Unsubscribe"))
    );
    desk.stranger().get(page).is(200);
    let stopped =
        "select count(*) as n from subscriptions where topic = 'queue' and channel = 'none'";
    assert_eq!(desk.count(stopped), 0, "looking stops nothing");
    desk.stranger()
        .post(page, &[("List-Unsubscribe", "One-Click")])
        .is(200);
    assert_eq!(desk.count(stopped), 1);
}
