//! One's own account: a name, a password for those who like one, and where one is signed in.

use crate::desk::Desk;
use crate::seat::{Answer, Seat};

const PASSWORD: &str = "seven boats in the fog";

fn set_password(seat: &mut Seat<'_>, current: &str, new: &str) -> Answer {
    let form = [("current_password", current), ("new_password", new)];
    let answer = seat.post("/account/password", &form);
    if answer.status == 303 {
        seat.keep(&answer);
    }
    answer
}

fn sign_in(desk: &Desk, password: &str) -> Answer {
    let form = [("email", "ada@example.edu"), ("password", password)];
    desk.stranger().post("/sign-in/password", &form)
}

#[test]
fn a_name_is_changed_and_never_empty() {
    let desk = Desk::open();
    let ada = desk.ada();
    ada.post("/account", &[("name", "Ada Lovelace\u{202e}")])
        .is(303);
    assert_eq!(desk.person("ada@example.edu").name, "Ada Lovelace");
    ada.post("/account", &[("name", " \t ")])
        .is(422)
        .says("Enter your name");
}

#[test]
fn a_password_is_set_and_signs_in() {
    let desk = Desk::open();
    set_password(&mut desk.ada(), "", PASSWORD).is(303);
    assert!(sign_in(&desk, PASSWORD).session().is_some());
    let wrong = sign_in(&desk, "eight boats in the fog");
    wrong
        .is(422)
        .says("This address and password do not fit together.");
    assert_eq!(wrong.session(), None);
}

#[test]
fn a_password_that_is_easy_to_guess_is_not_set() {
    let desk = Desk::open();
    let mut ada = desk.ada();
    set_password(&mut ada, "", "short")
        .is(422)
        .says("Use at least 12 letters; a few words in a row are good");
    for easy in [
        "aaaaaaaaaaaaaa",
        "password for adults",
        "ada and the rest of it",
    ] {
        set_password(&mut ada, "", easy)
            .is(422)
            .says("This is easy to guess.");
    }
    assert!(!ada.get("/account").body().contains("current_password"));
}

#[test]
fn a_new_password_wants_the_old_one_and_ends_every_other_session() {
    let desk = Desk::open();
    let (mut here, there) = (desk.ada(), desk.ada());
    set_password(&mut here, "", PASSWORD).is(303);
    there.get("/papers").is(303);
    here.get("/papers").is(200);
    set_password(&mut here, "not this one", "nine boats in the fog")
        .is(422)
        .says("This is not your current password");
    set_password(&mut here, PASSWORD, "nine boats in the fog").is(303);
    here.get("/papers").is(200);
    sign_in(&desk, PASSWORD).is(422);
    sign_in(&desk, "nine boats in the fog").is(303);
}

#[test]
fn a_removed_password_signs_nobody_in() {
    let desk = Desk::open();
    let mut ada = desk.ada();
    set_password(&mut ada, "", PASSWORD).is(303);
    let typed = [("current_password", PASSWORD)];
    let answer = ada.post("/account/password/remove", &typed);
    answer.is(303);
    ada.keep(&answer);
    ada.get("/account").is(200).says("You need none");
    sign_in(&desk, PASSWORD).is(422);
}

#[test]
fn one_sees_where_one_is_signed_in_and_ends_it_from_afar() {
    let desk = Desk::open();
    let (here, there) = (desk.ada(), desk.ada());
    let page = here.get("/account");
    page.says("A browser on Linux This browser");
    let body = page.body();
    let end = body
        .split("action=\"")
        .filter_map(|part| part.split('"').next())
        .find(|action| action.ends_with("/end"))
        .unwrap();
    here.post(&end.replace("&#x2F;", "/"), &[]).is(303);
    there.get("/papers").is(303);
    here.get("/papers").is(200);
}

#[test]
fn everything_else_is_ended_with_one_button() {
    let desk = Desk::open();
    let (here, there, cleo) = (desk.ada(), desk.ada(), desk.cleo());
    here.post("/account/sessions/end-others", &[]).is(303);
    there.get("/papers").is(303);
    here.get("/papers").is(200);
    cleo.get("/papers").is(200);
}

#[test]
fn nobody_ends_the_session_of_somebody_else() {
    let desk = Desk::open();
    let ada = desk.ada();
    let session = desk.count("select max(id) as n from sessions");
    desk.cleo()
        .post(&format!("/account/sessions/{session}/end"), &[])
        .is(303);
    ada.get("/papers").is(200);
}

#[test]
fn pages_look_as_each_person_likes_on_every_machine() {
    let desk = Desk::open();
    let likes = [
        ("face", "atkinson"),
        ("size", "3"),
        ("spacing", "1"),
        ("theme", "dark"),
    ];
    desk.ada().post("/account/reading", &likes).is(303);
    let says = "data-face=\"atkinson\" data-size=\"3\" data-spacing=\"1\" data-theme=\"dark\" data-keys=\"off\"";
    for page in ["/papers", "/account", "/no-such-page"] {
        let html = desk.ada().get(page).body().clone();
        assert!(html.contains(says), "{page}: {html}");
    }
    let html = desk.cleo().get("/papers").body().clone();
    let usual = "data-face=\"literata\" data-size=\"1\" data-spacing=\"2\" data-theme=\"system\">";
    assert!(html.contains(usual), "{html}");
}

#[test]
fn whoever_came_from_a_text_goes_back_there_and_nowhere_else() {
    let desk = Desk::open();
    let likes = |back| [("size", "2"), ("spacing", "2"), ("back", back)];
    for (back, to) in [
        ("/papers/P-1001/feedback", "/papers/P-1001/feedback"),
        ("//elsewhere.example.org/papers/", "/account#reading"),
        ("/papers/@elsewhere", "/account#reading"),
    ] {
        let saved = desk.ada().post("/account/reading", &likes(back));
        assert_eq!(saved.is(303).location(), to);
    }
    desk.ada()
        .post("/account/reading", &[("size", "9"), ("spacing", "2")])
        .is(422)
        .says("Choose one of the four sizes");
}
