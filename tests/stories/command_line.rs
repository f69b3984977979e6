//! What the program does at the command line, told with the real binary on data dirs of its own.

mod afar;
mod breaks;
mod import;
mod leaving;
mod stand_in;
mod submit;
mod tokens;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::place::Place;

#[test]
fn the_program_alone_says_what_can_be_asked() {
    let place = Place::new();
    for arguments in [&[][..], &["--help"], &["help"]] {
        let said = place.run(arguments);
        assert_eq!(said.code, 0, "{said:?}");
        assert!(
            said.out.contains("setup-link") && said.err.is_empty(),
            "{said:?}"
        );
    }
    assert!(!place.0.join("desk").exists());
}

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::new();
    let commands = "serve|demo|setup-link|person|person add|person list|person disable|person sign-in-link|token|token create|token list\
        |token revoke|submit|import|mail|mail list|mail retry|mail test|mail receive|backup|restore|verify|config|doctor|version";
    for command in commands.split('|') {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.push("--help");
        let said = place.run(&arguments);
        assert_eq!(said.code, 0, "{command}: {said:?}");
        assert!(
            said.out.contains("Example:\n  paperdesk "),
            "{command}: {said:?}"
        );
    }
}

#[test]
fn what_is_not_understood_is_refused_in_one_sentence() {
    let place = Place::new();
    place.run(&["bakup"]).is_refused(
        2,
        "unrecognized subcommand 'bakup'; a similar subcommand exists: 'backup'",
    );
    place
        .run(&["person", "add", "a@b.org"])
        .is_refused(2, "--name <NAME> --role <ROLE>");
    place
        .run(&["person", "add", "a@b.org", "--name", "A", "--role", "boss"])
        .is_refused(2, "student, tutor, teacher");
    place.run(&["mail", "retry"]).is_refused(2, "not provided");
    place
        .run(&["person"])
        .is_refused(2, "requires a subcommand");
    place
        .run(&["demo", "--data", "x"])
        .is_refused(2, "its own temporary data dir");
    place
        .with(("PAPERDESK_SMPT", "x"), &["config"])
        .is_refused(2, "the nearest is PAPERDESK_SMTP.");
    place
        .run(&["config", "--listen", "nowhere"])
        .is_refused(2, "--listen: listen must look like");
    place
        .run(&["config", "--config", "none.toml"])
        .is_refused(2, "there is no file none.toml");
}

#[test]
fn versions_are_there_for_programs_too() {
    let said = Place::new().run(&["version", "--json"]).json();
    assert_eq!(said["version"], env!("CARGO_PKG_VERSION"));
    assert!(said["schema"].as_i64().unwrap() >= 3);
    assert!(said["sqlite"].as_str().unwrap().starts_with("3."));
}

#[test]
fn settings_are_shown_with_their_origin_and_without_their_passwords() {
    let place = Place::new();
    fs::create_dir(place.0.join("desk")).unwrap();
    fs::write(
        place.file("desk/paperdesk.toml"),
        "smtp = 'smtp://u:s3cret@mail.example.edu'\nlog = 'json'",
    )
    .unwrap();
    fs::write(place.file("Rocket.toml"), "[default]\nport = 1").unwrap();
    let said = place.run(&["config", "--json", "--listen", "127.0.0.1:9000"]);
    let of = |key: &str| {
        said.json()
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["key"] == key)
            .unwrap()
            .clone()
    };
    assert_eq!(
        of("smtp")["value"],
        "smtp://u:***@mail.example.edu:587?tls=required"
    );
    assert_eq!(of("smtp")["origin"], place.file("desk/paperdesk.toml"));
    assert_eq!(of("listen")["origin"], "--listen");
    assert_eq!(of("public_url")["value"], "http://127.0.0.1:9000");
    let text = place.run(&["config"]);
    assert!(
        text.out.contains("PAPERDESK_DATA")
            && !text.out.contains("s3cret")
            && !text.err.contains("s3cret"),
        "{text:?}"
    );
}

#[test]
fn a_person_is_added_invited_listed_let_in_and_disabled() {
    let place = Place::new();
    place
        .run(&["person", "list"])
        .is_refused(1, "There is no desk in");
    let added = [
        "person",
        "add",
        "Ben@Example.edu",
        "--name",
        "Ben",
        "--role",
        "tutor",
        "--role",
        "coordinator",
        "--json",
    ];
    let ben = place.run(&added).json();
    assert_eq!(
        (&ben["email"], &ben["roles"]),
        (
            &"ben@example.edu".into(),
            &serde_json::json!(["tutor", "coordinator"])
        )
    );
    place
        .run(&added)
        .is_refused(1, "There is already a person with this address");
    assert_eq!(
        place
            .run(&["person", "list", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let mails = place.run(&["mail", "list", "--json"]).json();
    assert_eq!(
        (&mails[0]["letter"], &mails[0]["state"]),
        (&"invitation".into(), &"held".into())
    );
    assert_eq!(
        place
            .run(&["mail", "list", "--state", "failed", "--json"])
            .json(),
        serde_json::json!([])
    );
    place
        .run(&["mail", "retry", "1"])
        .is_refused(1, "No mail server is set");
    place
        .run(&["mail", "retry", "7"])
        .is_refused(1, "There is no mail 7.");

    let link = place.with(
        ("PAPERDESK_PUBLIC_URL", "https://desk.example.edu/"),
        &["person", "sign-in-link", "ben@example.edu"],
    );
    let token = link
        .out
        .trim_end()
        .strip_prefix("https://desk.example.edu/sign-in/once/");
    assert!(token.is_some_and(|token| token.len() == 43), "{link:?}");

    assert_eq!(
        place
            .run(&["person", "disable", "ben@example.edu", "--json"])
            .json()["disabled"],
        true
    );
    place
        .run(&["person", "sign-in-link", "ben@example.edu"])
        .is_refused(1, "ben@example.edu is disabled.");
    place
        .run(&["person", "disable", "cleo@example.edu"])
        .is_refused(1, "Nobody here has the address cleo@example.edu.");
}

#[test]
fn a_setup_link_is_printed_and_kept_where_only_its_owner_reads() {
    let place = Place::new();
    let said = place.run(&["setup-link"]);
    assert!(
        said.out.starts_with("http://127.0.0.1:8000/setup/"),
        "{said:?}"
    );
    let kept = place.0.join("desk/setup-link");
    assert_eq!(fs::read_to_string(&kept).unwrap(), said.out);
    assert_eq!(
        fs::metadata(&kept).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn the_doctor_looks_everything_over_and_says_how_to_mend_it() {
    let place = Place::new();
    place.add_ben();
    let found = place.run(&["doctor", "--json"]).json();
    let of = |name: &str| {
        found
            .as_array()
            .unwrap()
            .iter()
            .find(|check| check["name"] == name)
            .unwrap()
            .clone()
    };
    for name in [
        "settings",
        "clock",
        "rights",
        "data dir",
        "schema",
        "database",
        "sqlite",
        "failed mail",
        "tokens",
    ] {
        assert_eq!(of(name)["state"], "ok", "{found:#}");
    }
    for name in ["server", "public_url", "smtp", "held mail"] {
        assert_eq!(of(name)["state"], "warn", "{found:#}");
        assert!(of(name)["mend"].is_string(), "{found:#}");
    }

    let silent = place.with(("PAPERDESK_SMTP", "smtp://127.0.0.1:9"), &["doctor"]);
    assert_eq!(silent.code, 1, "{silent:?}");
    assert!(silent.out.contains("fail  smtp"), "{silent:?}");
}

#[test]
fn a_test_mail_needs_a_mail_server_and_an_address() {
    let place = Place::new();
    place
        .run(&["mail", "test", "ada@example.edu"])
        .is_refused(2, "No mail server is set");
    let nobody_there = ("PAPERDESK_SMTP", "smtp://127.0.0.1:9");
    place
        .with(nobody_there, &["mail", "test", "nobody"])
        .is_refused(2, "nobody is not an address");
}

#[test]
fn while_a_server_is_at_work_only_harmless_commands_go_on() {
    let place = Place::new();
    place.add_ben();
    let lock = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(place.file("desk/lock"))
        .unwrap();
    lock.try_lock().unwrap();
    assert_eq!(place.run(&["person", "list"]).code, 0);
    assert_eq!(place.run(&["backup", &place.file("copy.db")]).code, 0);
    fs::rename(place.file("desk/paperdesk.db"), place.file("away.db")).unwrap();
    place
        .run(&["setup-link"])
        .is_refused(4, "Another server is at work on");
}
