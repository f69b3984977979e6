//! The round of a letter, with the real program and a real socket: from a paper sent in to the post office, through
//! trouble, death and restoring.

use std::io::Write;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::runtime::Runtime;

use crate::place::Place;
use crate::post_office::{Accepted, Act, At, PostOffice};
use crate::server::{Server, until};
use crate::wire::{Browser, Reply};

/// A post office that works beside the story.
pub struct Town {
    runtime: Runtime,
    pub office: PostOffice,
}

impl Town {
    pub fn with(misbehaving: impl FnOnce(PostOffice) -> PostOffice) -> Self {
        let runtime = Runtime::new().unwrap();
        let office = misbehaving(runtime.block_on(PostOffice::open()));
        Self { runtime, office }
    }

    pub fn smtp(&self) -> String {
        format!("smtp://{}", self.office.address)
    }

    /// The mails it kept, once there are so many.
    fn accepted(&self, count: usize) -> Vec<Accepted> {
        until(&format!("{count} mails"), || {
            let accepted = self.office.accepted();
            (accepted.len() >= count).then_some(accepted)
        })
    }
}

pub fn header<'m>(mail: &'m str, name: &str) -> &'m str {
    mail.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .unwrap_or_default()
}

pub fn text(mail: &Accepted) -> String {
    String::from_utf8(mail.bytes.clone())
        .unwrap()
        .replace("\r\n", "\n")
}

fn to<'m>(mails: &'m [Accepted], address: &str) -> Vec<&'m Accepted> {
    mails.iter().filter(|mail| mail.to == [address]).collect()
}

fn mails(place: &Place, state: &str) -> Vec<Value> {
    place
        .run(&["mail", "list", "--state", state, "--json"])
        .json()
        .as_array()
        .unwrap()
        .clone()
}

/// Everything that was promised is sent, as the desk itself knows it.
fn all_sent(place: &Place, count: usize) {
    until("mails sent", || {
        (mails(place, "sent").len() == count).then_some(())
    });
    for state in ["pending", "sending", "held", "failed"] {
        assert_eq!(mails(place, state), [] as [Value; 0], "{state}");
    }
}

#[test]
fn a_receipt_arrives_with_its_headers() {
    let (place, town) = (Place::new(), Town::with(|office| office));
    let smtp = town.smtp();
    let from = ("PAPERDESK_MAIL_FROM", "Northfield <desk@desk.example.edu>");
    let (server, _) = Server::first(&place, &[("PAPERDESK_SMTP", &smtp), from]);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    assert_eq!(ada.send_in("Rivers").unwrap(), "P-1001");
    let kept = town.accepted(3);
    let receipt = to(&kept, "ada@example.edu")
        .into_iter()
        .map(text)
        .find(|mail| mail.contains("P-1001"))
        .unwrap();
    assert_eq!(header(&receipt, "Subject"), "[P-1001] Rivers");
    assert_eq!(
        header(&receipt, "From"),
        "Northfield <desk@desk.example.edu>"
    );
    assert_eq!(header(&receipt, "Auto-Submitted"), "auto-generated");
    assert_eq!(
        header(&receipt, "References"),
        "<paper-1001@desk.example.edu>"
    );
    assert_eq!(
        header(&receipt, "In-Reply-To"),
        "<paper-1001@desk.example.edu>"
    );
    assert!(
        header(&receipt, "Message-ID").ends_with("@desk.example.edu>"),
        "{receipt}"
    );
    assert!(
        receipt.contains(&format!("http://{}/papers/P-1001", server.address)),
        "{receipt}"
    );
    let alert = to(&kept, "odo@example.edu")
        .into_iter()
        .map(text)
        .next()
        .unwrap();
    assert_eq!(
        header(&alert, "References"),
        "<paper-1001@desk.example.edu>"
    );
    assert_ne!(header(&alert, "Message-ID"), header(&receipt, "Message-ID"));
    all_sent(&place, 3);
}

#[test]
fn a_mail_server_that_is_away_costs_time_and_no_mail() {
    let place = Place::new();
    let Town { runtime, office } = Town::with(|office| office);
    let address: SocketAddr = office.address;
    drop(office);
    let smtp = format!("smtp://{address}");
    let (server, _) = Server::first(&place, &[("PAPERDESK_SMTP", &smtp)]);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Rivers").unwrap();
    let tried = |mail: &Value| mail["last_answer"].is_string();
    let waiting = until("tries", || {
        Some(mails(&place, "pending")).filter(|mails| mails.iter().any(tried))
    });
    assert!(
        waiting.iter().all(|mail| mail["attempts"] == 0),
        "trouble with the server is no mail's own: {waiting:?}"
    );
    let town = Town {
        office: runtime.block_on(PostOffice::open_at(address)),
        runtime,
    };
    town.accepted(3);
    all_sent(&place, 3);
    assert_eq!(town.office.accepted().len(), 3);
}

#[test]
fn one_bad_address_stops_nobody_elses_mail_and_the_coordinator_hears_of_it() {
    let place = Place::new();
    let gone = At::RcptFor("ada@example.edu".into());
    let town = Town::with(|office| office.at(gone, Act::Say("550 5.1.1 no such user")));
    let smtp = town.smtp();
    let (server, _) = Server::first(&place, &[("PAPERDESK_SMTP", &smtp)]);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Rivers").unwrap();
    // Her invitation and her receipt fail; Odo hears of the paper, and of both.
    let kept = town.accepted(3);
    assert_eq!(to(&kept, "odo@example.edu").len(), 3);
    let told = kept
        .iter()
        .filter(|mail| text(mail).contains("550 5.1.1 no such user"))
        .count();
    assert_eq!(told, 2);
    until("failures", || {
        (mails(&place, "failed").len() == 2).then_some(())
    });
    assert_eq!(town.office.accepted().len(), 3);
}

#[test]
fn a_mail_whose_answer_was_cut_off_by_kill_9_goes_again_under_the_same_message_id() {
    let place = Place::new();
    let town = Town::with(|office| office.times(1, At::Dot, Act::KeepInSilence));
    let smtp = town.smtp();
    let (server, mut odo) = Server::first(&place, &[("PAPERDESK_SMTP", &smtp)]);
    odo.post("/mail/test", &[("to", "somebody@example.edu")])
        .unwrap();
    let first = town.accepted(1).remove(0);
    server.kill();
    let _server = Server::start(&place, &[("PAPERDESK_SMTP", &smtp)]);
    let second = town.accepted(2).remove(1);
    assert!(header(&text(&first), "Message-ID").len() > 10);
    assert_eq!(second, first);
    all_sent(&place, 1);
}

#[test]
fn a_false_host_header_never_changes_a_link() {
    let (place, town) = (Place::new(), Town::with(|office| office));
    let smtp = town.smtp();
    let (server, _) = Server::first(&place, &[("PAPERDESK_SMTP", &smtp)]);
    let body = "email=zoe%40example.edu";
    let head = Browser::before(server.address).head(
        "/sign-in",
        ("application/x-www-form-urlencoded", body.len()),
    );
    let false_head = head.replace(
        &format!("Host: {}", server.address),
        "Host: evil.example\r\nX-Forwarded-Host: evil.example",
    );
    let mut stream = Browser::before(server.address).connect().unwrap();
    stream
        .write_all(format!("{false_head}{body}").as_bytes())
        .unwrap();
    assert_eq!(Reply::read(&mut stream).unwrap().status, 200);
    let mail = text(&town.accepted(1)[0]);
    assert!(
        mail.contains(&format!("http://{}/sign-in/link/", server.address)),
        "{mail}"
    );
    assert!(!mail.contains("evil"), "{mail}");
}

#[test]
fn a_desk_with_a_public_address_answers_to_no_other_name() {
    let place = Place::new();
    let server = Server::start(
        &place,
        &[("PAPERDESK_PUBLIC_URL", "http://desk.example.edu")],
    );
    let browser = Browser::before(server.address);
    let asked = |host: &str| {
        let mut stream = browser.connect().unwrap();
        stream
            .write_all(
                format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
                    .as_bytes(),
            )
            .unwrap();
        Reply::read(&mut stream).unwrap().status
    };
    assert_eq!(
        (asked("desk.example.edu"), asked("evil.example")),
        (200, 400)
    );
}
