//! A paper sent from another machine: once, by a token that nobody else sees, with a bar for whoever watches.

use std::fs::File;
use std::io::Read;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::process::Stdio;

use paperdesk::clock::Clock;
use paperdesk::db::{DataDir, Db};
use paperdesk::idempotency;
use rustix::pty;

use super::afar::Afar;
use super::stand_in::StandIn;
use crate::place::Said;
use crate::server::Server;

#[test]
fn the_same_paper_sent_again_is_not_taken_twice() {
    let afar = Afar::open();
    let first = afar.submit(&["--title", "Rivers", "--name", "Ada King"]);
    assert!(
        first
            .out
            .starts_with("P-1001 is at the desk, 6 words; feedback is promised by 20"),
        "{first:?}"
    );
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    let again = ["--title", "Rivers", "--name", "Ada King"];
    let second = afar.submit(&again);
    assert!(
        second.out.starts_with("P-1001 was already there; "),
        "{second:?}"
    );
    let third = afar.submit(&[&again[..], &["--json"]].concat()).json();
    assert_eq!(
        (&third["reference"], &third["was_there"], &third["title"]),
        (&"P-1001".into(), &true.into(), &"Rivers".into())
    );
    assert_eq!(afar.papers(), ["P-1001 Ada King"]);
}

#[test]
fn another_title_another_student_or_another_text_is_another_paper() {
    let afar = Afar::open();
    afar.submit(&[]);
    afar.submit(&["--title", "Rivers"]);
    afar.run(&["submit", "ada.txt", "--student", "cleo@example.edu"]);
    afar.place
        .write("ada.txt", "Rivers are long. Lakes are round.");
    afar.submit(&[]);
    let papers = ["P-1001 Ada", "P-1002 Ada", "P-1003 Cleo", "P-1004 Ada"];
    assert_eq!(afar.papers(), papers);
}

#[test]
fn a_paper_is_known_again_when_its_key_is_long_forgotten() {
    let afar = Afar::open();
    afar.submit(&[]);
    let Afar {
        place,
        server,
        token,
    } = afar;
    server.kill();
    let (dir, now) = (DataDir::open(&place.0.join("desk")), Clock::Machine.now());
    let in_two_days = Clock::held_at(now.plus_days(2));
    let db = Db::open(&dir.unwrap(), in_two_days).unwrap();
    assert_eq!(db.write_now(idempotency::sweep).unwrap(), 1);
    drop(db);
    let server = Server::start(&place, &[]);
    let afar = Afar {
        place,
        server,
        token,
    };
    let again = afar.submit(&[]);
    assert!(
        again.out.starts_with("P-1001 was already there; "),
        "{again:?}"
    );
    assert_eq!(afar.papers().len(), 1);
}

#[test]
fn a_lost_answer_makes_no_second_paper() {
    let afar = Afar::open();
    let lossy = StandIn::who_loses_one(afar.server.address);
    let line = ["submit", "ada.txt", "--student", "ada@example.edu"];
    let lost = Said::from(afar.at(lossy.address, &line).output().unwrap());
    lost.is_refused(1, "cannot be reached");
    assert_eq!(afar.papers().len(), 1);
    let lossy = StandIn::who_loses_one(afar.server.address);
    let patient = ["--student", "cleo@example.edu", "--server"];
    let url = format!("http://{}", lossy.address);
    let patient = [&["submit", "ada.txt"], &patient[..], &[&url]].concat();
    let sent = afar.place.with(("PAPERDESK_TOKEN", &afar.token), &patient);
    assert!(sent.out.starts_with("P-1002 is at the desk"), "{sent:?}");
    assert_eq!((lossy.asked(), afar.papers().len()), (2, 2));
}

#[test]
fn without_a_good_token_nothing_is_sent() {
    let mut afar = Afar::with(&[], &["papers:read"]);
    afar.submit(&[])
        .is_refused(1, "This token lacks the scope papers:submit.");
    afar.token = "pd_none".to_owned();
    afar.submit(&[]).is_refused(1, "does not take this token");
    afar.token = String::new();
    afar.submit(&[])
        .is_refused(2, "There is no token: set PAPERDESK_TOKEN");
    assert!(afar.papers().is_empty());
}

#[test]
fn a_token_may_stand_in_a_file_and_disturbs_no_other_command() {
    let afar = Afar::open();
    afar.place.write("token", format!("{}\n", afar.token));
    let url = format!("http://{}", afar.server.address);
    let line = [
        "submit",
        "ada.txt",
        "--student",
        "ada@example.edu",
        "--server",
        &url,
    ];
    let sent = afar.place.with(("PAPERDESK_TOKEN_FILE", "token"), &line);
    assert!(sent.out.starts_with("P-1001 "), "{sent:?}");
    assert!(
        sent.err
            .contains("token holds a token and everybody on this machine may read it.")
    );
    let config = afar
        .place
        .with(("PAPERDESK_TOKEN", &afar.token), &["config"]);
    assert!(
        config.code == 0 && !config.out.contains(&afar.token),
        "{config:?}"
    );
}

#[test]
fn a_token_crosses_no_open_network_and_follows_nobody_elsewhere() {
    let afar = Afar::open();
    let line = [
        "submit",
        "ada.txt",
        "--student",
        "ada@example.edu",
        "--server",
    ];
    let open = [&line[..], &["http://desk.example.edu"]].concat();
    afar.place
        .with(("PAPERDESK_TOKEN", &afar.token), &open)
        .is_refused(
            2,
            "anybody on the way to desk.example.edu could read the token; use https://",
        );
    let there = format!("http://{}/api/papers", afar.server.address);
    let leads = format!(
        "HTTP/1.1 308 Permanent Redirect\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n"
    );
    let guide = StandIn::who_says(leads);
    let led = afar.at(guide.address, &line[..4]).output().unwrap();
    Said::from(led).is_refused(
        1,
        &format!("leads on to {there}, where a token does not follow"),
    );
    assert_eq!(guide.asked(), 1);
    assert!(afar.papers().is_empty());
}

#[test]
fn what_is_no_desk_is_told_so() {
    let afar = Afar::open();
    let page = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno";
    let other = StandIn::who_says(page.to_owned());
    let line = ["submit", "ada.txt", "--student", "ada@example.edu"];
    let asked = afar.at(other.address, &line).output().unwrap();
    Said::from(asked).is_refused(1, "does not answer as a desk does (404 Not Found).");
    let nobody = SocketAddr::from(([127, 0, 0, 1], 9));
    let asked = afar.at(nobody, &line).output().unwrap();
    Said::from(asked).is_refused(
        1,
        "http://127.0.0.1:9 cannot be reached: Connection refused",
    );
}

#[test]
fn what_no_desk_takes_is_refused_before_it_is_sent() {
    let afar = Afar::with(&[("PAPERDESK_MAX_UPLOAD", "1 KiB")], &["papers:submit"]);
    afar.place.write("long.txt", "Rivers. ".repeat(1000));
    afar.place
        .write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    afar.place.write("none.txt", "");
    let submit = |file, more: &[&str]| {
        afar.run(&[&["submit", file, "--student", "ada@example.edu"], more].concat())
    };
    submit("long.txt", &[]).is_refused(1, "Your paper must be smaller than");
    submit("old.doc", &[]).is_refused(1, "This is an older Word file (.doc).");
    submit("none.txt", &[]).is_refused(1, "This file is empty.");
    submit("gone.txt", &[]).is_refused(1, "there is no file gone.txt.");
    submit("ada.txt", &["--due-on", "12/04/2027"]).is_refused(
        2,
        "may be 2027-04-12 or 2027-12-04; write the one that is meant",
    );
    submit("ada.txt", &["--subject", &"S".repeat(201)])
        .is_refused(1, "subject: Write at most 200 letters.");
    afar.run(&["submit", "ada.txt", "--student", "ada"])
        .is_refused(1, "student_email: \"ada\" is not an address");
    assert!(afar.papers().is_empty());
}

#[test]
fn on_a_terminal_a_bar_shows_how_far_it_is() {
    let afar = Afar::open();
    afar.place
        .write("long.txt", "Rivers are long. ".repeat(500_000));
    let watcher = pty::openpt(pty::OpenptFlags::RDWR | pty::OpenptFlags::NOCTTY).unwrap();
    pty::grantpt(&watcher).unwrap();
    pty::unlockpt(&watcher).unwrap();
    let terminal = pty::ptsname(&watcher, Vec::new()).unwrap();
    let terminal: OwnedFd = File::options()
        .read(true)
        .write(true)
        .open(terminal.to_str().unwrap())
        .unwrap()
        .into();
    let line = ["submit", "long.txt", "--student", "ada@example.edu"];
    let mut command = afar.at(afar.server.address, &line);
    let child = command
        .stdout(Stdio::piped())
        .stderr(terminal)
        .spawn()
        .unwrap();
    drop(command);
    let mut seen = Vec::new();
    // A terminal that nobody holds any more ends with an error.
    drop(File::from(watcher).read_to_end(&mut seen));
    let said = child.wait_with_output().unwrap();
    assert!(
        said.stdout.starts_with(b"P-1001 is at the desk"),
        "{said:?}"
    );
    let seen = String::from_utf8(seen).unwrap();
    assert!(
        seen.contains("long.txt  [") && seen.contains(" of 8.1 MiB"),
        "{seen:?}"
    );
    assert!(seen.ends_with("\r\u{1b}[K"), "{seen:?}");
}
