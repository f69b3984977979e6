//! What breaks off half-way: a mail that cannot be written, a carrier that stops, a mail frozen and never begun.

use std::sync::Arc;
use std::time::Instant;

use paperdesk::outbox::carrier::{Answer, Carrier, Parcel};
use paperdesk::outbox::{self, Courier, Scribe, State};
use tokio::sync::watch;

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

/// As a desk leaves its database when it dies with these in its hands.
fn dies(desk: &Desk) {
    desk.deed(|tx| {
        let sql = "update deliveries set state = 'sending', boot = 'dead', leased_until = 0";
        tx.run(sql, &[])
    });
}

/// A courier begins its work as after a start, and goes on until so many parcels were brought.
fn works(desk: &Desk, parcels: usize) {
    let from = ("desk@desk.example.edu".to_owned(), 2);
    let carrier = Arc::new(desk.tray.clone());
    let courier = Courier::new(desk.db().clone(), carrier, desk.scribe(), from);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (shut, shutting) = watch::channel(false);
        let (beat, _beating) = watch::channel(Instant::now());
        let working = tokio::spawn(courier.work(shutting, Arc::new(beat)));
        while desk.tray.tries() < parcels {
            tokio::task::yield_now().await;
        }
        shut.send_replace(true);
        working.await.unwrap();
    });
}

fn outcomes(desk: &Desk, id: outbox::DeliveryId) -> Vec<String> {
    let attempts = desk.look(|tx| outbox::attempts_of(tx, id));
    attempts
        .into_iter()
        .map(|attempt| attempt.outcome)
        .collect()
}

fn notes(desk: &Desk, machine: &str, lines: &str) {
    let notes = desk.db().path().with_file_name("under-way");
    std::fs::write(notes, format!("{} dead\n{lines}", machine.trim())).unwrap();
}

#[test]
fn after_a_death_only_what_was_on_the_wire_may_go_twice() {
    let desk = Desk::open();
    let ids = ["ada@example.edu", "ben@example.edu", "bea@example.edu"].map(|to| told(&desk, to));
    dies(&desk);
    let [begun, taken, _] = ids.map(|id| id.0);
    let machine = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    notes(
        &desk,
        &machine,
        &format!("{begun}\n{taken}\n{taken} 250 2.0.0 kept\n"),
    );
    works(&desk, 2);
    let [begun, taken, claimed] = ids.map(|id| outcomes(&desk, id));
    assert_eq!(begun, ["crash", "sent"]);
    assert_eq!(
        (taken, claimed),
        (vec!["sent".to_owned()], vec!["sent".to_owned()])
    );
    let mut to: Vec<String> = desk.mails().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["ada@example.edu", "bea@example.edu"]);
}

#[test]
fn what_was_noted_before_the_machine_started_anew_is_not_believed() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    dies(&desk);
    notes(
        &desk,
        "another-machine",
        &format!("{} 250 2.0.0 kept\n", id.0),
    );
    works(&desk, 1);
    assert_eq!(outcomes(&desk, id), ["crash", "sent"]);
}

#[test]
fn what_was_settled_before_a_death_and_claimed_again_was_not_begun() {
    let desk = Desk::open();
    let id = told(&desk, "ada@example.edu");
    dies(&desk);
    let machine = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    notes(
        &desk,
        &machine,
        &format!("{0}\n{0} 250 2.0.0 kept\n-{0}\n", id.0),
    );
    works(&desk, 1);
    assert_eq!(outcomes(&desk, id), ["sent"]);
}
