//! Deeds on several papers at once: what can be done is done, and the rest is told paper by paper.

use paperdesk::outbox::Letter;
use paperdesk::papers::PaperNumber;

use crate::deeds::{flash, give, give_to_ben_who_begins, id, promised};
use crate::desk::Desk;
use crate::finding_tutors::takes;
use crate::telling_everyone::send_in;

/// Four papers of Ada's: one that Ben marks, one that he has, one that waits, one withdrawn.
fn four(desk: &Desk) -> [PaperNumber; 4] {
    let numbers =
        ["Gardens", "Rivers", "Towns", "Hills"].map(|title| send_in(desk, &desk.ada(), title));
    give_to_ben_who_begins(desk, numbers[0]);
    give(desk, numbers[1], "ben@example.edu");
    desk.ada()
        .post(&format!("/papers/{}/withdraw", numbers[3]), &[])
        .is(303);
    numbers
}

const ALL: [(&str, &str); 4] = [
    ("papers", "P-1001"),
    ("papers", "P-1002"),
    ("papers", "P-1003"),
    ("papers", "P-1004"),
];

#[test]
fn papers_are_given_and_moved_and_what_cannot_be_is_told() {
    let desk = Desk::open();
    let numbers = four(&desk);
    takes(&desk, "bea@example.edu", 2);
    let bea = id(&desk, "bea@example.edu");
    let mut form = ALL.to_vec();
    form.push(("tutor", &bea));
    desk.cora()
        .post("/papers/all/give", &form)
        .is(422)
        .says("Say why in a sentence");
    form.push(("reason", "Ben is ill."));
    let page = desk.cora().post("/papers/all/give", &form);
    page.is(200)
        .says("2 papers are given.")
        .says("Bea Lindqvist takes 2 papers at once and has 2, so P-1003 still waits.");
    page.says("P-1004 was withdrawn by its student.");
    assert!(
        !page.body().contains("value=\"P-1001\"") && page.body().contains("value=\"P-1003\""),
        "what is left stays chosen"
    );
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["marking", "assigned", "waiting", "withdrawn"]
    );
    let above = [
        ("papers", "P-1003"),
        ("tutor", bea.as_str()),
        ("above", "yes"),
        ("list", "is:waiting"),
    ];
    let told = desk.cora().post("/papers/all/give", &above);
    assert_eq!(
        flash(&told),
        "1 paper is given. What waited can be taken back for ten minutes."
    );
    assert_eq!(told.location(), "/papers/all?q=is%3Awaiting");
    desk.cora().post("/assign/P-1003/undo", &[]).is(303);
    assert_eq!(desk.state(numbers[2]), "waiting");
}

#[test]
fn a_paper_is_not_moved_to_somebody_who_is_full() {
    let desk = Desk::open();
    let numbers = four(&desk);
    takes(&desk, "bea@example.edu", 1);
    let bea = id(&desk, "bea@example.edu");
    let form = [
        ("papers", "P-1001"),
        ("papers", "P-1002"),
        ("tutor", bea.as_str()),
        ("reason", "Ben is ill."),
    ];
    let page = desk.cora().post("/papers/all/give", &form);
    page.says("1 paper is given.")
        .says("P-1002 was not moved: Bea Lindqvist takes 1 paper at once and has 1.");
    assert_eq!(numbers.map(|number| desk.state(number))[1], "assigned");
}

#[test]
fn papers_go_back_with_ready_words_and_each_student_reads_them() {
    let desk = Desk::open();
    let numbers = four(&desk);
    desk.cora()
        .post("/papers/all/send-back", &ALL)
        .is(422)
        .says("Say why in a sentence");
    let mut form = ALL.to_vec();
    form.push(("ready", "1"));
    let page = desk.cora().post("/papers/all/send-back", &form);
    page.is(200)
        .says("3 papers are sent back")
        .says("P-1004 was not sent back: P-1004 was withdrawn by its student.");
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["sent_back", "sent_back", "sent_back", "withdrawn"]
    );
    let words =
        "select count(*) as n from event_words where words like 'These are answers for an exam%'";
    assert_eq!(desk.count(words), 3);
    assert_eq!(
        promised(&desk, numbers[2], Letter::SentBack),
        ["ada@example.edu"]
    );
}

#[test]
fn a_promise_is_extended_by_opening_hours_or_until_a_day_and_students_hear_why() {
    let desk = Desk::open();
    let numbers = four(&desk);
    let before = |n: usize| {
        desk.look(|tx| paperdesk::papers::find(tx, numbers[n]))
            .unwrap()
            .promised_at
    };
    let was = before(0);
    let form = [
        ("papers", "P-1001"),
        ("papers", "P-1004"),
        ("hours", "5"),
        ("reason", "Two of us are ill."),
    ];
    let page = desk.cora().post("/papers/all/extend", &form);
    page.is(200)
        .says("1 paper is promised anew")
        .says("P-1004 was not promised anew");
    assert_eq!(before(0), was.plus_minutes(5 * 60));
    assert_eq!(
        promised(&desk, numbers[0], Letter::PromiseExtended),
        ["ada@example.edu"]
    );
    let mail = desk.carry().pop().unwrap();
    assert!(
        mail.text
            .contains("We promise it by Wed 4 Nov 2026, 14:00 now.")
            && mail.text.contains("Two of us are ill."),
        "{}",
        mail.text
    );
    let until = [
        ("papers", "P-1002"),
        ("date", "2026-11-10"),
        ("reason", "Two of us are ill."),
    ];
    desk.cora().post("/papers/all/extend", &until).is(303);
    assert_eq!(
        before(1),
        was.plus_minutes((6 * 24 + 15) * 60),
        "midnight after the day"
    );
    let earlier = [
        ("papers", "P-1002"),
        ("date", "2026-11-09"),
        ("reason", "Sooner."),
    ];
    desk.cora()
        .post("/papers/all/extend", &earlier)
        .is(200)
        .says("P-1002 is promised for no earlier than that.");
    desk.ada()
        .get("/papers/P-1001")
        .says("We promised it for later, and told you why")
        .says("Two of us are ill.");
}

#[test]
fn what_is_wrong_with_an_extension_is_said_at_its_field() {
    let desk = Desk::open();
    four(&desk);
    for (form, says) in [
        (
            vec![("papers", "P-1001"), ("hours", "5")],
            "Say why in a sentence",
        ),
        (
            vec![("papers", "P-1001"), ("reason", "Why")],
            "Enter a number of opening hours, or a day",
        ),
        (
            vec![("papers", "P-1001"), ("reason", "Why"), ("hours", "0")],
            "Enter between 1 and 1,000 opening hours",
        ),
        (
            vec![
                ("papers", "P-1001"),
                ("reason", "Why"),
                ("date", "2026-02-31"),
            ],
            "Enter the day as a real date",
        ),
        (
            vec![
                ("papers", "P-1001"),
                ("reason", "Why"),
                ("hours", "5"),
                ("date", "2026-12-01"),
            ],
            "not both",
        ),
        (
            vec![("reason", "Why"), ("hours", "5")],
            "Choose at least one paper",
        ),
    ] {
        desk.cora()
            .post("/papers/all/extend", &form)
            .is(422)
            .says(says);
    }
    let asked = [("papers", "P-1003"), ("hours", "5"), ("reason", "Why")];
    desk.cora()
        .post("/papers/P-1003/ask", &[("question", "Which one?")])
        .is(303);
    desk.cora()
        .post("/papers/all/extend", &asked)
        .is(200)
        .says("P-1003 waits for an answer from its student.");
}
