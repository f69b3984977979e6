//! Every statement about the centre.

use std::sync::Arc;

use jiff::civil::Date;

use super::changes::{Change, Changed};
use super::ready_texts::ReadyText;
use super::{Centre, Holiday, Ways};
use crate::db::{Row, Tx, bind};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

/// The centre, or nothing before it is set up.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>) -> Outcome<Option<Centre>> {
    let known = tx.remembered(b"centre", || look_up(tx))?;
    Ok(known.map(Arc::unwrap_or_clone))
}

fn look_up(tx: &Tx<'_>) -> Outcome<Option<Centre>> {
    let found = tx.one(
        "select name, contact, time_zone, open_days, opens_at, closes_at, turnaround_hours, word_limit,
                joining, joining_domains, consent_default, papers_a_week
         from centre",
        &[],
        read,
    )?;
    let Some(centre) = found else {
        return Ok(None);
    };
    Ok(Some(Centre {
        holidays: all_holidays(tx)?,
        ..centre
    }))
}

fn read(row: &Row<'_>) -> Outcome<Centre> {
    Ok(Centre {
        name: row.get("name")?,
        contact: row.get("contact")?,
        time_zone: row.get("time_zone")?,
        open_days: row.get("open_days")?,
        opens_at: row.get("opens_at")?,
        closes_at: row.get("closes_at")?,
        turnaround_hours: row.get("turnaround_hours")?,
        word_limit: row.get("word_limit")?,
        joining: row.get("joining")?,
        joining_domains: row.get("joining_domains")?,
        consent_default: row.get("consent_default")?,
        papers_a_week: row.get("papers_a_week")?,
        holidays: Vec::new(),
    })
}

pub(super) fn upsert(tx: &Tx<'_>, centre: &Centre) -> Outcome<()> {
    tx.run(
        "insert or replace into centre
             (id, name, contact, time_zone, open_days, opens_at, closes_at, turnaround_hours, word_limit,
              joining, joining_domains, consent_default, papers_a_week, updated_at)
         values (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        bind![
            &centre.name,
            &centre.contact,
            &centre.time_zone,
            centre.open_days,
            centre.opens_at,
            centre.closes_at,
            centre.turnaround_hours,
            centre.word_limit,
            centre.joining,
            &centre.joining_domains,
            centre.consent_default,
            centre.papers_a_week,
            tx.now(),
        ],
    )?;
    Ok(())
}

pub(super) fn find_ways(tx: &Tx<'_>) -> Outcome<Option<Ways>> {
    let known = tx.remembered(b"ways", || look_up_ways(tx))?;
    Ok(known.map(Arc::unwrap_or_clone))
}

fn look_up_ways(tx: &Tx<'_>) -> Outcome<Option<Ways>> {
    tx.one(
        "select big, well, question, sentence, hints, giving, blind, drafts, second_reader, letters_by_mail, replies_by_mail
         from ways",
        &[],
        |row| {
            Ok(Ways {
                kinds: [
                    row.get("big")?,
                    row.get("well")?,
                    row.get("question")?,
                    row.get("sentence")?,
                ],
                hints: row.get("hints")?,
                giving: row.get("giving")?,
                blind: row.get("blind")?,
                drafts: row.get("drafts")?,
                second_reader: row.get("second_reader")?,
                letters_by_mail: row.get("letters_by_mail")?,
                replies_by_mail: row.get("replies_by_mail")?,
            })
        },
    )
}

pub(super) fn set_ways(tx: &Tx<'_>, ways: &Ways) -> Outcome<()> {
    let [big, well, question, sentence] = &ways.kinds;
    tx.run(
        "update ways set big = ?1, well = ?2, question = ?3, sentence = ?4, hints = ?5,
                giving = ?6, blind = ?7, drafts = ?8, second_reader = ?9, letters_by_mail = ?10, replies_by_mail = ?11",
        bind![
            big,
            well,
            question,
            sentence,
            &ways.hints,
            ways.giving,
            ways.blind,
            ways.drafts,
            ways.second_reader,
            ways.letters_by_mail,
            ways.replies_by_mail,
        ],
    )?;
    Ok(())
}

/// All holidays, by their first day.
pub(super) fn all_holidays(tx: &Tx<'_>) -> Outcome<Vec<Holiday>> {
    tx.all(
        "select first_day, last_day, name from holidays order by first_day limit 1000",
        &[],
        |row| {
            let (first, last): (String, String) = (row.get("first_day")?, row.get("last_day")?);
            Ok(Holiday {
                first: day(&first)?,
                last: day(&last)?,
                name: row.get("name")?,
            })
        },
    )
}

fn day(written: &str) -> Result<Date, Fault> {
    let parsed = written.parse();
    parsed.map_err(|error| Fault::from_error("reading a holiday", error))
}

pub(super) fn insert_holiday(tx: &Tx<'_>, holiday: &Holiday) -> Outcome<()> {
    let (first, last) = (holiday.first.to_string(), holiday.last.to_string());
    tx.run(
        "insert into holidays (first_day, last_day, name) values (?1, ?2, ?3)",
        bind![first, last, &holiday.name],
    )?;
    Ok(())
}

pub(super) fn delete_holiday(tx: &Tx<'_>, first: Date) -> Outcome<()> {
    let first = first.to_string();
    tx.run("delete from holidays where first_day = ?1", bind![first])?;
    Ok(())
}

pub(super) fn insert_change(tx: &Tx<'_>, by: Option<PersonId>, change: &Change) -> Outcome<i64> {
    tx.insert(
        "insert into policy_changes (at, by_id, what, was, became) values (?1, ?2, ?3, ?4, ?5)",
        bind![tx.now(), by, &change.what, &change.was, &change.became],
    )
}

/// Changes of policies, newest first, before a place in history; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn changes(tx: &Tx<'_>, before: i64, limit: u32) -> Outcome<Vec<Changed>> {
    tx.all(
        "select c.id, c.at, p.name as by, c.what, c.was, c.became
         from policy_changes c left join people p on p.id = c.by_id
         where c.id < ?1 order by c.id desc limit ?2",
        bind![before, limit],
        |row| {
            Ok(Changed {
                id: row.get("id")?,
                at: row.get("at")?,
                by: row.get("by")?,
                change: Change {
                    what: row.get("what")?,
                    was: row.get("was")?,
                    became: row.get("became")?,
                },
            })
        },
    )
}

/// Ready texts for sending a paper back, in the order in which they were made.
///
/// # Errors
/// When the database fails.
pub fn all_ready_texts(tx: &Tx<'_>) -> Outcome<Vec<ReadyText>> {
    tx.all(
        "select id, name, words from ready_texts order by id limit 100",
        &[],
        |row| {
            Ok(ReadyText {
                id: row.get("id")?,
                name: row.get("name")?,
                words: row.get("words")?,
            })
        },
    )
}

pub(super) fn insert_ready_text(tx: &Tx<'_>, name: &str, words: &str) -> Outcome<()> {
    tx.run(
        "insert into ready_texts (name, words) values (?1, ?2)",
        bind![name, words],
    )?;
    Ok(())
}

pub(super) fn set_ready_text(tx: &Tx<'_>, id: i64, name: &str, words: &str) -> Outcome<()> {
    tx.run(
        "update ready_texts set name = ?2, words = ?3 where id = ?1",
        bind![id, name, words],
    )?;
    Ok(())
}

pub(super) fn delete_ready_text(tx: &Tx<'_>, id: i64) -> Outcome<()> {
    tx.run("delete from ready_texts where id = ?1", bind![id])?;
    Ok(())
}
