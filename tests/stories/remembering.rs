//! What is remembered of people and of the centre is never older than what stands in the file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use paperdesk::db::Tx;
use paperdesk::refusal::{Outcome, Refusal};

use crate::desk::Desk;

/// Ben's name as it is remembered; how often it was looked up stands behind it.
fn name(tx: &Tx<'_>) -> Outcome<String> {
    let known = tx.remembered(b"ben", || {
        tx.one(
            "select name from people where email = 'ben@example.edu'",
            &[],
            |row| row.get::<String>("name"),
        )
    })?;
    Ok(known.map(Arc::unwrap_or_clone).unwrap_or_default())
}

fn rename(tx: &Tx<'_>, to: &str) -> Outcome<()> {
    let sql = format!("update people set name = '{to}' where email = 'ben@example.edu'");
    tx.run(&sql, &[]).map(drop)
}

#[test]
fn a_change_is_seen_at_once_and_one_that_was_taken_back_never() {
    let desk = Desk::open();
    let was = desk.look(name);
    assert_eq!(desk.deed(name), was);
    let refused = desk.db().write_now(move |tx| {
        rename(tx, "Benedict")?;
        assert_eq!(name(tx)?, "Benedict");
        Err::<(), _>(Refusal::not_found().into())
    });
    assert!(refused.is_err());
    assert_eq!((desk.deed(name), desk.look(name)), (was.clone(), was));
    // Whatever the first change called itself, the second is another one.
    let within = desk.deed(|tx| {
        rename(tx, "Bennet")?;
        let first = name(tx)?;
        rename(tx, "Benno")?;
        Ok((first, name(tx)?))
    });
    assert_eq!(within, ("Bennet".into(), "Benno".into()));
    assert_eq!(
        (desk.deed(name), desk.look(name)),
        ("Benno".into(), "Benno".into())
    );
}

#[cfg(debug_assertions)]
#[test]
fn nothing_is_remembered_of_a_table_whose_changes_nobody_notices() {
    let desk = Desk::open();
    let of_papers = |tx: &Tx<'_>| {
        tx.remembered(b"papers", || {
            tx.one("select count(*) as n from papers", &[], |row| {
                row.get::<i64>("n")
            })
        })
    };
    let looked = catch_unwind(AssertUnwindSafe(|| desk.look(of_papers)));
    assert!(looked.is_err(), "it was remembered");
}
