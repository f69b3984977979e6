//! Tokens at the command line: printed alone and once, listed, revoked.

use crate::place::Place;

const CREATE: [&str; 6] = [
    "token",
    "create",
    "Ben@example.edu",
    "--name",
    "Course system",
    "--scope",
];

fn create(more: &[&'static str]) -> Vec<&'static str> {
    [&CREATE[..], more].concat()
}

#[test]
fn a_token_is_printed_once_and_alone() {
    let place = Place::new();
    place.add_ben();
    let said = place.run(&create(&["papers:submit", "--scope", "papers:read"]));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let secret = said.out.strip_suffix('\n').unwrap();
    assert!(secret.len() == 46 && secret.starts_with("pd_"), "{said:?}");
    let list = place.run(&["token", "list"]);
    assert!(list.out.contains("papers:submit papers:read") && !list.out.contains(&secret[3..]));
    let made = place.run(&create(&["events:read", "--json"])).json();
    assert_eq!(
        (&made["id"], made["token"].as_str().unwrap().len()),
        (&2.into(), 46)
    );
}

#[test]
fn tokens_are_listed_and_revoked() {
    let place = Place::new();
    place
        .run(&["token", "list"])
        .is_refused(1, "There is no desk in");
    place.add_ben();
    place.run(&create(&["events:read", "--expires", "26w"]));
    let of = |list: serde_json::Value| list.as_array().unwrap()[0].clone();
    let token = of(place.run(&["token", "list", "--json"]).json());
    assert_eq!(token["scopes"], serde_json::json!(["events:read"]));
    assert_eq!(
        (&token["email"], &token["state"], &token["last_used_at"]),
        (&"ben@example.edu".into(), &"good".into(), &().into())
    );
    let revoked = of(place.run(&["token", "revoke", "1", "--json"]).json());
    assert_eq!(revoked["state"], "revoked");
    place
        .run(&["token", "revoke", "7"])
        .is_refused(1, "There is no token 7.");
}

#[test]
fn the_doctor_warns_of_a_token_that_ends_soon() {
    let place = Place::new();
    place.add_ben();
    let tokens = || {
        let found = place.run(&["doctor", "--json"]).json();
        let mut checks = found.as_array().unwrap().iter();
        checks
            .find(|check| check["name"] == "tokens")
            .unwrap()
            .clone()
    };
    place.run(&create(&["events:read", "--expires", "15d"]));
    assert_eq!(tokens()["state"], "ok");
    place.run(&create(&["events:read", "--expires", "2w"]));
    assert_eq!(
        (&tokens()["state"], &tokens()["says"]),
        (
            &"warn".into(),
            &"API tokens that end within 14 days: 1; unused for 90 days: 0.".into()
        )
    );
}

#[test]
fn a_token_that_cannot_be_is_refused_in_one_sentence() {
    let place = Place::new();
    place.add_ben();
    place
        .run(&create(&["papers:burn"]))
        .is_refused(2, "[possible values: papers:submit, papers:read");
    place.run(&CREATE[..5]).is_refused(2, "--scope <SCOPE>");
    for span in ["90", "0d", "soon", "1.5d", "1y"] {
        let asked = [&create(&["events:read"])[..], &["--expires", span]].concat();
        place.run(&asked).is_refused(2, "--expires");
    }
    place
        .run(&create(&["events:read", "--expires", "53w"]))
        .is_refused(1, "at most 365 days");
    let nobody = [
        "token",
        "create",
        "cleo@example.edu",
        "--name",
        "Mine",
        "--scope",
        "events:read",
    ];
    place
        .run(&nobody)
        .is_refused(1, "Nobody here has the address cleo@example.edu.");
    place.run(&["person", "disable", "ben@example.edu"]);
    place
        .run(&create(&["events:read"]))
        .is_refused(1, "ben@example.edu is disabled.");
}
