//! How we know that it is them: a code by mail, the same mail's link, a one-time link; who may make an account.

mod links;

use crate::desk::Desk;
use crate::seat::{Answer, Seat};
use paperdesk::centre::{self, Centre, Joining};
use paperdesk::people::{self, Role};

/// Asks for a code at the sign-in page; gives the code and the link's path from the mail.
fn mailed(desk: &Desk, email: &str) -> (String, String) {
    desk.stranger()
        .post("/sign-in", &[("email", email)])
        .is(200);
    let mails = desk.carry();
    let mail = mails.iter().rfind(|mail| mail.to == email).unwrap();
    let code = mail.subject().split(' ').next().unwrap().to_owned();
    let link = mail
        .text
        .lines()
        .find_map(|line| line.strip_prefix("http://desk.example.edu"))
        .unwrap();
    (code, link.to_owned())
}

fn type_code(seat: &Seat<'_>, email: &str, code: &str) -> Answer {
    seat.post(
        "/sign-in/code",
        &[("email", email), ("code", code), ("next", "/papers")],
    )
}

fn let_join(desk: &Desk, joining: Joining, joining_domains: &str) {
    let domains = joining_domains.to_owned();
    desk.deed(move |tx| {
        let known = centre::find(tx)?.unwrap_or_default();
        centre::settle(
            tx,
            &Centre {
                joining,
                joining_domains: domains,
                ..known
            },
        )
    });
}

/// A code that is not this one.
fn wrong(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[test]
fn a_code_by_mail_signs_in_once_and_leads_to_where_one_was() {
    let desk = Desk::open();
    let (code, _) = mailed(&desk, "ada@example.edu");
    let mut browser = desk.stranger();
    let welcome = type_code(
        &browser,
        " Ada@Example.EDU ",
        &format!("{} {}", &code[..3], &code[3..]),
    );
    assert_eq!((welcome.status, welcome.location()), (303, "/papers"));
    let cookie = welcome
        .headers
        .iter()
        .find(|(name, value)| name == "set-cookie" && value.starts_with("session="))
        .unwrap();
    assert!(
        cookie.1.contains("HttpOnly")
            && cookie.1.contains("SameSite=Lax")
            && cookie.1.contains("Path=/"),
        "{cookie:?}"
    );
    browser.keep(&welcome);
    browser.get("/papers").is(200);
    assert_eq!(
        type_code(&desk.stranger(), "ada@example.edu", &code)
            .is(422)
            .session(),
        None
    );
}

#[test]
fn whoever_asks_for_a_code_in_my_name_does_not_void_the_one_i_have() {
    let desk = Desk::open();
    let (mine, my_link) = mailed(&desk, "ada@example.edu");
    let (other, _) = mailed(&desk, "ada@example.edu");
    type_code(&desk.stranger(), "ada@example.edu", &mine).is(303);
    assert_eq!(desk.stranger().post(&my_link, &[]).session(), None);
    let late = type_code(&desk.stranger(), "ada@example.edu", &other);
    assert_eq!(late.is(422).session(), None, "both are used up at once");
}

#[test]
fn a_wrong_code_counts_against_both_open_ones() {
    let desk = Desk::open();
    let (first, _) = mailed(&desk, "ada@example.edu");
    let (second, _) = mailed(&desk, "ada@example.edu");
    let neither = ["000000", "000001", "000002"]
        .into_iter()
        .find(|code| ![&first, &second].contains(&&(*code).to_owned()))
        .unwrap();
    for _ in 0..5 {
        type_code(&desk.stranger(), "ada@example.edu", neither).is(422);
    }
    for code in [first, second] {
        type_code(&desk.stranger(), "ada@example.edu", &code).is(422);
    }
}

#[test]
fn a_code_is_good_for_a_quarter_of_an_hour_and_the_second_newer_one_voids_it() {
    let desk = Desk::open();
    let (first, first_link) = mailed(&desk, "ada@example.edu");
    let (between, _) = mailed(&desk, "ada@example.edu");
    let (second, second_link) = mailed(&desk, "ada@example.edu");
    if first != second && first != between {
        assert_eq!(
            type_code(&desk.stranger(), "ada@example.edu", &first)
                .is(422)
                .session(),
            None
        );
    }
    assert_eq!(desk.stranger().post(&first_link, &[]).session(), None);
    desk.minutes_pass(16);
    assert_eq!(
        type_code(&desk.stranger(), "ada@example.edu", &second)
            .is(422)
            .session(),
        None
    );
    assert_eq!(desk.stranger().post(&second_link, &[]).session(), None);
}

#[test]
fn after_five_wrong_codes_even_the_right_one_is_of_no_use() {
    let desk = Desk::open();
    let (code, _) = mailed(&desk, "ada@example.edu");
    for _ in 0..5 {
        type_code(&desk.stranger(), "ada@example.edu", wrong(&code))
            .is(422)
            .says("This code is not right");
    }
    assert_eq!(
        type_code(&desk.stranger(), "ada@example.edu", &code)
            .is(422)
            .session(),
        None
    );
}

#[test]
fn who_guesses_on_must_wait_a_quarter_of_an_hour_and_locks_nobody_else_out() {
    let desk = Desk::open();
    for _ in 0..10 {
        type_code(&desk.stranger(), "ada@example.edu", "000000").is(422);
    }
    let stopped = type_code(&desk.stranger(), "ada@example.edu", "000000");
    assert_eq!(
        (stopped.status, stopped.header("retry-after")),
        (429, "900")
    );
    let (code, _) = mailed(&desk, "ada@example.edu");
    let elsewhere = desk.stranger().at([198, 51, 100, 4]);
    type_code(&elsewhere, "ada@example.edu", &code).is(303);
    desk.minutes_pass(16);
    type_code(&desk.stranger(), "ada@example.edu", "000000").is(422);
}

#[test]
fn codes_are_not_mailed_without_end() {
    let desk = Desk::open();
    for _ in 0..5 {
        desk.stranger()
            .post("/sign-in", &[("email", "ada@example.edu")])
            .is(200);
    }
    desk.stranger()
        .post("/sign-in", &[("email", "ada@example.edu")])
        .is(429);
    let ask_from = |place: u8| {
        let there = desk.stranger().at([198, 51, place, 4]);
        there.post("/sign-in", &[("email", "ada@example.edu")])
    };
    for place in 0..15 {
        ask_from(place).is(200);
    }
    ask_from(15).is(429);
    desk.minutes_pass(16);
    desk.stranger()
        .post("/sign-in", &[("email", "ada@example.edu")])
        .is(200);
}

#[test]
fn the_answer_never_tells_whether_an_address_is_known() {
    let desk = Desk::open();
    let_join(&desk, Joining::Invited, "");
    let (bea, odo) = (
        desk.person("bea@example.edu").id,
        desk.person("odo@example.edu"),
    );
    desk.deed(move |tx| people::disable(tx, &odo, bea));
    let answers = ["ada", "bea", "zoe"].map(|name| {
        let email = format!("{name}@example.edu");
        let asked = desk.stranger().post("/sign-in", &[("email", &email)]);
        let typed = type_code(&desk.stranger(), &email, "000000");
        let guessed = desk.stranger().post(
            "/sign-in/password",
            &[("email", &email), ("password", "anything at all")],
        );
        [asked, typed, guessed]
            .map(|answer| (answer.status, answer.body().replace(&email, "somebody")))
    });
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert_eq!(
        desk.carry()
            .iter()
            .map(|mail| mail.to.as_str())
            .collect::<Vec<_>>(),
        ["ada@example.edu"]
    );
}

#[test]
fn anyone_may_join_as_a_student_where_the_centre_lets_them() {
    let desk = Desk::open();
    let (code, _) = mailed(&desk, "zoe.van-dam@elsewhere.example");
    assert_eq!(desk.count("select count(*) as n from people"), 7);
    type_code(&desk.stranger(), "zoe.van-dam@elsewhere.example", &code).is(303);
    let zoe = desk.person("zoe.van-dam@elsewhere.example");
    assert_eq!(
        (zoe.name.as_str(), zoe.roles),
        ("Zoe Van Dam", vec![Role::Student])
    );
}

#[test]
fn where_only_some_domains_may_join_no_other_address_gets_mail() {
    let desk = Desk::open();
    let_join(&desk, Joining::Domains, "example.edu north.example");
    for email in [
        "zoe@evil.example",
        "zoe@sub.example.edu",
        "zoe@example.edu.evil.example",
    ] {
        desk.stranger()
            .post("/sign-in", &[("email", email)])
            .is(200);
    }
    assert_eq!(desk.carry(), []);
    let (code, _) = mailed(&desk, "zoe@north.example");
    type_code(&desk.stranger(), "zoe@north.example", &code).is(303);
}

#[test]
fn a_code_of_before_the_door_was_shut_makes_no_account() {
    let desk = Desk::open();
    let (code, link) = mailed(&desk, "zoe@example.edu");
    let_join(&desk, Joining::Invited, "");
    assert_eq!(desk.stranger().post(&link, &[]).session(), None);
    assert_eq!(
        type_code(&desk.stranger(), "zoe@example.edu", &code).session(),
        None
    );
    assert_eq!(desk.count("select count(*) as n from people"), 7);
}

#[test]
fn nobody_is_sent_on_to_another_site() {
    let desk = Desk::open();
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let (code, _) = mailed(&desk, "ada@example.edu");
        let welcome = desk.stranger().post(
            "/sign-in/code",
            &[
                ("email", "ada@example.edu"),
                ("code", &code),
                ("next", next),
            ],
        );
        assert_eq!((welcome.status, welcome.location()), (303, "/"), "{next}");
    }
}
