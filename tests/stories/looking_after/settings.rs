//! The centre's settings: what cannot be is named, what was saved is shown, and what was saved holds.

use crate::desk::Desk;
use crate::seat::Answer;
use crate::telling_everyone::send_in;

const BERLIN: [(&str, &str); 12] = [
    ("name", "Southfield Centre"),
    ("contact", "help@southfield.example.edu"),
    ("time_zone", "Europe/Berlin"),
    ("open_days", "0"),
    ("open_days", "1"),
    ("open_days", "2"),
    ("opens_at", "09:00"),
    ("closes_at", "17:00"),
    ("turnaround_hours", "24"),
    ("word_limit", "2,500"),
    ("joining", "domains"),
    ("joining_domains", "@Example.edu, students.example.edu"),
];

/// Saves the settings of Berlin, but for one field.
fn save(desk: &Desk, field: &str, value: &str) -> Answer {
    let others = BERLIN.into_iter().filter(|(name, _)| *name != field);
    let form: Vec<(&str, &str)> = others.chain([(field, value)]).collect();
    desk.cora().post("/settings", &form)
}

fn asks_for_a_code(desk: &Desk, email: &str) -> bool {
    let before = desk.carry().len();
    desk.stranger()
        .post("/sign-in", &[("email", email)])
        .is(200);
    desk.carry().len() > before
}

#[test]
fn every_setting_that_cannot_be_is_named() {
    let desk = Desk::open();
    for (field, wrong, says) in [
        ("name", " ", "Enter the centre's name, up to 200 letters"),
        (
            "time_zone",
            "Mars/Base",
            "Enter a time zone like Europe/Berlin or America/New_York",
        ),
        (
            "open_days",
            "9",
            "Choose at least one day on which the centre is open",
        ),
        ("opens_at", "18:00", "The centre must open before it closes"),
        ("opens_at", "early", "The centre must open before it closes"),
        (
            "closes_at",
            "25:00",
            "The centre must open before it closes",
        ),
        ("closes_at", "late", "The centre must open before it closes"),
        (
            "turnaround_hours",
            "0",
            "Enter between 1 and 1,000 opening hours",
        ),
        (
            "turnaround_hours",
            "soon",
            "Enter between 1 and 1,000 opening hours",
        ),
        ("word_limit", "99", "Enter between 100 and 200,000 words"),
        (
            "joining_domains",
            " ",
            "Enter at least one mail domain, like example.edu",
        ),
    ] {
        save(&desk, field, wrong).is(422).says(says);
    }
    desk.cora()
        .get("/settings")
        .says("Northfield Writing Centre");
}

#[test]
fn what_was_typed_stays_in_the_form_while_something_is_wrong() {
    let desk = Desk::open();
    let body = save(&desk, "turnaround_hours", "soon").body();
    for kept in [
        "value=\"Southfield Centre\"",
        "value=\"soon\"",
        "value=\"2,500\"",
    ] {
        assert!(body.contains(kept), "{kept}: {body}");
    }
}

#[test]
fn what_was_saved_is_shown() {
    let desk = Desk::open();
    save(&desk, "name", "Southfield Centre").is(303);
    let page = desk.cora().get("/settings");
    page.says("Southfield Centre")
        .says("A tutor reads up to 2,500 words in one go.");
    let body = page.body().replace("&#x2F;", "/");
    for kept in [
        "value=\"help@southfield.example.edu\"",
        "value=\"Europe/Berlin\"",
        "value=\"09:00\"",
        "value=\"17:00\"",
        "value=\"2500\"",
        "value=\"24\"",
        "value=\"domains\" checked",
        "students.example.edu",
    ] {
        assert!(body.contains(kept), "{kept}: {body}");
    }
}

#[test]
fn midnight_is_the_end_of_the_day() {
    let desk = Desk::open();
    for midnight in ["00:00", "24:00"] {
        save(&desk, "closes_at", midnight).is(303);
        let body = desk.cora().get("/settings").body();
        assert!(body.contains("value=\"24:00\""), "{midnight}");
    }
}

#[test]
fn a_new_promise_counts_in_the_new_hours_and_an_old_one_is_kept() {
    let desk = Desk::open();
    let before = send_in(&desk, &desk.ada(), "Gardens");
    save(&desk, "name", "Southfield Centre").is(303);
    let after = send_in(&desk, &desk.ada(), "Rivers");
    let wednesday_nine_utc = 1_793_782_800_000;
    let next_monday_ten_in_berlin = 1_794_214_800_000;
    assert_eq!(
        [before, after].map(|number| crate::deeds::paper(&desk, number).promised_at.0),
        [wednesday_nine_utc, next_monday_ten_in_berlin]
    );
}

#[test]
fn only_addresses_at_the_centres_domains_make_their_own_account() {
    let desk = Desk::open();
    assert!(asks_for_a_code(&desk, "new@elsewhere.example"));
    save(&desk, "name", "Southfield Centre").is(303);
    assert!(!asks_for_a_code(&desk, "other@elsewhere.example"));
    assert!(!asks_for_a_code(&desk, "other@sub.example.edu"));
    assert!(asks_for_a_code(&desk, "new@example.edu"));
    assert!(asks_for_a_code(&desk, "new@students.example.edu"));
}

#[test]
fn where_people_are_invited_only_those_who_are_known_come_in() {
    let desk = Desk::open();
    save(&desk, "joining", "invited").is(303);
    assert!(!asks_for_a_code(&desk, "new@example.edu"));
    assert!(asks_for_a_code(&desk, "ada@example.edu"));
}

#[test]
fn consent_is_ticked_at_first_only_where_the_centre_says_so() {
    let desk = Desk::open();
    let ticked = "name=\"consent_teacher\" value=\"yes\" checked";
    let form = || desk.ada().get("/submit").body();
    assert!(!form().contains(ticked), "{}", form());
    save(&desk, "consent_default", "on").is(303);
    assert!(form().contains(ticked), "{}", form());
}

#[test]
fn a_course_has_a_code_and_a_teacher_who_is_one() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/settings/courses", &[("teacher", "ben@example.edu")])
        .is(422)
        .says("Enter the course's code, up to 60 letters")
        .says("There is no teacher with this address. Add them under People first");
    let course = [
        ("code", "SOC 201"),
        ("title", "Cities"),
        ("teacher", "Tess@example.edu"),
    ];
    cora.post("/settings/courses", &course).is(303);
    let again = [("code", "soc 201"), ("title", "Towns")];
    cora.post("/settings/courses", &again).is(303);
    let page = cora.get("/settings");
    page.says("Towns");
    assert!(!page.words().contains("Cities"));
    assert!(desk.ada().get("/submit").body().contains("SOC 201"));
}

#[test]
fn how_a_paper_finds_its_tutor_is_one_choice_of_three() {
    let desk = Desk::open();
    let form = [
        ("big", "Big"),
        ("well", "Well"),
        ("question", "Question"),
        ("sentence", "Sentence"),
        ("drafts", "3"),
        ("giving", "claimed"),
    ];
    desk.cora().post("/settings/marking", &form).is(303);
    let kept = desk.cora().get("/settings").body();
    assert!(kept.contains("value=\"claimed\" checked"));
    desk.cora()
        .get("/assign")
        .says("Tutors take papers from the queue themselves here.");
}
