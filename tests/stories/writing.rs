//! The one writer: deeds share a commit, but never a failure; and the copies that are made of its file.

use std::cell::Cell;

use paperdesk::clock::Clock;
use paperdesk::db::{self, DataDir, Db, Tx};
use paperdesk::people::{self, Role};
use paperdesk::refusal::{Failure, Fault, Outcome, Refusal};

use crate::desk::Desk;

fn add(tx: &Tx<'_>, n: usize) -> Outcome<()> {
    people::add(
        tx,
        &format!("person{n}@example.edu"),
        "Somebody",
        &[Role::Student],
    )
    .map(drop)
}

#[test]
fn a_deed_that_is_refused_half_way_leaves_nothing_behind() {
    let desk = Desk::open();
    let before = desk.count("select count(*) as n from people");
    let refused = desk.db().write_now(|tx| -> Outcome<()> {
        add(tx, 1)?;
        Err(Refusal::conflict("Not after all.").into())
    });
    assert!(matches!(refused, Err(Failure::Refused(_))));
    assert_eq!(desk.count("select count(*) as n from people"), before);
}

#[test]
fn of_many_deeds_in_one_group_only_the_failing_ones_are_undone() {
    let desk = Desk::open();
    let before = desk.count("select count(*) as n from people");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let outcomes = runtime.block_on(async {
        let mut waiting = Vec::new();
        for n in 0..60 {
            let db = desk.db().clone();
            waiting.push(tokio::spawn(async move {
                db.write(move |tx| {
                    add(tx, n)?;
                    match n % 3 {
                        0 => Ok(()),
                        1 => Err(Fault::new("broken on purpose").into()),
                        _ => panic!("on purpose"),
                    }
                })
                .await
                .is_ok()
            }));
        }
        let mut outcomes = Vec::new();
        for one in waiting {
            outcomes.push(one.await.unwrap());
        }
        outcomes
    });
    assert_eq!(outcomes.iter().filter(|stood| **stood).count(), 20);
    assert_eq!(desk.count("select count(*) as n from people") - before, 20);
}

#[test]
fn a_reader_never_sees_half_a_deed_and_cannot_write() {
    let desk = Desk::open();
    let written = desk.db().read_now(|tx| add(tx, 1));
    assert!(written.is_err(), "readers only read");
}

#[test]
fn what_a_reader_found_before_is_looked_for_again_once_anybody_has_committed() {
    let desk = Desk::open();
    let looks = Cell::new(0);
    let count = || {
        let found = desk.look(|tx| {
            tx.remembered(b"people", || {
                looks.set(looks.get() + 1);
                tx.one("select count(*) as n from people", &[], |row| {
                    row.get::<i64>("n")
                })
            })
        });
        (*found.unwrap(), looks.get())
    };
    let (before, _) = count();
    assert_eq!(count(), (before, 1), "nothing has changed");
    desk.deed(|tx| add(tx, 1));
    assert_eq!(count(), (before + 1, 2));
    let dir = DataDir::open(desk.db().path().parent().unwrap()).unwrap();
    let other = Db::open(&dir, Clock::Machine).unwrap();
    other.write_now(|tx| add(tx, 2)).unwrap();
    assert_eq!(count(), (before + 2, 3), "another process's");
    assert_eq!(count(), (before + 2, 3));
}

#[test]
fn a_backup_of_a_running_desk_holds_what_was_acknowledged_and_can_be_verified() {
    let desk = Desk::open();
    let copy = desk.db().path().with_file_name("copy.db");
    desk.deed(|tx| add(tx, 7));
    db::back_up(desk.db().path(), &copy, |_| Ok(())).unwrap();
    let found = Cell::new(false);
    db::verify(&copy, |tx| {
        let email = people::Email::parse("person7@example.edu").unwrap();
        found.set(people::find_by_email(tx, &email)?.is_some());
        Ok(())
    })
    .unwrap();
    assert!(found.get());
}

#[test]
fn a_backup_that_does_not_verify_leaves_the_older_one_in_its_place() {
    let desk = Desk::open();
    let copy = desk.db().path().with_file_name("copy.db");
    db::back_up(desk.db().path(), &copy, |_| Ok(())).unwrap();
    let good = std::fs::read(&copy).unwrap();
    let refused = db::back_up(desk.db().path(), &copy, |_| {
        Err(Refusal::conflict("It is damaged.").into())
    });
    assert!(refused.is_err());
    assert_eq!(std::fs::read(&copy).unwrap(), good);
}

#[test]
fn a_file_with_one_flipped_page_does_not_verify() {
    let desk = Desk::open();
    let copy = desk.db().path().with_file_name("copy.db");
    db::back_up(desk.db().path(), &copy, |_| Ok(())).unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 64].fill(0xff);
    std::fs::write(&copy, bytes).unwrap();
    assert!(db::verify(&copy, |_| Ok(())).is_err());
}
