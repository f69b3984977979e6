//! Webhooks seen beside mail: on the page of a paper, and on the page about all mail.

use super::{Ear, typed};
use crate::desk::Desk;
use crate::seat::Answer;
use crate::telling_everyone::send_in;
use paperdesk::hooks;
use paperdesk::people::{self, Role};

/// Whether a page leads to an address, or to one that begins so.
fn leads_to(page: &Answer, path: &str) -> bool {
    page.body()
        .replace("&#x2F;", "/")
        .contains(&format!("\"{path}"))
}

#[test]
fn a_papers_event_says_which_webhook_was_told_and_what_it_answered() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    let number = send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(503, None)]);
    desk.tell(ear);
    let page = desk.cora().get(&format!("/papers/{number}"));
    page.says("Webhook “Course system” (hooks.example.edu), which Cora Whitlock looks after.")
        .says("It hears of all events. Try 2 of 12 is today 09:00.")
        .says("Answer 503.")
        .says("as it likes");
    let log = format!("/settings/webhooks/1/sent/{}", desk.newest().id.0);
    assert!(leads_to(&page, &log));
}

#[test]
fn what_is_held_for_a_webhook_that_is_off_says_why_and_since_when() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(410, None)]);
    desk.tell(ear);
    let number = send_in(&desk, &desk.ada(), "Lakes");
    let page = desk.cora().get(&format!("/papers/{number}"));
    page.says("It is held. Switched off today 09:00: the other side said that it wants no more");
    let again = format!("/settings/webhooks/1/sent/{}/again", desk.newest().id.0);
    assert!(!leads_to(&page, &again));
    assert!(leads_to(&page, "/settings/webhooks/1/sent/"));
}

#[test]
fn nobody_but_who_oversees_or_looks_after_it_sees_a_webhook_at_a_paper() {
    let desk = Desk::open();
    let cora = desk.person("cora@example.edu");
    desk.deed(move |tx| {
        people::add(
            tx,
            "tove@example.edu",
            "Tove Berg",
            &[Role::Tutor, Role::Coordinator],
        )?;
        hooks::create(tx, &cora, &typed()).map(drop)
    });
    let tove = desk.person("tove@example.edu");
    let hers = hooks::Typed {
        name: "Her board".into(),
        ..typed()
    };
    desk.deed(move |tx| hooks::create(tx, &tove, &hers).map(drop));
    let number = send_in(&desk, &desk.ada(), "Rivers");
    let (odo, tove) = (
        desk.person("odo@example.edu"),
        desk.person("tove@example.edu"),
    );
    desk.deed(move |tx| people::set_roles(tx, &odo, tove.id, &[Role::Tutor]).map(drop));
    let page = format!("/papers/{number}");
    for who in ["ada@example.edu", "ben@example.edu"] {
        let words = desk.seat(who).get(&page).is(200).words();
        assert!(!words.contains("Webhook"), "{who}: {words}");
    }
    let seen = desk.seat("tove@example.edu").get(&page);
    seen.says("Webhook “Her board”");
    assert!(!seen.words().contains("Course system"));
    assert!(!leads_to(&seen, "/settings/webhooks/"));
}

#[test]
fn the_page_about_mail_counts_webhooks_that_take_nothing_and_leads_to_what_they_are_told() {
    let (desk, ear) = (Desk::open(), Ear::default());
    assert!(!leads_to(&desk.cora().get("/mail"), "/mail/webhooks"));
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(500, None)]);
    desk.tell(ear);
    let page = desk.cora().get("/mail");
    page.says("1 webhook takes nothing, the first since 09:00.");
    assert!(leads_to(&page, "/mail/webhooks"));
    desk.cora()
        .get("/mail/webhooks?state=delayed")
        .is(200)
        .says("P-1001 was sent in")
        .says("Try 2 of 12 is today 09:00.")
        .says("500 as it likes");
    desk.cora()
        .get("/mail/webhooks?state=failed")
        .says("Nothing here");
}

#[test]
fn what_a_webhook_was_not_told_goes_again_from_the_page_about_all_of_them() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let hook = desk.hook(typed());
    let cora = desk.person("cora@example.edu");
    desk.deed(move |tx| hooks::switch_off(tx, &cora, hook));
    send_in(&desk, &desk.ada(), "Rivers");
    let again = format!("/settings/webhooks/1/sent/{}/again", desk.newest().id.0);
    let held = || desk.cora().get("/mail/webhooks?state=held");
    assert!(
        !held()
            .says("It is held. Switched off")
            .body()
            .contains(&again)
    );
    desk.cora()
        .post("/settings/webhooks/1/switch", &[("to", "on")])
        .is(303);
    assert!(leads_to(&held(), &again));
    desk.cora().post(&again, &[]).is(303);
    assert_eq!(desk.tell(ear), 1);
    desk.cora().get("/mail/webhooks?state=sent").says("Taken");
}
