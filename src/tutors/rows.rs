//! Every statement about what is known of tutors.

use std::collections::HashSet;

use super::{Away, AwayId, Facts, Hours};
use crate::db::{Row, Tx, bind};
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

/// What is known of a tutor; nothing of it is set where nobody wrote anything down.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Facts> {
    let found = tx.one(
        "select at_once, a_day, serves, languages from tutors where person_id = ?1",
        bind![tutor],
        |row| {
            let serves: String = row.get("serves")?;
            Ok(Facts {
                at_once: row.get("at_once")?,
                a_day: row.get("a_day")?,
                serves: serves.lines().map(str::to_owned).collect(),
                languages: row.get("languages")?,
                hours: Hours::default(),
            })
        },
    )?;
    let spans = tx.all(
        "select person_id, day, starts, ends from tutor_hours where person_id = ?1 order by day, starts",
        bind![tutor],
        read_span,
    )?;
    let mut facts = found.unwrap_or_default();
    for (_, span) in spans {
        add(&mut facts.hours, span);
    }
    Ok(facts)
}

/// The usual week of every tutor who has one.
///
/// # Errors
/// When the database fails.
pub fn every_hours(tx: &Tx<'_>) -> Outcome<Vec<(PersonId, Hours)>> {
    let spans = tx.all(
        "select person_id, day, starts, ends from tutor_hours order by person_id, day, starts",
        &[],
        read_span,
    )?;
    let mut weeks: Vec<(PersonId, Hours)> = Vec::new();
    for (tutor, span) in spans {
        if weeks.last().is_none_or(|(last, _)| *last != tutor) {
            weeks.push((tutor, Hours::default()));
        }
        if let Some((_, hours)) = weeks.last_mut() {
            add(hours, span);
        }
    }
    Ok(weeks)
}

/// A day of the week, and from which minute to which.
type Span = (u32, u32, u32);

fn read_span(row: &Row<'_>) -> Outcome<(PersonId, Span)> {
    let span = (row.get("day")?, row.get("starts")?, row.get("ends")?);
    Ok((row.get("person_id")?, span))
}

fn add(hours: &mut Hours, (day, starts, ends): Span) {
    let day = usize::try_from(day).ok();
    if let Some(spans) = day.and_then(|day| hours.0.get_mut(day)) {
        spans.push((starts, ends));
    }
}

pub(super) fn set_facts(
    tx: &Tx<'_>,
    tutor: PersonId,
    (at_once, a_day): (Option<u32>, Option<u32>),
    (serves, languages): (&str, &str),
) -> Outcome<()> {
    tx.run(
        "insert or replace into tutors (person_id, at_once, a_day, serves, languages) values (?1, ?2, ?3, ?4, ?5)",
        bind![tutor, at_once, a_day, serves, languages],
    )?;
    Ok(())
}

pub(super) fn replace_hours(tx: &Tx<'_>, tutor: PersonId, hours: &Hours) -> Outcome<()> {
    tx.run("delete from tutor_hours where person_id = ?1", bind![tutor])?;
    for (day, spans) in (0_u32..).zip(&hours.0) {
        for (starts, ends) in spans {
            tx.run(
                "insert into tutor_hours (person_id, day, starts, ends) values (?1, ?2, ?3, ?4)",
                bind![tutor, day, *starts, *ends],
            )?;
        }
    }
    Ok(())
}

fn read_away(row: &Row<'_>) -> Outcome<Away> {
    Ok(Away {
        id: row.get("id")?,
        first: row.get("first_day")?,
        last: row.get("last_day")?,
    })
}

/// Days on which a tutor is away that are not over on a day (YYYY-MM-DD), the next first.
///
/// # Errors
/// When the database fails.
pub fn away_of(tx: &Tx<'_>, tutor: PersonId, today: &str) -> Outcome<Vec<Away>> {
    tx.all(
        "select id, first_day, last_day from tutor_away where person_id = ?1 and last_day >= ?2
         order by first_day, id limit 200",
        bind![tutor, today],
        read_away,
    )
}

/// Days on which any tutor is away that are not over on a day.
///
/// # Errors
/// When the database fails.
pub fn away_from(tx: &Tx<'_>, today: &str) -> Outcome<Vec<(PersonId, Away)>> {
    tx.all(
        "select id, person_id, first_day, last_day from tutor_away where last_day >= ?1 order by person_id, first_day",
        bind![today],
        |row| Ok((row.get("person_id")?, read_away(row)?)),
    )
}

/// Whether exactly these days away are written down.
///
/// # Errors
/// When the database fails.
pub fn is_away(tx: &Tx<'_>, tutor: PersonId, (first, last): (&str, &str)) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from tutor_away where person_id = ?1 and first_day = ?2 and last_day = ?3 limit 1",
        bind![tutor, first, last],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

pub(super) fn insert_away(
    tx: &Tx<'_>,
    tutor: PersonId,
    (first, last): (&str, &str),
) -> Outcome<()> {
    tx.run(
        "insert into tutor_away (person_id, first_day, last_day) values (?1, ?2, ?3)",
        bind![tutor, first, last],
    )?;
    Ok(())
}

pub(super) fn delete_away(tx: &Tx<'_>, tutor: PersonId, id: AwayId) -> Outcome<usize> {
    tx.run(
        "delete from tutor_away where id = ?1 and person_id = ?2",
        bind![id, tutor],
    )
}

/// Whether a tutor and a student are kept apart.
///
/// # Errors
/// When the database fails.
pub fn are_apart(tx: &Tx<'_>, tutor: PersonId, student: PersonId) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from kept_apart where tutor_id = ?1 and student_id = ?2",
        bind![tutor, student],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

/// The tutors who are kept apart from a student.
///
/// # Errors
/// When the database fails.
pub fn apart_from(tx: &Tx<'_>, student: PersonId) -> Outcome<HashSet<PersonId>> {
    let all = tx.all(
        "select tutor_id from kept_apart where student_id = ?1",
        bind![student],
        |row| row.get("tutor_id"),
    )?;
    Ok(all.into_iter().collect())
}

/// Every pair of a tutor and a student who are kept apart.
///
/// # Errors
/// When the database fails.
pub fn every_apart(tx: &Tx<'_>) -> Outcome<Vec<(PersonId, PersonId)>> {
    tx.all(
        "select tutor_id, student_id from kept_apart order by tutor_id, student_id",
        &[],
        |row| Ok((row.get("tutor_id")?, row.get("student_id")?)),
    )
}

/// From whom a tutor is kept apart: number, name and address.
///
/// # Errors
/// When the database fails.
pub fn kept_from(tx: &Tx<'_>, tutor: &Person) -> Outcome<Vec<(PersonId, String, String)>> {
    tx.all(
        "select s.id, s.name, s.email from kept_apart k join people s on s.id = k.student_id
         where k.tutor_id = ?1 order by s.name, s.id",
        bind![tutor.id],
        |row| Ok((row.get("id")?, row.get("name")?, row.get("email")?)),
    )
}

pub(super) fn insert_apart(
    tx: &Tx<'_>,
    tutor: PersonId,
    (student, by): (PersonId, PersonId),
) -> Outcome<()> {
    tx.run(
        "insert or ignore into kept_apart (tutor_id, student_id, by_id, at) values (?1, ?2, ?3, ?4)",
        bind![tutor, student, by, tx.now()],
    )?;
    Ok(())
}

pub(super) fn delete_apart(tx: &Tx<'_>, tutor: PersonId, student: PersonId) -> Outcome<usize> {
    tx.run(
        "delete from kept_apart where tutor_id = ?1 and student_id = ?2",
        bind![tutor, student],
    )
}
