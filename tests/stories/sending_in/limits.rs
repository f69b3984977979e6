//! How much one student may leave lying about, and how much they may send in a day.

use crate::deeds::prepare_file;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn only_the_newest_five_papers_that_were_begun_and_not_sent_are_kept() {
    let desk = Desk::open();
    let ada = desk.ada();
    let begun: Vec<String> = (1..=6)
        .map(|n| {
            let text = format!("Paper number {n}.");
            let place = prepare_file(&ada, "essay.txt", text.as_bytes());
            place.is(303).location().to_owned()
        })
        .collect();
    ada.get(&begun[0]).is(404);
    ada.get(&begun[1]).is(200);
    for table in ["preparations", "manuscripts", "files"] {
        let kept = desk.count(&format!("select count(*) as n from {table}"));
        assert_eq!(kept, 5, "{table}");
    }
}

#[test]
fn another_students_unsent_papers_stay() {
    let desk = Desk::open();
    let theirs = prepare_file(&desk.cleo(), "essay.txt", b"Rivers.");
    for n in 0..7 {
        prepare_file(&desk.ada(), "essay.txt", format!("Paper {n}.").as_bytes()).is(303);
    }
    desk.cleo().get(theirs.location()).is(200);
}

#[test]
fn a_student_sends_at_most_twenty_papers_within_a_day() {
    let desk = Desk::open();
    let ada = desk.ada();
    for n in 1..=20 {
        send_in(&desk, &ada, &format!("Gardens {n}"));
    }
    let one_more = prepare_file(&ada, "essay.txt", b"One more paper.");
    let send = format!("{}/send", one_more.location());
    ada.post(&send, &[])
        .is(429)
        .says("You have sent 20 papers within a day. Try again tomorrow, or write to the centre.");
    send_in(&desk, &desk.cleo(), "Rivers");
    desk.minutes_pass(24 * 60);
    desk.ada().post(&send, &[]).is(303);
}
