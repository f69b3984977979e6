//! The door table: every page and every form, and what each kind of person is answered there.

mod elsewhere;
mod ids;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::desk::Desk;
use crate::seat::{Answer, Seat};
use ids::Ids;

/// Whoever comes to the doors, in the order of the columns: nobody who is signed in, then Ada, whose paper it is, Cleo,
/// who is another student, Ben, who has the paper, Bea, who is another tutor, Tess, who teaches, Cora, who coordinates,
/// and Odo, the admin.
const WHO: [&str; 8] = ["", "ada", "cleo", "ben", "bea", "tess", "cora", "odo"];

/// What each of them is answered. Forms are sent empty: 422 means that a full one would be taken, 409 that the door is
/// theirs and the paper stands otherwise. What is not theirs is not there: 404.
const DOORS: &str = include_str!("doors/table.txt");

/// The doors of the table, each with what everybody is answered there.
fn table() -> Vec<(String, [u16; 8])> {
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let answers: Vec<u16> = words[2..]
            .iter()
            .map(|code| code.parse().unwrap())
            .collect();
        (
            format!("{} {}", words[0], words[1]),
            answers.try_into().unwrap(),
        )
    };
    DOORS.lines().skip(1).map(row).collect()
}

fn seat<'d>(desk: &'d Desk, who: &str) -> Seat<'d> {
    if who.is_empty() {
        desk.stranger()
    } else {
        desk.seat(&format!("{who}@example.edu"))
    }
}

fn knock(seat: &Seat<'_>, door: &str, ids: &Ids) -> Answer {
    let (method, path) = door.split_once(' ').unwrap();
    match (method, path) {
        ("GET", _) => seat.get(&ids.path(path)),
        (_, "/desk/<marked>/snippet") => {
            seat.post(&ids.path(path), &[("snippet", &ids.marked.snippet)])
        }
        (_, "/papers/<number>/file") => {
            seat.post_file(&ids.path(path), &[], ("rivers.txt", b"Rivers are long."))
        }
        _ => seat.post(&ids.path(path), &[]),
    }
}

/// Every door of the desk, as Rocket itself has mounted them.
fn mounted(desk: &Desk) -> BTreeSet<String> {
    let door = |route: &rocket::Route| format!("{} {}", route.method, route.uri.path());
    desk.client.rocket().routes().map(door).collect()
}

#[test]
fn every_door_stands_in_the_table() {
    let desk = Desk::open();
    let mounted = mounted(&desk);
    let known: BTreeSet<String> = table()
        .iter()
        .map(|(door, _)| {
            let papers = ["<waiting>", "<marked>", "<returned>", "<second>"];
            let door = door.replace("<admin>", "<id>").replace("<tutor>", "<id>");
            papers
                .iter()
                .fold(door, |door, paper| door.replace(paper, "<number>"))
        })
        .chain(crate::programs::doors::known())
        .collect();
    assert_eq!(
        mounted.difference(&known).collect::<Vec<_>>(),
        [] as [&String; 0],
        "these doors stand in no table"
    );
    assert_eq!(
        known.difference(&mounted).collect::<Vec<_>>(),
        [] as [&String; 0],
        "these doors are gone"
    );
}

#[test]
fn each_door_opens_to_those_it_is_for() {
    let desk = Desk::open();
    let mut ids = Ids::fresh(&desk);
    let mut wrong = String::new();
    for (door, expected) in &table() {
        let answered = WHO.map(|who| {
            let status = knock(&seat(&desk, who), door, &ids).status;
            if door.starts_with("POST") && status < 400 {
                ids.renew(&desk, door);
            }
            status
        });
        if answered != *expected {
            writeln!(wrong, "{door} {answered:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "answered otherwise:\n{wrong}");
}

#[test]
fn a_form_on_another_site_changes_nothing_whoever_is_signed_in() {
    let desk = Desk::open();
    let ids = Ids::fresh(&desk);
    for door in table()
        .iter()
        .filter_map(|(door, _)| door.strip_prefix("POST "))
        // No seat opens these, only a signature.
        .filter(|door| !door.starts_with("/inbound/"))
    {
        for who in WHO {
            let answer = seat(&desk, who).post_from_elsewhere(&ids.path(door), &[]);
            assert_eq!(answer.status, 403, "{who} at {door}");
        }
    }
}
