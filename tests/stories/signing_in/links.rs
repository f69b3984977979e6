//! Links that sign in: they work once, not for long, and tell nobody their secret.

use super::mailed;
use crate::desk::Desk;
use paperdesk::sign_in;

#[test]
fn the_mails_link_needs_a_click_and_looking_at_it_uses_nothing_up() {
    let desk = Desk::open();
    let (_, link) = mailed(&desk, "ada@example.edu");
    for _ in 0..10 {
        assert_eq!(desk.stranger().get(&link).is(200).session(), None);
    }
    let mut browser = desk.stranger();
    let welcome = browser.post(&link, &[]);
    browser.keep(welcome.is(303));
    browser.get("/papers").is(200);
    assert_eq!(desk.stranger().post(&link, &[]).is(200).session(), None);
}

#[test]
fn a_one_time_link_signs_in_once_within_a_day() {
    let desk = Desk::open();
    let ben = desk.person("ben@example.edu");
    let fresh = || {
        let ben = ben.clone();
        let token = desk.deed(move |tx| sign_in::link_for(tx, &ben));
        format!("/sign-in/once/{}", token.reveal())
    };
    let (void, used) = (fresh(), fresh());
    assert_eq!(desk.stranger().post(&void, &[]).is(200).session(), None);
    for _ in 0..10 {
        desk.stranger().get(&used).is(200).says("Ben Okafor");
    }
    let mut browser = desk.stranger();
    let welcome = browser.post(&used, &[]);
    browser.keep(welcome.is(303));
    browser.get("/desk").is(200);
    assert_eq!(desk.stranger().post(&used, &[]).is(200).session(), None);
    let late = fresh();
    desk.minutes_pass(24 * 60 + 1);
    assert_eq!(desk.stranger().post(&late, &[]).is(200).session(), None);
}

#[test]
fn a_one_time_link_outlives_no_change_of_roles_and_no_signing_out_everywhere() {
    let desk = Desk::open();
    let id = desk.person("ben@example.edu").id.0;
    let deeds = [
        (format!("/people/{id}/sign-out-everywhere"), "tutor"),
        (format!("/people/{id}/roles"), "student"),
        (format!("/people/{id}/disable"), ""),
    ];
    for (deed, role) in deeds {
        let ben = desk.person("ben@example.edu");
        let token = desk.deed(move |tx| sign_in::link_for(tx, &ben));
        desk.odo().post(&deed, &[("role", role)]).is(303);
        let link = format!("/sign-in/once/{}", token.reveal());
        assert_eq!(desk.stranger().post(&link, &[]).session(), None, "{deed}");
    }
    desk.odo()
        .post(&format!("/people/{id}/enable"), &[])
        .is(303);
}

#[test]
fn a_page_whose_address_is_a_secret_tells_it_to_no_other_page() {
    let desk = Desk::open();
    for path in ["/sign-in/link/x", "/sign-in/once/x", "/setup/x", "/stop/x"] {
        let page = desk.stranger().get(path);
        assert_eq!(page.header("referrer-policy"), "strict-origin", "{path}");
    }
}

#[test]
fn signing_in_ends_the_session_that_the_browser_had_before() {
    let desk = Desk::open();
    let (_, link) = mailed(&desk, "ada@example.edu");
    let (browser, elsewhere) = (desk.cleo(), desk.cleo());
    browser.post(&link, &[]).is(303);
    browser.get("/account").is(303);
    elsewhere.get("/account").is(200);
}
