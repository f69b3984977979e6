//! Every statement about events.

use super::{Event, Happened, PaperNumber, Seq};
use crate::db::{Row, Tx, bind};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

/// All that happened to a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Happened>> {
    tx.all(
        "select e.seq, e.at, e.kind, e.data, actor.name as actor, tutor.name as tutor, w.words
         from events e
         left join people actor on actor.id = e.actor_id
         left join people tutor on tutor.id = json_extract(e.data, '$.tutor')
         left join event_words w on w.seq = e.seq
         where e.paper = ?1 order by e.seq",
        bind![paper],
        read,
    )
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
