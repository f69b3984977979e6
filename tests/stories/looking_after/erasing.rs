//! What is kept of a person: taken with them, erased, or let go of after the time that the centre chose.

use std::fs;
use std::io::{Cursor, Read};

use paperdesk::erasing::retention;
use paperdesk::papers::PaperNumber;

use crate::deeds::{give, give_to_ben_who_begins, id, return_letter, send_file};
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;

/// Ada's paper with words of her own in it, returned by Ben with words of his.
fn returned(desk: &Desk) -> PaperNumber {
    let text = b"Zanzibar has many gardens, and each of them is kept by somebody.";
    let number = send_file(desk, &desk.ada(), "quagga.txt", text);
    give_to_ben_who_begins(desk, number);
    return_letter(
        desk,
        number,
        "Dear Ada, your xylophone sentence is the best.",
    );
    desk.minutes_pass(15);
    desk.carry();
    number
}

/// Whether the database or its log file holds these bytes anywhere.
fn holds(desk: &Desk, words: &str) -> bool {
    let path = desk.db().path().display().to_string();
    [path.clone(), format!("{path}-wal")].iter().any(|file| {
        let bytes = fs::read(file).unwrap_or_default();
        bytes
            .windows(words.len())
            .any(|some| some == words.as_bytes())
    })
}

fn erase_ada(desk: &Desk, typed: &str) -> u16 {
    let ada = id(desk, "ada@example.edu");
    let form = [("address", typed)];
    desk.cora()
        .post(&format!("/people/{ada}/erase"), &form)
        .status
}

#[test]
fn whoever_is_erased_leaves_no_word_of_theirs_in_any_table_nor_in_the_file() {
    let desk = Desk::open();
    returned(&desk);
    let words = [
        "Zanzibar",
        "xylophone",
        "quagga",
        "Ada King",
        "ada@example.edu",
    ];
    assert!(words.iter().all(|word| holds(&desk, word)));
    assert_eq!(erase_ada(&desk, "ADA@example.edu "), 303);
    let left: Vec<_> = words.iter().filter(|word| holds(&desk, word)).collect();
    assert!(left.is_empty(), "{left:?}");
    desk.cora()
        .get("/papers/P-1001")
        .says("Somebody")
        .says("no longer kept");
    assert_eq!(
        desk.cora()
            .get("/papers/all?q=zanzibar")
            .words()
            .matches("P-1001")
            .count(),
        0
    );
    desk.cora().get("/mail").is(200);
    desk.look(paperdesk::drafts::check_files);
}

#[test]
fn erasing_asks_for_the_address_and_waits_for_open_papers_to_end() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let ada = id(&desk, "ada@example.edu");
    let page = desk.cora().get(&format!("/people/{ada}/erase"));
    page.says("What must be settled first").says("P-1001");
    assert_eq!(erase_ada(&desk, "ada@example.edu"), 409);
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    assert_eq!(erase_ada(&desk, "cleo@example.edu"), 422);
    assert_eq!(erase_ada(&desk, "ada@example.edu"), 303);
    desk.cora().get(&format!("/people/{ada}/erase")).is(404);
    let unsent = "select count(*) as n from deliveries where facts = '{}' and state not in ('sent', 'cancelled', 'failed')";
    assert_eq!(desk.count(unsent), 0);
}

#[test]
fn a_file_that_two_students_sent_stays_for_the_one_who_stays() {
    let desk = Desk::open();
    let number = returned(&desk);
    let text = b"Zanzibar has many gardens, and each of them is kept by somebody.";
    let other = send_file(&desk, &desk.cleo(), "same.txt", text);
    assert_eq!(erase_ada(&desk, "ada@example.edu"), 303);
    let file = desk.cora().get(&format!("/papers/{other}/drafts/1/file"));
    assert_eq!(file.is(200).body().as_bytes(), text);
    desk.cora()
        .get(&format!("/papers/{number}/drafts/1/file"))
        .is(404);
}

/// All that somebody takes home: the names of the files, and what is in them.
pub fn taken_home(seat: &Seat<'_>) -> String {
    let answer = seat.get("/account/data/file");
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.is(200).bytes.clone())).unwrap();
    let mut all = String::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        all.push_str(file.name());
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

#[test]
fn a_student_takes_all_that_is_kept_of_them_and_nobody_elses() {
    let desk = Desk::open();
    returned(&desk);
    send_in(&desk, &desk.cleo(), "Rivers");
    let begun = [("title", "Lakes"), ("text", "Okapis are shy.")];
    desk.ada().post("/submit", &begun).is(422);
    desk.ada()
        .get("/account/data")
        .says("1 paper")
        .says("1 letter");
    let all = taken_home(&desk.ada());
    for part in [
        "Zanzibar",
        "xylophone",
        "quagga.txt",
        "data.json",
        "letters/P-1001-draft-1.txt",
        "being-prepared/1.txt",
        "Okapis are shy.",
        "Subject: [P-1001]",
        "\"assigned\"",
    ] {
        assert!(all.contains(part), "{part}");
    }
    assert!(!all.contains("Cleo") && !all.contains("Rivers"));
    assert_eq!(
        desk.count("select count(*) as n from audit_facts where act = 'person_exported'"),
        1
    );
}

#[test]
fn what_tutors_say_among_themselves_is_not_taken_home_by_the_student() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let reason = [("reason", "I believe she did not write it.")];
    desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    give(&desk, number, "ben@example.edu");
    let bea = id(&desk, "bea@example.edu");
    let over = [("tutor", bea.as_str()), ("reason", "He is too harsh.")];
    desk.cora().post("/papers/P-1001/take-over", &over).is(303);
    desk.carry();
    let hers = taken_home(&desk.ada());
    assert!(hers.contains("handed_back") && hers.contains("taken_over"));
    for said in ["did not write it", "too harsh"] {
        assert!(!hers.contains(said), "{said}");
    }
    assert!(taken_home(&desk.ben()).contains("did not write it"));
}

#[test]
fn what_somebody_chose_and_where_mail_does_not_reach_them_is_taken_home_too() {
    let desk = Desk::open();
    let habits = [("digest_at", "07:45"), ("digest_days", "2")];
    desk.ben().post("/account/mail", &habits).is(303);
    desk.ben().post("/account/mail/feeds", &[]).is(200);
    let typed = [("address", "ben@example.edu"), ("reason", "He moved away")];
    desk.cora().post("/mail/unreached", &typed).is(303);
    let his = taken_home(&desk.ben());
    for part in ["\"digest_at\": \"07:45\"", "He moved away", "\"feeds\""] {
        assert!(his.contains(part), "{part}");
    }
}

#[test]
fn nothing_goes_until_the_centre_chooses_and_then_only_what_is_older() {
    let desk = Desk::open();
    returned(&desk);
    desk.clock.advance_seconds(30 * 24 * 3600);
    assert_eq!(desk.deed(retention::sweep), 0);
    let days = [
        ("texts", "20"),
        ("feedback", "40"),
        ("mails", "20"),
        ("looks", "20"),
    ];
    let cora = desk.cora();
    cora.get("/settings/retention?texts=20&feedback=40&mails=20")
        .says("1 paper is older now")
        .says("This is a look ahead");
    cora.post("/settings/retention", &days).is(303);
    while desk.deed(retention::sweep) > 0 {}
    cora.get("/papers/P-1001")
        .says("no longer kept")
        .says("xylophone");
    assert!(!cora.get("/papers/P-1001").body().contains("Zanzibar"));
    assert_eq!(desk.count("select count(*) as n from mails"), 0);
    cora.get("/settings/history").says("20 days");
    cora.get("/settings/audit?act=swept").says("kind: texts");
    cora.post("/settings/retention", &[("texts", "soon")])
        .is(422)
        .says("Enter a number of days");
}

#[test]
fn forgetting_who_looked_leaves_the_chain_whole() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.cora().get("/papers/P-1001").is(200);
    desk.settle_looks();
    desk.clock.advance_seconds(30 * 24 * 3600);
    desk.cora()
        .post("/settings/retention", &[("looks", "7")])
        .is(303);
    while desk.deed(retention::sweep) > 0 {}
    assert_eq!(
        desk.count("select count(*) as n from audit_facts where act = 'viewed'"),
        0
    );
    desk.ada()
        .get("/papers/P-1001")
        .says("Nobody but you, so far.");
}
