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
const DOORS: &str = "
door                                        nobody  ada cleo  ben  bea tess cora  odo
GET  /                                         200  303  303  303  303  303  303  303
GET  /about/accessibility                      200  200  200  200  200  200  200  200
GET  /about/privacy                            200  200  200  200  200  200  200  200
GET  /account                                  303  200  200  200  200  200  200  200
GET  /api/docs                                 200  200  200  200  200  200  200  200
GET  /assign                                   303  403  403  403  403  403  200  200
GET  /desk                                     303  403  403  200  200  403  403  403
GET  /desk/<number>                            303  403  403  200  404  403  403  403
GET  /desk/<marked>/letter                     303  403  403  200  404  403  403  403
GET  /desk/<marked>/notes/<id>                 303  403  403  200  404  403  403  403
GET  /desk/<marked>/notes/new                  303  403  403  200  404  403  403  403
GET  /desk/<marked>/return                     303  403  403  200  404  403  403  403
GET  /desk/<second>/second                     303  403  403  404  404  404  200  200
GET  /desk/bank                                303  403  403  200  200  403  403  403
GET  /desk/bank.csv                            303  403  403  200  200  403  403  403
GET  /desk/bank.json                           303  403  403  200  200  403  403  403
GET  /papers/<returned>/feedback/text          303  200  404  200  404  404  200  200
GET  /papers/<returned>/feedback/word          303  200  404  200  404  404  200  200
GET  /papers/<returned>/next                   303  200  404  403  403  403  403  403
GET  /papers/<returned>/plan                   303  200  404  403  403  403  403  403
GET  /papers/<returned>/plan/reminder          303  200  404  403  403  403  403  403
GET  /health                                   303  403  403  403  403  403  403  200
GET  /healthz                                  200  200  200  200  200  200  200  200
GET  /mail                                     303  403  403  403  403  403  200  200
GET  /mail/<id>                                303  403  403  403  403  403  200  200
GET  /mail/unreached                           303  403  403  403  403  403  200  200
GET  /metrics                                  404  404  404  404  404  404  404  404
GET  /papers                                   303  200  200  403  403  403  403  403
GET  /papers/<number>                          303  200  404  200  404  404  200  200
GET  /papers/<number>/drafts/<n>/file          303  200  404  200  404  404  200  200
GET  /papers/<number>/feedback                 303  200  404  200  404  404  200  200
GET  /papers/<number>/sent                     303  200  404  403  403  403  403  403
GET  /papers/all                               303  403  403  403  403  403  200  200
GET  /papers/go                                303  403  403  403  403  403  303  303
GET  /people                                   303  403  403  403  403  403  200  200
GET  /people/<admin>                           303  403  403  403  403  403  200  200
GET  /people/<id>                              303  403  403  403  403  403  200  200
GET  /people/new                               303  403  403  403  403  403  200  200
GET  /readyz                                   200  200  200  200  200  200  200  200
GET  /settings                                 303  403  403  403  403  403  200  200
GET  /settings/calendar                        303  403  403  403  403  403  200  200
GET  /settings/history                         303  403  403  403  403  403  200  200
GET  /settings/letters                         303  403  403  403  403  403  200  200
GET  /settings/letters/<letter>                303  403  403  403  403  403  200  200
GET  /settings/words                           303  403  403  403  403  403  200  200
GET  /settings/tokens                          303  403  403  200  200  200  200  200
GET  /settings/tokens/<id>                     303  403  403  200  404  404  404  200
GET  /setup/<token>                            200  200  200  200  200  200  200  200
GET  /sign-in                                  200  303  303  303  303  303  303  303
GET  /sign-in/link/<token>                     200  200  200  200  200  200  200  200
GET  /sign-in/once/<token>                     200  200  200  200  200  200  200  200
GET  /static/<path..>                          200  200  200  200  200  200  200  200
GET  /stop/<token>                             200  200  200  200  200  200  200  200
GET  /submit                                   303  200  200  403  403  403  403  403
GET  /submit/<id>                              303  200  404  403  403  403  403  403
GET  /submit/<id>/file                         303  200  404  403  403  403  403  403
POST /account                                  401  422  422  422  422  422  422  422
POST /account/password                         401  422  422  422  422  422  422  422
POST /account/password/remove                  401  303  303  303  303  303  303  303
POST /account/reading                          401  422  422  422  422  422  422  422
POST /account/sessions/<id>/end                401  303  303  303  303  303  303  303
POST /account/sessions/end-others              401  303  303  303  303  303  303  303
POST /assign                                   401  403  403  403  403  403  422  422
POST /assign/<number>/undo                     401  403  403  403  403  403  303  303
POST /desk/<number>/ask                        401  403  403  422  404  403  403  403
POST /desk/<number>/begin                      401  403  403  303  404  403  403  403
POST /desk/<number>/hand-back                  401  403  403  422  404  403  403  403
POST /desk/<marked>/keep                       401  403  403  422  422  403  403  403
POST /desk/<marked>/letter                     401  403  403  303  404  403  403  403
POST /desk/<marked>/margin/<id>                401  403  403  303  404  403  403  403
POST /desk/<marked>/notes                      401  403  403  422  404  403  403  403
POST /desk/<marked>/notes/<id>/away            401  403  403  303  404  403  403  403
POST /desk/<marked>/notes/<id>/back            401  403  403  303  404  403  403  403
POST /desk/<marked>/notes/<id>/bank            401  403  403  303  404  403  403  403
POST /desk/<marked>/return                     401  403  403  303  404  403  403  403
POST /desk/<marked>/second-reader              401  403  403  303  404  403  403  403
POST /desk/<marked>/snippet                    401  403  403  200  404  403  403  403
POST /desk/<marked>/versions/<id>/leave        401  403  403  303  404  403  403  403
POST /desk/<marked>/versions/<id>/use          401  403  403  303  404  403  403  403
POST /desk/<marked>/word                       401  403  403  422  404  403  403  403
POST /desk/<returned>/return/undo              401  403  403  303  404  403  403  403
POST /desk/<second>/second-reader/call-off     401  403  403  303  404  403  403  403
POST /desk/<second>/second/give-back           401  403  403  404  404  404  422  422
POST /desk/<second>/second/release             401  403  403  404  404  404  303  303
POST /desk/<second>/second/undo                401  403  403  303  404  404  303  303
POST /desk/<waiting>/claim                     401  403  403  303  303  403  403  403
POST /desk/bank                                401  403  403  422  422  403  403  403
POST /desk/bank/<id>                           401  403  403  422  404  403  403  403
POST /desk/bank/import                         401  403  403  422  422  403  403  403
POST /inbound/bounce                           401  401  401  401  401  401  401  401
POST /inbound/reply                            401  401  401  401  401  401  401  401
POST /papers/<returned>/feedback/mail          401  303  404  403  403  403  403  403
POST /papers/<returned>/next                   401  422  404  403  403  403  403  403
POST /papers/<returned>/notes/<id>/choose      401  404  404  403  403  403  403  403
POST /papers/<returned>/plan                   401  422  404  403  403  403  403  403
POST /papers/<returned>/plan/<id>              401  404  404  403  403  403  403  403
POST /papers/<returned>/remarks                401  422  404  403  403  403  403  403
POST /papers/<returned>/remarks/answer         401  403  403  422  404  403  403  403
POST /papers/<returned>/survey                 401  422  404  403  403  403  403  403
POST /papers/<returned>/thanks                 401  303  404  403  403  403  403  403
POST /mail/<id>/again                          401  403  403  403  403  403  409  409
POST /mail/<id>/address                        401  403  403  403  403  403  422  422
POST /mail/<id>/cancel                         401  403  403  403  403  403  303  303
POST /mail/again                               401  403  403  403  403  403  303  303
POST /mail/go-on                               401  403  403  403  403  403  404  404
POST /mail/selected                            401  403  403  403  403  403  303  303
POST /mail/stop                                401  403  403  403  403  403  422  422
POST /mail/test                                401  403  403  403  403  403  422  422
POST /mail/unreached                           401  403  403  403  403  403  422  422
POST /mail/unreached/lift                      401  403  403  403  403  403  404  404
POST /papers/<number>/answer                   401  409  404  404  404  404  404  404
POST /papers/<number>/ask                      401  409  404  422  404  404  409  409
POST /papers/<number>/file                     401  303  404  404  404  404  404  404
POST /papers/<number>/hand-back                401  409  404  422  404  404  422  422
POST /papers/<number>/send-back                401  409  404  422  404  404  422  422
POST /papers/<number>/take-over                401  409  404  409  404  404  422  422
POST /papers/<number>/withdraw                 401  303  404  404  404  404  404  404
POST /people                                   401  403  403  403  403  403  422  422
POST /people/<admin>/disable                   401  403  403  403  403  403  403  409
POST /people/<admin>/enable                    401  403  403  403  403  403  403  303
POST /people/<admin>/invite                    401  403  403  403  403  403  403  303
POST /people/<admin>/roles                     401  403  403  403  403  403  403  422
POST /people/<admin>/sign-out-everywhere       401  403  403  403  403  403  403  303
POST /people/<id>/disable                      401  403  403  403  403  403  303  303
POST /people/<id>/enable                       401  403  403  403  403  403  303  303
POST /people/<id>/invite                       401  403  403  403  403  403  303  303
POST /people/<id>/roles                        401  403  403  403  403  403  422  422
POST /people/<id>/second-reading               401  403  403  403  403  403  409  409
POST /people/<id>/sign-out-everywhere          401  403  403  403  403  403  303  303
POST /people/<id>/password/remove              401  403  403  403  403  403  303  303
POST /settings                                 401  403  403  403  403  403  422  422
POST /settings/letters/<letter>                401  403  403  403  403  403  422  422
POST /settings/letters/<letter>/restore        401  403  403  403  403  403  303  303
POST /settings/letters/<letter>/sample         401  403  403  403  403  403  422  422
POST /settings/letters/<letter>/send           401  403  403  403  403  403  422  422
POST /settings/marking                         401  403  403  403  403  403  422  422
POST /settings/courses                         401  403  403  403  403  403  422  422
POST /settings/holidays                        401  403  403  403  403  403  422  422
POST /settings/holidays/<day>/remove           401  403  403  403  403  403  404  404
POST /settings/questions                       401  403  403  403  403  403  422  422
POST /settings/questions/<asked>/remove        401  403  403  403  403  403  404  404
POST /settings/texts                           401  403  403  403  403  403  422  422
POST /settings/texts/<text>/remove             401  403  403  403  403  403  404  404
POST /settings/tokens                          401  403  403  422  422  422  422  422
POST /settings/tokens/<id>/revoke              401  403  403  303  404  404  404  303
POST /setup/<token>                            404  404  404  404  404  404  404  404
POST /sign-in                                  422  422  422  422  422  422  422  422
POST /sign-in/code                             422  422  422  422  422  422  422  422
POST /sign-in/link/<token>                     200  200  200  200  200  200  200  200
POST /sign-in/once/<token>                     200  200  200  200  200  200  200  200
POST /sign-in/password                         422  422  422  422  422  422  422  422
POST /sign-out                                 401  303  303  303  303  303  303  303
POST /stop/<token>                             200  200  200  200  200  200  200  200
POST /submit                                   401  422  422  403  403  403  403  403
POST /submit/<id>/send                         401  303  404  403  403  403  403  403
GET  /assign/suggest                           303  403  403  403  403  403  200  200
GET  /desk/hours                               303  403  403  200  200  403  403  403
GET  /people/<tutor>/tutor                     303  403  403  403  403  403  200  200
POST /assign/suggest                           401  403  403  403  403  403  422  422
POST /desk/hours                               401  403  403  303  303  403  403  403
POST /desk/hours/away                          401  403  403  422  422  403  403  403
POST /desk/hours/away/<away>/remove            401  403  403  404  404  403  403  403
POST /desk/next                                401  403  403  303  303  403  403  403
POST /people/<tutor>/tutor                     401  403  403  403  403  403  303  303
POST /people/<tutor>/tutor/away                401  403  403  403  403  403  422  422
POST /people/<tutor>/tutor/away/<away>/remove  401  403  403  403  403  403  404  404
POST /people/<tutor>/tutor/apart               401  403  403  403  403  403  422  422
POST /people/<tutor>/tutor/apart/<student>/remove 401 403 403 403 403  403  404  404
";

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
    DOORS.lines().skip(2).map(row).collect()
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
