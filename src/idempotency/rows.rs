//! Every statement about kept answers.

use super::Answered;
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

/// The kept answer and the fingerprint of what it answered.
pub fn find(
    tx: &Tx<'_>,
    (person, key): (PersonId, &str),
    since: Moment,
) -> Outcome<Option<(Vec<u8>, Answered)>> {
    tx.one(
        "select fingerprint, status, headers, body from kept_answers
         where person_id = ?1 and key = ?2 and kept_at > ?3",
        bind![person, key, since],
        |row| {
            let (status, headers): (u32, String) = (row.get("status")?, row.get("headers")?);
            let unreadable = |error| Fault::from_error("reading a kept answer", error);
            let answered = Answered {
                status: u16::try_from(status)
                    .map_err(|error| Fault::from_error("reading a kept answer", error))?,
                headers: serde_json::from_str(&headers).map_err(unreadable)?,
                body: row.get("body")?,
            };
            Ok((row.get("fingerprint")?, answered))
        },
    )
}

/// Keeps an answer; one that is older than a day makes way.
pub fn keep(
    tx: &Tx<'_>,
    (person, key): (PersonId, &str),
    fingerprint: &[u8; 32],
    answered: &Answered,
) -> Outcome<()> {
    let headers = serde_json::to_string(&answered.headers)
        .map_err(|error| Fault::from_error("keeping an answer", error))?;
    tx.run(
        "insert or replace into kept_answers (person_id, key, fingerprint, status, headers, body, kept_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        bind![
            person,
            key,
            &fingerprint[..],
            u32::from(answered.status),
            headers,
            &answered.body,
            tx.now()
        ],
    )?;
    Ok(())
}

pub fn delete_before(tx: &Tx<'_>, moment: Moment) -> Outcome<usize> {
    tx.run(
        "delete from kept_answers where (person_id, key) in
             (select person_id, key from kept_answers where kept_at <= ?1 order by kept_at limit 500)",
        bind![moment],
    )
}
