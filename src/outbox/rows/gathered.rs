//! Statements about news that waits to be told together with other news, and about the mails it went into.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::PaperNumber;
use crate::outbox::gathering::{Gathered, New};
use crate::outbox::{DeliveryId, Letter};
use crate::people::PersonId;
use crate::refusal::Outcome;

pub fn insert(tx: &Tx<'_>, person: PersonId, new: &New<'_>) -> Outcome<()> {
    let (event, paper) = new.about.unzip();
    tx.run(
        "insert into gathered
             (person_id, event_seq, paper, letter, facts, why, into_letter, at, due_at, sure_at, delivery_id)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        bind![
            person,
            event,
            paper,
            new.letter,
            new.facts,
            new.why,
            new.into_letter,
            tx.now(),
            new.due_at,
            new.sure_at,
            new.delivery,
        ],
    )?;
    Ok(())
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select g.id, g.person_id, g.event_seq, g.paper, g.letter, g.facts, g.why, g.into_letter, g.at, g.due_at,
                    g.delivery_id, p.name, p.email
             from gathered g join people p on p.id = g.person_id ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Gathered> {
    Ok(Gathered {
        id: row.get("id")?,
        person: row.get("person_id")?,
        event: row.get("event_seq")?,
        paper: row.get("paper")?,
        letter: row.get("letter")?,
        facts: row.get("facts")?,
        why: row.get("why")?,
        into_letter: row.get("into_letter")?,
        at: row.get("at")?,
        due_at: row.get("due_at")?,
        delivery: row.get("delivery_id")?,
        name: row.get("name")?,
        email: row.get("email")?,
    })
}

/// What is written for a person in one mail: (whose it is, into which letter, about which paper; none: about any).
pub type Batch = (PersonId, Letter, Option<PaperNumber>);

/// The mails that are due now, the longest due first; at most `limit`.
pub fn batches_due(tx: &Tx<'_>, limit: u32) -> Outcome<Vec<Batch>> {
    tx.all(
        "select person_id, into_letter, case when into_letter <> 'digest' then paper end as about
         from gathered where delivery_id is null and due_at <= ?1 and sure_at <= ?1
         group by person_id, into_letter, about order by min(due_at) limit ?2",
        bind![tx.now(), limit],
        |row| {
            Ok((
                row.get("person_id")?,
                row.get("into_letter")?,
                row.get("about")?,
            ))
        },
    )
}

/// News of somebody who heard of the same event by a letter of its own, or may not come in any more, is not told; nor is
/// when to expect what is there by now.
pub fn forget_needless(tx: &Tx<'_>, (person, into, about): Batch) -> Outcome<usize> {
    tx.run(
        "delete from gathered
         where delivery_id is null and person_id = ?1 and into_letter = ?2 and (?3 is null or paper = ?3)
           and (exists (select 1 from people p where p.id = ?1 and p.disabled_at is not null)
                or (into_letter in ('promise_extended', 'promise_missed', 'answer_awaited', 'question_answered')
                    and exists (select 1 from papers p where p.number = gathered.paper
                                and p.state in ('returned', 'withdrawn', 'sent_back')))
                or (letter = 'news' and event_seq is not null
                    and (exists (select 1 from deliveries d where d.event_seq = gathered.event_seq and d.person_id = ?1
                                 and d.state <> 'cancelled')
                         or exists (select 1 from gathered o where o.event_seq = gathered.event_seq and o.person_id = ?1
                                    and o.letter <> 'news'))))",
        bind![person, into, about],
    )
}

/// What goes into one mail now, oldest first: of one paper also what came a moment ago.
pub fn of_batch(tx: &Tx<'_>, (person, into, about): Batch) -> Outcome<Vec<Gathered>> {
    tx.all(
        select!(
            "where g.delivery_id is null and g.person_id = ?1 and g.into_letter = ?2 and g.sure_at <= ?4
               and (g.due_at <= ?4 or g.into_letter <> 'digest') and (?3 is null or g.paper = ?3) order by g.id"
        ),
        bind![person, into, about, tx.now()],
        read,
    )
}

/// When somebody was last told of a paper by a letter of this kind that says the same person did it, since a moment.
pub fn told_before(
    tx: &Tx<'_>,
    (person, paper): (PersonId, PaperNumber),
    (letter, facts): (Letter, &str),
    since: Moment,
) -> Outcome<Option<Moment>> {
    let last = tx.one(
        "select max(created_at) as at from deliveries
         where person_id = ?1 and created_at > ?2 and paper = ?3 and letter = ?4 and state <> 'cancelled'
           and json_extract(facts, '$.actor') = json_extract(?5, '$.actor')",
        bind![person, since, paper, letter, facts],
        |row| row.get("at"),
    )?;
    Ok(last.flatten())
}

pub fn set_delivery(tx: &Tx<'_>, id: i64, delivery: DeliveryId) -> Outcome<()> {
    tx.run(
        "update gathered set delivery_id = ?2 where id = ?1",
        bind![id, delivery],
    )?;
    Ok(())
}

/// Takes back what is still not sure of a paper; gives how much.
pub fn call_back(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<usize> {
    tx.run(
        "delete from gathered where paper = ?1 and delivery_id is null and sure_at > ?2",
        bind![paper, tx.now()],
    )
}

/// All news of a paper that was or is gathered, but a follower's that a letter of its own makes needless; oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Gathered>> {
    tx.all(
        select!(
            "join events e on e.seq = g.event_seq
             where e.paper = ?1
               and not (g.letter = 'news' and exists (select 1 from deliveries d
                        where d.event_seq = g.event_seq and d.person_id = g.person_id and d.state <> 'cancelled'))
             order by g.id"
        ),
        bind![paper],
        read,
    )
}
