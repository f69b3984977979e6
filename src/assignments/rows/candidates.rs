//! Statements about waiting papers that look for a tutor.

use crate::assignments::suggest::{Seeking, Words};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind, listed};
use crate::papers::{PaperNumber, Waiting};
use crate::people::PersonId;
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.number, p.title, s.name as writer, p.course, p.draft, p.words, p.submitted_at, p.promised_at,
                    p.student_id, coalesce(c.code, '') as code,
                    case when p.draft > 1 then
                        (select a.tutor_id from assignments a where a.paper = p.number and a.ended_how = 'returned'
                         order by a.id desc limit 1)
                    end as last_tutor,
                    coalesce((select group_concat(i.answer, ', ') from intake_answers i
                              where i.paper = p.number and i.question like '%language%'), '') as language
             from papers p indexed by papers_waiting
             join people s on s.id = p.student_id
             left join courses c on c.id = p.course_id
             where p.state = 'waiting' ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Seeking> {
    Ok(Seeking {
        paper: Waiting {
            number: row.get("number")?,
            title: row.get("title")?,
            writer: row.get("writer")?,
            course: row.get("course")?,
            draft: row.get("draft")?,
            words: row.get("words")?,
            submitted_at: row.get("submitted_at")?,
            promised_at: row.get("promised_at")?,
        },
        student: row.get("student_id")?,
        code: row.get("code")?,
        last: row.get("last_tutor")?,
        language: Words::of(&row.get::<String>("language")?),
    })
}

/// Papers nobody has, by promise, after a place in that order; at most `limit`.
pub fn after(
    tx: &Tx<'_>,
    (promised_at, number): (Moment, PaperNumber),
    limit: u32,
) -> Outcome<Vec<Seeking>> {
    tx.all(
        select!(
            "and (p.promised_at, p.number) > (?1, ?2) order by p.promised_at, p.number limit ?3"
        ),
        bind![promised_at, number, limit],
        read,
    )
}

/// Papers nobody has that this tutor may take, by promise; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn open_to(tx: &Tx<'_>, tutor: PersonId, limit: u32) -> Outcome<Vec<Waiting>> {
    let found = tx.all(
        select!(
            "and p.student_id <> ?1
             and not exists (select 1 from kept_apart k where k.tutor_id = ?1 and k.student_id = p.student_id)
             order by p.promised_at, p.number limit ?2"
        ),
        bind![tutor, limit],
        read,
    )?;
    Ok(found.into_iter().map(|seeking| seeking.paper).collect())
}

/// Those of some papers that nobody has, by promise; at most `limit`.
pub fn of(tx: &Tx<'_>, numbers: &[PaperNumber], limit: u32) -> Outcome<Vec<Seeking>> {
    let listed = listed(&numbers)?;
    tx.all(
        select!(
            "and p.number in (select value from json_each(?1)) order by p.promised_at, p.number limit ?2"
        ),
        bind![listed, limit],
        read,
    )
}
