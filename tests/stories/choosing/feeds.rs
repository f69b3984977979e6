//! Feeds at a secret address: promises for a calendar, news for a feed reader.

use crate::deeds::give;
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;
use paperdesk::people;

/// Makes the addresses, and gives the way to the calendar and to the news.
fn opened(seat: &Seat<'_>) -> (String, String) {
    let body = seat.post("/account/mail/feeds", &[]).is(200).words();
    let way = |end: &str| {
        let mut words = body.split_whitespace();
        let address = words.find(|word| word.ends_with(end)).unwrap();
        address.replace("http://desk.example.edu", "")
    };
    (
        way("news.atom").replace("news.atom", "promises.ics"),
        way("news.atom"),
    )
}

#[test]
fn a_tutors_promises_stand_in_a_calendar_that_anybody_with_the_address_can_read() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    let (calendar, _) = opened(&desk.ben());
    let answer = desk.stranger().get(&calendar);
    let body = answer.is(200).body();
    assert!(
        body.contains("UID:promise-P-1001@desk.example.edu\r\n"),
        "{body}"
    );
    assert!(body.contains("DTEND:20261104T090000Z\r\n"), "{body}");
    assert!(!body.contains("Ada"), "{body}");
    assert!(!answer.header("etag").is_empty());
    let (elsewhere, _) = opened(&desk.bea());
    assert!(!desk.stranger().get(&elsewhere).body().contains("P-1001"));
}

#[test]
fn news_are_of_papers_that_their_reader_may_see() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    let (_, adas) = opened(&desk.ada());
    let body = desk.stranger().get(&adas).is(200).body();
    assert!(body.contains("P-1001: A paper is sent in"), "{body}");
    assert!(!body.contains("P-1002"), "{body}");
    let own = format!("<link rel=\"self\" href=\"http://desk.example.edu{adas}\"/>");
    assert!(body.contains(&own), "{body}");
}

#[test]
fn a_new_address_closes_the_old_one_and_closed_feeds_open_nothing() {
    let desk = Desk::open();
    let (_, first) = opened(&desk.ben());
    let (_, second) = opened(&desk.ben());
    desk.stranger().get(&first).is(404);
    desk.stranger().get(&second).is(200);
    desk.ben().post("/account/mail/feeds/remove", &[]).is(303);
    desk.stranger().get(&second).is(404);
}

#[test]
fn whoever_signs_out_everywhere_closes_their_feeds_too() {
    let desk = Desk::open();
    let (_, news) = opened(&desk.ben());
    desk.stranger().get(&news).is(200);
    let ben = crate::deeds::id(&desk, "ben@example.edu");
    desk.cora()
        .post(&format!("/people/{ben}/sign-out-everywhere"), &[])
        .is(303);
    desk.stranger().get(&news).is(404);
}

#[test]
fn feeds_of_somebody_who_is_let_in_again_stay_closed_until_they_make_new_ones() {
    let desk = Desk::open();
    let (_, news) = opened(&desk.ben());
    let (odo, ben) = (
        desk.person("odo@example.edu"),
        desk.person("ben@example.edu").id,
    );
    desk.deed(move |tx| {
        people::disable(tx, &odo, ben)?;
        people::enable(tx, &odo, ben)
    });
    desk.stranger().get(&news).is(404);
    let (_, news) = opened(&desk.ben());
    desk.stranger().get(&news).is(200);
}
