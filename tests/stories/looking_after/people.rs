//! The people of the desk: adding them, their roles, and the door they come in by.

use crate::deeds::{flash, give, id, mails_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn a_person_is_added_and_comes_in_by_the_link_in_their_invitation() {
    let desk = Desk::open();
    let form = [
        ("name", "  Mo   Hart "),
        ("email", "Mo@Example.edu"),
        ("role", "tutor"),
        ("role", "teacher"),
    ];
    let mails = mails_after(&desk, || {
        let answer = desk.cora().post("/people", &form);
        let says = "Mo Hart was added, and an invitation is on its way to mo@example.edu.";
        assert_eq!(flash(&answer), says);
    });
    assert_eq!(mails[0].to, "mo@example.edu");
    assert!(mails[0].text.contains("Cora Whitlock added you"));
    let link = mails[0]
        .text
        .split("http://desk.example.edu")
        .find(|part| part.starts_with("/sign-in/once/"))
        .unwrap();
    let link = link.split_whitespace().next().unwrap();
    let mut mo = desk.stranger();
    mo.get(link).is(200).says("Mo Hart");
    let answer = mo.post(link, &[]);
    mo.keep(&answer);
    mo.get("/desk").is(200);
    assert_eq!(desk.stranger().post(link, &[]).session(), None);
}

#[test]
fn a_person_needs_a_name_an_address_of_their_own_and_a_role() {
    let desk = Desk::open();
    let cora = desk.cora();
    cora.post("/people", &[("email", "nonsense")])
        .is(422)
        .says("Enter an address like name@example.edu")
        .says("Enter their name")
        .says("Choose at least one role");
    let taken = [
        ("name", "Ada"),
        ("email", "ADA@example.edu"),
        ("role", "tutor"),
    ];
    let answer = cora.post("/people", &taken);
    answer
        .is(422)
        .says("There is already a person with this address");
    assert!(answer.body().contains("value=\"tutor\" checked"));
}

#[test]
fn only_an_admin_makes_an_admin() {
    let desk = Desk::open();
    let form = [
        ("name", "Mo"),
        ("email", "mo@example.edu"),
        ("role", "admin"),
    ];
    desk.cora()
        .post("/people", &form)
        .is(422)
        .says("Only an admin can make somebody an admin");
    desk.odo().post("/people", &form).is(303);
    let cora = id(&desk, "cora@example.edu");
    let roles = [("role", "coordinator"), ("role", "admin")];
    desk.cora()
        .post(&format!("/people/{cora}/roles"), &roles)
        .is(403);
    assert_eq!(desk.role_of("cora@example.edu").len(), 1);
}

#[test]
fn a_coordinator_changes_nothing_about_an_admin() {
    let desk = Desk::open();
    let odo = id(&desk, "odo@example.edu");
    for deed in [
        "roles",
        "disable",
        "enable",
        "invite",
        "sign-out-everywhere",
    ] {
        desk.cora()
            .post(&format!("/people/{odo}/{deed}"), &[("role", "student")])
            .is(403);
    }
    desk.odo().get("/health").is(200);
}

#[test]
fn new_roles_count_at_once_and_end_the_sessions_that_had_the_old_ones() {
    let desk = Desk::open();
    let (cleo, number) = (desk.cleo(), id(&desk, "cleo@example.edu"));
    let roles = [("role", "student"), ("role", "tutor")];
    desk.cora()
        .post(&format!("/people/{number}/roles"), &roles)
        .is(303);
    cleo.get("/papers").is(303);
    desk.cleo().get("/desk").is(200);
}

#[test]
fn somebody_who_is_disabled_is_out_at_once_and_comes_in_again_when_enabled() {
    let desk = Desk::open();
    let (bea, number) = (desk.bea(), id(&desk, "bea@example.edu"));
    bea.get("/desk").is(200);
    desk.cora()
        .post(&format!("/people/{number}/disable"), &[])
        .is(303);
    bea.get("/desk").is(303);
    desk.cora()
        .post(&format!("/people/{number}/enable"), &[])
        .is(303);
    bea.get("/desk").is(303);
    desk.bea().get("/desk").is(200);
}

#[test]
fn nobody_stops_being_a_tutor_with_papers_in_hand() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    let ben = id(&desk, "ben@example.edu");
    let says = "They still have a paper. Hand it back to the queue first.";
    let cora = desk.cora();
    cora.post(&format!("/people/{ben}/roles"), &[("role", "teacher")])
        .is(409)
        .says(says);
    desk.ben().get("/desk").is(200);
}

#[test]
fn the_last_admin_stays() {
    let desk = Desk::open();
    let odo = id(&desk, "odo@example.edu");
    let says = "They are the only admin. Make somebody else an admin first.";
    desk.odo()
        .post(&format!("/people/{odo}/disable"), &[])
        .is(409)
        .says(says);
    desk.odo()
        .post(&format!("/people/{odo}/roles"), &[("role", "tutor")])
        .is(409)
        .says(says);
    desk.odo().get("/health").is(200);
}

#[test]
fn people_are_found_by_name_address_and_role() {
    let desk = Desk::open();
    let cora = desk.cora();
    let page = cora.get("/people?role=tutor");
    page.says("Ben Okafor").says("Bea Lindqvist");
    assert!(!page.words().contains("Ada King"));
    cora.get("/people?q=KING").says("Ada King");
    cora.get("/people?q=cleo%40").says("Cleo Marsh");
    cora.get("/people?q=%25").says("Nobody here fits that.");
    cora.get("/people/999").is(404);
}

#[test]
fn somebody_signed_out_everywhere_is_out_and_may_come_in_again() {
    let desk = Desk::open();
    let (ben, number) = (desk.ben(), id(&desk, "ben@example.edu"));
    desk.cora()
        .post(&format!("/people/{number}/sign-out-everywhere"), &[])
        .is(303);
    ben.get("/desk").is(303);
    desk.ben().get("/desk").is(200);
}
