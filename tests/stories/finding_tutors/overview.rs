//! All tutors on one page, and what each had over the weeks.

use paperdesk::people::second::{self, SecondReading};
use paperdesk::people::{self, Role};

use super::takes;
use crate::deeds::{ask_for_second_readers, give, id};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn what_is_known_of_tutors_stands_on_one_page() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let ben = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    let form = [
        ("at_once", "4"),
        ("a_day", "2"),
        ("serves", "SOC\nBIO 130"),
        ("languages", "English, Polish"),
        ("hours-0", "8-12, 13:30-16"),
        ("hours-2", "9-12"),
    ];
    let cora = desk.cora();
    cora.post(&ben, &form).is(303);
    let away = [("first_day", "2026-11-04"), ("last_day", "2026-11-05")];
    cora.post(&format!("{ben}/away"), &away).is(303);
    cora.post(&format!("{ben}/apart"), &[("student", "cleo@example.edu")])
        .is(303);
    let (by, tutor) = (
        desk.person("cora@example.edu"),
        desk.person("ben@example.edu"),
    );
    desk.deed(move |tx| {
        ask_for_second_readers(tx, paperdesk::centre::SecondReader::Some)?;
        second::settle(
            tx,
            &by,
            tutor.id,
            SecondReading {
                is_read_twice: true,
                reads_second: false,
            },
        )
    });
    give(&desk, number, "ben@example.edu");
    let page = cora.get("/people/tutors");
    page.is(200)
        .says("2 tutors have 1 open paper. There is room for 1 more. 1 takes as many as come.")
        .says("Ben Okafor 1 of 4 1 of 2 6 h 30 min There until 12:00 4 Nov to 5 Nov BIO 130, SOC English, Polish New: read by a second reader Kept apart from 1")
        .says("Bea Lindqvist 0 0 Whenever");
    cora.get("/people?role=tutor")
        .says("All tutors with what they take");
}

#[test]
fn seventy_tutors_and_none_at_all_have_their_page() {
    let desk = Desk::open();
    for email in ["ben@example.edu", "bea@example.edu"] {
        let page = format!("/people/{}/disable", id(&desk, email));
        desk.cora().post(&page, &[]).is(303);
    }
    desk.cora()
        .get("/people/tutors")
        .is(200)
        .says("No tutors yet");
    desk.deed(|tx| {
        for n in 0..70 {
            people::add(
                tx,
                &format!("t{n}@example.edu"),
                &format!("Tutor {n}"),
                &[Role::Tutor],
            )?;
        }
        Ok(())
    });
    desk.cora()
        .get("/people/tutors")
        .says("70 tutors have 0 open papers. 70 take as many as come.");
}

#[test]
fn a_tutors_page_tells_what_they_had_over_the_last_weeks() {
    let desk = Desk::open();
    takes(&desk, "ben@example.edu", 4);
    let page = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    desk.cora()
        .get(&page)
        .says("Ben Okafor had no papers in the last 12 weeks.");
    for title in ["Gardens", "Rivers"] {
        let number = send_in(&desk, &desk.ada(), title);
        give(&desk, number, "ben@example.edu");
    }
    desk.minutes_pass(8 * 24 * 60);
    let seen = desk.cora().get(&page);
    seen.says("Ben Okafor returned 0 papers in the last 12 weeks, and had at most 2 at once, in the week of Mon 9 Nov 2026.")
        .says("Mon 2 Nov 2026 2 0")
        .says("Mon 9 Nov 2026 2 0");
    let drawn = seen.body();
    assert!(
        drawn.contains("role=\"img\" aria-labelledby=\"load-picture load-says\"")
            && !drawn.contains("style=")
    );
}
