//! A week with a mail server that fails in every way, by a held clock and over real sockets: nothing is lost, nothing
//! goes twice that is not known to be unknown, whoever must hear of it does. `PAPERDESK_WEEK=1` is the long form, which
//! looks every ten minutes instead of every hour and prints what became of each mail.

mod weather;

use std::collections::{BTreeMap, BTreeSet};

use paperdesk::outbox;
use paperdesk::people::{self, Role};

use crate::deeds::give;
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;

use weather::{FULL, GONE, Server, weather};

const HOURS: i64 = 7 * 24;
/// After the week, so long until all that was given five days has had them.
const AFTER: i64 = 6 * 24;

/// What happens at the desk in this hour: papers come in, are given out a while later, and some are withdrawn.
fn something_happens(desk: &Desk, hour: i64, often: i64) {
    let students = ["ada@example.edu", "cleo@example.edu", GONE, FULL];
    let turn = usize::try_from(hour / often).unwrap();
    match hour % often {
        0 => drop(send_in(desk, &desk.seat(students[turn % 4]), "Rivers")),
        1 => give(desk, desk.newest_paper(), "ben@example.edu"),
        2 if turn.is_multiple_of(2) => {
            let student: Seat<'_> = desk.seat(students[turn % 4]);
            let way = format!("/papers/{}/withdraw", desk.newest_paper());
            student.post(&way, &[]).is(303);
        }
        _ => {}
    }
}

/// Lives through the week and what comes after it; gives how often the desk began and ended to spare the mail server.
fn a_week(desk: &Desk, server: &Server, (often, step): (i64, i64)) -> (usize, usize) {
    let (mut opened, mut closed, mut spared) = (0, 0, false);
    let mut minute = 0;
    while minute < (HOURS + AFTER) * 60 {
        let (hour, full) = (minute / 60, minute % 60 == 0);
        if full && hour < HOURS {
            something_happens(desk, hour, often);
        }
        let relay = server.in_weather(weather(hour));
        desk.carry_by(desk.scribe(), relay);
        let is_spared = desk.look(outbox::relay).troubles > 0;
        opened += usize::from(is_spared && !spared);
        closed += usize::from(!is_spared && spared);
        spared = is_spared;
        let pause = if hour < HOURS { step } else { step * 6 };
        desk.minutes_pass(pause);
        minute += pause;
    }
    (opened, closed)
}

/// One mail as it ended.
struct End {
    id: i64,
    message_id: String,
    paper: Option<i64>,
    to: String,
    letter: String,
    state: String,
    tries: i64,
    counted: i64,
    unknown: i64,
    hours: i64,
    said: String,
}

fn ends(desk: &Desk) -> Vec<End> {
    let sql = "select d.id, '<' || d.message_id || '>' as message_id, d.paper, d.recipient, d.letter, d.state,
                   d.attempts as counted, (d.finished_at - d.created_at) / 3600000 as hours,
                   coalesce(d.last_answer, '') as said, count(a.n) as tries,
                   count(a.n) filter (where a.outcome = 'unknown') as unknown
               from deliveries d left join attempts a on a.delivery_id = d.id group by d.id order by d.id";
    desk.look(|tx| {
        tx.all(sql, &[], |row| {
            Ok(End {
                id: row.get("id")?,
                message_id: row.get("message_id")?,
                paper: row.get("paper")?,
                to: row.get("recipient")?,
                letter: row.get("letter")?,
                state: row.get("state")?,
                tries: row.get("tries")?,
                counted: row.get("counted")?,
                unknown: row.get("unknown")?,
                hours: row.get::<Option<i64>>("hours")?.unwrap_or(-1),
                said: row.get("said")?,
            })
        })
    })
}

/// The Message-IDs that the mail server kept, in the order in which it kept them.
fn kept(server: &Server) -> Vec<String> {
    let id = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        crate::post_round::header(&text, "Message-ID").to_owned()
    };
    let accepted = server.office.accepted();
    accepted.iter().map(|mail| id(&mail.bytes)).collect()
}

fn print(ends: &[End], copies: &BTreeMap<&String, usize>) {
    println!(
        "letter             recipient          state     tries counted unknown copies  hours  last words"
    );
    for end in ends {
        let copies = copies.get(&end.message_id).copied().unwrap_or(0);
        println!(
            "{:<18} {:<18} {:<9} {:>5} {:>7} {:>7} {:>6} {:>6}  {}",
            end.letter,
            end.to,
            end.state,
            end.tries,
            end.counted,
            end.unknown,
            copies,
            end.hours,
            end.said
        );
    }
    let mut sums: BTreeMap<(&str, &str), (usize, i64, i64)> = BTreeMap::new();
    for end in ends {
        let sum = sums.entry((&end.state, &end.said)).or_default();
        *sum = (sum.0 + 1, sum.1.max(end.tries), sum.2.max(end.hours));
    }
    println!("\nstate     mails  most tries  longest hours  last words");
    for ((state, said), (mails, tries, hours)) in sums {
        println!("{state:<9} {mails:>5} {tries:>11} {hours:>14}  {said}");
    }
}

/// Mail to one person about one paper arrived in the order in which it was promised.
fn in_order(ends: &[End], kept: &[String]) {
    let first = |end: &End| kept.iter().position(|id| *id == end.message_id);
    let mut last: BTreeMap<(i64, &str), usize> = BTreeMap::new();
    for end in ends.iter().filter(|end| end.state == "sent") {
        let (Some(paper), Some(at)) = (end.paper, first(end)) else {
            continue;
        };
        let before = last.insert((paper, &end.to), at);
        assert!(
            before.is_none_or(|before| before < at),
            "{} to {}",
            end.id,
            end.to
        );
    }
}

#[test]
fn a_week_with_a_bad_mail_server_loses_nothing_and_tells_whoever_must_know() {
    let long = std::env::var_os("PAPERDESK_WEEK").is_some();
    let (desk, server) = (Desk::open(), Server::open());
    let _inside = server.runtime.enter();
    desk.deed(|tx| {
        people::add(tx, GONE, "Gone Away", &[Role::Student])?;
        people::add(tx, FULL, "Full Mailbox", &[Role::Student]).map(drop)
    });
    let rhythm = if long { (3, 10) } else { (6, 60) };
    let (opened, closed) = a_week(&desk, &server, rhythm);
    let (ends, kept) = (ends(&desk), kept(&server));
    let mut copies: BTreeMap<&String, usize> = BTreeMap::new();
    for id in &kept {
        *copies.entry(id).or_default() += 1;
    }
    if long {
        print(&ends, &copies);
        println!("\nthe mail server was spared {opened} times, and used again {closed} times");
    }
    for end in &ends {
        let (copies, how) = (
            copies.get(&end.message_id),
            format!("{} to {}: {}, {}", end.letter, end.to, end.state, end.said),
        );
        let copies = i64::try_from(copies.copied().unwrap_or(0)).unwrap();
        assert!(
            ["sent", "failed", "cancelled"].contains(&end.state.as_str()),
            "{how}"
        );
        assert!(end.state != "sent" || copies > 0, "{how}: lost");
        assert!(
            copies <= 1 + end.unknown,
            "{how}: {copies} times, {} unknown",
            end.unknown
        );
    }
    let known: BTreeSet<&String> = ends.iter().map(|end| &end.message_id).collect();
    assert!(
        kept.iter().all(|id| known.contains(id)),
        "a mail that nobody promised"
    );
    in_order(&ends, &kept);
    // Of an address that is known not to take mail they heard with the mail that came back first.
    let untold = "select count(*) as n from deliveries d where d.state = 'failed' and d.last_answer not like 'not sent:%' and not exists
        (select 1 from deliveries t where t.letter = 'delivery_failed' and t.state = 'sent' and json_extract(t.facts, '$.delivery') = d.id)";
    assert_eq!(desk.count(untold), 0, "a failure that nobody was told of");
    let failed: BTreeSet<&str> = ends
        .iter()
        .filter(|end| end.state == "failed")
        .map(|end| end.to.as_str())
        .collect();
    assert_eq!(failed, BTreeSet::from([FULL, GONE]));
    assert_eq!((opened, closed), (closed, opened));
    assert!(opened >= 6, "{opened}");
    let given_up = ends
        .iter()
        .filter(|end| end.to == FULL && end.state == "failed");
    assert!(given_up.clone().count() > 0 && given_up.clone().all(|end| end.hours >= 119));
}
