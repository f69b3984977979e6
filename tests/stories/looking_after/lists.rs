//! People out of a spreadsheet: looked at first, then done, and nobody is lost or mailed by it.

use crate::deeds::{flash, id, mails_after};
use crate::desk::Desk;
use crate::seat::{Answer, Seat};

/// Puts a file in, and gives the page that tells what it would change.
fn put_in(seat: &Seat<'_>, bytes: &[u8]) -> (String, Answer) {
    let kept = seat.post_file("/people/import", &[], ("people.csv", bytes));
    kept.is(303);
    let list = kept.location().split_once("list=").unwrap().1.to_owned();
    let page = seat.get(kept.location());
    page.is(200);
    (list, page)
}

fn take(seat: &Seat<'_>, list: &str) -> Answer {
    seat.post("/people/import/take", &[("list", list)])
}

#[test]
fn a_list_is_shown_before_anything_is_done_and_done_as_it_was_shown() {
    let desk = Desk::open();
    let cora = desk.cora();
    let table = "Name,Email,Roles\nMo Hart,Mo@example.edu,tutor\nBenjamin Okafor,ben@example.edu,\n\
                 Bea Lindgren,bea@example.edu,tutor\nNobody,nonsense,\n";
    let before = desk.person("bea@example.edu");
    let table = table.replace("Bea Lindgren", &before.name);
    let (list, page) = put_in(&cora, table.as_bytes());
    page.says("1 would join, 1 would change, 1 is as it was, 1 cannot be taken.")
        .says("5 Nobody nonsense “nonsense” is no address like name@example.edu")
        .says("Name: Ben Okafor becomes → Benjamin Okafor");
    assert_eq!(
        desk.count("select count(*) as n from people where email = 'mo@example.edu'"),
        0
    );
    let mails = mails_after(&desk, || {
        let says = "1 person joined, 1 changed. 1 row was left out; the reasons are below.";
        assert_eq!(flash(&take(&cora, &list)), says);
    });
    assert!(mails.is_empty());
    assert_eq!(desk.person("mo@example.edu").name, "Mo Hart");
    assert_eq!(desk.person("ben@example.edu").name, "Benjamin Okafor");
    assert_eq!(desk.person("bea@example.edu"), before);
}

#[test]
fn the_same_list_once_more_changes_nothing() {
    let desk = Desk::open();
    let cora = desk.cora();
    let table = b"Name,Email,Role,Subjects,Languages,Capacity,Per day,Hours,Away from,Away to\n\
        Mo Hart,mo@example.edu,tutor,SOC 201; BIO,English; Polish,4,2,\"Mon 9-12; Fri 10-12\",26/11/2026,46355\n";
    let (list, page) = put_in(&cora, table);
    page.says("Away: 2026-11-26 to 2026-11-29")
        .says("Monday: 9:00-12:00");
    take(&cora, &list).is(303);
    let (_, again) = put_in(&cora, table);
    again.says("0 would join, 0 would change, 1 is as it was, 0 cannot be taken.");
    let tutor = format!("/people/{}/tutor", id(&desk, "mo@example.edu"));
    cora.get(&tutor).says("Thu 26 Nov 2026 to Sun 29 Nov 2026");
    assert_eq!(take(&cora, &list).status, 409);
}

#[test]
fn files_are_read_as_spreadsheets_save_them() {
    let desk = Desk::open();
    let cora = desk.cora();
    let utf16: Vec<u8> = "\u{FEFF}Name\tEmail\r\nZoë Núñez\tzoe@example.edu\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let windows = b"Name;Email\r\nZo\xEB N\xFA\xF1ez;zoe@example.edu\r\n";
    let marked = "\u{FEFF}sep=;\r\nEmail;\"Name\"\r\nzoe@example.edu;\"Zoë\nNúñez\"\r\n";
    for bytes in [&utf16[..], windows, marked.as_bytes()] {
        put_in(&cora, bytes)
            .1
            .says("Zoë Núñez zoe@example.edu Roles: student");
    }
    let pasted = [("text", "Email\tName\nzoe@example.edu\tZoë Núñez")];
    let kept = cora.post_file("/people/import", &pasted, ("", b""));
    cora.get(kept.location()).says("1 would join");
    let book = cora.post_file("/people/import", &[], ("people.xlsx", b"PK\x03\x04rest"));
    book.is(422)
        .says("This is a workbook. Save it as CSV first");
}

#[test]
fn what_cannot_be_taken_is_told_row_by_row() {
    let desk = Desk::open();
    desk.deed(|tx| {
        let email = paperdesk::people::Email::parse("bea@example.edu").unwrap();
        let bea = paperdesk::people::find_by_email(tx, &email)?.unwrap();
        paperdesk::people::disable(tx, &paperdesk::people::Person::operator(), bea.id)
    });
    let table = b"Name,Email,Roles,Capacity,Away\nMo,mo@example.edu,admin,,\nMo,MO@example.edu,,,\n\
        ,new@example.edu,,,\nOdo W,odo@example.edu,,,\nBea L,bea@example.edu,,,\nJo,jo@example.edu,student,4,\n\
        Al,al@example.edu,tutor,many,\nUp,up@example.edu,tutor,,04/05/2026\nIt,it@example.edu,tutr,,\n,,tutor,,\n";
    let (_, page) = put_in(&desk.cora(), table);
    page.says("Only an admin can make somebody an admin")
        .says("The same address as in line 2")
        .says("There is no name")
        .says("Only an admin can do this to an admin.")
        .says("Their account is disabled. Let them come in again first")
        .says("Only tutors have courses, limits, hours and days away; add the role tutor")
        .says("Papers at once: Enter a number from 1 to 200, or nothing")
        .says("\"04/05/2026\" may be 2026-05-04 or 2026-04-05; write the one that is meant")
        .says("“tutr” is no role")
        .says("There is no address")
        .says("0 would join, 0 would change, 0 are as they were, 10 cannot be taken.");
}

#[test]
fn a_list_takes_no_role_away_and_leaves_alone_whoever_is_not_in_it() {
    let desk = Desk::open();
    let cora = desk.cora();
    let before = desk.count("select count(*) as n from person_roles");
    let (list, page) = put_in(
        &cora,
        b"Email,Roles\nben@example.edu,teacher\ncleo@example.edu,\n",
    );
    page.says("Roles: tutor becomes → tutor, teacher");
    take(&cora, &list).is(303);
    assert_eq!(desk.role_of("ben@example.edu").len(), 2);
    assert_eq!(
        desk.count("select count(*) as n from person_roles"),
        before + 1
    );
    assert_eq!(
        desk.count("select count(*) as n from people where disabled_at is not null"),
        0
    );
}

#[test]
fn what_changed_since_it_was_shown_is_left_as_it_is_and_told() {
    let desk = Desk::open();
    let cora = desk.cora();
    let (list, _) = put_in(
        &cora,
        b"Email,Name\nben@example.edu,Benjamin\nmo@example.edu,Mo\n",
    );
    let ben = format!("/people/{}/roles", id(&desk, "ben@example.edu"));
    cora.post(&ben, &[("role", "tutor"), ("role", "teacher")]);
    let form = [
        ("name", "Moritz"),
        ("email", "mo@example.edu"),
        ("role", "student"),
    ];
    cora.post("/people", &form).is(303);
    let done = take(&cora, &list);
    let page = cora.get(done.location());
    page.says("Left as they are: something changed since you looked (1)")
        .says("Name: Moritz becomes → Mo");
    assert_eq!(desk.person("mo@example.edu").name, "Moritz");
    assert_eq!(desk.person("ben@example.edu").name, "Benjamin");
    let again = cora.post("/people/import/again", &[("list", &list)]);
    cora.get(again.location())
        .says("0 would join, 1 would change, 1 is as it was");
}

#[test]
fn whoever_is_new_is_invited_where_that_is_wanted() {
    let desk = Desk::open();
    let cora = desk.cora();
    let (list, _) = put_in(
        &cora,
        b"Email,Name\nben@example.edu,Benjamin\nmo@example.edu,Mo\n",
    );
    let mails = mails_after(&desk, || {
        let form = [("list", list.as_str()), ("invite", "yes")];
        cora.post("/people/import/take", &form).is(303);
    });
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "mo@example.edu");
}

#[test]
fn the_list_is_given_back_with_reasons_and_goes_in_again_when_mended() {
    let desk = Desk::open();
    let cora = desk.cora();
    let (list, _) = put_in(
        &cora,
        b"Email,Name,Phone\nbad,=1+1,12\nmo@example.edu,Mo,13\n",
    );
    let all = cora
        .get(&format!("/people/import/rows.csv?list={list}"))
        .body();
    assert!(
        all.starts_with("\u{FEFF}Email,Name,Phone,Outcome,Reason\r\n"),
        "{all}"
    );
    assert!(
        all.contains("mo@example.edu,Mo,13,new,\"Name: Mo; Roles: student\""),
        "{all}"
    );
    let only = format!("/people/import/rows.csv?list={list}&only=refused");
    let refused = cora.get(&only).body();
    assert!(
        refused.contains("bad,\"'=1+1\",12,refused,") && !refused.contains("Mo,"),
        "{refused}"
    );
    let mended = refused.replace("bad,", "al@example.edu,");
    put_in(&cora, mended.as_bytes())
        .1
        .says("1 would join")
        .says("These columns say nothing to us and are left aside: Phone.");
}

#[test]
fn a_list_is_seen_by_whoever_put_it_in_and_gone_after_a_day() {
    let desk = Desk::open();
    let (list, _) = put_in(&desk.cora(), b"Email,Name\nmo@example.edu,Mo\n");
    let page = format!("/people/import?list={list}");
    desk.odo().get(&page).is(404);
    assert_eq!(take(&desk.odo(), &list).status, 404);
    assert_eq!(desk.deed(paperdesk::roster::sweep), 0);
    desk.minutes_pass(25 * 60);
    assert_eq!(desk.deed(paperdesk::roster::sweep), 1);
    desk.cora().get(&page).is(404);
}

#[test]
fn five_thousand_rows_are_looked_at_and_done() {
    let desk = Desk::open();
    let mut table = "Name,Email\n".to_owned();
    for n in 0..5000 {
        use std::fmt::Write;
        writeln!(table, "Student {n},s{n}@example.edu").unwrap();
    }
    let (list, page) = put_in(&desk.cora(), table.as_bytes());
    page.says("5,000 would join").says("And 4,800 more rows");
    take(&desk.cora(), &list).is(303);
    assert_eq!(
        desk.count("select count(*) as n from people where email like 's%@example.edu'"),
        5000
    );
}
