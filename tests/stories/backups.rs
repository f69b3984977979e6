//! Copies of a whole desk: proven before they count, and put back only into an empty place.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use paperdesk::db;
use paperdesk::refusal::Fault;

use crate::place::Place;

#[test]
fn a_backup_is_proven_and_comes_back_into_an_empty_place_only() {
    let place = Place::new();
    place
        .run(&["backup", "copy.db"])
        .is_refused(1, "There is no desk in");
    place.add_ben();
    let copy = place.file("copy.db");
    assert_eq!(place.run(&["backup", &copy, "--json"]).json()["file"], copy);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o077, 0);
    assert_eq!(place.run(&["verify", &copy]).code, 0);
    place.run(&["restore", &copy]).is_refused(1, "is not empty");

    let fresh = place.file("fresh");
    fs::create_dir(&fresh).unwrap();
    fs::write(Path::new(&fresh).join("paperdesk.toml"), "log = 'text'").unwrap();
    let restored = place
        .run(&["restore", &copy, "--data", &fresh, "--json"])
        .json();
    assert_eq!(restored["held_mails"], 1);
    let people = place
        .run(&["person", "list", "--data", &fresh, "--json"])
        .json();
    assert_eq!(people[0]["email"], "ben@example.edu");
    let mails = place
        .run(&["mail", "list", "--data", &fresh, "--json"])
        .json();
    assert_eq!(mails[0]["hold"], "restored");
}

#[test]
fn a_damaged_backup_is_found_and_not_restored() {
    let place = Place::new();
    place.add_ben();
    let copy = place.file("copy.db");
    assert_eq!(place.run(&["backup", &copy]).code, 0);
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5a);
    fs::write(&copy, bytes).unwrap();
    place.run(&["verify", &copy]).is_refused(1, "damaged");
    place
        .run(&["restore", &copy, "--data", &place.file("fresh")])
        .is_refused(1, "damaged");
    assert!(!place.0.join("fresh").exists());

    fs::write(&copy, "not a desk").unwrap();
    place
        .run(&["verify", &copy])
        .is_refused(1, "is not a Paperdesk backup.");
    place
        .run(&["verify", "nothing.db"])
        .is_refused(1, "There is no file nothing.db.");
}

#[test]
fn a_restore_that_fails_half_way_leaves_nothing_behind() {
    let place = Place::new();
    place.add_ben();
    let copy = place.file("copy.db");
    assert_eq!(place.run(&["backup", &copy]).code, 0);
    let fresh = place.0.join("fresh");
    let failed = db::restore(Path::new(&copy), &fresh, |_| {
        Err(Fault::new("settling it").into())
    });
    assert!(failed.is_err());
    let left = fs::read_dir(&fresh).unwrap().map(|entry| entry.unwrap());
    assert!(left.into_iter().all(|entry| {
        !entry
            .file_name()
            .to_string_lossy()
            .starts_with("paperdesk.db")
    }));
}
