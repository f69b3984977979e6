//! Being signed in: where one is, how it ends, passwords, and the first run of a desk.

use crate::desk::Desk;
use crate::seat::Seat;
use paperdesk::people::{self, Role};
use paperdesk::sign_in;

const PASSWORD: &str = "seven quiet herons";

fn is_in(seat: &Seat<'_>) -> bool {
    seat.get("/account").status == 200
}

fn by_password<'d>(desk: &'d Desk, email: &str, password: &str) -> Option<Seat<'d>> {
    let mut seat = desk.stranger();
    let welcome = seat.post(
        "/sign-in/password",
        &[("email", email), ("password", password)],
    );
    seat.keep(&welcome);
    welcome.session().map(|_| seat)
}

fn set_password(seat: &mut Seat<'_>, current: &str, new: &str) -> u16 {
    let answer = seat.post(
        "/account/password",
        &[("current_password", current), ("new_password", new)],
    );
    if answer.session().is_some() {
        seat.keep(&answer);
    }
    answer.status
}

#[test]
fn a_person_sees_where_they_are_signed_in_and_ends_the_others() {
    let desk = Desk::open();
    let (here, there, cleo) = (desk.ada(), desk.ada(), desk.cleo());
    let page = here.get("/account").body();
    assert_eq!(
        page.matches("on Linux").count(),
        3,
        "this one, and the other with its button"
    );
    here.post("/account/sessions/end-others", &[]).is(303);
    assert_eq!(
        (is_in(&here), is_in(&there), is_in(&cleo)),
        (true, false, true)
    );
}

#[test]
fn nobody_ends_another_persons_session() {
    let desk = Desk::open();
    let (ada, cleo) = (desk.ada(), desk.cleo());
    let id = desk.count("select min(id) as n from sessions");
    cleo.post(&format!("/account/sessions/{id}/end"), &[])
        .is(303);
    assert!(is_in(&ada));
    ada.post(&format!("/account/sessions/{id}/end"), &[])
        .is(303);
    assert!(!is_in(&ada));
}

#[test]
fn signing_out_ends_the_session_itself_and_not_only_the_cookie() {
    let desk = Desk::open();
    let ada = desk.ada();
    ada.post("/sign-out", &[]).is(303);
    assert_eq!(ada.get("/papers").location(), "/sign-in?next=%2Fpapers");
}

#[test]
fn a_session_ends_after_half_a_day_without_a_visit_and_after_two_weeks_or_a_day_for_overseers() {
    let desk = Desk::open();
    let (idle, busy, cora) = (desk.ada(), desk.cleo(), desk.cora());
    for hours in 1..=13 {
        desk.minutes_pass(60);
        assert!(is_in(&busy) && is_in(&cora), "after {hours} h");
    }
    assert!(!is_in(&idle));
    for _ in 0..11 {
        desk.minutes_pass(60);
        is_in(&busy);
        is_in(&cora);
    }
    assert_eq!((is_in(&busy), is_in(&cora)), (true, false));
    for _ in 0..2 * 14 {
        desk.minutes_pass(11 * 60);
        is_in(&busy);
    }
    desk.minutes_pass(4 * 60);
    assert!(!is_in(&busy));
}

#[test]
fn a_disabled_person_is_out_at_once_and_stays_out() {
    let desk = Desk::open();
    let (ben, odo) = (desk.ben(), desk.odo());
    let id = desk.person("ben@example.edu").id;
    odo.post(&format!("/people/{}/disable", id.0), &[]).is(303);
    assert!(!is_in(&ben));
    desk.stranger()
        .post("/sign-in", &[("email", "ben@example.edu")])
        .is(200);
    assert_eq!(desk.carry(), []);
    odo.post(&format!("/people/{}/enable", id.0), &[]).is(303);
    assert!(!is_in(&ben), "an old session comes to life again");
}

#[test]
fn a_change_of_roles_ends_every_session_so_that_no_page_outlives_a_right() {
    let desk = Desk::open();
    let (cora, odo) = (desk.cora(), desk.odo());
    let id = desk.person("cora@example.edu").id.0;
    odo.post(&format!("/people/{id}/roles"), &[("role", "tutor")])
        .is(303);
    assert!(!is_in(&cora));
    desk.cora().get("/people").is(403);
}

#[test]
fn signing_somebody_out_everywhere_ends_what_they_had() {
    let desk = Desk::open();
    let (phone, laptop, odo) = (desk.ben(), desk.ben(), desk.odo());
    let id = desk.person("ben@example.edu").id.0;
    odo.post(&format!("/people/{id}/sign-out-everywhere"), &[])
        .is(303);
    assert_eq!((is_in(&phone), is_in(&laptop)), (false, false));
}

#[test]
fn a_password_may_be_set_changed_used_and_removed() {
    let desk = Desk::open();
    let (mut ada, phone) = (desk.ada(), desk.ada());
    assert!(by_password(&desk, "ada@example.edu", "").is_none());
    assert_eq!(set_password(&mut ada, "", PASSWORD), 303);
    assert_eq!(
        (is_in(&ada), is_in(&phone)),
        (true, false),
        "every other session ends"
    );
    assert!(is_in(
        &by_password(&desk, "ada@example.edu", PASSWORD).unwrap()
    ));
    assert!(by_password(&desk, "ada@example.edu", "seven quiet heronS").is_none());
    assert!(by_password(&desk, "cleo@example.edu", PASSWORD).is_none());
    assert_eq!(
        set_password(&mut ada, "not this one", "nine loud ravens"),
        422
    );
    assert_eq!(set_password(&mut ada, PASSWORD, "nine loud ravens"), 303);
    assert!(by_password(&desk, "ada@example.edu", PASSWORD).is_none());
    ada.post("/account/password/remove", &[])
        .is(422)
        .says("ask a coordinator to remove it");
    let typed = [("current_password", "nine loud ravens")];
    ada.post("/account/password/remove", &typed).is(303);
    assert!(by_password(&desk, "ada@example.edu", "nine loud ravens").is_none());
    let kept = desk.count("select count(*) as n from people where password_hash is not null");
    assert_eq!(kept, 0);
}

#[test]
fn a_coordinator_removes_a_forgotten_password_but_no_admins() {
    let desk = Desk::open();
    for email in ["ada@example.edu", "odo@example.edu"] {
        assert_eq!(set_password(&mut desk.seat(email), "", PASSWORD), 303);
    }
    let remove = |email: &str| {
        let id = desk.person(email).id.0;
        desk.cora()
            .post(&format!("/people/{id}/password/remove"), &[])
            .status
    };
    assert_eq!(
        (remove("ada@example.edu"), remove("odo@example.edu")),
        (303, 403)
    );
    assert!(by_password(&desk, "ada@example.edu", PASSWORD).is_none());
    assert!(by_password(&desk, "odo@example.edu", PASSWORD).is_some());
}

#[test]
fn guesses_from_many_networks_are_counted_together() {
    let desk = Desk::open();
    let guess = |place: u8| {
        let fields = [("email", "ada@example.edu"), ("code", "")];
        let there = desk.stranger().at([198, 51, place, 4]);
        there.post("/sign-in/code", &fields).status
    };
    for n in 0..50 {
        assert_eq!(guess(n / 9), 422, "{n}");
    }
    assert_eq!(guess(7), 429);
}

#[test]
fn a_password_that_is_easy_to_guess_is_not_taken() {
    let desk = Desk::open();
    let mut ada = desk.ada();
    for easy in [
        "short",
        "aaaaaaaaaaaaaaaa",
        "my password is long",
        "ada@example.edu!",
        &"long ".repeat(50),
    ] {
        assert_eq!(set_password(&mut ada, "", easy), 422, "{easy}");
    }
}

#[test]
fn whoever_guesses_passwords_must_wait_even_with_the_right_one() {
    let desk = Desk::open();
    assert_eq!(set_password(&mut desk.ada(), "", PASSWORD), 303);
    for _ in 0..10 {
        assert!(by_password(&desk, "ada@example.edu", "a wrong password").is_none());
    }
    assert!(by_password(&desk, "ada@example.edu", PASSWORD).is_none());
    let answer = desk.stranger().post(
        "/sign-in/password",
        &[("email", "ada@example.edu"), ("password", PASSWORD)],
    );
    answer.is(429);
    desk.minutes_pass(16);
    assert!(by_password(&desk, "ada@example.edu", PASSWORD).is_some());
}

const CENTRE: [(&str, &str); 10] = [
    ("email", "odo@example.edu"),
    ("your_name", "Odo Brandt"),
    ("name", "Northfield Writing Centre"),
    ("contact", "desk@example.edu"),
    ("time_zone", "Europe/Berlin"),
    ("open_days", "0"),
    ("opens_at", "09:00"),
    ("closes_at", "17:00"),
    ("turnaround_hours", "48"),
    ("word_limit", "3000"),
];

fn setup_path(desk: &Desk) -> String {
    format!("/setup/{}", desk.deed(sign_in::setup_link).reveal())
}

#[test]
fn the_first_run_makes_a_centre_and_its_admin_once() {
    let desk = Desk::bare();
    let (void, path) = (setup_path(&desk), setup_path(&desk));
    let mut odo = desk.stranger();
    odo.post(&void, &CENTRE).is(404);
    odo.get(&path).is(200);
    let mut without_name = CENTRE;
    without_name[1].1 = " ";
    odo.post(&path, &without_name)
        .is(422)
        .says("Enter your name");
    assert_eq!(desk.count("select count(*) as n from people"), 0);
    let done = odo.post(&path, &CENTRE);
    assert_eq!((done.status, done.location()), (303, "/people"));
    odo.keep(&done);
    odo.get("/settings").is(200);
    assert_eq!(
        desk.role_of("odo@example.edu"),
        [Role::Coordinator, Role::Admin]
    );
    desk.stranger().post(&path, &CENTRE).is(404);
    assert_eq!(desk.count("select count(*) as n from people"), 1);
}

#[test]
fn a_later_link_recovers_an_admin_and_leaves_the_centre_as_it_is() {
    let desk = Desk::open();
    let odo = desk.person("odo@example.edu");
    let id = odo.id;
    desk.deed(move |tx| people::set_roles(tx, &odo, id, &[Role::Admin, Role::Tutor]));
    let mut typed = CENTRE;
    typed[0].1 = "ben@example.edu";
    typed[2].1 = "Somebody else's centre";
    desk.stranger().post(&setup_path(&desk), &typed).is(303);
    assert_eq!(
        desk.role_of("ben@example.edu"),
        [Role::Tutor, Role::Coordinator, Role::Admin]
    );
    assert_eq!(
        desk.count("select count(*) as n from centre where name = 'Northfield Writing Centre'"),
        1
    );
}
