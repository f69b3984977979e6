//! API tokens: what a secret lets a program do, how it ends, and who may see it.

use std::sync::Arc;

use crate::desk::Desk;
use paperdesk::people::{self, Person, Role};
use paperdesk::refusal::{Failure, Kind, Outcome, Refusal};
use paperdesk::sign_in::{self, Bearer, Lifetime, Listed, NewToken, Scope, Standing, TokenId};

const READ: NewToken<'static> = NewToken {
    name: "Course system",
    scopes: &[Scope::PapersRead],
    lasts: Some(Lifetime::DEFAULT),
    form: None,
};

fn try_make(desk: &Desk, whose: &str, new: NewToken<'static>) -> Outcome<(TokenId, String)> {
    let person = desk.person(whose);
    let made = desk
        .db()
        .write_now(move |tx| sign_in::create_token(tx, Some(&person), &person, &new));
    made.map(|(id, secret)| (id, secret.reveal().to_owned()))
}

/// Ben's token, and its secret.
fn bens(desk: &Desk) -> (TokenId, String) {
    try_make(desk, "ben@example.edu", READ).unwrap()
}

fn show(desk: &Desk, secret: &str) -> Option<Arc<Bearer>> {
    desk.look(|tx| sign_in::bearer(tx, secret))
}

fn seen_by(desk: &Desk, who: Option<&Person>, id: TokenId) -> Option<Listed> {
    desk.look(|tx| sign_in::find_token(tx, who, id))
}

fn revoke(desk: &Desk, who: &str, id: TokenId) -> Outcome<()> {
    let by = desk.person(who);
    desk.db()
        .write_now(move |tx| sign_in::revoke_token(tx, Some(&by), id))
}

fn refused<T: std::fmt::Debug>(done: Outcome<T>) -> Refusal {
    match done.unwrap_err() {
        Failure::Refused(refusal) => refusal,
        Failure::Broken(fault) => panic!("{fault}"),
    }
}

#[test]
fn a_token_acts_as_its_person_with_the_rights_they_have_now() {
    let desk = Desk::open();
    let (id, secret) = bens(&desk);
    let bearer = show(&desk, &secret).unwrap();
    assert_eq!(
        (bearer.token.id, bearer.token.scopes.clone()),
        (id, vec![Scope::PapersRead])
    );
    assert_eq!(
        (bearer.person.name.as_str(), bearer.person.roles.clone()),
        ("Ben Okafor", vec![Role::Tutor])
    );
    let ben = bearer.person.id;
    desk.deed(move |tx| people::set_roles(tx, &Person::operator(), ben, &[Role::Student]));
    assert_eq!(show(&desk, &secret).unwrap().person.roles, [Role::Student]);
}

#[test]
fn a_secret_says_what_it_is_and_no_two_are_alike() {
    let desk = Desk::open();
    let (one, other) = (bens(&desk).1, bens(&desk).1);
    assert_ne!(one, other);
    assert!(one.len() == 46 && one.starts_with("pd_"), "{one}");
    let longer = format!("{one}x");
    for stranger in [
        "",
        "pd_",
        &one[3..],
        &one.to_uppercase(),
        &longer,
        &"a".repeat(100_000),
    ] {
        assert_eq!(show(&desk, stranger), None);
    }
}

#[test]
fn a_token_ends_with_its_time_and_stays_in_the_list() {
    let desk = Desk::open();
    let (id, secret) = bens(&desk);
    desk.minutes_pass(90 * 24 * 60 - 1);
    assert!(show(&desk, &secret).is_some());
    desk.minutes_pass(1);
    assert_eq!(show(&desk, &secret), None);
    let listed = seen_by(&desk, None, id).unwrap();
    assert_eq!(listed.token.standing(desk.clock.now()), Standing::Expired);
}

#[test]
fn a_revoked_token_is_refused_from_the_next_request_on() {
    let desk = Desk::open();
    let ((id, secret), (_, other)) = (bens(&desk), bens(&desk));
    revoke(&desk, "ben@example.edu", id).unwrap();
    assert_eq!(show(&desk, &secret), None);
    assert!(show(&desk, &other).is_some());
    let once = seen_by(&desk, None, id).unwrap();
    assert_eq!(once.token.standing(desk.clock.now()), Standing::Revoked);
    desk.minutes_pass(5);
    revoke(&desk, "odo@example.edu", id).unwrap();
    assert_eq!(seen_by(&desk, None, id).unwrap(), once, "it ended once");
}

#[test]
fn whoever_is_disabled_loses_their_tokens_for_good() {
    let desk = Desk::open();
    let (_, secret) = bens(&desk);
    let ben = desk.person("ben@example.edu").id;
    desk.deed(move |tx| people::disable(tx, &Person::operator(), ben));
    assert_eq!(show(&desk, &secret), None);
    assert_eq!(
        refused(try_make(&desk, "ben@example.edu", READ)).says,
        "ben@example.edu is disabled."
    );
    desk.deed(move |tx| people::enable(tx, &Person::operator(), ben));
    assert_eq!(show(&desk, &secret), None);
}

#[test]
fn a_new_password_and_signing_somebody_out_everywhere_end_their_tokens_and_nobody_elses() {
    let desk = Desk::open();
    let ben = desk.person("ben@example.edu").id;
    let (_, bea) = try_make(&desk, "bea@example.edu", READ).unwrap();
    let (_, before) = bens(&desk);
    desk.deed(move |tx| {
        let hash = sign_in::hash("seven boats in the fog")?;
        sign_in::set_password(tx, ben, Some(&hash), "Firefox")
    });
    assert_eq!(show(&desk, &before), None);
    let (_, again) = bens(&desk);
    desk.deed(move |tx| sign_in::end_everywhere(tx, ben, ben));
    assert_eq!(show(&desk, &again), None);
    assert!(show(&desk, &bea).is_some());
}

#[test]
fn a_desk_that_came_back_from_a_backup_knows_no_token() {
    let desk = Desk::open();
    let (_, secret) = bens(&desk);
    desk.deed(sign_in::forget_everything);
    assert_eq!(show(&desk, &secret), None);
}

#[test]
fn the_secret_stands_nowhere_in_the_database() {
    let desk = Desk::open();
    let (_, secret) = bens(&desk);
    let path = desk.db().path().display().to_string();
    let files = [path.clone(), format!("{path}-wal")];
    let bytes: Vec<u8> = files
        .iter()
        .flat_map(|file| std::fs::read(file).unwrap())
        .collect();
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(
        holds(&sign_in::Token::received(&secret).fingerprint()),
        "its fingerprint does"
    );
    assert!(!holds(&secret.as_bytes()[3..]) && !holds(&secret.as_bytes()[3..23]));
}

#[test]
fn the_last_use_is_written_down_at_most_every_five_minutes() {
    let desk = Desk::open();
    let (id, secret) = bens(&desk);
    let use_it = || {
        let wants = show(&desk, &secret)
            .unwrap()
            .token
            .wants_touch(desk.clock.now());
        desk.deed(move |tx| sign_in::touch_token(tx, id));
        (wants, show(&desk, &secret).unwrap().token.last_used_at)
    };
    let first = desk.clock.now();
    assert_eq!(use_it(), (true, Some(first)));
    desk.minutes_pass(4);
    assert_eq!(use_it(), (false, Some(first)));
    desk.minutes_pass(1);
    assert_eq!(use_it(), (true, Some(desk.clock.now())));
}

#[test]
fn nobody_sees_or_ends_the_token_of_somebody_else() {
    let desk = Desk::open();
    let (id, secret) = bens(&desk);
    let (bea, cora) = (
        desk.person("bea@example.edu"),
        desk.person("cora@example.edu"),
    );
    for other in [&bea, &cora] {
        assert_eq!(seen_by(&desk, Some(other), id), None);
        assert_eq!(
            desk.look(|tx| sign_in::tokens(tx, Some(other), None, 50)),
            []
        );
    }
    let not_theirs = refused(revoke(&desk, "bea@example.edu", id));
    assert_eq!(
        not_theirs,
        refused(revoke(&desk, "bea@example.edu", TokenId(777)))
    );
    assert_eq!(not_theirs.kind, Kind::NotFound);
    assert!(show(&desk, &secret).is_some());
    revoke(&desk, "odo@example.edu", id).unwrap();
    assert_eq!(show(&desk, &secret), None);
}

#[test]
fn nobody_makes_a_token_for_somebody_else() {
    let desk = Desk::open();
    let (odo, ben) = (
        desk.person("odo@example.edu"),
        desk.person("ben@example.edu"),
    );
    let made = desk
        .db()
        .write_now(move |tx| sign_in::create_token(tx, Some(&odo), &ben, &READ));
    assert_eq!(refused(made).kind, Kind::NotFound);
}

#[test]
fn what_a_token_cannot_be_is_named() {
    let desk = Desk::open();
    let a_letter_too_many = "A".repeat(81).leak();
    for name in ["", " \t", "\u{200b}\u{200d}", a_letter_too_many] {
        let refusal = refused(try_make(
            &desk,
            "ben@example.edu",
            NewToken { name, ..READ },
        ));
        assert_eq!(refusal.fields[0].field, "name", "{name:?}");
    }
    let nothing = NewToken {
        scopes: &[],
        ..READ
    };
    assert_eq!(
        refused(try_make(&desk, "ben@example.edu", nothing)).fields[0].field,
        "scope"
    );
    for lasts in [
        None,
        Lifetime::parse("366d"),
        Lifetime::parse("4294967295w"),
    ] {
        let refusal = refused(try_make(
            &desk,
            "ben@example.edu",
            NewToken { lasts, ..READ },
        ));
        assert_eq!(refusal.fields[0].field, "expires");
    }
    let longest = NewToken {
        lasts: Lifetime::parse("365d"),
        ..READ
    };
    try_make(&desk, "ben@example.edu", longest).unwrap();
}
