//! Every statement about the centre.

use super::{Centre, Ways};
use crate::db::{Row, Tx, bind};
use crate::refusal::Outcome;

/// The centre, or nothing before it is set up.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>) -> Outcome<Option<Centre>> {
    tx.one(
        "select name, contact, time_zone, open_days, opens_at, closes_at, turnaround_hours, word_limit,
                joining, joining_domains, consent_default
         from centre",
        &[],
        read,
    )
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
    })
}

pub(super) fn upsert(tx: &Tx<'_>, centre: &Centre) -> Outcome<()> {
    tx.run(
        "insert or replace into centre
             (id, name, contact, time_zone, open_days, opens_at, closes_at, turnaround_hours, word_limit,
              joining, joining_domains, consent_default, updated_at)
         values (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
            tx.now(),
        ],
    )?;
    Ok(())
}

pub(super) fn find_ways(tx: &Tx<'_>) -> Outcome<Option<Ways>> {
    tx.one(
        "select big, well, question, sentence, hints, tutors_claim, blind, drafts, second_reader, letters_by_mail
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
                tutors_claim: row.get("tutors_claim")?,
                blind: row.get("blind")?,
                drafts: row.get("drafts")?,
                second_reader: row.get("second_reader")?,
                letters_by_mail: row.get("letters_by_mail")?,
            })
        },
    )
}

pub(super) fn set_ways(tx: &Tx<'_>, ways: &Ways) -> Outcome<()> {
    let [big, well, question, sentence] = &ways.kinds;
    tx.run(
        "update ways set big = ?1, well = ?2, question = ?3, sentence = ?4, hints = ?5,
                tutors_claim = ?6, blind = ?7, drafts = ?8, second_reader = ?9, letters_by_mail = ?10",
        bind![
            big,
            well,
            question,
            sentence,
            &ways.hints,
            ways.tutors_claim,
            ways.blind,
            ways.drafts,
            ways.second_reader,
            ways.letters_by_mail,
        ],
    )?;
    Ok(())
}
