//! Statements about what others were told of somebody: their mails stay, and name nobody where the name stood.

use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// Mails that name a person by their address, and those about papers that they had to do with that name them by name: a
/// namesake is not meant.
macro_rules! names_them {
    ($said:literal) => {
        concat!(
            "exists (select 1 from people p where p.id = ?1
             and (instr(", $said, ".facts, p.email) > 0
                  or (instr(", $said, ".facts, substr(json_quote(p.name), 2, length(json_quote(p.name)) - 2)) > 0
                      and (", $said, ".letter = 'invitation' or ", $said, ".paper in (select number from theirs)
                           or ", $said, ".id in (select delivery_id from gathered where paper in (select number from theirs))))))"
        )
    };
}

/// The papers that a person had, gave, or did something to.
macro_rules! theirs {
    () => {
        "with theirs as (select paper as number from assignments where ?1 in (tutor_id, by_id)
                         union select paper from events where actor_id = ?1
                         union select number from papers where student_id = ?1)"
    };
}

/// Facts without the name and the address.
macro_rules! unnamed {
    () => {
        "set facts = replace(replace(replace(iif(instr(p.told, ' ') > 0, replace(facts, p.told, 'Somebody'), facts),
                 ':\"' || p.told || '\"', ':\"Somebody\"'), ':\"' || p.told || ' ', ':\"Somebody '),
                 p.email, 'erased@erased.invalid')
         from (select email, substr(json_quote(name), 2, length(json_quote(name)) - 2) as told from people where id = ?1) p"
    };
}

/// Mails that say of others' mails to this person that they did not arrive, alone or in a digest.
pub fn told_of_failures(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<i64>> {
    tx.all(
        "with theirs as (select id from deliveries where person_id = ?1 or recipient = (select email from people where id = ?1))
         select id from deliveries where letter = 'delivery_failed' and json_extract(facts, '$.delivery') in (select id from theirs)
         union select delivery_id from gathered where letter = 'delivery_failed' and delivery_id is not null
               and json_extract(facts, '$.delivery') in (select id from theirs)",
        bind![id],
        |row| row.get("id"),
    )
}

/// What others were or will be told, without the name and the address; a mail that was written is forgotten as it was, and
/// one that waits is written anew.
pub fn unname(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    let mails: Vec<i64> = tx.all(
        concat!(
            theirs!(),
            " select d.id from deliveries d where ",
            names_them!("d")
        ),
        bind![id],
        |row| row.get("id"),
    )?;
    for mail in mails {
        tx.run(
            concat!(
                "update deliveries ",
                unnamed!(),
                " where deliveries.id = ?2"
            ),
            bind![id, mail],
        )?;
        tx.run("delete from mails where delivery_id = ?1", bind![mail])?;
    }
    let entries: Vec<i64> = tx.all(
        concat!(
            theirs!(),
            " select g.id from gathered g where ",
            names_them!("g")
        ),
        bind![id],
        |row| row.get("id"),
    )?;
    for entry in entries {
        tx.run(
            concat!("update gathered ", unnamed!(), " where gathered.id = ?2"),
            bind![id, entry],
        )?;
    }
    for statement in SAID {
        tx.run(statement, bind![id])?;
    }
    Ok(())
}

const SAID: [&str; 5] = [
    "delete from gathered where letter = 'delivery_failed' and delivery_id is null and json_extract(facts, '$.delivery') in
        (select id from deliveries where person_id = ?1)",
    "update gathered set facts = '{}' where letter = 'delivery_failed' and json_extract(facts, '$.delivery') in
        (select id from deliveries where person_id = ?1)",
    "update deliveries set why = 'It was sent to another address' where person_id = ?1 and instr(why, ' changed the address; it was ') > 0",
    "update deliveries set why = replace(replace(why, p.email, 'erased@erased.invalid'), p.name || ' changed the address', 'Somebody changed the address')
     from (select email, name from people where id = ?1) p
     where instr(why, p.email) > 0 or instr(why, p.name || ' changed the address') > 0",
    "delete from suppressions where delivery_id in (select id from deliveries where person_id = ?1)",
];
