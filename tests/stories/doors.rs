//! The door table: every page and every form, and what each kind of person is answered there.

use std::collections::BTreeSet;
use std::fmt::Write;

use rocket::http::{ContentType, Method};

use crate::desk::Desk;
use crate::seat::{Answer, Seat};
use crate::telling_everyone::send_in;
use paperdesk::people::{self, Role};

/// Whoever comes to the doors, in the order of the columns: nobody who is signed in, then Ada, whose paper it is, Cleo,
/// who is another student, Ben, who has the paper, Bea, who is another tutor, Tess, who teaches, Cora, who coordinates,
/// and Odo, the admin.
const WHO: [&str; 8] = ["", "ada", "cleo", "ben", "bea", "tess", "cora", "odo"];

/// (door, what each of them is answered). Forms are sent empty: 422 means that a full one would be taken, 409 that the
/// door is theirs and the paper stands otherwise. What is not theirs is not there: 404.
const DOORS: [(&str, [u16; 8]); 1] = [("GET /", [200, 303, 303, 303, 303, 200, 303, 303])];

struct Ids {
    paper: String,
    preparation: String,
    admin: String,
    delivery: String,
    person: String,
    session: String,
}

impl Ids {
    /// Ada's paper, which Ben has, what she prepares next, a mail about it, her session, and somebody new.
    fn fresh(desk: &Desk) -> Self {
        let (ada, cora) = (desk.ada(), desk.cora());
        let paper = send_in(desk, &ada, "Community gardens").to_string();
        let ben = desk.person("ben@example.edu").id.0.to_string();
        cora.post("/assign", &[("papers", &paper), ("tutor", &ben)])
            .is(303);
        let typed = [
            ("title", "Rivers"),
            ("text", "Rivers are long."),
            ("concerns", "I am not sure"),
        ];
        let checked = ada.post_file("/submit", &typed, ("", b""));
        let newest = |table: &str| desk.count(&format!("select max(id) as n from {table}"));
        let somebody = format!("somebody-{}@example.edu", newest("people"));
        let person = desk.deed(move |tx| people::add(tx, &somebody, "Some Body", &[Role::Student]));
        Self {
            paper,
            preparation: checked.location().rsplit('/').next().unwrap().to_owned(),
            admin: desk.person("odo@example.edu").id.0.to_string(),
            delivery: newest("deliveries").to_string(),
            person: person.id.0.to_string(),
            session: desk.count("select max(s.id) as n from sessions s join people p on p.id = s.person_id where p.email = 'ada@example.edu'").to_string(),
        }
    }

    /// The address behind a door.
    fn path(&self, door: &str) -> String {
        let id = match door.split('/').nth(1).unwrap_or_default() {
            "submit" => &self.preparation,
            "mail" => &self.delivery,
            "people" => &self.person,
            _ => &self.session,
        };
        let path = door
            .replace("<number>", &self.paper)
            .replace("<n>", "1")
            .replace("<id>", id);
        path.replace("<token>", "no-such-token")
            .replace("<path..>", "favicon.svg")
            .replace("mail/again", "mail/again?state=failed")
    }
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
    if method == "GET" {
        seat.get(&ids.path(path))
    } else {
        seat.post(&ids.path(path), &[])
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
    let known: BTreeSet<String> = DOORS
        .iter()
        .map(|(door, _)| door.replace("<admin>", "<id>"))
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
    for (door, expected) in mounted(&desk).iter().map(|d| (d, [0; 8])) {
        let answered = WHO.map(|who| {
            let status = knock(&seat(&desk, who), door, &ids).status;
            if door.starts_with("POST") && status < 400 {
                ids = Ids::fresh(&desk);
            }
            status
        });
        if answered != expected {
            writeln!(wrong, "    (\"{door}\", {answered:?}),").unwrap();
        }
    }
    assert!(wrong.is_empty(), "answered otherwise:\n{wrong}");
}

#[test]
fn a_form_on_another_site_changes_nothing_whoever_is_signed_in() {
    let desk = Desk::open();
    let ids = Ids::fresh(&desk);
    for door in DOORS
        .iter()
        .filter_map(|(door, _)| door.strip_prefix("POST "))
    {
        for who in WHO {
            let answer = seat(&desk, who).post_from_elsewhere(&ids.path(door), &[]);
            assert_eq!(answer.status, 403, "{who} at {door}");
        }
    }
}

#[test]
fn a_form_from_nowhere_in_particular_is_refused_where_somebody_is_signed_in() {
    let desk = Desk::open();
    let ada = desk.ada();
    let silent = |seat: &Seat<'_>| {
        seat.request(Method::Post, "/sign-in")
            .header(ContentType::Form)
            .dispatch()
            .status()
            .code
    };
    let from = |origin: &'static str| {
        let request = ada
            .request(Method::Post, "/sign-in")
            .header(ContentType::Form);
        request
            .header(rocket::http::Header::new("Origin", origin))
            .dispatch()
            .status()
            .code
    };
    assert_eq!((silent(&ada), silent(&desk.stranger())), (403, 422));
    assert_eq!(
        (
            from("https://evil.example"),
            from("null"),
            from("http://desk.example.edu")
        ),
        (403, 403, 422)
    );
}

#[test]
fn what_did_not_come_through_the_gate_is_nowhere() {
    let desk = Desk::open();
    for path in ["/", "/healthz", "/sign-in", "/static/favicon.svg"] {
        assert_eq!(
            desk.client.get(path).dispatch().status().code,
            404,
            "{path}"
        );
    }
}
