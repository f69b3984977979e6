//! Every statement about courses.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::PaperNumber;
use crate::papers::Named;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// What papers are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its number.
    pub id: i64,
    /// Its code, like SOC 201.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Who teaches it.
    pub teacher: Option<Named>,
    /// Opening hours until feedback on papers for it is promised; none: as the centre promises.
    pub turnaround_hours: Option<u32>,
    /// How many papers for it are taken within seven days; none: any number.
    pub weekly_cap: Option<u32>,
}

fn read(row: &Row<'_>) -> Outcome<Course> {
    let teacher: Option<PersonId> = row.get("teacher_id")?;
    Ok(Course {
        id: row.get("id")?,
        code: row.get("code")?,
        title: row.get("title")?,
        teacher: match teacher {
            Some(id) => Some(Named {
                id,
                name: row.get("teacher_name")?,
                email: row.get("teacher_email")?,
            }),
            None => None,
        },
        turnaround_hours: row.get("turnaround_hours")?,
        weekly_cap: row.get("weekly_cap")?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select c.id, c.code, c.title, c.turnaround_hours, c.weekly_cap, c.teacher_id, t.name as teacher_name, t.email as teacher_email
             from courses c left join people t on t.id = c.teacher_id and t.disabled_at is null ",
            $rest
        )
    };
}

pub fn all(tx: &Tx<'_>) -> Outcome<Vec<Course>> {
    tx.all(select!("order by c.code limit 1000"), &[], read)
}

pub fn find(tx: &Tx<'_>, code: &str) -> Outcome<Option<Course>> {
    tx.one(select!("where c.code = ?1"), bind![code], read)
}

pub fn of(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Option<Course>> {
    tx.one(
        select!("join papers p on p.course_id = c.id where p.number = ?1"),
        bind![number],
        read,
    )
}

pub fn upsert(tx: &Tx<'_>, code: &str, title: &str, teacher: Option<PersonId>) -> Outcome<()> {
    tx.run(
        "insert into courses (code, title, teacher_id) values (?1, ?2, ?3)
         on conflict (code) do update set title = excluded.title, teacher_id = excluded.teacher_id",
        bind![code, title, teacher],
    )?;
    Ok(())
}

pub fn set_rules(
    tx: &Tx<'_>,
    code: &str,
    (turnaround_hours, weekly_cap): (Option<u32>, Option<u32>),
) -> Outcome<()> {
    tx.run(
        "update courses set turnaround_hours = ?2, weekly_cap = ?3 where code = ?1",
        bind![code, turnaround_hours, weekly_cap],
    )?;
    Ok(())
}

/// When the paper for a course came in that this many newer ones follow; those that ended without feedback aside.
pub fn sent_before_newest(tx: &Tx<'_>, course: i64, newer: u32) -> Outcome<Option<Moment>> {
    tx.one(
        "select submitted_at from papers indexed by papers_by_course
         where course_id = ?1 and state not in ('withdrawn', 'sent_back')
         order by number desc limit 1 offset ?2",
        bind![course, newer],
        |row| row.get("submitted_at"),
    )
}
