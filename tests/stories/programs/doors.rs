//! The door table of programs: every call, and what each kind of person’s token is answered.

use std::collections::BTreeSet;
use std::fmt::Write;

use rocket::http::Method;

use crate::desk::Desk;
use crate::program::Program;

/// Whose token it is, in the order of the columns: nobody's, then Ada's, whose paper it is, Cleo's, Ben's, who has the
/// paper, Bea's, Tess's, Cora's and Odo's. Each token has every scope; what each scope opens is told elsewhere.
const WHO: [&str; 8] = ["", "ada", "cleo", "ben", "bea", "tess", "cora", "odo"];

/// What each of them is answered. What is not theirs is not there: 404.
const DOORS: &str = "
door                                  nobody  ada cleo  ben  bea tess cora  odo
GET   /api/deliveries                    401  403  403  403  403  403  200  200
GET   /api/events                        401  200  200  200  200  200  200  200
GET   /api/openapi.json                  200  200  200  200  200  200  200  200
GET   /api/papers                        401  200  200  200  200  200  200  200
GET   /api/papers/<id>                   401  200  404  200  404  404  200  200
GET   /api/papers/<id>/deliveries        401  404  404  200  404  404  200  200
GET   /api/papers/<id>/drafts/<n>/file   401  200  404  200  404  404  200  200
GET   /api/papers/<id>/drafts/<n>/text   401  200  404  200  404  404  200  200
GET   /api/papers/<id>/events            401  200  404  200  404  404  200  200
GET   /api/papers/<id>/feedback          401  200  404  200  404  404  200  200
GET   /api/people                        401  403  403  403  403  403  200  200
GET   /api/people/<id>                   401  403  403  403  403  403  200  200
GET   /api/postman-environment.json      200  200  200  200  200  200  200  200
GET   /api/postman.json                  200  200  200  200  200  200  200  200
PATCH /api/papers/<id>                   401  200  404  200  404  404  200  200
PATCH /api/people/<id>                   401  403  403  403  403  403  200  200
PATCH /paper                             401  422  422  422  422  422  422  422
POST  /api/deliveries/<id>/retry         401  403  403  403  403  403  409  409
POST  /api/papers                        401  422  422  422  422  422  422  422
POST  /api/papers/<id>/drafts            401  409  404  409  404  404  409  409
POST  /api/people                        401  403  403  403  403  403  422  422
POST  /paper                             401  422  422  422  422  422  422  422
";

fn table() -> Vec<(Method, String, Vec<u16>)> {
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let answers = words[2..].iter().map(|code| code.parse().unwrap());
        (
            words[0].parse().unwrap(),
            words[1].to_owned(),
            answers.collect(),
        )
    };
    DOORS.lines().skip(2).map(row).collect()
}

/// The doors of programs, as the table of all doors leaves them to this one.
pub fn known() -> BTreeSet<String> {
    let doors = table().into_iter();
    doors
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect()
}

#[test]
fn each_door_opens_to_the_programs_it_is_for() {
    let desk = Desk::open();
    super::ben_has(&desk, "Gardens");
    let delivery = desk.count("select max(id) as n from deliveries");
    let ada = desk.person("ada@example.edu").id.0;
    let mut wrong = String::new();
    for (method, door, expected) in table() {
        let id = match door.split('/').nth(2).unwrap_or_default() {
            "papers" => "P-1001".to_owned(),
            "people" => ada.to_string(),
            _ => delivery.to_string(),
        };
        let path = door.replace("<id>", &id).replace("<n>", "1");
        let body: &[u8] = if door.ends_with("/drafts") {
            br#"{"text":"Again."}"#
        } else {
            b"{}"
        };
        let answered = WHO.map(|who| {
            let program = if who.is_empty() {
                Program::with(&desk, "")
            } else {
                desk.program(&format!("{who}@example.edu"))
            };
            let json = [("content-type", "application/json")];
            program.send((method, &path), &json, body).status
        });
        if answered[..] != expected[..] {
            writeln!(wrong, "{method} {door} {answered:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "answered otherwise:\n{wrong}");
}
