//! What comes back by mail: reports that a mail did not arrive, and what students answer. Nothing of it is answered.

mod hostile;

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use paperdesk::centre;
use paperdesk::outbox::{self, DeliveryId, State};
use paperdesk::people::{self, Role};
use rocket::http::{Header, Method};
use sha2::Sha256;

use crate::deeds::{give_to_ben_who_begins, id};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

/// Hands a mail over as a mail server would, signed at a time so many seconds from now.
fn handed_over(desk: &Desk, mail: &str, seconds: i64) -> (u16, String) {
    let at = (desk.clock.now().0 / 1000 + seconds).to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(&[b'k'; 32]).unwrap();
    mac.update(format!("msg_1.{at}.{mail}").as_bytes());
    let signature = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    let seat = desk.stranger();
    let request = seat
        .request(Method::Post, "/inbound/bounce")
        .header(Header::new("webhook-id", "msg_1"))
        .header(Header::new("webhook-timestamp", at))
        .header(Header::new("webhook-signature", signature))
        .body(mail);
    let answer = request.dispatch();
    (
        answer.status().code,
        answer.into_string().unwrap_or_default(),
    )
}

fn filed(desk: &Desk, mail: &str) -> String {
    let (status, says) = handed_over(desk, mail, 0);
    assert_eq!(status, 200, "{says}");
    says
}

fn way_back(desk: &Desk) {
    desk.deed(|tx| outbox::introduce_way_back(tx, Some("back.example.edu")));
}

/// Ada's receipt as it went out: its number, and the address that it comes back to.
fn sent_receipt(desk: &Desk) -> (DeliveryId, String) {
    send_in(desk, &desk.ada(), "Gardens");
    desk.carry();
    let id = desk.count("select max(id) as n from deliveries where letter = 'received'");
    let parcels = desk.tray.taken();
    let parcel = parcels
        .iter()
        .rev()
        .find(|parcel| parcel.to == "ada@example.edu");
    (DeliveryId(id), parcel.unwrap().from.clone())
}

fn state(desk: &Desk, id: DeliveryId) -> State {
    desk.look(|tx| outbox::find(tx, id)).unwrap().state
}

fn report(to: &str, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@relay.example\r\nTo: {to}\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\nFinal-Recipient: rfc822; ada@example.edu\r\n\
Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 {status} not\r\n  here\r\n\r\n--b--\r\n"
    )
}

#[test]
fn each_mail_comes_back_to_an_address_of_its_own() {
    let desk = Desk::open();
    let (_, from) = sent_receipt(&desk);
    assert_eq!(from, "desk@desk.example.edu");
    way_back(&desk);
    let (id, from) = sent_receipt(&desk);
    assert!(
        from.starts_with(&format!("bounce+{}-20759.", id.0)) && from.ends_with("@back.example.edu"),
        "{from}"
    );
}

#[test]
fn a_report_that_it_failed_for_good_ends_the_mail_and_sets_the_address_aside() {
    let desk = Desk::open();
    way_back(&desk);
    let (id, from) = sent_receipt(&desk);
    let mail = report(&from, "failed", "5.1.1");
    assert_eq!(filed(&desk, &mail), "{\"filed\":\"report\"}");
    assert_eq!(state(&desk, id), State::Failed);
    let cora = desk.cora();
    cora.get(&format!("/mail/{}", id.0))
        .says("Another mail server says that it did not arrive.")
        .says("5.1.1 550 5.1.1 not here");
    cora.get("/mail/unreached").says("ada@example.edu");
    let told = "select count(*) as n from deliveries where letter = 'delivery_failed'";
    assert_eq!(desk.count(told), 1);
    filed(&desk, &mail);
    assert_eq!(
        (
            desk.count(told),
            desk.count("select count(*) as n from bounces")
        ),
        (1, 1)
    );
}

#[test]
fn a_full_mailbox_ends_the_mail_and_a_delay_only_leaves_a_note() {
    let desk = Desk::open();
    way_back(&desk);
    let (late, from) = sent_receipt(&desk);
    filed(&desk, &report(&from, "delayed", "4.4.1"));
    assert_eq!(state(&desk, late), State::Sent);
    desk.cora()
        .get(&format!("/mail/{}", late.0))
        .says("it is late, and goes on trying");
    let (full, from) = sent_receipt(&desk);
    filed(&desk, &report(&from, "failed", "5.2.2"));
    assert_eq!(state(&desk, full), State::Failed);
    assert_eq!(desk.count("select count(*) as n from suppressions"), 0);
    desk.cora()
        .post(&format!("/mail/{}/again", full.0), &[])
        .is(303);
    desk.carry();
    assert_eq!(state(&desk, full), State::Sent);
}

#[test]
fn a_forged_report_changes_nothing() {
    let desk = Desk::open();
    way_back(&desk);
    let (id, from) = sent_receipt(&desk);
    let forged = from.replacen(&id.0.to_string(), &(id.0 - 1).to_string(), 1);
    for mail in [
        report(&forged, "failed", "5.1.1"),
        report("desk@desk.example.edu", "failed", "5.1.1"),
        format!(
            "To: {from}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n"
        ),
        "no mail at all".to_owned(),
        String::new(),
    ] {
        assert_eq!(filed(&desk, &mail), "{\"filed\":\"nothing\"}", "{mail}");
    }
    let good = report(&from, "failed", "5.1.1");
    assert_eq!(handed_over(&desk, &good, -600).0, 401);
    assert_eq!(handed_over(&desk, &good, 600).0, 401);
    let unsigned = desk.stranger().post("/inbound/bounce", &[]);
    unsigned.is(401);
    assert_eq!(state(&desk, id), State::Sent);
    assert_eq!(desk.count("select count(*) as n from bounces"), 0);
}

/// The address at which Ada answers, from the mail she got.
fn answer_address(desk: &Desk) -> Option<String> {
    let mails = desk.mails();
    let mail = mails
        .iter()
        .rev()
        .find(|mail| mail.to == "ada@example.edu")?;
    let line = mail
        .head
        .lines()
        .find_map(|line| line.strip_prefix("Reply-To: "));
    line.map(str::to_owned)
}

fn answer(from: &str, to: &str, more: &str) -> String {
    format!(
        "From: Ada <{from}>\r\nTo: {to}\r\nSubject: Re\r\n{more}\r\nThank you, Ben!\r\n\r\nOn Monday the desk wrote:\r\n> Hello Ada\r\n"
    )
}

/// The centre takes answers by mail.
fn takes_answers(desk: &Desk) {
    desk.deed(|tx| {
        let ways = centre::ways(tx)?;
        centre::settle_ways(
            tx,
            &centre::Ways {
                replies_by_mail: true,
                ..ways
            },
        )
    });
}

#[test]
fn an_answer_lies_with_its_paper_and_changes_no_state() {
    let desk = Desk::open();
    way_back(&desk);
    sent_receipt(&desk);
    assert_eq!(answer_address(&desk), None, "answers are not asked for");
    takes_answers(&desk);
    sent_receipt(&desk);
    let (number, to) = (desk.newest_paper(), answer_address(&desk).unwrap());
    give_to_ben_who_begins(&desk, number);
    desk.minutes_pass(60);
    desk.carry();
    let before = (
        desk.state(number),
        desk.count("select count(*) as n from events"),
    );
    let mail = answer("ada@example.edu", &to, "");
    assert_eq!(filed(&desk, &mail), "{\"filed\":\"reply\"}");
    assert_eq!(filed(&desk, &mail), "{\"filed\":\"nothing\"}");
    assert_eq!(
        (
            desk.state(number),
            desk.count("select count(*) as n from events")
        ),
        before
    );
    let page = desk.ben().get(&format!("/papers/{number}"));
    page.says("What the student answered by mail")
        .says("Thank you, Ben!");
    assert!(!page.words().contains("the desk wrote"));
    let told: Vec<_> = desk
        .carry()
        .into_iter()
        .filter(|mail| mail.text.contains("answered by mail"))
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "ben@example.edu");
    assert!(!told[0].text.contains("Thank you, Ben"));
    for (from, more) in [
        ("cleo@example.edu", ""),
        ("eve@example.org", ""),
        ("ada@example.edu", "Auto-Submitted: auto-replied\r\n"),
        ("ada@example.edu", "Precedence: bulk\r\n"),
    ] {
        assert_eq!(
            filed(&desk, &answer(from, &to, more)),
            "{\"filed\":\"nothing\"}",
            "{from} {more}"
        );
    }
    let other = to.replace("paper+p-", "paper+p-1");
    assert_eq!(
        filed(&desk, &answer("ada@example.edu", &other, "")),
        "{\"filed\":\"nothing\"}"
    );
}

#[test]
fn an_answer_to_an_account_that_was_merged_lies_with_the_paper_all_the_same() {
    let desk = Desk::open();
    way_back(&desk);
    takes_answers(&desk);
    sent_receipt(&desk);
    let (number, to) = (desk.newest_paper(), answer_address(&desk).unwrap());
    desk.deed(|tx| people::add(tx, "ada.king@example.edu", "Ada K.", &[Role::Student]));
    let both = ["ada.king@example.edu", "ada@example.edu"].map(|email| id(&desk, email));
    let place = format!("/people/{}/merge/{}", both[0], both[1]);
    desk.cora().post(&place, &[("address", "own")]).is(303);
    let mail = answer("ada.king@example.edu", &to, "");
    assert_eq!(filed(&desk, &mail), "{\"filed\":\"reply\"}");
    let page = desk.cora().get(&format!("/papers/{number}"));
    page.says("Thank you, Ben!");
}
