//! Every statement about papers; those about questions, courses and preparations stand beside.

mod branches;
pub mod courses;
pub mod found;
mod held;
pub mod indexing;
pub mod intake;
mod plan;
pub mod preparations;
pub mod questions;
pub mod queue;
pub mod replies;
pub mod sought;
mod starts;
mod statement;
pub mod turned_away;
pub mod views;
pub mod wishes;

use super::{Named, Paper, PaperNumber, State};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::people::{Person, PersonId, Role};
use crate::refusal::{Fault, Outcome};

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "select p.number, p.id, p.title, p.course, p.due_on, p.state, p.draft, p.words, p.concerns, p.question,
                    p.consent_teacher, p.submitted_at, p.promised_at, p.clock_left, p.expected_at, p.updated_at, p.version,
                    s.id as student_id, s.name as student_name, s.email as student_email,
                    t.id as tutor_id, t.name as tutor_name, t.email as tutor_email
             from papers p
             join people s on s.id = p.student_id
             left join people t on t.id = p.tutor_id ",
            $rest
        )
    };
}
use select;

fn read(row: &Row<'_>) -> Outcome<Paper> {
    let concerns: String = row.get("concerns")?;
    let tutor: Option<PersonId> = row.get("tutor_id")?;
    Ok(Paper {
        number: row.get("number")?,
        id: row.get("id")?,
        student: Named {
            id: row.get("student_id")?,
            name: row.get("student_name")?,
            email: row.get("student_email")?,
        },
        title: row.get("title")?,
        course: row.get("course")?,
        due_on: row.get("due_on")?,
        state: row.get("state")?,
        tutor: match tutor {
            Some(id) => Some(Named {
                id,
                name: row.get("tutor_name")?,
                email: row.get("tutor_email")?,
            }),
            None => None,
        },
        draft: row.get("draft")?,
        words: row.get("words")?,
        concerns: serde_json::from_str(&concerns)
            .map_err(|error| Fault::from_error("reading a paper's concerns", error))?,
        question: row.get("question")?,
        consent_teacher: row.get("consent_teacher")?,
        submitted_at: row.get("submitted_at")?,
        promised_at: row.get("promised_at")?,
        clock_left: row.get("clock_left")?,
        expected_at: row.get("expected_at")?,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}

/// A paper, for the desk itself; whatever serves a person asks `find_for`.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Option<Paper>> {
    tx.one(select!("where p.number = ?1"), bind![number], read)
}

/// A paper, if this person may see it: its student, the tutor who has it, any
/// tutor while it waits unless they are kept apart, and overseers.
///
/// # Errors
/// When the database fails.
pub fn find_for(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<Option<Paper>> {
    tx.one(
        select!(
            "where p.number = ?1
               and (p.student_id = ?2 or ?3
                    or (?4 and (p.tutor_id = ?2
                                or (p.state = 'waiting'
                                    and not exists (select 1 from kept_apart k
                                                    where k.tutor_id = ?2 and k.student_id = p.student_id)))))"
        ),
        bind![number, person.id, person.oversees(), person.is(Role::Tutor)],
        read,
    )
}

/// A student's papers, newest first, before a number; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn of_student(
    tx: &Tx<'_>,
    student: PersonId,
    before: PaperNumber,
    limit: u32,
) -> Outcome<Vec<Paper>> {
    tx.all(
        select!("where p.student_id = ?1 and p.number < ?2 order by p.number desc limit ?3"),
        bind![student, before, limit],
        read,
    )
}

/// The open papers a tutor has, by promise.
///
/// # Errors
/// When the database fails.
pub fn of_tutor(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Vec<Paper>> {
    tx.all(
        select!(
            "where p.tutor_id = ?1 and p.state in ('assigned', 'marking', 'needs_info')
             order by p.promised_at, p.number limit 200"
        ),
        bind![tutor],
        read,
    )
}

/// A new paper's row.
pub struct New<'a> {
    pub id: &'a str,
    pub student: PersonId,
    pub title: &'a str,
    pub course: (&'a str, Option<i64>),
    pub due_on: Option<&'a str>,
    pub words: u32,
    pub concerns: &'a str,
    pub question: &'a str,
    pub consent_teacher: bool,
    pub promised_at: Moment,
}

pub fn insert(tx: &Tx<'_>, new: &New<'_>) -> Outcome<PaperNumber> {
    tx.insert(
        "insert into papers
             (id, student_id, title, course, course_id, due_on, state, draft, words, concerns, question,
              consent_teacher, submitted_at, promised_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', 1, ?7, ?8, ?9, ?10, ?11, ?12, ?11)",
        bind![
            new.id,
            new.student,
            new.title,
            new.course.0,
            new.course.1,
            new.due_on,
            new.words,
            new.concerns,
            new.question,
            new.consent_teacher,
            tx.now(),
            new.promised_at,
        ],
    )
    .map(PaperNumber)
}

pub fn set_state(
    tx: &Tx<'_>,
    number: PaperNumber,
    state: State,
    tutor: Option<PersonId>,
) -> Outcome<()> {
    tx.run(
        "update papers set state = ?2, tutor_id = ?3, updated_at = ?4, version = version + 1 where number = ?1",
        bind![number, state, tutor, tx.now()],
    )?;
    Ok(())
}

/// The id of the paper with this number.
///
/// # Errors
/// When the database fails.
pub fn id_of(tx: &Tx<'_>, number: PaperNumber) -> Outcome<Option<String>> {
    tx.one(
        "select id from papers where number = ?1",
        bind![number],
        |row| row.get("id"),
    )
}

/// The highest number of a draft that any paper has.
pub fn most_drafts(tx: &Tx<'_>) -> Outcome<i64> {
    let most = tx.one("select max(draft) as n from papers", &[], |row| {
        row.get::<Option<i64>>("n")
    })?;
    Ok(most.flatten().unwrap_or(0))
}

/// The number of the paper with this id.
pub fn number_of(tx: &Tx<'_>, id: &str) -> Outcome<Option<PaperNumber>> {
    tx.one(
        "select number from papers where id = ?1",
        bind![id],
        |row| row.get("number"),
    )
}

pub fn set_draft(
    tx: &Tx<'_>,
    number: PaperNumber,
    (draft, words): (u32, u32),
    promised_at: Moment,
) -> Outcome<()> {
    tx.run(
        "update papers set draft = ?2, words = ?3, promised_at = ?4, expected_at = null where number = ?1",
        bind![number, draft, words, promised_at],
    )?;
    Ok(())
}

pub fn set_facts(
    tx: &Tx<'_>,
    number: PaperNumber,
    title: &str,
    due_on: Option<&str>,
) -> Outcome<()> {
    tx.run(
        "update papers set title = ?2, due_on = ?3, updated_at = ?4, version = version + 1 where number = ?1",
        bind![number, title, due_on, tx.now()],
    )?;
    Ok(())
}

pub fn set_words(tx: &Tx<'_>, number: PaperNumber, words: u32) -> Outcome<()> {
    tx.run(
        "update papers set words = ?2 where number = ?1",
        bind![number, words],
    )?;
    Ok(())
}

pub fn stop_clock(tx: &Tx<'_>, number: PaperNumber, seconds_left: i64) -> Outcome<()> {
    tx.run(
        "update papers set clock_left = ?2 where number = ?1",
        bind![number, seconds_left],
    )?;
    Ok(())
}

pub fn start_clock(tx: &Tx<'_>, number: PaperNumber, promised_at: Moment) -> Outcome<()> {
    tx.run(
        "update papers set clock_left = null, promised_at = ?2, expected_at = null where number = ?1",
        bind![number, promised_at],
    )?;
    Ok(())
}

/// When a missed promise is expected to be kept after all.
///
/// # Errors
/// When the database fails.
pub fn expect(tx: &Tx<'_>, number: PaperNumber, expected_at: Moment) -> Outcome<()> {
    tx.run(
        "update papers set expected_at = ?2 where number = ?1",
        bind![number, expected_at],
    )?;
    Ok(())
}

pub fn has_begun(tx: &Tx<'_>, number: PaperNumber) -> Outcome<bool> {
    let begun = tx.one(
        "select begun_at is not null as begun from drafts where paper = ?1 order by n desc limit 1",
        bind![number],
        |row| row.get("begun"),
    )?;
    Ok(begun.unwrap_or(false))
}
