//! What breaks off half-way: a mail that cannot be written, a carrier that stops, a mail frozen and never begun.

use std::sync::Arc;

use paperdesk::outbox::carrier::{Answer, Carrier, Parcel};
use paperdesk::outbox::{self, Scribe, State};

use super::{delivery, told};
use crate::desk::Desk;

struct Stumbling;

impl Carrier for Stumbling {
    async fn carry(&self, _: &Parcel) -> Answer {
        panic!("the carrier stumbles")
    }
}

#[test]
fn a_mail_that_cannot_be_written_is_set_aside_and_its_neighbours_are_sent() {
    let desk = Desk::open();
    let (bad, good) = (
        told(&desk, "ada@example.edu"),
        told(&desk, "ben@example.edu"),
    );
    let honest = desk.scribe();
    let scribe: Scribe = Arc::new(move |delivery| {
        assert!(delivery.id != bad, "the template breaks");
        honest(delivery)
    });
    let mails = desk.carry_by(scribe, desk.tray.clone());
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ben@example.edu", "cora@example.edu"]);
    assert_eq!(delivery(&desk, good).state, State::Sent);
    let aside = delivery(&desk, bad);
    assert_eq!((aside.state, aside.crashes), (State::Failed, 3));
}

#[test]
fn a_mail_whose_carrier_breaks_off_may_have_arrived_and_goes_again_later() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    desk.carry_by(desk.scribe(), Stumbling);
    let waiting = delivery(&desk, id);
    assert_eq!((waiting.state, waiting.attempts), (State::Pending, 1));
    assert_eq!(
        desk.look(|tx| outbox::attempts_of(tx, id))[0].outcome,
        "unknown"
    );
    desk.minutes_pass(15);
    assert_eq!(desk.carry().len(), 1);
    assert_eq!(delivery(&desk, id).state, State::Sent);
}

#[test]
fn a_mail_that_was_frozen_and_never_begun_goes_as_it_was_frozen() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    let frozen = b"Subject: As it was\r\n\r\nOnce and for all.\r\n".to_vec();
    let kept = frozen.clone();
    desk.deed(move |tx| {
        let sql = "insert into mails (delivery_id, bytes) values (?1, ?2)";
        tx.run(sql, &[id.into(), (&kept).into()])
    });
    desk.carry();
    assert_eq!(desk.tray.taken()[0].bytes, frozen);
}
