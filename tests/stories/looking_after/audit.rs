//! The audit: who did what and who saw what, in a chain that nobody can mend unseen.

use paperdesk::audit::{self, Verdict};
use paperdesk::drafts;
use rusqlite::Connection;

use crate::deeds::{ask_for_second_readers, give, id, return_letter};
use crate::desk::Desk;
use crate::place::Place;
use crate::telling_everyone::send_in;

/// How often this was written down.
fn written(desk: &Desk, act: &str) -> i64 {
    desk.count(&format!(
        "select count(*) as n from audit_facts where act = '{act}'"
    ))
}

#[test]
fn a_student_sees_who_opened_their_paper_and_when() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.ada()
        .get("/papers/P-1001")
        .says("Nobody but you, so far.");
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(4);
    desk.ben().get("/desk/P-1001").is(200);
    desk.ben().get("/papers/P-1001/drafts/1/file").is(200);
    desk.settle_looks();
    desk.ada()
        .get("/papers/P-1001")
        .says("Ben Okafor, Today 09:04")
        .says("with a copy of the file");
    assert!(
        !desk
            .ben()
            .get("/papers/P-1001")
            .body()
            .contains("Who opened it")
    );
}

#[test]
fn looking_writes_nothing_until_a_little_later_and_looks_within_minutes_are_one() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let cora = desk.cora();
    for _ in 0..3 {
        cora.get("/papers/P-1001").is(200);
        assert_eq!(written(&desk, "viewed"), 0);
    }
    for minutes in [0, 5, 6] {
        desk.minutes_pass(minutes);
        cora.get("/papers/P-1001").is(200);
        desk.settle_looks();
    }
    assert_eq!(written(&desk, "viewed"), 2);
}

#[test]
fn a_download_is_written_down_before_the_file_goes_out_by_page_and_by_program() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.cora().get("/papers/P-1001/drafts/1/file").is(200);
    assert_eq!(written(&desk, "downloaded"), 1);
    let program = desk.program("cora@example.edu");
    program.get("/api/papers/P-1001/drafts/1/file").is(200);
    assert_eq!(written(&desk, "downloaded"), 2);
    program.get("/api/papers/P-1001/drafts/1/text").is(200);
    desk.settle_looks();
    assert_eq!(written(&desk, "viewed"), 1);
}

#[test]
fn whoever_is_turned_away_from_a_paper_did_not_see_it() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.cleo().get("/papers/P-1001").is(404);
    desk.cleo().get("/papers/P-1001/drafts/1/file").is(404);
    desk.settle_looks();
    assert_eq!(written(&desk, "viewed") + written(&desk, "downloaded"), 0);
}

/// Bea reads a second time what Ben is about to return to Ada.
pub fn bea_reads_second(desk: &Desk) {
    desk.deed(|tx| ask_for_second_readers(tx, paperdesk::centre::SecondReader::All));
    desk.deed(|tx| {
        tx.run(
            "update people set reads_second = 1 where email = 'bea@example.edu'",
            &[],
        )
    });
    let number = send_in(desk, &desk.ada(), "Gardens");
    give(desk, number, "ben@example.edu");
    desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    desk.ben()
        .post("/desk/P-1001/letter", &[("letter", "Dear Ada.")])
        .is(303);
    desk.ben().post("/desk/P-1001/second-reader", &[]).is(303);
    desk.bea().get("/desk/P-1001/second").is(200);
    desk.settle_looks();
}

#[test]
fn a_student_is_not_told_which_tutor_was_a_second_reader() {
    let desk = Desk::open();
    bea_reads_second(&desk);
    let page = desk.ada().get("/papers/P-1001");
    page.says("Somebody at the centre, Today 09:00");
    assert!(!page.body().contains("Bea"));
    desk.cora()
        .get("/papers/P-1001")
        .says("Bea Lindqvist, Today");
}

#[test]
fn settings_roles_tokens_and_sign_ins_are_written_down_with_who_did_it() {
    let desk = Desk::open();
    let holiday = [
        ("holiday", "Reading week"),
        ("first_day", "2026-11-03"),
        ("last_day", "2026-11-06"),
    ];
    desk.cora().post("/settings/holidays", &holiday).is(303);
    let bea = id(&desk, "bea@example.edu");
    let both = [("role", "tutor"), ("role", "teacher")];
    desk.odo()
        .post(&format!("/people/{bea}/roles"), &both)
        .is(303);
    let wrong = [("email", "bea@example.edu"), ("code", "000000")];
    desk.stranger().post("/sign-in/code", &wrong);
    let audit = desk.odo().get("/settings/audit");
    audit
        .says("changed a setting Holiday")
        .says("set the roles of Bea Lindqvist")
        .says("roles: tutor, teacher")
        .says("could not sign in as Bea Lindqvist");
    let only = desk
        .odo()
        .get("/settings/audit?who=cora@example.edu&act=setting_changed");
    only.says("changed a setting");
    assert!(
        !only.words().contains("set the roles of Bea"),
        "{}",
        only.words()
    );
    desk.odo()
        .get("/settings/audit?who=nobody%40example.edu&from=never")
        .is(422)
        .says("Nobody here has this name or address")
        .says("Enter a date like 2026-11-14");
}

#[test]
fn the_audit_is_taken_as_a_table_and_that_is_written_down_too() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let table = desk.cora().get("/settings/audit.csv?act=person_added");
    assert_eq!(table.is(200).body().lines().count(), 8);
    assert!(table.body().contains("person_added") || table.body().contains("added,Ada King"));
    desk.cora().get("/papers/all.csv").is(200);
    desk.cora().get("/reports/dictionary.csv").is(200);
    assert_eq!(written(&desk, "exported"), 3);
}

#[test]
fn a_chain_that_was_changed_or_cut_says_where_it_breaks() {
    let desk = Desk::open();
    let path = desk.db().path().to_owned();
    let before = desk.look(audit::anchor).unwrap();
    for (deed, mending, says) in [
        (
            "update audit_facts set actor_id = 2 where seq = 3",
            "update audit_facts set actor_id = null where seq = 3",
            "what it is of was changed",
        ),
        (
            "update audit set hash = zeroblob(32) where seq = 4",
            "update audit set hash = (select prev from audit where seq = 5) where seq = 4",
            "it does not join the one before",
        ),
    ] {
        let connection = Connection::open(&path).unwrap();
        let loosened = "drop trigger if exists audit_never_changes; drop trigger if exists audit_facts_never_change;";
        connection.execute_batch(loosened).unwrap();
        connection.execute_batch(deed).unwrap();
        let found = desk.look(|tx| audit::verify(tx, None));
        assert!(
            matches!(found, Verdict::Broken(_, why) if why == says),
            "{found:?}"
        );
        connection.execute_batch(mending).unwrap();
    }
    let found = desk.look(|tx| audit::verify(tx, Some(&before)));
    assert!(matches!(found, Verdict::Whole(_)), "{found:?}");
}

#[test]
fn the_last_links_cannot_be_cut_off_unseen_by_whoever_kept_an_anchor() {
    let place = Place::new();
    place.add_ben();
    let sound = place.run(&["audit", "verify", "--json"]).json();
    assert_eq!(sound["whole"], true);
    let anchor = sound["anchor"].as_str().unwrap().to_owned();
    let proven = place.run(&["audit", "verify", "--anchor", &anchor]);
    assert_eq!(proven.code, 0);
    let connection = Connection::open(place.0.join("desk/paperdesk.db")).unwrap();
    let cut = "drop trigger audit_never_goes; drop trigger audit_facts_never_go;
               delete from audit_facts where seq = (select max(seq) from audit);
               delete from audit where seq = (select max(seq) from audit);";
    connection.execute_batch(cut).unwrap();
    place
        .run(&["audit", "verify"])
        .is_refused(1, "what came after it was taken away");
    let hidden =
        "update sqlite_sequence set seq = (select max(seq) from audit) where name = 'audit'";
    connection.execute_batch(hidden).unwrap();
    assert_eq!(place.run(&["audit", "verify"]).code, 0);
    place
        .run(&["audit", "verify", "--anchor", &anchor])
        .is_refused(1, "the chain ends before the anchor");
    place
        .run(&["audit", "verify", "--anchor", "no"])
        .is_refused(2, "an anchor is a place");
}

#[test]
fn a_backup_is_verified_with_its_audit() {
    let place = Place::new();
    place.add_ben();
    let copy = place.file("copy.db");
    assert_eq!(place.run(&["backup", &copy]).code, 0);
    let verified = place.run(&["verify", &copy]);
    assert!(
        verified.out.contains("The audit is whole"),
        "{}",
        verified.out
    );
    let connection = Connection::open(&copy).unwrap();
    let changed = "drop trigger audit_facts_never_change; update audit_facts set act = 'renamed' where seq = 1";
    connection.execute_batch(changed).unwrap();
    drop(connection);
    place
        .run(&["verify", &copy])
        .is_refused(1, "The audit is broken at link 1");
}

#[test]
fn no_sentence_of_a_person_stands_in_the_audit() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    return_letter(&desk, number, "Dear Ada, well done.");
    desk.cora().get("/papers/P-1001").is(200);
    desk.settle_looks();
    let all = "select count(*) as n from audit_facts where details like '%Ada%' or details like '%Gardens%' or details like '%@%'";
    assert_eq!(desk.count(all), 0);
    desk.look(drafts::check_files);
}
