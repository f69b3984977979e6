//! Mail that is on its way when the desk is killed: none of it is lost, and only what was on the wire may go twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use paperdesk::db::{self, Tx};
use paperdesk::refusal::Outcome;

use super::KILLS;
use crate::invariants;
use crate::place::Place;
use crate::post_office::{Act, At};
use crate::post_round::{Town, header, text};
use crate::server::{Server, until};
use crate::wire::Browser;

/// So many write mails at once, faster than the post office takes them: some are always under way.
const SENDERS: usize = 3;
const MOST_IN_A_ROUND: usize = 40;
const RECOVERED: Duration = Duration::from_secs(2);

/// How the killing ended, for whoever reads it.
#[derive(Default)]
struct Tally {
    mails: usize,
    twice: usize,
    deaths: i64,
    aside: i64,
    recovered: Vec<Duration>,
}

#[test]
fn no_mail_is_lost_to_kill_9_and_only_what_was_on_the_wire_goes_twice() {
    let kills = std::env::var("PAPERDESK_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let (place, acknowledged) = (Place::new(), Mutex::default());
    let town = Town::with(|office| office.at(At::Dot, Act::KeepUnhurried));
    let smtp = town.smtp();
    let settings = [("PAPERDESK_SMTP", smtp.as_str())];
    let (mut server, mut odo) = Server::first(&place, &settings);
    let (database, mut tally) = (place.0.join("desk/paperdesk.db"), Tally::default());
    for round in 0..kills {
        let moment = Duration::from_millis(rand::random_range(20..500));
        thread::scope(|scope| {
            for sender in 0..SENDERS {
                let (mut odo, acknowledged) = (odo.clone(), &acknowledged);
                let name = format!("to-{round}-{sender}");
                scope.spawn(move || write_until_it_dies(&mut odo, &name, acknowledged));
            }
            thread::sleep(moment);
            server.kill();
        });
        let (waiting, heard) = (open(&database), town.office.commands().len());
        server = Server::start(&place, &settings);
        let begun = Instant::now();
        odo.goes_to(server.address);
        if waiting > 0 {
            let again = || (town.office.commands().len() > heard).then_some(());
            until("mail after a death", again);
            tally.recovered.push(begun.elapsed());
        }
    }
    let patience = Instant::now() + Duration::from_mins(5);
    while open(&database) > 0 && Instant::now() < patience {
        thread::sleep(Duration::from_millis(50));
    }
    let (acknowledged, kept) = (acknowledged.into_inner().unwrap(), copies(&town));
    db::verify(&database, |tx| {
        accounts(tx, (&acknowledged, &kept), &mut tally)
    })
    .unwrap();
    say(&tally, kills);
    assert!(tally.mails >= kills, "this proves nothing");
    // The short form runs beside whatever else a machine does, and says nothing about time.
    let is_soon = |after: &Duration| kills == KILLS || *after < RECOVERED;
    assert!(tally.recovered.iter().all(is_soon), "{:?}", tally.recovered);
}

fn say(tally: &Tally, kills: usize) {
    let slowest = tally.recovered.iter().max().copied().unwrap_or_default();
    println!(
        "{kills} kills: {} mails, {} accepted twice, {} deaths on the wire, {} set aside; mail again {slowest:?} after it listens at most",
        tally.mails, tally.twice, tally.deaths, tally.aside
    );
}

/// Asks for one test mail after another, each to somebody else.
fn write_until_it_dies(odo: &mut Browser, name: &str, acknowledged: &Mutex<BTreeSet<String>>) {
    for n in 0..MOST_IN_A_ROUND {
        let to = format!("{name}-{n}@example.edu");
        match odo.post("/mail/test", &[("to", &to)]) {
            Ok(reply) if reply.status == 303 => acknowledged.lock().unwrap().insert(to),
            Ok(reply) => panic!("{} {}", reply.status, reply.body),
            Err(_) => return,
        };
    }
}

/// How many deliveries are not at their end.
fn open(database: &Path) -> i64 {
    let mut open = 0;
    let sql = "select count(*) as n from deliveries where state in ('pending', 'sending')";
    db::verify(database, |tx| {
        open = tx.one(sql, &[], |row| row.get("n"))?.unwrap_or(0);
        Ok(())
    })
    .unwrap();
    open
}

/// How often the post office took each mail, by its Message-ID: always the same bytes.
fn copies(town: &Town) -> BTreeMap<String, usize> {
    let mut kept: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for mail in town.office.accepted() {
        let id = header(&text(&mail), "Message-ID").to_owned();
        kept.entry(id).or_default().push(mail.bytes);
    }
    for (id, all) in &kept {
        let same = all.iter().all(|bytes| *bytes == all[0]);
        assert!(same, "{id} went in two forms");
    }
    kept.into_iter().map(|(id, all)| (id, all.len())).collect()
}

/// Every acknowledged mail is one delivery that was sent and accepted, or was set aside after three deaths; accepted
/// more often than once only where as many deaths on the wire are written down.
fn accounts(
    tx: &Tx<'_>,
    (acknowledged, kept): (&BTreeSet<String>, &BTreeMap<String, usize>),
    tally: &mut Tally,
) -> Outcome<()> {
    let sql = "select '<' || message_id || '>' as message_id, recipient, state,
                   (select count(*) from attempts a where a.delivery_id = d.id and a.outcome in ('crash', 'unknown')) as deaths
               from deliveries d where letter = 'test'";
    let all: Vec<(String, String, String, i64)> = tx.all(sql, &[], |row| {
        let (id, to) = (row.get("message_id")?, row.get("recipient")?);
        Ok((id, to, row.get("state")?, row.get("deaths")?))
    })?;
    let told: BTreeSet<&String> = all.iter().map(|(_, to, ..)| to).collect();
    assert_eq!(told.len(), all.len(), "two deliveries to one address");
    for to in acknowledged {
        assert!(told.contains(to), "{to} was acknowledged");
    }
    for (id, to, state, deaths) in &all {
        let copies = kept.get(id).copied().unwrap_or(0);
        let is_aside = state == "failed" && *deaths >= 3;
        let how = format!("{to}: {state}, accepted {copies} times, {deaths} deaths");
        assert!((state == "sent" && copies > 0) || is_aside, "{how}");
        assert!(copies <= 1 + usize::try_from(*deaths).unwrap(), "{how}");
        tally.twice += usize::from(copies > 1);
        tally.deaths += deaths;
        tally.aside += i64::from(is_aside);
    }
    tally.mails = all.len();
    invariants::hold(tx)
}

#[test]
fn what_was_only_claimed_when_the_desk_died_is_blamed_for_nothing() {
    let place = Place::new();
    // Four lines, three deaths: each time all four are on the wire, and everybody else is claimed behind them.
    let town = Town::with(|office| office.times(12, At::Data, Act::Silence));
    let smtp = town.smtp();
    let settings = [("PAPERDESK_SMTP", smtp.as_str())];
    let (mut server, mut odo) = Server::first(&place, &settings);
    for n in 0..40 {
        let to = format!("to-{n}@example.edu");
        assert_eq!(odo.post("/mail/test", &[("to", &to)]).unwrap().status, 303);
    }
    for deaths in 1..=3 {
        until("four on the wire", || {
            let commands = town.office.commands();
            let begun = commands.iter().filter(|command| *command == "DATA");
            (begun.count() == 4 * deaths).then_some(())
        });
        server.kill();
        server = Server::start(&place, &settings);
    }
    let database = place.0.join("desk/paperdesk.db");
    until("nothing left", || (open(&database) == 0).then_some(()));
    let (none, kept) = (BTreeSet::new(), copies(&town));
    let mut tally = Tally::default();
    db::verify(&database, |tx| accounts(tx, (&none, &kept), &mut tally)).unwrap();
    let counted = (tally.mails, tally.deaths, tally.twice, tally.aside);
    assert_eq!(counted, (40, 12, 0, 0));
}
