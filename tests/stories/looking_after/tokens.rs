//! API tokens on their page: made and shown once, listed in words, ended by their owner or an admin.

use crate::desk::Desk;
use crate::seat::{Answer, Seat};
use paperdesk::sign_in;

const FILLED_IN: [(&str, &str); 4] = [
    ("name", "Course system"),
    ("scope", "papers:submit"),
    ("scope", "papers:read"),
    ("expires", "30d"),
];

/// Sends the form that a page shows, with its key.
fn send(seat: &Seat<'_>, page: &Answer) -> Answer {
    let body = page.body();
    let key = body.split("name=\"key\" value=\"").nth(1).unwrap();
    let form = [&FILLED_IN[..], &[("key", key.split('"').next().unwrap())]].concat();
    seat.post("/settings/tokens", &form)
}

fn make(seat: &Seat<'_>) -> Answer {
    send(seat, &seat.get("/settings/tokens"))
}

/// The secret in the page's field.
fn secret(page: &Answer) -> Option<String> {
    let body = page.body();
    let (_, rest) = body.split_once("value=\"pd_")?;
    Some(format!("pd_{}", rest.split('"').next()?))
}

fn works(desk: &Desk, secret: &str) -> bool {
    desk.look(|tx| sign_in::bearer(tx, secret)).is_some()
}

#[test]
fn a_token_is_shown_once_and_works() {
    let desk = Desk::open();
    let ben = desk.ben();
    let made = make(&ben);
    made.is(200)
        .says("Send in papers and their next drafts")
        .says("It works until Wed 2 Dec 09:00");
    let secret = secret(&made).unwrap();
    assert!(works(&desk, &secret));
    assert_eq!(made.header("set-cookie"), "");
    let list = ben.get("/settings/tokens");
    list.says(
        "Send in papers and their next drafts; read papers, their text and what happened to them",
    )
    .says("Works until Wed 2 Dec 09:00 Never");
    assert!(!list.body().contains(&secret[3..]));
}

#[test]
fn a_form_that_is_sent_twice_makes_one_token() {
    let desk = Desk::open();
    let (ben, bea) = (desk.ben(), desk.bea());
    let page = ben.get("/settings/tokens");
    assert!(secret(send(&ben, &page).is(200)).is_some());
    let again = send(&ben, &page);
    assert_eq!(again.is(303).location(), "/settings/tokens/1");
    assert_eq!(desk.count("select count(*) as n from api_tokens"), 1);
    send(&bea, &page).is(200);
}

#[test]
fn what_is_wrong_with_a_token_is_named_and_nothing_typed_is_lost() {
    let desk = Desk::open();
    let ben = desk.ben();
    ben.post("/settings/tokens", &[("scope", "papers:burn")])
        .is(422)
        .says("Enter a name, up to 80 letters")
        .says("Choose at least one thing that it may do")
        .says("Choose how long it lasts, at most 365 days");
    let page = ben.post(
        "/settings/tokens",
        &[
            ("name", "Mine"),
            ("scope", "events:read"),
            ("expires", "366d"),
        ],
    );
    let body = page.is(422).body();
    assert!(body.contains("value=\"Mine\"") && body.contains("value=\"events:read\" checked"));
    assert_eq!(desk.count("select count(*) as n from api_tokens"), 0);
}

#[test]
fn a_token_is_looked_at_before_it_is_revoked_and_refused_at_once_after() {
    let desk = Desk::open();
    let ben = desk.ben();
    let secret = secret(&make(&ben)).unwrap();
    ben.get("/settings/tokens/1")
        .is(200)
        .says("Revoke this token?");
    assert!(works(&desk, &secret));
    ben.post("/settings/tokens/1/revoke", &[]).is(303);
    assert!(!works(&desk, &secret));
    ben.get("/settings/tokens").says("Revoked today 09:00");
    let page = ben.get("/settings/tokens/1");
    page.says("Revoked today 09:00, by Ben Okafor");
    assert!(!page.words().contains("Revoke this token?"));
}

#[test]
fn somebody_elses_token_is_not_there_but_for_an_admin() {
    let desk = Desk::open();
    let secret = secret(&make(&desk.ben())).unwrap();
    for other in [desk.bea(), desk.cora()] {
        let (theirs, nobodys) = (
            other.get("/settings/tokens/1"),
            other.get("/settings/tokens/99"),
        );
        assert_eq!(
            (theirs.is(404).words(), theirs.headers),
            (nobodys.words(), nobodys.headers)
        );
        other.post("/settings/tokens/1/revoke", &[]).is(404);
        other
            .get("/settings/tokens?whose=everybody")
            .says("No program acts as you.");
    }
    assert!(works(&desk, &secret));
    let odo = desk.odo();
    odo.get("/settings/tokens").says("No program acts as you.");
    odo.get("/settings/tokens?whose=everybody")
        .says("Course system")
        .says("Ben Okafor");
    odo.post("/settings/tokens/1/revoke", &[]).is(303);
    assert!(!works(&desk, &secret));
    desk.ben().get("/settings/tokens/1").says("by Odo Brandt");
}

#[test]
fn a_long_list_is_turned_page_by_page_and_tells_what_ends_soon() {
    let desk = Desk::open();
    let ben = desk.ben();
    for _ in 0..51 {
        make(&ben).is(200);
    }
    let first = ben
        .get("/settings/tokens")
        .body()
        .replace("&#x2F;", "/")
        .replace("&#x3D;", "=");
    assert!(
        !first.contains("Ends soon") && first.contains("/settings/tokens?before=2\""),
        "{first}"
    );
    desk.minutes_pass(17 * 24 * 60);
    let ben = desk.ben();
    ben.get("/settings/tokens?before=2")
        .says("Ends soon")
        .says("Newest");
    let everybody = desk.odo().get("/settings/tokens?whose=everybody").body();
    assert!(
        everybody.contains("whose=everybody&amp;before=2"),
        "{everybody}"
    );
}

#[test]
fn those_who_may_have_tokens_find_the_way_to_them() {
    let desk = Desk::open();
    desk.cora().get("/settings").says("API tokens");
    for seat in [
        desk.ben(),
        desk.seat("tess@example.edu"),
        desk.cora(),
        desk.odo(),
    ] {
        seat.get("/account").says("See your tokens, or make one");
    }
    assert!(!desk.ada().get("/account").words().contains("tokens"));
}
