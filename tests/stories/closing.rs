//! How the program ends and begins: told to stop it finishes what is under way, one server has one data dir, and a
//! backup of a working desk comes back without sending anything by itself.

use std::io::Write;
use std::time::Duration;

use crate::place::Place;
use crate::server::{Server, until};
use crate::wire::Reply;

#[test]
fn told_to_stop_it_finishes_the_request_under_way_and_ends_well() {
    let place = Place::new();
    let (server, _) = Server::first(&place, &[]);
    let ada = server.let_in(&place, ("ada@example.edu", "student"));
    let body = "title=Rivers&text=Rivers+are+long.&concerns=I+am+not+sure";
    let head = ada.head("/submit", ("application/x-www-form-urlencoded", body.len()));
    let mut under_way = ada.connect().unwrap();
    under_way.write_all(head.as_bytes()).unwrap();
    under_way.write_all(&body.as_bytes()[..20]).unwrap();
    // The server has taken in the request when it answers another one that came after it.
    assert_eq!(ada.get("/healthz").unwrap().status, 200);
    server.told_to_stop();
    until("closed door", || ada.get("/healthz").is_err().then_some(()));
    under_way.write_all(&body.as_bytes()[20..]).unwrap();
    let reply = Reply::read(&mut under_way).unwrap();
    assert_eq!(
        (
            reply.status,
            reply.header("location").starts_with("/submit/")
        ),
        (303, true)
    );
    let (code, took) = server.end();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(20), "{took:?}");
    let restarted = Server::start(&place, &[]);
    let mut ada = ada;
    ada.goes_to(restarted.address);
    assert_eq!(ada.get(reply.header("location")).unwrap().status, 200);
}

#[test]
fn an_idle_server_ends_at_once() {
    let place = Place::new();
    let server = Server::start(&place, &[]);
    server.told_to_stop();
    let (code, took) = server.end();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_second_server_on_the_same_data_dir_is_refused_and_the_first_goes_on() {
    let place = Place::new();
    let first = Server::start(&place, &[]);
    Server::refused(&place).is_refused(4, "Another server is at work on");
    place.run(&["restore", "no-such-file"]).is_refused(1, "");
    assert_eq!(
        crate::wire::Browser::before(first.address)
            .get("/readyz")
            .unwrap()
            .status,
        200
    );
}

#[test]
fn a_backup_of_a_working_desk_comes_back_with_its_unsent_mail_held() {
    let place = Place::new();
    // Nobody listens there: the mail waits.
    let away = ("PAPERDESK_SMTP", "smtp://127.0.0.1:9");
    let (server, _) = Server::first(&place, &[away]);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Rivers").unwrap();
    let (copy, fresh) = (place.file("monday.db"), place.file("fresh"));
    assert_eq!(place.run(&["backup", &copy]).code, 0);
    let restored = place
        .run(&["restore", &copy, "--data", &fresh, "--json"])
        .json();
    assert_eq!(restored["held_mails"], 3);
    let held = place
        .run(&[
            "mail", "list", "--state", "held", "--data", &fresh, "--json",
        ])
        .json();
    let held = held.as_array().unwrap();
    assert_eq!(held.len(), 3);
    assert!(
        held.iter().all(|mail| mail["hold"] == "restored"),
        "{held:?}"
    );
    place.run(&["restore", &copy]).is_refused(1, "is not empty");
}
