//! Whoever was erased: named nowhere any more, also not in what others were told of them; and gone for good.

use std::fs;

use paperdesk::outbox::carrier::Outcome;
use paperdesk::people::{self, Role};

use crate::deeds::{give, give_to_ben_who_begins, id, return_letter};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const GONE: (Outcome, &str) = (Outcome::Refused, "550 5.1.1 no such user ada@example.edu");

/// Which of these words the database or its log file still holds.
fn left<'w>(desk: &Desk, words: &[&'w str]) -> Vec<&'w str> {
    let path = desk.db().path().display().to_string();
    let files =
        [path.clone(), format!("{path}-wal")].map(|file| fs::read(file).unwrap_or_default());
    let holds = |word: &&&str| {
        let word = word.as_bytes();
        files
            .iter()
            .any(|bytes| bytes.windows(word.len()).any(|some| some == word))
    };
    words.iter().filter(holds).copied().collect()
}

fn erase(desk: &Desk, email: &str) {
    let place = format!("/people/{}/erase", id(desk, email));
    desk.odo().post(&place, &[("address", email)]).is(303);
}

#[test]
fn what_coordinators_were_told_of_somebodys_mail_names_them_no_more() {
    let desk = Desk::open();
    let ada = id(&desk, "ada@example.edu");
    desk.cora()
        .post(&format!("/people/{ada}/invite"), &[])
        .is(303);
    desk.tray.answers([GONE]);
    desk.carry();
    desk.carry();
    let told =
        "select count(*) as n from deliveries where letter = 'delivery_failed' and state = 'sent'";
    assert_eq!(desk.count(told), 1);
    let words = ["Ada King", "ada@example.edu"];
    assert_eq!(left(&desk, &words), words);
    erase(&desk, "ada@example.edu");
    assert_eq!(left(&desk, &words), [""; 0]);
    let about = desk.count("select max(id) as n from deliveries where letter = 'delivery_failed'");
    desk.cora().get(&format!("/mail/{about}")).is(200);
}

#[test]
fn another_address_that_a_mail_went_to_goes_with_the_first() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let mail = desk.count("select max(id) as n from deliveries where letter = 'received'");
    desk.tray.answers([GONE]);
    desk.carry();
    let place = format!("/mail/{mail}/address");
    desk.tray
        .answers([(Outcome::Refused, "550 5.1.1 ada@home.example is not here")]);
    desk.cora()
        .post(&place, &[("address", "ada@home.example")])
        .is(303);
    desk.carry();
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    desk.carry();
    let words = ["ada@example.edu", "ada@home.example"];
    assert_eq!(left(&desk, &words), words);
    erase(&desk, "ada@example.edu");
    assert_eq!(left(&desk, &words), [""; 0]);
}

#[test]
fn what_programs_and_searches_of_others_say_of_somebody_goes_too() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let withdrawn = r#"{"status": "withdrawn", "reason": "Twice"}"#.as_bytes();
    let headers = [
        ("content-type", "application/merge-patch+json"),
        ("idempotency-key", "once"),
    ];
    let path = (rocket::http::Method::Patch, "/api/papers/P-1001");
    desk.program("ada@example.edu")
        .send(path, &headers, withdrawn);
    let sent = r#"{"student_email": "ada@example.edu", "title": "Rivers", "text": "A river."}"#;
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
    ];
    let path = (rocket::http::Method::Post, "/api/papers");
    desk.program("cora@example.edu")
        .send(path, &headers, sent.as_bytes())
        .is(201);
    let reason = [("reason", "Not ours.")];
    desk.ada().post("/papers/P-1001/withdraw", &[]);
    desk.cora()
        .post("/papers/P-1002/send-back", &reason)
        .is(303);
    let view = [("name", "Hers"), ("q", "from:ada@example.edu")];
    desk.cora().post("/papers/all/views", &view).is(303);
    desk.carry();
    erase(&desk, "ada@example.edu");
    assert_eq!(left(&desk, &["Ada King", "ada@example.edu"]), [""; 0]);
}

#[test]
fn a_tutor_who_is_erased_is_named_in_no_mail_about_papers_they_had() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let follow = [("mail", "followed")];
    desk.cora().post("/papers/P-1001/mail", &follow).is(303);
    give_to_ben_who_begins(&desk, number);
    return_letter(&desk, number, "Dear Ada, well begun.");
    desk.minutes_pass(30);
    desk.carry();
    assert_eq!(left(&desk, &["Ben Okafor"]), ["Ben Okafor"]);
    let waits = send_in(&desk, &desk.ada(), "Rivers");
    give(&desk, waits, "bea@example.edu");
    erase(&desk, "ben@example.edu");
    assert_eq!(left(&desk, &["Ben Okafor", "ben@example.edu"]), [""; 0]);
    desk.minutes_pass(30);
    let mails = desk.carry();
    assert!(mails.iter().any(|mail| mail.text.contains("Bea Lindqvist")));
    desk.ada().get("/papers/P-1001").says("Somebody");
    desk.ada().get("/papers/P-1001/feedback").says("well begun");
}

#[test]
fn whoever_was_erased_is_not_let_in_again_nor_made_one_with_somebody() {
    let desk = Desk::open();
    let (ada, cleo) = (id(&desk, "ada@example.edu"), id(&desk, "cleo@example.edu"));
    erase(&desk, "ada@example.edu");
    for deed in ["enable", "invite"] {
        desk.odo()
            .post(&format!("/people/{ada}/{deed}"), &[])
            .is(409)
            .says("was erased");
    }
    let merge = format!("/people/{cleo}/merge/{ada}");
    desk.odo().get(&merge).is(404);
    desk.odo().post(&merge, &[("address", "other")]).is(404);
    assert_eq!(desk.role_of("cleo@example.edu"), [Role::Student]);
    let listed = desk.odo().get("/people?q=somebody");
    listed.is(200);
    desk.deed(|tx| people::add(tx, "ada@example.edu", "Ada King", &[Role::Student]));
}
