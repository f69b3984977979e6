//! How files look: short, said in a sentence, nothing silenced, nothing inline, nothing beside the product.

use std::fs;
use std::path::Path;

use crate::files::{Strays, everything_in_rust, files};

const TOP_LEVEL: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "migrations",
    "src",
    "static",
    "templates",
    "tests",
];
/// What the build leaves and git ignores.
const BUILT: &str = "target";

#[test]
fn every_file_is_short_and_begins_with_what_it_is_for() {
    let mut strays = Strays::default();
    for file in everything_in_rust() {
        let lines = file.text.lines().count();
        if lines > 300 {
            strays.add((&file, lines), "longer than 300 lines");
        }
        if !file.is_test() && !file.text.starts_with("//! ") {
            strays.add(
                (&file, 1),
                "does not begin with a sentence on what it is for",
            );
        }
        let name = Path::new(&file.path).file_stem().unwrap().to_str().unwrap();
        if [
            "util", "utils", "helper", "helpers", "common", "misc", "types", "service", "manager",
            "core",
        ]
        .contains(&name)
        {
            strays.add((&file, 1), "is named for nothing");
        }
    }
}

#[test]
fn no_lint_is_silenced_without_a_reason_and_no_transaction_begins_without_its_kind() {
    let (silenced, begins) = (["#[", "#!["].map(|opens| format!("{opens}allow(")), "begin");
    let mut strays = Strays::default();
    for file in everything_in_rust() {
        for (n, line) in file.code() {
            if silenced
                .iter()
                .any(|attribute| line.contains(attribute.as_str()))
            {
                strays.add((&file, n), "say #[expect(lint, reason = …)]");
            }
            let plain = [
                "\"begin\"",
                "\"begin;",
                "\"BEGIN",
                ".transaction()",
                "unchecked_transaction",
            ]
            .iter()
            .any(|plain| line.contains(plain));
            if file.path.starts_with("src/db/") && plain {
                strays.add(
                    (&file, n),
                    &format!("say `{begins} immediate` or `{begins} deferred`"),
                );
            }
        }
    }
}

#[test]
fn templates_escape_everything_and_hold_no_inline_style_or_script() {
    let mut strays = Strays::default();
    for file in files("templates", "") {
        for (n, line) in file.text.lines().enumerate() {
            if line.replace(' ', "").contains("|safe") || line.contains("autoescape") {
                strays.add((&file, n + 1), "everything is escaped");
            }
            let on = line.split(" on").skip(1).any(|rest| {
                rest.trim_start_matches(|c: char| c.is_ascii_lowercase())
                    .starts_with('=')
            });
            if !file.path.starts_with("templates/mail/")
                && (on
                    || line.contains("style=")
                    || line.contains("javascript:")
                    || line.contains("<style"))
            {
                strays.add((&file, n + 1), "nothing inline");
            }
        }
    }
}

#[test]
fn the_top_level_holds_nothing_else() {
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let expected = TOP_LEVEL.contains(&name.as_str()) || name.starts_with('.') || name == BUILT;
        assert!(expected, "{name} does not belong beside the product");
    }
}
