//! What is kept of tellings: with the deed, across a death of the desk, and under numbers of their own.

use paperdesk::hooks;
use paperdesk::outbox::State;

use super::{Ear, typed};
use crate::deeds;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn what_was_on_its_way_when_the_desk_died_goes_again_at_once() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    desk.deed(|tx| {
        tx.run(
            "update hook_deliveries set state = 'sending', boot = 'dead', leased_until = 0",
            &[],
        )
    });
    assert_eq!(desk.tell(ear.clone()), 0);
    desk.runs_for_a_moment(&ear);
    assert_eq!((desk.newest().state, ear.heard().len()), (State::Sent, 1));
}

#[test]
fn a_thousand_webhooks_are_promised_an_event_in_its_own_deed() {
    let desk = Desk::open();
    let cora = desk.person("cora@example.edu");
    desk.deed(move |tx| (0..1000).try_for_each(|_| hooks::create(tx, &cora, &typed()).map(drop)));
    let ada = desk.person("ada@example.edu");
    let failed = desk.db().write_now(move |tx| {
        deeds::handed_in(tx, &ada)?;
        Err::<(), _>(paperdesk::refusal::Refusal::not_found().into())
    });
    assert!(failed.is_err());
    assert_eq!(desk.count("select count(*) as n from hook_deliveries"), 0);
    let ada = desk.person("ada@example.edu");
    desk.deed(move |tx| deeds::handed_in(tx, &ada));
    assert_eq!(
        desk.count("select count(*) as n from hook_deliveries"),
        1000
    );
    assert_eq!(desk.count("select count(*) as n from hook_messages"), 1);
}

#[test]
fn no_number_is_both_a_mails_and_a_tellings() {
    let desk = Desk::open();
    desk.hook(typed());
    for title in ["Rivers", "Lakes", "Seas"] {
        send_in(&desk, &desk.ada(), title);
    }
    assert_eq!(desk.count("select count(*) as n from hook_deliveries"), 3);
    assert_eq!(
        desk.count("select count(*) as n from hook_deliveries join deliveries using (id)"),
        0
    );
    let program = desk.program("cora@example.edu");
    let all = program.get("/api/deliveries").json();
    let channels: Vec<&str> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["channel"].as_str().unwrap())
        .collect();
    assert_eq!(
        channels
            .iter()
            .filter(|channel| **channel == "webhook")
            .count(),
        3
    );
    let numbers: Vec<i64> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_i64().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
}
