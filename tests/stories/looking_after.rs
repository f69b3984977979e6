//! Looking after the desk: people, settings, one's own account, mail and health.

mod account;
mod alike;
mod audit;
mod audited;
mod erased;
mod erasing;
mod letters;
mod lists;
mod mail;
mod mail_acts;
mod merging;
mod people;
mod policies;
mod settings;
mod thought_of;
mod tokens;
mod walls;

use rocket::http::{Header, Method};

use crate::desk::Desk;

#[test]
fn health_is_for_admins_alone() {
    let desk = Desk::open();
    desk.odo().get("/health").is(200).says("Health");
    desk.cora().get("/health").is(403);
    desk.ben().get("/health").is(403);
    desk.ada().get("/health").is(403);
    desk.stranger().get("/health").is(303);
}

#[test]
fn whoever_is_not_at_the_machine_learns_no_more_than_that_the_desk_is_ready() {
    let desk = Desk::open();
    let far = desk.stranger();
    assert_eq!(far.get("/readyz").body(), "{\"ready\":true}");
    far.get("/metrics").is(404);
    let near = desk.stranger().at([127, 0, 0, 1]);
    assert!(
        near.get("/readyz")
            .body()
            .contains("\"database_writable\":true")
    );
    assert!(
        near.get("/metrics")
            .body()
            .contains("paperdesk_papers_waiting 0")
    );
}

#[test]
fn whoever_comes_through_a_proxy_that_is_not_listed_is_not_at_the_machine() {
    let desk = Desk::open();
    let near = desk.stranger().at([127, 0, 0, 1]);
    let through = near
        .request(Method::Get, "/metrics")
        .header(Header::new("x-paperdesk-forwarded", "1"));
    assert_eq!(through.dispatch().status().code, 404);
}

#[test]
fn asking_again_and_again_whether_the_desk_is_ready_does_not_write_each_time() {
    let desk = Desk::open();
    let beats = "select beats as n from heartbeat";
    let before = desk.count(beats);
    for _ in 0..50 {
        desk.stranger().get("/readyz").is(200);
    }
    assert!((1..50).contains(&(desk.count(beats) - before)));
}
