//! Every statement about events.

use super::{Event, Happened, PaperNumber, Published, Seq};
use crate::db::{Row, Tx, bind};
use crate::people::{Person, PersonId, Role};
use crate::refusal::{Fault, Outcome};

macro_rules! happened {
    ($rest:literal) => {
        concat!(
            "select e.seq, e.at, e.kind, e.data, actor.name as actor, tutor.name as tutor, w.words
             from events e
             left join people actor on actor.id = e.actor_id
             left join people tutor on tutor.id = json_extract(e.data, '$.tutor')
             left join event_words w on w.seq = e.seq ",
            $rest
        )
    };
}

/// All that happened to a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Happened>> {
    tx.all(
        happened!("where e.paper = ?1 order by e.seq"),
        bind![paper],
        read,
    )
}

/// One event.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, seq: Seq) -> Outcome<Option<Happened>> {
    tx.one(happened!("where e.seq = ?1"), bind![seq], read)
}

macro_rules! published {
    ($rest:literal) => {
        concat!(
            "select e.seq, e.at, e.kind, e.data, e.paper, p.id as paper_id, p.student_id,
                    coalesce(p.student_id in (e.actor_id, actor.merged_into), 0) as by_student,
                    actor.email as actor_email, tutor.email as tutor_email, w.words
             from events e
             join papers p on p.number = e.paper
             left join people actor on actor.id = e.actor_id
             left join people tutor on tutor.id = json_extract(e.data, '$.tutor')
             left join event_words w on w.seq = e.seq ",
            $rest
        )
    };
}

/// The events of all papers that this person may see now, oldest first, after a place in the order; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn stream(tx: &Tx<'_>, person: &Person, after: Seq, limit: u32) -> Outcome<Vec<Published>> {
    if person.oversees() {
        return tx.all(
            published!("where e.seq > ?1 order by e.seq limit ?2"),
            bind![after, limit],
            read_published,
        );
    }
    // The pluses keep SQLite from walking through everybody's events to find those of a few papers.
    tx.all(
        published!(
            "where e.paper in (select number from papers where student_id = ?2
                               union all select number from papers where ?3 and tutor_id = ?2
                               union all select number from papers where ?3 and state = 'waiting'
                                     and student_id not in (select student_id from kept_apart where tutor_id = ?2))
               and (p.student_id <> ?2 or e.kind not like 'second\\_reader\\_%' escape '\\')
               and +e.seq > ?1
             order by +e.seq limit ?4"
        ),
        bind![after, person.id, person.is(Role::Tutor), limit],
        read_published,
    )
}

/// The newest events of all papers that this person may see now, the newest first; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &Tx<'_>, person: &Person, limit: u32) -> Outcome<Vec<Published>> {
    if person.oversees() {
        return tx.all(
            published!("order by e.seq desc limit ?1"),
            bind![limit],
            read_published,
        );
    }
    tx.all(
        published!(
            "where e.paper in (select number from papers where student_id = ?1
                               union all select number from papers where ?2 and tutor_id = ?1
                               union all select number from papers where ?2 and state = 'waiting'
                                     and student_id not in (select student_id from kept_apart where tutor_id = ?1))
               and (p.student_id <> ?1 or e.kind not like 'second\\_reader\\_%' escape '\\')
             order by +e.seq desc limit ?3"
        ),
        bind![person.id, person.is(Role::Tutor), limit],
        read_published,
    )
}

/// The events of one paper that this person may see, oldest first, after a place in the order; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn timeline(
    tx: &Tx<'_>,
    person: &Person,
    paper: PaperNumber,
    (after, limit): (Seq, u32),
) -> Outcome<Vec<Published>> {
    tx.all(
        published!(
            "where e.paper = ?1 and e.seq > ?2
               and (?5 or p.student_id <> ?4 or e.kind not like 'second\\_reader\\_%' escape '\\')
             order by e.seq limit ?3"
        ),
        bind![paper, after, limit, person.id, person.oversees()],
        read_published,
    )
}

fn read_published(row: &Row<'_>) -> Outcome<Published> {
    let data: String = row.get("data")?;
    Ok(Published {
        seq: row.get("seq")?,
        at: row.get("at")?,
        kind: row.get("kind")?,
        data: serde_json::from_str(&data)
            .map_err(|error| Fault::from_error("reading an event", error))?,
        paper: row.get("paper")?,
        paper_id: row.get("paper_id")?,
        student: row.get("student_id")?,
        by_student: row.get("by_student")?,
        actor_email: row.get("actor_email")?,
        tutor_email: row.get("tutor_email")?,
        words: row.get("words")?,
    })
}

fn read(row: &Row<'_>) -> Outcome<Happened> {
    let (kind, data): (String, String) = (row.get("kind")?, row.get("data")?);
    let written = format!(r#"{{"kind":"{kind}","data":{data}}}"#);
    let event: Event = serde_json::from_str(&written)
        .map_err(|error| Fault::from_error("reading an event", error))?;
    Ok(Happened {
        seq: row.get("seq")?,
        at: row.get("at")?,
        event,
        actor: row.get("actor")?,
        tutor: row.get("tutor")?,
        words: row.get("words")?,
    })
}

pub(super) fn insert(
    tx: &Tx<'_>,
    paper: PaperNumber,
    actor: Option<PersonId>,
    (kind, data): (&str, &str),
) -> Outcome<Seq> {
    tx.insert(
        "insert into events (at, kind, paper, actor_id, data) values (?1, ?2, ?3, ?4, ?5)",
        bind![tx.now(), kind, paper, actor, data],
    )
    .map(Seq)
}

pub(super) fn insert_words(tx: &Tx<'_>, seq: Seq, words: &str) -> Outcome<()> {
    tx.run(
        "insert into event_words (seq, words) values (?1, ?2)",
        bind![seq, words],
    )?;
    Ok(())
}
