//! Every statement about feedback that lies, or lay, with a second reader.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::drafts::DraftId;
use crate::feedback::second::{Ending, Just, Reading, ReadingId, Waits};
use crate::papers::PaperNumber;
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select s.id, s.draft_id, s.tutor_id, s.asked_at, s.reader_id, r.name as reader_name, s.words, s.ended_at, s.ended_how
             from second_readings s left join people r on r.id = s.reader_id ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Reading> {
    Ok(Reading {
        id: row.get("id")?,
        draft: row.get("draft_id")?,
        tutor: row.get("tutor_id")?,
        asked_at: row.get("asked_at")?,
        reader: row.get("reader_id")?,
        reader_name: row.get("reader_name")?,
        words: row.get("words")?,
        ended_at: row.get("ended_at")?,
        ended_how: row.get("ended_how")?,
    })
}

/// The newest reading of a draft, whether it is over or not.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Reading>> {
    tx.one(
        select!("where s.draft_id = ?1 order by s.id desc limit 1"),
        bind![draft],
        read,
    )
}

/// The reading of a draft that is not over.
///
/// # Errors
/// When the database fails.
pub fn open(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Reading>> {
    tx.one(
        select!("where s.draft_id = ?1 and s.ended_at is null"),
        bind![draft],
        read,
    )
}

pub fn insert(tx: &Tx<'_>, draft: DraftId, tutor: PersonId) -> Outcome<()> {
    tx.run(
        "insert into second_readings (draft_id, tutor_id, asked_at) values (?1, ?2, ?3)",
        bind![draft, tutor, tx.now()],
    )?;
    Ok(())
}

pub fn end(
    tx: &Tx<'_>,
    id: ReadingId,
    how: Ending,
    (reader, words): (Option<PersonId>, Option<&str>),
) -> Outcome<()> {
    tx.run(
        "update second_readings set ended_at = ?2, ended_how = ?3, reader_id = ?4, words = ?5 where id = ?1",
        bind![id, tx.now(), how, reader, words],
    )?;
    Ok(())
}

pub fn reopen(tx: &Tx<'_>, id: ReadingId) -> Outcome<()> {
    tx.run(
        "update second_readings set ended_at = null, ended_how = null, reader_id = null where id = ?1",
        bind![id],
    )?;
    Ok(())
}

/// What waits for a second reader and is neither this person's nor their own paper, the oldest first.
pub fn waiting(tx: &Tx<'_>, reader: &Person) -> Outcome<Vec<Waits>> {
    tx.all(
        "select p.number, p.title, p.words, p.promised_at, w.name as student, t.name as tutor, s.asked_at
         from second_readings s indexed by second_readings_open
         join drafts d on d.id = s.draft_id
         join papers p on p.number = d.paper
         join people w on w.id = p.student_id
         join people t on t.id = s.tutor_id
         where s.ended_at is null and s.tutor_id <> ?1 and p.student_id <> ?1
         order by s.asked_at, s.id limit 100",
        bind![reader.id],
        |row| {
            Ok(Waits {
                paper: row.get("number")?,
                title: row.get("title")?,
                words: row.get("words")?,
                promised_at: row.get("promised_at")?,
                student: row.get("student")?,
                tutor: row.get("tutor")?,
                asked_at: row.get("asked_at")?,
            })
        },
    )
}

/// What this person released and can still take back.
pub fn just_released(tx: &Tx<'_>, reader: PersonId, since: Moment) -> Outcome<Vec<Just>> {
    tx.all(
        "select d.paper, p.title, r.undo_until
         from second_readings s indexed by second_readings_released
         join drafts d on d.id = s.draft_id
         join papers p on p.number = d.paper and p.state = 'returned'
         join returns r on r.draft_id = d.id and r.undone_at is null and r.undo_until > ?3
         where s.ended_how = 'released' and s.reader_id = ?1 and s.ended_at > ?2
         order by s.ended_at desc",
        bind![reader, since, tx.now()],
        |row| {
            Ok(Just {
                paper: row.get("paper")?,
                title: row.get("title")?,
                undo_until: row.get("undo_until")?,
            })
        },
    )
}

/// A tutor's open papers of which the newest reading lies with a second reader (true) or came back with words (false).
///
/// # Errors
/// When the database fails.
pub fn of_tutor(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Vec<(PaperNumber, bool)>> {
    tx.all(
        "select p.number, s.ended_at is null as lies_there
         from papers p
         join drafts d on d.paper = p.number and d.n = p.draft
         join second_readings s on s.id = (select max(n.id) from second_readings n where n.draft_id = d.id)
         where p.tutor_id = ?1 and p.state = 'marking' and (s.ended_at is null or s.ended_how = 'given_back')",
        bind![tutor],
        |row| Ok((row.get("number")?, row.get("lies_there")?)),
    )
}
