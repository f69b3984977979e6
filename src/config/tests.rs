use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{FileText, Flags, LogForm, Settings, Surroundings};

pub(super) fn gather(
    variables: &[(&str, &str)],
    files: &[(&str, &str)],
    flags: &Flags,
) -> Result<Settings, String> {
    let files: HashMap<PathBuf, String> = files
        .iter()
        .map(|(path, text)| (path.into(), (*text).into()))
        .collect();
    let read = |path: &Path| {
        let text = files.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        Ok(FileText {
            text,
            open_to_all: path.ends_with("open"),
        })
    };
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect();
    let around = Surroundings {
        variables,
        on_terminal: false,
        read: &read,
    };
    Settings::gather(flags, &around).map_err(|mistake| mistake.to_string())
}

fn says(variables: &[(&str, &str)], file: &str) -> String {
    let files = [("./paperdesk-data/paperdesk.toml", file)];
    gather(variables, &files, &Flags::default()).expect_err("a mistake")
}

#[test]
fn a_later_source_overrides_an_earlier_one() {
    let nothing = gather(&[], &[], &Flags::default()).unwrap();
    assert_eq!(nothing.public_url, "http://127.0.0.1:8000");
    assert_eq!(
        (nothing.max_upload, nothing.log),
        (10_485_760, LogForm::Json)
    );

    let file = [(
        "/d/paperdesk.toml",
        "listen = \"127.0.0.1:1\"\nlog = \"text\"\nmax_upload = 2048",
    )];
    let data = ("PAPERDESK_DATA", "/d");
    let of_file = gather(&[data], &file, &Flags::default()).unwrap();
    assert_eq!(
        (of_file.listen.port(), of_file.log, of_file.max_upload),
        (1, LogForm::Text, 2048)
    );

    let variables = [data, ("PAPERDESK_LISTEN", "127.0.0.1:2")];
    let of_variable = gather(&variables, &file, &Flags::default()).unwrap();
    assert_eq!(of_variable.public_url, "http://127.0.0.1:2");

    let flags = Flags {
        listen: Some("localhost:3".into()),
        ..Flags::default()
    };
    let of_flag = gather(&variables, &file, &flags).unwrap();
    assert_eq!((of_flag.listen.port(), of_flag.log), (3, LogForm::Text));
}

#[test]
fn every_value_says_where_it_came_from_and_no_password_is_shown() {
    let variables = [
        ("PAPERDESK_SMTP", "smtp://desk:s3cret@mail.example.edu"),
        ("PAPERDESK_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
    ];
    let flags = Flags {
        data: Some("/d".into()),
        ..Flags::default()
    };
    let settings = gather(&variables, &[], &flags).unwrap();
    let lines: Vec<_> = settings
        .explain()
        .into_iter()
        .map(|line| (line.key, line.value, line.origin))
        .collect();
    let line = |key, value: &str, origin: &str| (key, value.to_owned(), origin.to_owned());
    assert_eq!(lines[0], line("data", "/d", "--data"));
    assert_eq!(
        lines[2],
        line("public_url", "http://127.0.0.1:8000", "default")
    );
    assert_eq!(
        lines[3],
        line(
            "smtp",
            "smtp://desk:***@mail.example.edu:587?tls=required",
            "PAPERDESK_SMTP"
        )
    );
    assert_eq!(
        lines[9],
        line(
            "trusted_proxies",
            "10.0.0.0/8, ::1",
            "PAPERDESK_TRUSTED_PROXIES"
        )
    );
    assert_eq!(lines[10], line("max_upload", "10 MiB", "default"));
    assert!(!format!("{settings:?}").contains("s3cret"));
}

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_one() {
    assert_eq!(
        says(&[], "smpt = 'x'"),
        "./paperdesk-data/paperdesk.toml: there is no setting smpt; the nearest is smtp."
    );
    assert_eq!(
        says(&[("PAPERDESK_PUBLICURL", "x")], ""),
        "There is no setting PAPERDESK_PUBLICURL; the nearest is PAPERDESK_PUBLIC_URL."
    );
    assert_eq!(
        says(&[("PAPERDESK_MAILFROM_FILE", "x")], ""),
        "There is no setting PAPERDESK_MAILFROM_FILE; the nearest is PAPERDESK_MAIL_FROM."
    );
}

#[test]
fn a_value_can_stand_in_a_file_of_its_own() {
    let files = [
        ("/run/open", "smtp://a:b@localhost\n"),
        ("/run/from", "Desk <desk@example.edu>\n"),
    ];
    let variables = [
        ("PAPERDESK_SMTP_FILE", "/run/open"),
        ("PAPERDESK_MAIL_FROM_FILE", "/run/from"),
    ];
    let settings = gather(&variables, &files, &Flags::default()).unwrap();
    assert_eq!(settings.mail_from, "Desk <desk@example.edu>");
    assert!(settings.smtp.is_some());
    assert_eq!(
        settings.warnings,
        ["/run/open holds a password and everybody on this machine may read it."]
    );

    let missing = says(&[("PAPERDESK_SMTP_FILE", "/run/none")], "");
    assert!(
        missing.starts_with("PAPERDESK_SMTP_FILE: /run/none cannot be read"),
        "{missing}"
    );
    let twice = says(
        &[
            ("PAPERDESK_LOG", "text"),
            ("PAPERDESK_LOG_FILE", "/run/from"),
        ],
        "",
    );
    assert_eq!(
        twice,
        "PAPERDESK_LOG and PAPERDESK_LOG_FILE are both set; leave one out."
    );
}

#[test]
fn sizes_are_read_with_their_units() {
    for (text, bytes) in [
        ("10 MiB", 10_485_760),
        ("500 KB", 500_000),
        ("1048576", 1_048_576),
        ("2mb", 2_000_000),
        ("64MiB", 67_108_864),
    ] {
        let settings = gather(&[("PAPERDESK_MAX_UPLOAD", text)], &[], &Flags::default());
        assert_eq!(
            settings.map(|settings| settings.max_upload),
            Ok(bytes),
            "{text}"
        );
    }
    for text in [
        "ten",
        "1.5 MiB",
        "0",
        "65 MiB",
        "-1",
        "9999999999999999 GiB",
        "10 MiBs",
    ] {
        assert!(
            says(&[("PAPERDESK_MAX_UPLOAD", text)], "")
                .starts_with("PAPERDESK_MAX_UPLOAD: max_upload"),
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_used_is_refused_in_one_sentence_that_names_its_place() {
    for (name, value) in [
        ("PAPERDESK_LISTEN", "8000"),
        ("PAPERDESK_PUBLIC_URL", "desk.example.edu"),
        ("PAPERDESK_PUBLIC_URL", "https://desk.example.edu/path"),
        ("PAPERDESK_PUBLIC_URL", "https://a:s3cret@desk.example.edu"),
        ("PAPERDESK_SMTP", "smtp://u:s3cret@host?tls=none"),
        ("PAPERDESK_MAIL_FROM", "nobody"),
        ("PAPERDESK_TRUSTED_PROXIES", "10.0.0.0/40"),
        ("PAPERDESK_LOG", "xml"),
        ("PAPERDESK_LOG_LEVEL", "loud"),
    ] {
        let says = says(&[(name, value)], "");
        assert!(
            says.starts_with(&format!("{name}: "))
                && says.ends_with('.')
                && !says.contains("s3cret"),
            "{says}"
        );
    }
}

#[test]
fn a_file_that_is_not_toml_is_refused_without_showing_its_line() {
    let says = says(&[], "log = \"text\"\nsmtp = \"smtp://u:s3cret@host");
    assert!(
        says.starts_with("./paperdesk-data/paperdesk.toml: line 2 is not TOML"),
        "{says}"
    );
    assert!(!says.contains("s3cret"), "{says}");
}

#[test]
fn another_file_is_read_in_place_of_the_one_in_the_data_dir() {
    let files = [
        ("/etc/desk.toml", "data = '/srv/desk'\nlog = 'text'"),
        ("/srv/desk/paperdesk.toml", "log = 'json'"),
    ];
    let flags = Flags {
        config: Some("/etc/desk.toml".into()),
        ..Flags::default()
    };
    let settings = gather(&[], &files, &flags).unwrap();
    assert_eq!(
        (settings.data, settings.log),
        ("/srv/desk".into(), LogForm::Text)
    );

    let missing = Flags {
        config: Some("/etc/none.toml".into()),
        ..Flags::default()
    };
    assert_eq!(
        gather(&[], &[], &missing).err().as_deref(),
        Some("--config: there is no file /etc/none.toml.")
    );
    assert!(says(&[], "data = '/elsewhere'").contains("data cannot be set by the file"));
}

#[test]
fn links_follow_the_port_that_was_free_unless_an_address_is_set() {
    let bound = ([127, 0, 0, 1], 4711).into();
    let free = gather(
        &[("PAPERDESK_LISTEN", "127.0.0.1:0")],
        &[],
        &Flags::default(),
    )
    .unwrap();
    assert_eq!(free.public_url_for(bound), "http://127.0.0.1:4711");
    let set = gather(
        &[("PAPERDESK_PUBLIC_URL", "https://Desk.Example.edu:443/")],
        &[],
        &Flags::default(),
    )
    .unwrap();
    assert_eq!(set.public_url_for(bound), "https://desk.example.edu");
}

#[test]
fn none_and_nothing_mean_no_mail_server() {
    let file = [(
        "./paperdesk-data/paperdesk.toml",
        "smtp = 'smtp://localhost'",
    )];
    let smtp = |value| {
        gather(&[("PAPERDESK_SMTP", value)], &file, &Flags::default())
            .unwrap()
            .smtp
            .is_some()
    };
    assert_eq!((smtp("none"), smtp("")), (false, true));
}

#[test]
fn a_collectors_address_is_taken_without_the_slash_at_its_end() {
    let given = |value| gather(&[("PAPERDESK_OTLP", value)], &[], &Flags::default());
    let otlp = given("http://127.0.0.1:4318/").unwrap().otlp;
    assert_eq!(otlp.as_deref(), Some("http://127.0.0.1:4318"));
    assert!(given("collector:4318").is_err() && given("http://a:b@c").is_err());
}
