//! Webhooks on pages: making one, its secret, a test, its log, and sending again.

use super::{Ear, header, typed};
use crate::desk::Desk;
use crate::telling_everyone::send_in;
use paperdesk::hooks::{self, HookId};
use paperdesk::outbox::State;

const MADE: [(&str, &str); 4] = [
    ("name", "Course system"),
    ("format", "standard"),
    ("url", "https://hooks.example.edu/desk"),
    ("key", "a-form"),
];

/// The secret that a page shows.
fn secret(page: &str) -> Option<&str> {
    let begin = page.find("whsec_")?;
    page[begin..].split('"').next()
}

fn keys(desk: &Desk) -> usize {
    let hook = desk.look(|tx| hooks::find(tx, HookId(1))).unwrap();
    hook.signing_at(desk.clock.now()).count()
}

#[test]
fn the_secret_is_shown_once_and_a_form_sent_twice_makes_one() {
    let desk = Desk::open();
    let made = desk.cora().post("/settings/webhooks", &MADE);
    made.is(200).says("shown this once and not again");
    let shown = made.body();
    let shown = secret(&shown).unwrap();
    desk.cora().post("/settings/webhooks", &MADE).is(303);
    for path in [
        "/settings/webhooks",
        "/settings/webhooks/1",
        "/settings/webhooks/1/edit",
    ] {
        assert!(
            !desk.cora().get(path).is(200).body().contains(shown),
            "{path}"
        );
    }
    assert_eq!(desk.count("select count(*) as n from hooks"), 1);
}

#[test]
fn a_changed_secret_and_the_one_before_it_sign_for_a_day() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.cora().post("/settings/webhooks", &MADE);
    let turned = desk
        .cora()
        .post("/settings/webhooks/1/secret", &[("turns", "0")]);
    assert!(secret(&turned.is(200).body()).is_some());
    desk.cora()
        .post("/settings/webhooks/1/secret", &[("turns", "0")])
        .is(303);
    assert_eq!(desk.count("select turns as n from hooks"), 1);
    send_in(&desk, &desk.ada(), "Rivers");
    desk.tell(ear.clone());
    assert_eq!(
        header(&ear.heard()[0], "webhook-signature")
            .split(' ')
            .count(),
        2
    );
    assert_eq!(keys(&desk), 2);
    desk.minutes_pass(24 * 60);
    assert_eq!(keys(&desk), 1);
}

#[test]
fn a_test_shows_its_answer_and_says_nothing_about_health() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    desk.cora()
        .post("/settings/webhooks/1/switch", &[("to", "off")])
        .is(303);
    let sent = desk
        .cora()
        .post("/settings/webhooks/1/test", &[])
        .location()
        .to_owned();
    desk.cora().get(&sent).is(200).says("It goes out at once.");
    ear.answers([(418, None)]);
    desk.tell(ear.clone());
    desk.cora()
        .get(&sent)
        .says("Answer 418.")
        .says("as it likes")
        .says("paperdesk.test");
    assert_eq!(desk.newest().state, State::Failed);
    assert_eq!(desk.count("select failures as n from hooks"), 0);
}

#[test]
fn the_log_shows_request_and_answer_and_one_can_be_sent_again() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    desk.tell(ear.clone());
    desk.cora()
        .get("/settings/webhooks/1")
        .says("P-1001 was sent in")
        .says("Taken");
    let page = format!("/settings/webhooks/1/sent/{}", desk.newest().id.0);
    let id = desk.newest().message.id;
    desk.cora()
        .get(&page)
        .says("Answer 204.")
        .says(&id)
        .says("\"paper_reference\": \"P-1001\"");
    desk.cora().post(&format!("{page}/again"), &[]).is(303);
    assert_eq!((desk.tell(ear.clone()), ear.heard().len()), (1, 2));
    assert_eq!(header(&ear.heard()[1], "webhook-id"), id);
}

#[test]
fn some_days_are_sent_again_and_a_day_that_is_none_is_named() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    desk.tell(ear.clone());
    let again = |from: &str, to: &str, all: &str| {
        let fields = [("from", from), ("to", to), ("all", all)];
        desk.cora().post("/settings/webhooks/1/replay", &fields)
    };
    again("", "2026-11-02", "no")
        .is(422)
        .says("Enter the first day");
    again("2026-11-02", "2026-11-01", "no")
        .is(422)
        .says("cannot be before");
    again("2026-11-02", "2026-11-02", "no").is(303);
    assert_eq!(desk.tell(ear.clone()), 0);
    again("2026-11-02", "2026-11-02", "yes").is(303);
    assert_eq!(desk.tell(ear.clone()), 1);
    again("2026-10-01", "2026-11-01", "yes").is(303);
    assert_eq!(desk.tell(ear), 0);
}

#[test]
fn an_address_that_may_not_be_asked_is_refused_at_its_field() {
    let desk = Desk::open();
    for url in [
        "http://hooks.example.edu/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://localhost/",
        "https://hooks.example.edu:8443/",
        "https://a:b@hooks.example.edu/",
    ] {
        let fields = [
            ("name", "Course system"),
            ("format", "standard"),
            ("url", url),
        ];
        let answer = desk.cora().post("/settings/webhooks", &fields);
        answer.is(422).says("There is a problem");
        assert!(answer.body().contains("value=\"Course system\""));
    }
    assert_eq!(desk.count("select count(*) as n from hooks"), 0);
}

#[test]
fn a_token_is_kept_for_its_own_machine_and_forgotten_for_another() {
    let desk = Desk::open();
    desk.hook(hooks::Typed {
        token: "tk_secret".into(),
        ..typed()
    });
    let token = |url: &str| {
        let fields = [("name", "Course system"), ("format", "ntfy"), ("url", url)];
        desk.cora().post("/settings/webhooks/1", &fields).is(303);
        desk.look(|tx| hooks::find(tx, HookId(1))).unwrap().token
    };
    assert_eq!(token("https://hooks.example.edu/other"), "tk_secret");
    assert_eq!(token("https://elsewhere.example.edu/"), "");
}

#[test]
fn what_is_removed_is_told_nothing_and_its_secrets_are_gone() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    desk.cora().post("/settings/webhooks/1/remove", &[]).is(303);
    send_in(&desk, &desk.ada(), "Lakes");
    assert_eq!((desk.tell(ear), desk.newest().state), (0, State::Cancelled));
    assert_eq!(
        desk.count("select length(secret) + length(url) as n from hooks"),
        0
    );
    desk.cora().get("/settings/webhooks/1").is(404);
}

#[test]
fn what_could_not_be_told_to_one_that_is_removed_is_nobodys_trouble_any_more() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(410, None)]);
    desk.tell(ear);
    assert_eq!(desk.newest().state, State::Failed);
    let failed = "select count(*) as n from hook_deliveries where state = 'failed'";
    let tries = "select count(*) as n from hook_attempts";
    assert_eq!((desk.count(failed), desk.count(tries)), (1, 1));
    desk.cora().post("/settings/webhooks/1/remove", &[]).is(303);
    assert_eq!(
        (desk.count(failed), desk.count(tries)),
        (0, 1),
        "its log stays"
    );
}
