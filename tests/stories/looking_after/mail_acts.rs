//! What Cora does with mail: some of it again, called back, to another address, stopped; and addresses not written to.

use paperdesk::outbox::carrier::Outcome;
use paperdesk::outbox::{self, Letter, State};

use crate::deeds::flash;
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;

const GONE: (Outcome, &str) = (Outcome::Refused, "550 5.1.1 no such user");

/// Ada's receipt for a fresh paper.
fn receipt(desk: &Desk) -> i64 {
    send_in(desk, &desk.ada(), "Gardens");
    desk.count("select max(id) as n from deliveries where letter = 'received'")
}

fn state(desk: &Desk, id: i64) -> State {
    let found = desk.look(|tx| outbox::find(tx, outbox::DeliveryId(id)));
    found.unwrap().state
}

fn selected(cora: &Seat<'_>, act: &str, ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("mails", id.as_str())).collect();
    fields.push(("act", act));
    flash(cora.post("/mail/selected", &fields).is(303))
}

#[test]
fn each_shelf_shows_its_mails_and_how_many_there_are() {
    let desk = Desk::open();
    receipt(&desk);
    desk.tray
        .answers([(Outcome::Later { not_before: None }, "450 4.7.1 greylisted")]);
    desk.carry();
    let cora = desk.cora();
    let page = cora.get("/mail?state=delayed");
    page.says("greylisted").says("Delayed 1").says("Waiting 0");
    desk.minutes_pass(60);
    desk.carry();
    cora.get("/mail?state=today").says("ada@example.edu");
    desk.minutes_pass(24 * 60);
    let cora = desk.cora();
    cora.get("/mail?state=today").says("Nothing here");
    cora.get("/mail?state=sent").says("ada@example.edu");
}

#[test]
fn a_selection_goes_again_and_another_is_called_back() {
    let desk = Desk::open();
    let (first, second) = (receipt(&desk), receipt(&desk));
    let cora = desk.cora();
    assert_eq!(
        selected(&cora, "cancel", &[second]),
        "1 mail is called back."
    );
    desk.tray.answers([(Outcome::Refused, "550 no")]);
    desk.carry();
    assert_eq!(state(&desk, first), State::Failed);
    assert_eq!(
        selected(&cora, "again", &[first, second]),
        "1 mail is tried again at once."
    );
    desk.carry();
    assert_eq!(
        (state(&desk, first), state(&desk, second)),
        (State::Sent, State::Cancelled)
    );
    assert_eq!(selected(&cora, "again", &[]), "Nothing was selected.");
    cora.post(
        "/mail/selected",
        &[("mails", &first.to_string()), ("act", "cancel")],
    )
    .is(409)
    .says("Only a mail that waits can be called back.");
}

#[test]
fn no_more_than_two_hundred_mails_are_looked_after_at_once() {
    let desk = Desk::open();
    let many: Vec<String> = (1..=201).map(|n: i64| n.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = many.iter().map(|id| ("mails", id.as_str())).collect();
    fields.push(("act", "cancel"));
    let cora = desk.cora();
    cora.post("/mail/selected", &fields)
        .is(409)
        .says("At most 200 mails at once");
}

#[test]
fn a_mail_goes_to_another_address_and_remembers_the_first() {
    let desk = Desk::open();
    let id = receipt(&desk);
    desk.tray.answers([GONE]);
    desk.carry();
    let (cora, place) = (desk.cora(), format!("/mail/{id}"));
    cora.post(&format!("{place}/address"), &[("address", "ada")])
        .is(422)
        .says("Enter an address like name@example.edu");
    cora.post(
        &format!("{place}/address"),
        &[("address", "ada@home.example")],
    )
    .is(303);
    let mails = desk.carry();
    let mail = mails
        .iter()
        .find(|mail| mail.to == "ada@home.example")
        .unwrap();
    assert!(
        mail.head.contains("To: \"Ada King\" <ada@home.example>"),
        "{}",
        mail.head
    );
    cora.get(&place)
        .says("Cora Whitlock changed the address; it was ada@example.edu");
}

#[test]
fn a_letter_that_opens_a_door_goes_to_no_other_address() {
    let desk = Desk::open();
    let ben = desk.person("ben@example.edu").id.0;
    desk.cora()
        .post(&format!("/people/{ben}/invite"), &[])
        .is(303);
    let id = desk.count("select max(id) as n from deliveries where letter = 'invitation'");
    let typed = [("address", "eve@example.org")];
    desk.odo()
        .post(&format!("/mail/{id}/address"), &typed)
        .is(409)
        .says(
            "to that person’s own address only"
                .replace('’', "'")
                .as_str(),
        );
}

#[test]
fn stopped_mail_waits_as_long_as_it_must_and_sign_in_codes_still_go() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/mail/stop", &[("all", "yes")]).is(303);
    let id = receipt(&desk);
    desk.stranger()
        .post("/sign-in", &[("email", "ben@example.edu")])
        .is(200);
    assert_eq!(desk.carry().len(), 1);
    cora.get("/mail")
        .says("Mail is stopped since today 09:00; ");
    desk.minutes_pass(6 * 24 * 60);
    desk.carry();
    assert_eq!(state(&desk, id), State::Pending);
    let cora = desk.cora();
    cora.post("/mail/go-on", &[]).is(303);
    desk.carry();
    assert_eq!(state(&desk, id), State::Sent);
    cora.get("/mail").says("Mail is going out normally.");
}

#[test]
fn one_destination_is_stopped_and_the_others_hear() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/mail/stop", &[("destination", "not a domain")])
        .is(422)
        .says("Enter a mail domain like example.edu");
    cora.post("/mail/stop", &[("destination", "Example.EDU")])
        .is(303);
    let id = receipt(&desk);
    cora.post("/mail/test", &[("to", "printer@example.org")])
        .is(303);
    let to: Vec<String> = desk.carry().into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["printer@example.org"]);
    cora.get(&format!("/mail/{id}"))
        .says("Mail to this destination is stopped, so it waits.");
    cora.get("/mail")
        .says("Mail is going out, but not to example.edu.");
    cora.post("/mail/go-on", &[("destination", "example.edu")])
        .is(303);
    desk.carry();
    assert_eq!(state(&desk, id), State::Sent);
    cora.post("/mail/go-on", &[("destination", "example.edu")])
        .is(404);
}

#[test]
fn an_address_that_takes_no_mail_is_not_written_to_until_somebody_says_so() {
    let desk = Desk::open();
    let first = receipt(&desk);
    desk.tray.answers([GONE]);
    desk.carry();
    let cora = desk.cora();
    cora.get("/mail?state=bounced")
        .says("550 5.1.1 no such user");
    let before = desk.tray.tries();
    let second = receipt(&desk);
    assert_eq!(state(&desk, second), State::Failed);
    desk.carry();
    let to_ada = |mail: &crate::desk::Mail| mail.to == "ada@example.edu";
    assert!(!desk.mails().iter().any(to_ada) && desk.tray.tries() > before);
    cora.get("/mail/unreached")
        .says("ada@example.edu comes back");
    let ada = desk.person("ada@example.edu").id.0;
    cora.get(&format!("/people/{ada}"))
        .says("Mail to ada@example.edu comes back");
    let paper = desk.newest_paper();
    cora.get(&format!("/papers/{paper}"))
        .says("Mail to ada@example.edu comes back");
    assert_eq!(
        flash(&cora.post("/mail/again?state=failed", &[])),
        "Nothing was left to send again."
    );
    cora.post("/mail/unreached/lift", &[("address", "ada@example.edu")])
        .is(303);
    assert_eq!(
        selected(&cora, "again", &[first, second]),
        "2 mails are tried again at once."
    );
    desk.carry();
    assert_eq!(state(&desk, second), State::Sent);
}

#[test]
fn a_code_from_the_mail_proves_that_mail_arrives() {
    let desk = Desk::open();
    receipt(&desk);
    desk.tray.answers([GONE]);
    desk.carry();
    let by_link = |desk: &Desk| {
        let ada = desk.person("ada@example.edu");
        let token = desk.deed(move |tx| paperdesk::sign_in::link_for(tx, &ada));
        let place = format!("/sign-in/once/{}", token.reveal());
        flash(&desk.stranger().post(&place, &[]))
    };
    assert!(by_link(&desk).contains("Nothing we write reaches you."));
    desk.stranger()
        .post("/sign-in", &[("email", "ada@example.edu")])
        .is(200);
    let mails = desk.carry();
    let code = mails
        .iter()
        .find(|mail| mail.subject().contains("sign-in code"))
        .unwrap();
    let code: String = code.subject().chars().take(6).collect();
    let typed = [("email", "ada@example.edu"), ("code", code.as_str())];
    let says = flash(&desk.stranger().post("/sign-in/code", &typed));
    assert!(says.contains("we write to you there again"), "{says}");
    assert!(by_link(&desk).contains("You are signed in as Ada King."));
}

#[test]
fn somebody_can_say_that_an_address_is_not_written_to() {
    let desk = Desk::open();
    let cora = desk.cora();
    let typed = [("address", "ada@example.edu"), ("reason", "")];
    cora.post("/mail/unreached", &typed).is(422).says("Say why");
    let id = receipt(&desk);
    let typed = [
        ("address", "ada@example.edu"),
        ("reason", "She left the school"),
    ];
    cora.post("/mail/unreached", &typed).is(303);
    assert_eq!(state(&desk, id), State::Failed);
    cora.get("/mail/unreached").says(
        "Cora Whitlock said not to write to ada@example.edu (today 09:00): She left the school.",
    );
    let told = crate::deeds::promised(&desk, desk.newest_paper(), Letter::Received);
    assert_eq!(told, ["ada@example.edu"]);
}
