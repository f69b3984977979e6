//! What stands in the audit beside roles and sign-ins: where data leave the desk, and letters that open doors.

use crate::deeds::id;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn who_made_changed_and_removed_a_webhook_is_written_down() {
    let desk = Desk::open();
    let typed = [
        ("name", "Course system"),
        ("format", "standard"),
        ("url", "https://hooks.example.edu/secret-path"),
        ("key", "a-form"),
    ];
    desk.cora().post("/settings/webhooks", &typed).is(200);
    desk.odo().post("/settings/webhooks/1", &typed).is(303);
    desk.cora()
        .post("/settings/webhooks/1/secret", &[("turns", "0")])
        .is(200);
    desk.cora()
        .post("/settings/webhooks/1/switch", &[("to", "off")])
        .is(303);
    desk.cora()
        .post("/settings/webhooks/1/switch", &[("to", "on")])
        .is(303);
    desk.odo().post("/settings/webhooks/1/remove", &[]).is(303);
    let audit = desk.odo().get("/settings/audit?act=webhook_settled");
    for did in [
        "did: made; host: hooks.example.edu; webhook: 1",
        "did: changed; host: hooks.example.edu; webhook: 1",
        "did: secret changed; webhook: 1",
        "did: switched off; webhook: 1",
        "did: switched on; webhook: 1",
        "did: removed; webhook: 1",
    ] {
        audit.says(did);
    }
    assert!(!audit.body().contains("secret-path"));
}

#[test]
fn a_mail_that_goes_to_another_address_and_one_that_is_called_back_are_written_down() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let mail = desk.count("select max(id) as n from deliveries where letter = 'received'");
    let typed = [("address", "eve@example.org")];
    desk.cora()
        .post(&format!("/mail/{mail}/address"), &typed)
        .is(303);
    desk.cora()
        .post(&format!("/mail/{mail}/cancel"), &[])
        .is(303);
    let audit = desk.odo().get("/settings/audit?paper=P-1001");
    audit
        .says("sent a mail elsewhere about P-1001")
        .says("called a mail back about P-1001")
        .says(&format!("delivery: {mail}"));
    assert!(!audit.body().contains("eve@example.org"));
}

#[test]
fn an_admin_who_reads_a_letter_that_lets_somebody_in_is_written_down() {
    let desk = Desk::open();
    let bea = id(&desk, "bea@example.edu");
    desk.cora()
        .post(&format!("/people/{bea}/invite"), &[])
        .is(303);
    let mail = desk.count("select max(id) as n from deliveries where letter = 'invitation'");
    desk.cora().get(&format!("/mail/{mail}")).is(200);
    assert_eq!(read(&desk), 0);
    desk.odo()
        .get(&format!("/mail/{mail}"))
        .says("/sign-in/once/");
    assert_eq!(read(&desk), 1);
    desk.odo()
        .get("/settings/audit?act=letter_read")
        .says("read a letter that lets in Bea Lindqvist");
}

fn read(desk: &Desk) -> i64 {
    desk.count("select count(*) as n from audit_facts where act = 'letter_read'")
}

#[test]
fn a_merge_says_what_roles_came_of_it() {
    let desk = Desk::open();
    let (ben, cora) = (id(&desk, "ben@example.edu"), id(&desk, "cora@example.edu"));
    let place = format!("/people/{cora}/merge/{ben}");
    desk.odo().post(&place, &[("address", "own")]).is(303);
    desk.odo()
        .get("/settings/audit?act=merged")
        .says("roles: tutor, coordinator");
}

#[test]
fn a_second_reader_stays_unnamed_also_when_they_are_one_no_more() {
    let desk = Desk::open();
    super::audit::bea_reads_second(&desk);
    desk.deed(|tx| {
        tx.run(
            "update people set reads_second = 0 where email = 'bea@example.edu'",
            &[],
        )
    });
    let page = desk.ada().get("/papers/P-1001");
    page.says("Somebody at the centre, Today 09:00");
    assert!(!page.body().contains("Bea"));
    let taken = super::erasing::taken_home(&desk.ada());
    assert!(taken.contains("who_opened_their_papers") && !taken.contains("Bea"));
}

#[test]
fn who_stops_mail_and_who_takes_an_address_off_its_list_is_written_down_without_the_address() {
    let desk = Desk::open();
    let (cora, ada) = (desk.cora(), [("address", "ada@example.edu")]);
    cora.post("/mail/stop", &[("all", "yes")]).is(303);
    cora.post("/mail/stop", &[("all", "yes")]).is(303);
    cora.post("/mail/go-on", &[]).is(303);
    cora.post("/mail/stop", &[("destination", "example.org")])
        .is(303);
    let why = [ada[0], ("reason", "She writes from another one")];
    cora.post("/mail/unreached", &why).is(303);
    cora.post("/mail/unreached/lift", &ada).is(303);
    let audit = desk.odo().get("/settings/audit");
    audit
        .says("stopped mail of the desk")
        .says("destination: all")
        .says("let mail go on of the desk")
        .says("destination: example.org")
        .says("stopped writing to an address of Ada King")
        .says("took an address off the list of those not reached, of Ada King");
    assert!(!audit.words().contains("ada@example.edu"));
    let stopped = "select count(*) as n from audit_facts where act = 'mail_stopped'";
    assert_eq!(desk.count(stopped), 2);
}
