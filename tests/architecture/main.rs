//! The house keeps its own rules: each library has one door, SQL stands in one place, and imports point down.
#![expect(
    clippy::unwrap_used,
    reason = "a file that cannot be read fails the test"
)]

mod files;
mod imports;
mod shape;

use files::{Strays, files};

/// (library, the only place that names it)
const DOORS: [(&str, &str); 29] = [
    ("rusqlite", "src/db/"),
    ("rusqlite_migration", "src/db/"),
    ("r2d2", "src/db/"),
    ("r2d2_sqlite", "src/db/"),
    ("rocket", "src/web/"),
    ("multer", "src/web/"),
    ("hyper", "src/web/gate/"),
    ("hyper_util", "src/web/gate/"),
    ("utoipa", "src/web/api/"),
    ("governor", "src/web/api/"),
    ("tera", "src/pages/"),
    ("lettre", "src/mail/"),
    ("futures_io", "src/mail/"),
    ("ring", "src/mail/"),
    ("mail_parser", "src/inbound/"),
    ("zip", "src/documents/"),
    ("quick_xml", "src/documents/"),
    ("pdf_extract", "src/documents/"),
    ("pulldown_cmark", "src/documents/"),
    ("similar", "src/drafts/"),
    ("encoding_rs", "src/documents/"),
    ("rust_embed", "src/assets.rs"),
    ("argon2", "src/sign_in/"),
    ("clap", "src/cli/"),
    ("toml", "src/config/"),
    ("reqwest", "src/client/"),
    ("rustls", "src/client/"),
    ("futures_core", "src/client/"),
    ("csv", "src/sheets/"),
];

/// (what is said, the only place that says it)
const SAYINGS: [(&str, &str); 7] = [
    ("Timestamp::now", "src/clock.rs"),
    ("Zoned::now", "src/clock.rs"),
    ("SystemTime::now", "src/clock.rs"),
    ("env::var", "src/config/"),
    ("env::set_var", "nowhere"),
    ("env::remove_var", "nowhere"),
    ("process::exit", "nowhere"),
];

/// Whether a word stands in a line by itself, with `::` behind it or as the whole of a `use`.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let alone =
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '.');
        let after = &line[at + word.len()..];
        alone
            && (after.starts_with("::")
                || (line.trim_start().starts_with("use ") && after.starts_with([';', ' '])))
    })
}

#[test]
fn each_library_has_one_door() {
    let mut strays = Strays::default();
    for file in files("src", ".rs") {
        for (n, line) in file.code() {
            for (library, door) in DOORS {
                if !file.path.starts_with(door) && names(line, library) {
                    strays.add((&file, n), &format!("{library} belongs to {door}"));
                }
            }
        }
    }
}

#[test]
fn the_time_and_the_environment_are_asked_in_one_place() {
    let mut strays = Strays::default();
    for file in files("src", ".rs") {
        if file.is_test() {
            continue;
        }
        for (n, line) in file.code() {
            for (saying, place) in SAYINGS {
                if !file.path.starts_with(place) && line.contains(saying) {
                    strays.add((&file, n), &format!("{saying} belongs to {place}"));
                }
            }
        }
    }
}

#[test]
fn sql_stands_in_the_rows_of_a_noun() {
    let begins = [
        "select ",
        "insert into ",
        "insert or ",
        "delete from ",
        "update ",
        "with recursive ",
        "pragma ",
    ];
    let mut strays = Strays::default();
    for file in files("src", ".rs") {
        let is_place = file.path.starts_with("src/db/")
            || file.path.ends_with("/rows.rs")
            || file.path.contains("/rows/");
        if is_place || file.is_test() {
            continue;
        }
        for (n, line) in file.code_before_tests() {
            let said = line.trim_start();
            let quoted = |word: &&str| {
                said.contains(&format!("\"{word}"))
                    || said.contains(&format!("\"{}", word.to_uppercase()))
            };
            let alone = |word: &&str| said.starts_with(*word) && *word != "with recursive ";
            if begins.iter().any(|word| quoted(word) || alone(word)) {
                strays.add((&file, n), "SQL belongs to rows.rs, rows/ or db/");
            }
        }
    }
}
